import { REFERRAL_DAYS, type Referral } from '@xinqiao/contracts';
import { PERSONAS } from '@xinqiao/sandbox';
import { offerBounds, POLICIES, type Policy, SHUI_RONG_TONG_2026_1 } from '@xinqiao/scoring';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { callerOf, codeOf, developerOf, sessionOf } from '../applications/support/people.ts';
import { activated, type Officers, officers, onlyName } from '../policies/support.ts';
import {
  consentOf,
  importInvoices,
  newResidentId,
  operatorOf,
  registration,
} from '../subjects/support/registry.ts';
import { agreedConsent, ownerPersona, type Platform, startPlatform } from '../support/platform.ts';
import { rows } from '../support/rows.ts';
import { approval, hands, referred, refusal } from './support.ts';

const DAY_MS = 86_400_000;
let platform: Platform;
let people: Officers;
let referral: Referral;
let ye: ReturnType<typeof hands>;
let luo: ReturnType<typeof hands>;
beforeAll(async () => {
  platform = await startPlatform();
  people = await officers(platform);
});
afterAll(() => platform.close());
beforeEach(async () => {
  ({ referral } = await referred(platform));
  [ye, luo] = [hands(people.ye, referral.referralId), hands(people.luo, referral.referralId)];
});

const eventsOf = async (type: string) =>
  (
    await rows<{ data: Record<string, unknown> }>(
      platform,
      `SELECT data FROM event WHERE type = $1 AND data ->> 'referralId' = $2`,
      [type, referral.referralId],
    )
  ).map(({ data }) => data);
const entriesOf = () =>
  rows<{ kind: string; actor: string; detail: Record<string, unknown> }>(
    platform,
    `SELECT kind, actor, detail FROM log_entry WHERE detail ->> 'referralId' = $1 ORDER BY id`,
    [referral.referralId],
  );
const now = () =>
  people.program.call('referrals.get', { referralId: referral.referralId }) as Promise<Referral>;

describe('a decision that is referred', () => {
  it('waits in the queue of its bank, with why, what is missing and the bounds of the policy', async () => {
    const { decision } = await referred(platform);
    const [{ items }] = [await platform.bank().referrals.list({ limit: 1 })];
    const policy = POLICIES.get(`${decision.policyId}@${decision.policyVersion}`) as Policy;
    const { limit, ...rates } = offerBounds(policy);
    expect(items[0]).toMatchObject({
      ...{ decisionId: decision.decisionId, consentId: decision.consentId, subjectId: decision.subjectId },
      ...{ why: decision.reasons, missing: decision.missing, limitCeiling: limit, ...rates },
      ...{ status: 'WAITING', light: 'GREEN', revision: 0, proposal: null, settledAt: null },
    });
    const { openedAt, deadlineAt } = items[0] as Referral;
    expect(Date.parse(deadlineAt) - Date.parse(openedAt)).toBe(REFERRAL_DAYS * DAY_MS);
  });

  it('tells the bank’s programs', async () => {
    const { referralId, decisionId, consentId, deadlineAt } = referral;
    expect(await eventsOf('cn.xinqiao.decision.referred.v1')).toEqual([
      { referralId, decisionId, consentId, deadlineAt },
    ]);
  });

  it('an approved one opens none', async () => {
    const bank = platform.bank();
    const { consentId } = await agreedConsent(platform, { bank });
    expect((await bank.decisions.create({ consentId })).decision.outcome).toBe('APPROVED');
    expect(await rows(platform, 'SELECT 1 FROM referral WHERE consent_id = $1', [consentId])).toEqual([]);
  });

  it('a repetition of the decision opens no other', async () => {
    const bank = platform.bank();
    const { consentId } = await agreedConsent(platform, { bank, fact: { items: ['tax.vat-returns'] } });
    const again = () => bank.decisions.create({ consentId }, { idempotencyKey: `again-${consentId}` });
    await Promise.all([again(), again().catch(() => undefined)]);
    await again();
    expect(await rows(platform, 'SELECT 1 FROM referral WHERE consent_id = $1', [consentId])).toHaveLength(1);
  });

  it('turns yellow with its last day and red at its deadline', async () => {
    const lightAfter = async (ms: number) => {
      platform.advance(ms);
      const { light } = await now();
      platform.advance(-ms);
      return light;
    };
    expect([
      await lightAfter(3.9 * DAY_MS),
      await lightAfter(4.1 * DAY_MS),
      await lightAfter(5 * DAY_MS),
    ]).toEqual(['GREEN', 'YELLOW', 'RED']);
  });
});

describe('two people decide', () => {
  it('one proposes, another confirms: settled, told, and logged without the amount', async () => {
    const proposed = await ye.propose(0, approval());
    expect(proposed).toMatchObject({ status: 'PROPOSED', revision: 1, proposal: approval() });
    const settled = await luo.confirm(1);
    expect(settled).toMatchObject({
      ...{ status: 'SETTLED', revision: 2, proposal: approval() },
      ...{ proposedBy: people.names[0], settledBy: people.names[1] },
    });
    expect(await now()).toEqual(settled);
    const { referralId, decisionId, consentId } = referral;
    expect(await eventsOf('cn.xinqiao.referral.settled.v1')).toEqual([
      { referralId, decisionId, consentId, outcome: 'APPROVED' },
    ]);
    const entries = await entriesOf();
    expect(entries.map(({ kind, actor }) => [kind, actor])).toEqual([
      ['REFERRAL_PROPOSED', people.names[0]],
      ['REFERRAL_SETTLED', people.names[1]],
    ]);
    expect(JSON.stringify(entries)).not.toMatch(/200000|0\.05/);
  });

  it('the decision stays as it was made', async () => {
    const before = await platform.bank().decisions.get(referral.decisionId);
    await ye.propose(0, approval());
    await luo.confirm(1);
    expect(await platform.bank().decisions.get(referral.decisionId)).toEqual(before);
  });

  it('whoever proposed it does not confirm it, not even signed in a second time', async () => {
    await ye.propose(0, refusal());
    const twice = hands(await sessionOf(platform, people.names[0] ?? ''), referral.referralId);
    expect([await codeOf(ye.confirm(1)), await codeOf(twice.confirm(1))]).toEqual([
      'FOUR_EYES_REQUIRED',
      'FOUR_EYES_REQUIRED',
    ]);
    expect(await now()).toMatchObject({ status: 'PROPOSED', revision: 1 });
  });

  it('whoever proposes anew in another’s place is the one who does not confirm', async () => {
    await ye.propose(0, refusal());
    await luo.propose(1, approval());
    expect(await codeOf(luo.confirm(2))).toBe('FOUR_EYES_REQUIRED');
    expect(await ye.confirm(2)).toMatchObject({ status: 'SETTLED', proposedBy: people.names[1] });
  });

  it('sent back it waits again, and nothing of the proposal is left', async () => {
    await ye.propose(0, approval());
    expect(await luo.sendBack(1)).toMatchObject({
      ...{ status: 'WAITING', revision: 2, proposal: null, proposedBy: null, proposedAt: null },
    });
    expect(await codeOf(luo.confirm(2))).toBe('REFERRAL_CHANGED_MEANWHILE');
    expect((await entriesOf()).map(({ kind }) => kind)).toEqual(['REFERRAL_PROPOSED', 'REFERRAL_SENT_BACK']);
  });

  it('what is settled never changes', async () => {
    await ye.propose(0, refusal());
    await luo.confirm(1);
    const again = [luo.propose(2, approval()), ye.sendBack(2), luo.confirm(2), ye.confirm(1)];
    expect(await Promise.all(again.map(codeOf))).toEqual(again.map(() => 'REFERRAL_SETTLED'));
  });

  it('no program does any step, nor a developer of the bank', async () => {
    const developer = await developerOf(platform);
    for (const caller of [people.program, developer]) {
      const { propose, sendBack, confirm } = hands(caller, referral.referralId);
      const steps = [propose(0, refusal()), sendBack(0), confirm(0)];
      expect(await Promise.all(steps.map(codeOf))).toEqual(steps.map(() => 'SCOPE_MISSING'));
    }
  });

  it('another bank’s is like one that does not exist', async () => {
    const { referralId } = referral;
    expect(await codeOf(people.otherBank.call('referrals.get', { referralId }))).toBe('REFERRAL_NOT_FOUND');
    expect(await people.otherBank.call('referrals.list', {})).toMatchObject({ items: [] });
  });
});

describe('two at once', () => {
  it('of two confirmations one settles it', async () => {
    await ye.propose(0, approval());
    const answers = await Promise.all([codeOf(luo.confirm(1)), codeOf(luo.confirm(1))]);
    expect(answers.toSorted()).toEqual(['REFERRAL_SETTLED', undefined]);
    expect(await eventsOf('cn.xinqiao.referral.settled.v1')).toHaveLength(1);
  });

  it('a confirmation against a new proposal: never is settled what she did not see', async () => {
    await ye.propose(0, refusal());
    const [confirmed, proposed] = await Promise.all([
      codeOf(luo.confirm(1)),
      codeOf(ye.propose(1, approval())),
    ]);
    const { status, proposal } = await now();
    expect([confirmed, proposed, status, proposal?.outcome]).toEqual(
      confirmed === undefined
        ? [undefined, 'REFERRAL_SETTLED', 'SETTLED', 'DECLINED']
        : ['REFERRAL_CHANGED_MEANWHILE', undefined, 'PROPOSED', 'APPROVED'],
    );
  });

  it.each([-1, 0, 2, 2 ** 31 + 1])('revision %i of a proposal at 1 is refused', async (revision) => {
    await ye.propose(0, refusal());
    const code = await codeOf(luo.confirm(revision));
    expect(code).toBe(revision < 0 ? 'VALIDATION_FAILED' : 'REFERRAL_CHANGED_MEANWHILE');
  });

  it('the same step sent again under its key is the same step', async () => {
    const idempotencyKey = `propose-${referral.referralId}`;
    const first = await ye.propose(0, refusal(), { idempotencyKey });
    expect(await ye.propose(0, refusal(), { idempotencyKey })).toEqual(first);
    expect(await entriesOf()).toHaveLength(1);
  });
});

describe('the bounds of the policy', () => {
  it.each([
    ['the ceiling', '3000000.00', '0.05', undefined],
    ['a fen above it', '3000000.01', '0.05', 'REFERRAL_LIMIT_EXCEEDED'],
    ['a fen', '0.01', '0.05', undefined],
    ['nothing', '0.00', '0.05', 'VALIDATION_FAILED'],
    ['less than nothing', '-1.00', '0.05', 'VALIDATION_FAILED'],
    ['more than an amount can be', '99999999999999999.00', '0.05', 'VALIDATION_FAILED'],
    ['a rate of nothing', '100.00', '0', 'REFERRAL_LIMIT_EXCEEDED'],
    ['a percentage by mistake', '100.00', '5', 'VALIDATION_FAILED'],
  ])('%s: %s yuan at %s', async (_, limit, annualRate, code) => {
    expect(await codeOf(ye.propose(0, approval({ limit, annualRate })))).toBe(code);
  });

  it('the lowest and the highest rate, and a hundredth of a percent beyond', async () => {
    const { rateFloor, rateCeiling } = referral;
    const codes: (string | undefined)[] = [];
    let revision = 0;
    for (const annualRate of [rateFloor, rateCeiling]) {
      codes.push(await codeOf(ye.propose(revision, approval({ annualRate }))));
      revision += 1;
    }
    for (const rate of [Number(rateFloor) - 0.0001, Number(rateCeiling) + 0.0001])
      codes.push(await codeOf(ye.propose(revision, approval({ annualRate: rate.toFixed(4) }))));
    expect(codes).toEqual([undefined, undefined, 'REFERRAL_LIMIT_EXCEEDED', 'REFERRAL_LIMIT_EXCEEDED']);
  });

  it.each([
    ['approved without a limit', approval({ limit: null })],
    ['approved without a rate', approval({ annualRate: null })],
    ['declined with a limit', refusal({ limit: '1.00' })],
    ['declined with a rate', refusal({ annualRate: '0.05' })],
    ['approved for a reason to decline', approval({ reasons: ['RISK_CONFIRMED'] })],
    ['declined for a reason to approve', refusal({ reasons: ['SITE_VISITED'] })],
    ['a reason twice', refusal({ reasons: ['RISK_CONFIRMED', 'RISK_CONFIRMED'] })],
    ['no reason', refusal({ reasons: [] })],
    ['a reason nobody knows', refusal({ reasons: ['BECAUSE'] })],
  ])('%s is refused', async (_, proposal) => {
    expect(await codeOf(ye.propose(0, proposal))).toBe('VALIDATION_FAILED');
  });
});

describe('nobody is lent to whose consent does not stand', () => {
  it('revoked between proposal and confirmation: no approval; a refusal all the same', async () => {
    await ye.propose(0, approval());
    await platform.bank().consents.revoke(referral.consentId);
    expect(await codeOf(luo.confirm(1))).toBe('CONSENT_REVOKED');
    await ye.propose(1, refusal({ reasons: ['APPLICANT_WITHDREW'] }));
    expect(await luo.confirm(2)).toMatchObject({ status: 'SETTLED', proposal: { outcome: 'DECLINED' } });
  });

  it('paused: no approval until it goes on', async () => {
    await ye.propose(0, approval());
    const owner = platform.owner();
    await owner.signIn(ownerPersona().id);
    await owner.press(referral.consentId, 'pause');
    expect(await codeOf(luo.confirm(1))).toBe('CONSENT_PAUSED');
    await owner.press(referral.consentId, 'resume');
    expect(await luo.confirm(1)).toMatchObject({ status: 'SETTLED' });
  });

  it('expired: no approval', async () => {
    ({ referral } = await referred(platform, { validity: 'P1D' }));
    [ye, luo] = [hands(people.ye, referral.referralId), hands(people.luo, referral.referralId)];
    await ye.propose(0, approval());
    platform.advance(DAY_MS + 1_000);
    const code = await codeOf(luo.confirm(1));
    platform.advance(-DAY_MS - 1_000);
    expect(code).toBe('CONSENT_EXPIRED');
  });

  it('erased: no approval, and nothing is said of her; a refusal closes it', async () => {
    const operator = operatorOf(platform);
    const identifier = { scheme: 'resident-id', value: newResidentId() } as const;
    const representative = { identityId: 'owner-to-erase', name: '某某' };
    const { subjectId } = await operator.call('subjects.register', {
      ...registration({ type: 'PERSON', identifier, representative }),
      sourceCode: 'code-to-erase',
    });
    await importInvoices(operator, 'code-to-erase', '10.00');
    const bank = platform.bank();
    const { consentId } = await consentOf(platform, bank, 'owner-to-erase');
    await bank.decisions.create({ consentId, policyId: 'invoice-flow' });
    [referral] = (await bank.referrals.list({ limit: 1 })).items as [Referral];
    expect(referral.subjectId).toBe(subjectId);
    expect(referral.why?.[0]?.code).toBe('HUMAN_REVIEW');
    [ye, luo] = [hands(people.ye, referral.referralId), hands(people.luo, referral.referralId)];
    expect(await ye.propose(0, approval({ limit: '123456.78' }))).toMatchObject({
      proposal: { limit: '123456.78', annualRate: '0.05' },
    });
    // What a natural person would be lent is kept under her key alone.
    const [row] = await rows<object>(platform, 'SELECT * FROM referral WHERE id = $1', [referral.referralId]);
    expect(JSON.stringify(row)).not.toMatch(/123456|0\.05/);

    await bank.consents.revoke(consentId);
    const [first, second] = PERSONAS.filter(({ duties }) => duties?.includes('ADMISSION')).map(({ id }) =>
      callerOf(platform, platform.credentials(`staff-${id}`)),
    );
    const { proposalId } = await first!.call('subjects.erase', { subjectId, reason: 'OWNER_ASKED' });
    await second!.call('proposals.approve', { proposalId });
    expect(await now()).toMatchObject({
      ...{ why: null, missing: null, status: 'PROPOSED' },
      proposal: { outcome: 'APPROVED', limit: null, annualRate: null },
    });
    expect((await bank.referrals.list({ status: 'PROPOSED' })).items).toContainEqual(await now());
    expect([await codeOf(luo.confirm(1)), await codeOf(luo.propose(1, approval()))]).toEqual([
      'CONSENT_REVOKED',
      'SUBJECT_ERASED',
    ]);
    await luo.propose(1, refusal());
    expect(await ye.confirm(2)).toMatchObject({ status: 'SETTLED', why: null });
  });
});

describe('whoever writes in the database', () => {
  const forge = (changes: string) =>
    rows(platform, `UPDATE referral SET ${changes} WHERE id = $1`, [referral.referralId]);
  afterEach(() => rows(platform, 'DELETE FROM referral WHERE id = $1', [referral.referralId]));

  it('settles nothing in two people’s names: what did not go through the platform is not shown', async () => {
    await ye.propose(0, approval());
    await forge(`status = 'SETTLED', revision = 2, settled_by = 'somebody', settled_at = now()`);
    expect(await codeOf(now())).toBe('REFERRAL_NOT_GENUINE');
    await expect(platform.bank().referrals.list()).rejects.toMatchObject({
      ...{ code: 'REFERRAL_NOT_GENUINE', details: { referralId: referral.referralId } },
    });
  });

  it('puts no proposal before whoever confirms', async () => {
    await forge(
      `status = 'PROPOSED', revision = 1, outcome = 'APPROVED', credit_limit = 1, annual_rate = 0.05, reasons = '{SITE_VISITED}', proposed_by = 'somebody', proposed_at = now(), seal = 'seal'`,
    );
    expect(await codeOf(luo.confirm(1))).toBe('REFERRAL_NOT_GENUINE');
  });

  it('opens none with wider bounds', async () => {
    const { referralId } = referral;
    const [opened] = await rows<{ row: object }>(
      platform,
      'SELECT to_jsonb(referral) AS row FROM referral WHERE id = $1',
      [referralId],
    );
    const wide = JSON.stringify({ ...opened?.row, limit_ceiling: 90_000_000 });
    await rows(platform, 'DELETE FROM referral WHERE id = $1', [referralId]);
    await rows(platform, 'INSERT INTO referral SELECT * FROM jsonb_populate_record(NULL::referral, $1)', [
      wide,
    ]);
    expect(await codeOf(ye.propose(0, approval({ limit: '80000000.00' })))).toBe('REFERRAL_NOT_GENUINE');
  });
});

describe('four eyes are two people of the bank', () => {
  it.each([
    ['who has lost her role', `roles = '{BANK_DEVELOPER}'`],
    ['who was disabled', `status = 'DISABLED'`],
  ])('nothing is settled on the word of somebody %s', async (_, change) => {
    const [proposer = ''] = people.names;
    const [before] = await rows<{ roles: string[]; status: string }>(
      platform,
      'SELECT roles, status FROM identity WHERE id = $1',
      [proposer],
    );
    await ye.propose(0, approval());
    try {
      await rows(platform, `UPDATE identity SET ${change} WHERE id = $1`, [proposer]);
      expect(await codeOf(luo.confirm(1))).toBe('FOUR_EYES_REQUIRED');
    } finally {
      await rows(platform, 'UPDATE identity SET roles = $2, status = $3 WHERE id = $1', [
        ...[proposer, before?.roles, before?.status],
      ]);
    }
    expect(await luo.confirm(1)).toMatchObject({ status: 'SETTLED' });
  });
});

describe('whoever has lost the right while she waited', () => {
  it.each([
    ['disabled', `status = 'DISABLED'`],
    ['without her role', `roles = '{BANK_DEVELOPER}'`],
  ])('%s, she settles nothing', async (_, change) => {
    await ye.propose(0, approval());
    const confirmer = people.names[1] ?? '';
    const [before] = await rows<{ roles: string[] }>(platform, 'SELECT roles FROM identity WHERE id = $1', [
      confirmer,
    ]);
    const holder = new pg.Client({ connectionString: platform.adminUrl });
    await holder.connect();
    try {
      await holder.query('BEGIN');
      await holder.query('SELECT FROM referral WHERE id = $1 FOR UPDATE', [referral.referralId]);
      const confirmed = codeOf(luo.confirm(1));
      const waits = `SELECT FROM pg_locks WHERE NOT granted AND locktype IN ('transactionid', 'tuple')`;
      await expect.poll(() => rows(platform, waits)).toHaveLength(1);
      await rows(platform, `UPDATE identity SET ${change} WHERE id = $1`, [confirmer]);
      await holder.query('COMMIT');
      expect(await confirmed).toBe('SCOPE_MISSING');
    } finally {
      await holder.end();
      await rows(platform, `UPDATE identity SET roles = $2, status = 'ACTIVE' WHERE id = $1`, [
        ...[confirmer, before?.roles],
      ]);
      // Whoever was disabled has been signed out.
      people = await officers(platform);
    }
    expect(await now()).toMatchObject({ status: 'PROPOSED', revision: 1 });
  });
});

describe('by a version that was retired', () => {
  const own = (version: number) => ({ ...SHUI_RONG_TONG_2026_1, policyId, version: `2026-${version}` });
  const policyId = 'gui-lin-dai';
  let version = 0;
  /** One referral, waiting, by a version of the bank’s own, which is retired when the answer is called. */
  const byOwnVersion = async () => {
    version += 1;
    const active = await activated([people.ye, people.luo], own(version));
    ({ referral } = await referred(platform, {}, { policyId }));
    [ye, luo] = [hands(people.ye, referral.referralId), hands(people.luo, referral.referralId)];
    expect(referral).toMatchObject({ policyId, policyVersion: active.version });
    return () => people.luo.call('policies.retire', onlyName(active));
  };

  it('no approval is confirmed', async () => {
    const retire = await byOwnVersion();
    await ye.propose(0, approval());
    await retire();
    expect(await codeOf(luo.confirm(1))).toBe('REFERRAL_POLICY_RETIRED');
  });

  it('none is proposed', async () => {
    const retire = await byOwnVersion();
    await retire();
    expect(await codeOf(ye.propose(0, approval()))).toBe('REFERRAL_POLICY_RETIRED');
  });

  it('a refusal is', async () => {
    const retire = await byOwnVersion();
    await retire();
    await ye.propose(0, refusal());
    expect(await luo.confirm(1)).toMatchObject({ status: 'SETTLED', proposal: { outcome: 'DECLINED' } });
  });

  it('replaced by a later one without being retired, it still counts', async () => {
    await byOwnVersion();
    await ye.propose(0, approval());
    version += 1;
    await activated([people.ye, people.luo], own(version));
    expect(await luo.confirm(1)).toMatchObject({ status: 'SETTLED', proposal: { outcome: 'APPROVED' } });
  });
});
