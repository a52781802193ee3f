import type { ConsentId } from '@xinqiao/contracts';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { actOnConsent } from '../../src/authorities/act-on-consent.ts';
import { represent } from '../../src/authorities/represent.ts';
import {
  type AuthorityCity,
  foundAuthorityCity,
  type Person,
  type RegisteredFirm,
} from './support/authority-city.ts';

let world: AuthorityCity;
beforeAll(async () => {
  world = await foundAuthorityCity();
});
afterAll(() => world.close());

/** A firm with an officer, and a consent that each of the two agreed to. */
async function livingFirm() {
  const { firm, representative } = await world.represented();
  const officer = await world.person();
  await world.give(representative, officer, firm);
  const consents = [await world.consent(representative, firm), await world.consent(officer, firm)];
  return { firm, representative, officer, consents };
}

/** An act of somebody on her page. */
const act = ({ id }: Person, { subjectId }: RegisteredFirm, consentId: string, what: 'PAUSE' | 'RESUME') =>
  actOnConsent(world.services, {
    ...{ identityId: id, subjectId, participantId: world.city.bank.participantId },
    ...{ consentId: consentId as ConsentId, act: what },
  });

/** The next revision of a consent is taken, so that no change of it can be written. */
const takeNextRevision = (consentId: string) =>
  world.city.sql(
    `INSERT INTO consent_revision (consent_id, revision, act, status, by, entry_id, changed_at)
     SELECT id, revision + 1, 'PAUSE', 'PAUSED', 'SYSTEM', 'x', requested_at FROM consent WHERE id = $1`,
    [consentId],
  );
const giveNextRevision = (consentId: string) =>
  world.city.sql(`DELETE FROM consent_revision WHERE consent_id = $1 AND entry_id = 'x'`, [consentId]);

const resume = ({ id }: Person, { subjectId }: RegisteredFirm, consentId: string) =>
  world.city.move(consentId as never, subjectId, id, 'RESUME');
const statuses = (people: readonly Person[], firm: RegisteredFirm) =>
  Promise.all(people.map(async (each) => (await world.authorityOf(each, firm))?.status));

describe('what the registry reports · consents rest, of themselves', () => {
  it.each([
    ['LEGAL_REPRESENTATIVE_CHANGED', ['ENDED', 'ENDED']],
    ['DEREGISTERED', ['ENDED', 'ENDED']],
    ['LICENCE_REVOKED', ['ENDED', 'ENDED']],
    ['ABNORMAL_LISTED', ['ACTIVE', 'ACTIVE']],
  ] as const)('%s pauses every living consent with that reason; authorities are %s', async (kind, after) => {
    const { firm, representative, officer, consents } = await livingFirm();
    const id = await world.reported(
      firm,
      kind,
      kind === 'LEGAL_REPRESENTATIVE_CHANGED' ? { names: await world.person() } : {},
    );
    await world.apply();
    for (const consentId of consents)
      expect(await world.statusOf(consentId)).toEqual({
        ...{ status: 'PAUSED', paused_reason: kind, paused_by: 'SYSTEM' },
      });
    expect(await statuses([representative, officer], firm)).toEqual(after);
    expect(await world.eventState(id)).toEqual({
      ...{ status: 'APPLIED', consents_paused: 2 },
      authorities_ended: after.filter((status) => status === 'ENDED').length,
    });
  });

  it('logs every step, and tells the banks', async () => {
    const { firm, consents } = await livingFirm();
    await world.reported(firm, 'DEREGISTERED');
    await world.apply();
    const steps = (await world.logged(firm)).filter((kind) => !kind.endsWith('_GRANTED'));
    expect(steps.sort()).toEqual([
      ...['AUTHORITY_ENDED', 'AUTHORITY_ENDED', 'CONSENT_PAUSED', 'CONSENT_PAUSED', 'REGISTRY_EVENT_APPLIED'],
    ]);
    const told = await world.city.sql<{ id: string }>(
      `SELECT data->>'consentId' AS id FROM event WHERE type = 'cn.xinqiao.consent.paused.v1'
       AND data->>'subjectId' = $1 ORDER BY 1`,
      [firm.subjectId],
    );
    expect(told.map(({ id }) => id)).toEqual([...consents].sort());
  });

  it('ABNORMAL_REMOVED wakes nothing', async () => {
    const { firm, consents } = await livingFirm();
    await world.reported(firm, 'ABNORMAL_LISTED', { secondsAgo: 60 });
    await world.reported(firm, 'ABNORMAL_REMOVED');
    await world.apply();
    expect(await world.statusOf(consents[0] ?? '')).toMatchObject({ status: 'PAUSED' });
  });

  it('leaves other firms alone', async () => {
    const [one, other] = [await livingFirm(), await livingFirm()];
    await world.reported(one.firm, 'DEREGISTERED');
    await world.apply();
    expect(await world.statusOf(other.consents[0] ?? '')).toMatchObject({ status: 'ACTIVE' });
    expect(await statuses([other.representative, other.officer], other.firm)).toEqual(['ACTIVE', 'ACTIVE']);
  });

  it('leaves what the owner paused or stopped as she left it', async () => {
    const { firm, representative, consents } = await livingFirm();
    const [paused = '', stopped = ''] = consents;
    await world.city.move(paused as never, firm.subjectId, representative.id, 'PAUSE');
    await world.city.move(stopped as never, firm.subjectId, representative.id, 'REVOKE');
    await world.reported(firm, 'ABNORMAL_LISTED');
    await world.apply();
    expect(await world.statusOf(paused)).toMatchObject({ paused_reason: 'OWNER_PAUSED' });
    expect(await world.statusOf(stopped)).toMatchObject({ status: 'REVOKED' });
  });
});

describe('what the registry reports · a new legal representative', () => {
  it('keeps the new one, who came before the report did, and whom she gave authority to', async () => {
    const { firm, representative: former } = await world.represented();
    const [next, officer] = [await world.person(), await world.person()];
    world.register.set(firm.uscc, next.residentId);
    await represent(world.services, next.id, firm.uscc);
    await world.give(next, officer, firm);
    await world.reported(firm, 'LEGAL_REPRESENTATIVE_CHANGED', { names: next });
    await world.apply();
    expect(await statuses([former, next, officer], firm)).toEqual(['ENDED', 'ACTIVE', 'ACTIVE']);
  });

  it('lets the new one resume what rests, by her explicit act', async () => {
    const { firm, consents } = await livingFirm();
    const next = await world.person();
    await world.reported(firm, 'LEGAL_REPRESENTATIVE_CHANGED', { names: next });
    await world.apply();
    await represent(world.services, next.id, firm.uscc);
    await resume(next, firm, consents[0] ?? '');
    expect(await world.statusOf(consents[0] ?? '')).toMatchObject({ status: 'ACTIVE' });
    await world.apply();
    expect(await world.statusOf(consents[0] ?? '')).toMatchObject({ status: 'ACTIVE' });
  });

  it('a report that names nobody ends also whoever said again since that she represents the firm', async () => {
    const { firm, representative } = await world.represented();
    world.city.advance(1_000);
    await represent(world.services, representative.id, firm.uscc);
    await world.reported(firm, 'LEGAL_REPRESENTATIVE_CHANGED', { secondsAgo: 60 });
    await world.apply();
    expect(await statuses([representative], firm)).toEqual(['ENDED']);
  });

  it('a report that names nobody keeps the former one away, whatever a source still says', async () => {
    const { firm, representative: former } = await world.represented();
    await world.reported(firm, 'LEGAL_REPRESENTATIVE_CHANGED');
    await world.apply();
    const again = () => represent(world.services, former.id, firm.uscc);
    await expect(again()).rejects.toMatchObject({ code: 'REPRESENTATIVE_MISMATCH' });
    world.city.advance(1_000);
    await world.reported(firm, 'LEGAL_REPRESENTATIVE_CHANGED', { names: former });
    await world.apply();
    await again();
    expect(await statuses([former], firm)).toEqual(['ACTIVE']);
  });

  it('after a report that names nobody, whom a source names anew represents', async () => {
    const { firm } = await world.represented();
    const next = await world.person();
    await world.reported(firm, 'LEGAL_REPRESENTATIVE_CHANGED');
    await world.apply();
    world.register.set(firm.uscc, next.residentId);
    await represent(world.services, next.id, firm.uscc);
    expect(await statuses([next], firm)).toEqual(['ACTIVE']);
  });

  it('an older change that is reported late undoes nothing', async () => {
    const { firm } = await world.represented();
    const [next, between] = [await world.person(), await world.person()];
    await world.reported(firm, 'LEGAL_REPRESENTATIVE_CHANGED', { names: next, secondsAgo: 60 });
    await world.apply();
    await represent(world.services, next.id, firm.uscc);
    const consentId = await world.consent(next, firm);
    const late = await world.reported(firm, 'LEGAL_REPRESENTATIVE_CHANGED', {
      names: between,
      secondsAgo: 3600,
    });
    await world.apply();
    expect(await statuses([next], firm)).toEqual(['ACTIVE']);
    expect(await world.statusOf(consentId)).toMatchObject({ status: 'ACTIVE' });
    expect(await world.eventState(late)).toMatchObject({
      status: 'APPLIED',
      consents_paused: 0,
      authorities_ended: 0,
    });
  });

  it('applies the events of one firm in the order in which they happened', async () => {
    const { firm, consents } = await livingFirm();
    const next = await world.person();
    await world.reported(firm, 'LEGAL_REPRESENTATIVE_CHANGED', { names: next, secondsAgo: 10 });
    await world.reported(firm, 'ABNORMAL_LISTED', { secondsAgo: 20 });
    await world.apply();
    expect(await world.statusOf(consents[0] ?? '')).toMatchObject({ paused_reason: 'ABNORMAL_LISTED' });
    const order = await world.city.sql<{ kind: string }>(
      'SELECT kind FROM registry_event WHERE subject_id = $1 ORDER BY began_at, occurred_at',
      [firm.subjectId],
    );
    expect(order.map(({ kind }) => kind)).toEqual(['ABNORMAL_LISTED', 'LEGAL_REPRESENTATIVE_CHANGED']);
  });
});

describe('what the registry reports · resumed at that very moment', () => {
  it('whoever loses office wakes nothing: the report is before her, or finds what she woke', async () => {
    for (let round = 0; round < 6; round++) {
      const { firm, representative, consents } = await livingFirm();
      const [consentId = ''] = consents;
      await act(representative, firm, consentId, 'PAUSE');
      await world.reported(firm, 'LEGAL_REPRESENTATIVE_CHANGED', { names: await world.person() });
      await Promise.allSettled([act(representative, firm, consentId, 'RESUME'), world.apply()]);
      expect(await world.statusOf(consentId)).toMatchObject({ status: 'PAUSED' });
    }
  });

  it('who waited for the consent while the registry reported is refused', async () => {
    const { firm, representative, consents } = await livingFirm();
    const [consentId = ''] = consents;
    await act(representative, firm, consentId, 'PAUSE');
    const reader = new pg.Client({ connectionString: world.city.urls.application });
    await reader.connect();
    await reader.query('BEGIN');
    await reader.query(`SELECT set_config('xinqiao.participant_id', $1, true)`, [
      world.city.bank.participantId,
    ]);
    await reader.query('SELECT FROM consent WHERE id = $1 FOR SHARE', [consentId]);
    const waiting = act(representative, firm, consentId, 'RESUME').catch((error: unknown) => error);
    await expect
      .poll(() => world.city.sql(`SELECT FROM pg_locks WHERE NOT granted AND locktype = 'transactionid'`))
      .toHaveLength(1);
    await world.reported(firm, 'LEGAL_REPRESENTATIVE_CHANGED', { names: await world.person() });
    await world.apply();
    await reader.query('COMMIT');
    await reader.end();
    expect(await waiting).toMatchObject({ code: 'AUTHORITY_MISSING' });
    expect(await world.statusOf(consentId)).toMatchObject({ status: 'PAUSED' });
  });

  it('a finance officer does not wake what the registry put to rest; the representative does', async () => {
    const { firm, representative, officer, consents } = await livingFirm();
    const [consentId = ''] = consents;
    await world.reported(firm, 'ABNORMAL_LISTED');
    await world.apply();
    await expect(act(officer, firm, consentId, 'RESUME')).rejects.toMatchObject({
      code: 'AUTHORITY_MISSING',
    });
    await act(representative, firm, consentId, 'RESUME');
    expect(await world.statusOf(consentId)).toMatchObject({ status: 'ACTIVE' });
  });
});

describe('what the registry reports · taken back', () => {
  const annulled = (id: string, firm: RegisteredFirm) =>
    world.city.sql(
      `INSERT INTO registry_event (id, operator_id, participant_id, external_id, subject_id, kind, occurred_at,
         received_at, status, annuls)
       VALUES ($1, 'bozhou', 'ptc_registry', $1, $2, 'REPORT_ANNULLED', $3, $3, 'RECEIVED', $4)`,
      [world.services.newId('rge'), firm.subjectId, world.city.clock.now(), id],
    );

  it('a firm that was struck off by mistake acts again by explicit acts, and nothing goes on by itself', async () => {
    const { firm, representative, consents } = await livingFirm();
    const [consentId = ''] = consents;
    const id = await world.reported(firm, 'DEREGISTERED');
    await world.apply();
    await annulled(id, firm);
    await world.apply();
    expect(await world.statusOf(consentId)).toMatchObject({ status: 'PAUSED' });
    expect(await statuses([representative], firm)).toEqual(['ENDED']);
    world.city.advance(1_000);
    await represent(world.services, representative.id, firm.uscc);
    await act(representative, firm, consentId, 'RESUME');
    expect(await world.statusOf(consentId)).toMatchObject({ status: 'ACTIVE' });
  });

  it('a wrong person named by mistake represents nobody, and whom the source names does', async () => {
    const { firm, representative } = await world.represented();
    const wrong = await world.person();
    const id = await world.reported(firm, 'LEGAL_REPRESENTATIVE_CHANGED', { names: wrong });
    await world.apply();
    await annulled(id, firm);
    await expect(represent(world.services, wrong.id, firm.uscc)).rejects.toMatchObject({
      code: 'REPRESENTATIVE_MISMATCH',
    });
    world.city.advance(1_000);
    await represent(world.services, representative.id, firm.uscc);
    expect(await statuses([representative], firm)).toEqual(['ACTIVE']);
  });

  it('before it was applied it changes nothing', async () => {
    const { firm, representative, consents } = await livingFirm();
    const id = await world.reported(firm, 'DEREGISTERED');
    await annulled(id, firm);
    await world.apply();
    expect(await statuses([representative], firm)).toEqual(['ACTIVE']);
    expect(await world.statusOf(consents[0] ?? '')).toMatchObject({ status: 'ACTIVE' });
  });
});

describe('what the registry reports · what stands in the way', () => {
  it('a consent past its end, which nobody wrote EXPIRED yet, holds up nothing', async () => {
    const { firm, representative } = await world.represented();
    const ask = async (validity: 'P1M' | 'P6M') => {
      const { requestId, consentId } = await world.city.ask({ validity });
      await world.city.agree(await world.city.question(representative.id, requestId, firm.subjectId));
      return consentId;
    };
    const [short, long] = [await ask('P1M'), await ask('P6M')];
    world.city.advance(40 * 86_400_000);
    const id = await world.reported(firm, 'DEREGISTERED');
    await world.apply();
    expect(await world.eventState(id)).toMatchObject({ status: 'APPLIED', consents_paused: 1 });
    expect(await world.statusOf(short)).toMatchObject({ status: 'ACTIVE' });
    expect(await world.statusOf(long)).toMatchObject({ status: 'PAUSED' });
  });

  it('one that cannot be written EXPIRED keeps none of the others from it', async () => {
    const { firm, consents } = await livingFirm();
    const [broken = '', sound = ''] = consents;
    world.city.advance(200 * 86_400_000);
    await takeNextRevision(broken);
    await expect(world.city.expire()).rejects.toMatchObject({ code: 'P2002' });
    expect(await world.statusOf(sound)).toMatchObject({ status: 'EXPIRED' });
    await giveNextRevision(broken);
    await world.city.expire();
    expect(await world.statusOf(broken)).toMatchObject({ status: 'EXPIRED' });
    expect(await world.logged(firm)).toContain('CONSENT_EXPIRED');
  });

  it('one consent that cannot be paused keeps none of the others from resting', async () => {
    const { firm, consents } = await livingFirm();
    const [broken = '', sound = ''] = consents;
    const id = await world.reported(firm, 'ABNORMAL_LISTED');
    await takeNextRevision(broken);
    await world.apply();
    expect([await world.statusOf(sound), await world.eventState(id)]).toMatchObject([
      ...[{ status: 'PAUSED' }, { status: 'RECEIVED' }],
    ]);
    await giveNextRevision(broken);
    await world.apply();
    expect(await world.eventState(id)).toMatchObject({ status: 'APPLIED', consents_paused: 2 });
  });

  it('fifty firms that are stuck take nobody’s place', async () => {
    const stuck = await Promise.all(Array.from({ length: 51 }, () => world.firm()));
    const { firm, consents } = await livingFirm();
    for (const each of stuck) await world.reported(each, 'ABNORMAL_LISTED', { secondsAgo: 600 });
    await world.city.sql(`
      CREATE FUNCTION stuck() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'stuck'; END $$`);
    await world.city.sql(`
      CREATE TRIGGER stuck BEFORE UPDATE ON registry_event FOR EACH ROW
      WHEN (OLD.subject_id IN (${stuck.map(({ subjectId }) => `'${subjectId}'`).join(', ')}))
      EXECUTE FUNCTION stuck()`);
    await world.reported(firm, 'ABNORMAL_LISTED');
    await world.apply();
    expect(await world.statusOf(consents[0] ?? '')).toMatchObject({ status: 'PAUSED' });
    await world.city.sql('DROP TRIGGER stuck ON registry_event');
    await world.apply();
  });
});

describe('what the registry reports · many workers, and workers that die', () => {
  it('is applied once by two workers at once', async () => {
    const { firm, consents } = await livingFirm();
    await world.reported(firm, 'DEREGISTERED');
    await Promise.all([world.apply(0), world.apply(1)]);
    const kinds = await world.logged(firm);
    const count = (kind: string) => kinds.filter((each) => each === kind).length;
    expect(['CONSENT_PAUSED', 'AUTHORITY_ENDED', 'REGISTRY_EVENT_APPLIED'].map(count)).toEqual([
      ...[consents.length, 2, 1],
    ]);
  });

  it('goes on where a worker stopped between authorities and consents', async () => {
    const { firm, representative, consents } = await livingFirm();
    const id = await world.reported(firm, 'DEREGISTERED');
    // The state a node leaves that dies after its first transaction.
    await world.city.sql('UPDATE registry_event SET began_at = $2, authorities_ended = 0 WHERE id = $1', [
      ...[id, world.city.clock.now()],
    ]);
    await world.apply(1);
    for (const consentId of consents)
      expect(await world.statusOf(consentId)).toMatchObject({ status: 'PAUSED' });
    expect(await statuses([representative], firm)).toEqual(['ACTIVE']);
  });

  it('goes on in the middle of the consents, and does not pause again what somebody woke meanwhile', async () => {
    const { firm, representative, consents } = await livingFirm();
    const [first = '', second = ''] = consents;
    const id = await world.reported(firm, 'ABNORMAL_LISTED');
    await world.city.sql(
      'UPDATE registry_event SET began_at = $2, authorities_ended = 0, consents_paused = 1 WHERE id = $1',
      [id, world.city.clock.now()],
    );
    world.city.advance(1_000);
    await world.city.pauseBySystem(first as never);
    await resume(representative, firm, first);
    await world.apply();
    expect([await world.statusOf(first), await world.statusOf(second)]).toMatchObject([
      ...[{ status: 'ACTIVE' }, { status: 'PAUSED' }],
    ]);
    expect(await world.eventState(id)).toMatchObject({ status: 'APPLIED', consents_paused: 2 });
  });

  it('no consent of somebody who lost office is in force afterwards, though she agreed at that moment', async () => {
    for (let round = 0; round < 6; round++) {
      const { firm, representative } = await world.represented();
      const asked = await world.city.ask();
      const question = await world.city.question(representative.id, asked.requestId);
      await world.reported(firm, 'LEGAL_REPRESENTATIVE_CHANGED', { names: await world.person() });
      await Promise.allSettled([world.city.agree(question), world.apply()]);
      expect(['PENDING', 'PAUSED']).toContain((await world.statusOf(asked.consentId))?.status);
    }
  });

  it('one that cannot be applied holds up no other firm, and is tried again', async () => {
    const [broken, sound] = [await livingFirm(), await livingFirm()];
    const id = await world.reported(broken.firm, 'ABNORMAL_LISTED', { secondsAgo: 60 });
    const [consentId = ''] = broken.consents;
    await takeNextRevision(consentId);
    await world.reported(sound.firm, 'ABNORMAL_LISTED');
    await world.apply();
    expect(await world.statusOf(sound.consents[0] ?? '')).toMatchObject({ status: 'PAUSED' });
    expect(await world.eventState(id)).toMatchObject({ status: 'RECEIVED' });
    await giveNextRevision(consentId);
    await world.apply();
    expect(await world.statusOf(consentId)).toMatchObject({ status: 'PAUSED' });
  });
});
