import type { QueryResultRow } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { purgeExpired } from './statements/purge-expired.ts';
import {
  AUTHORITY,
  BANK_A,
  BANK_B,
  type City,
  CONSENT_A,
  CONSENT_B,
  consentRequest,
  foundCity,
  OWNER,
  SUBJECT,
} from './testing/city.ts';
import { queryAs, type Settings } from './testing/query.ts';

// What a village agent could do if the pages that serve her were mistaken: nothing but her own work.

const AGENT = 'agent-one';
const OTHER_AGENT = 'agent-two';
/** Prepared by the agent, and by the other one. */
const OWN = 'crq_own';
const OTHERS = 'crq_others';

let city: City;
beforeAll(async () => {
  city = await foundCity();
  for (const [agent, request, consent, bank] of [
    [AGENT, OWN, CONSENT_A, BANK_A],
    [OTHER_AGENT, OTHERS, CONSENT_B, BANK_B],
  ] as const)
    await queryAs(city, 'superuser', {}, preparedBy(agent, request, consent, bank));
});
afterAll(() => city.drop());

const preparedBy = (agent: string, request: string, consent: string, bank: string) => `
  INSERT INTO identity (id, display_name, roles) VALUES ('${agent}', '${agent}', '{AGENT}');
  INSERT INTO agent VALUES ('${agent}', '${agent}', 'bozhou', '341602101', 'x', 20, 'ACTIVE', 'x', now());
  ${consentRequest(request, consent, { participantId: bank })};
  INSERT INTO assistance VALUES ('${request}', '${agent}', '341602101', 'x', 'ID_CARD_CHECKED', now(), now());
  INSERT INTO confirmation_code (id, request_id, agent_id, identity_id, code_hash, notice_hash, language, created_at,
    expires_at)
    VALUES ('cod_${request}', '${request}', '${agent}', '${OWNER}', 'h', 'h', 'en', now(), now() + interval '5 minutes');`;

const code = (agent: string, person: string, request: string) => `
  INSERT INTO confirmation_code (id, request_id, agent_id, identity_id, code_hash, notice_hash, language, created_at,
    expires_at)
    VALUES ('${crypto.randomUUID()}', '${request}', '${agent}', '${person}', 'h', 'h', 'en', now(), now())`;

/** As the agent's pages connect: with her identity, and what else a request of hers sets. */
const query = <R extends QueryResultRow>(sql: string, settings: Settings = {}): Promise<R[]> =>
  queryAs<R>(city, 'authorization', { identity_id: AGENT, ...settings }, sql);

const denied = { code: '42501' };
/** Everything that a request of hers may set. */
const atWork: Settings = { participant_id: BANK_A, subject_id: SUBJECT, request_id: OWN };

describe('an agent · with the login of the authorization server', () => {
  it.each([{}, atWork])('agrees for nobody else (%o)', async (settings) => {
    const approval = `INSERT INTO consent_approval (request_id, identity_id, authority_id, capacity, notice_hash,
      notice_language, notice_sealed, approved_at)
      VALUES ('${OWN}', '${OWNER}', '${AUTHORITY}', 'LEGAL_REPRESENTATIVE', 'h', 'en', 's', now())`;
    await expect(query(approval, settings)).rejects.toMatchObject(denied);
  });

  it('changes nobody else’s approval', async () => {
    await queryAs(
      city,
      'superuser',
      {},
      `INSERT INTO consent_approval (request_id, identity_id, authority_id, capacity, notice_hash, notice_language,
         notice_sealed, approved_at)
       VALUES ('${OWN}', '${OWNER}', '${AUTHORITY}', 'LEGAL_REPRESENTATIVE', 'h', 'en', 's', now())`,
    );
    const changed = `UPDATE consent_approval SET notice_hash = 'x' WHERE request_id = '${OWN}' RETURNING request_id`;
    expect(await query(changed, atWork)).toEqual([]);
  });

  it.each([{}, atWork])('reads her own codes and no other agent’s (%o)', async (settings) => {
    expect(await query('SELECT id FROM confirmation_code', settings)).toEqual([{ id: `cod_${OWN}` }]);
  });

  it('uses no other agent’s code', async () => {
    const used = await query(
      `UPDATE confirmation_code SET attempts = 0 WHERE id = 'cod_${OTHERS}' RETURNING id`,
    );
    expect(used).toEqual([]);
  });

  it.each([
    ['in another agent’s name', OTHER_AGENT, OWNER, OTHERS],
    ['to herself', AGENT, AGENT, OWN],
    ['for what another prepared', AGENT, OWNER, OTHERS],
  ])('sends no code %s', async (_what, agent, person, request) => {
    await expect(query(code(agent, person, request), atWork)).rejects.toMatchObject(denied);
  });

  it('sends one for what she prepared', async () => {
    await query(code(AGENT, OWNER, OWN));
    expect(await query('SELECT FROM confirmation_code')).toHaveLength(2);
    await queryAs(city, 'superuser', {}, `DELETE FROM confirmation_code WHERE id NOT LIKE 'cod_%'`);
  });

  it.each(['daily_limit = 500', `status = 'ACTIVE'`, `place_code = 'x'`])(
    'sets nothing about herself: %s',
    async (change) => {
      await expect(query(`UPDATE agent SET ${change}`)).rejects.toMatchObject(denied);
    },
  );

  it('sees no other agent', async () => {
    expect(await query('SELECT identity_id FROM agent')).toEqual([{ identity_id: AGENT }]);
  });

  it('prepares nothing in place of another', async () => {
    const taken = `UPDATE assistance SET agent_id = '${AGENT}' WHERE request_id = '${OTHERS}'`;
    await expect(query(taken, { ...atWork, request_id: OTHERS })).rejects.toMatchObject(denied);
  });

  it.each([
    ['of another request', OTHERS, { ...atWork, subject_id: '' }],
    ['of her own', OWN, atWork],
  ])('confirms no assistance %s', async (_what, request, settings) => {
    const confirmed = `UPDATE assistance SET confirmation = 'ONE_TIME_CODE', confirmed_at = now()
      WHERE request_id = '${request}' RETURNING request_id`;
    expect(await query(confirmed, settings)).toEqual([]);
  });

  it('counts nothing against, and takes nothing off, another’s day', async () => {
    const row = `INSERT INTO authority_attempt VALUES ('${OTHER_AGENT}', 'LOOK_UP', now(), 'x')`;
    await expect(query(row)).rejects.toMatchObject(denied);
    await queryAs(city, 'superuser', {}, row);
    await query('DELETE FROM authority_attempt');
    expect(await queryAs(city, 'superuser', {}, 'SELECT FROM authority_attempt')).toHaveLength(1);
  });
});

describe('an owner · with the same login', () => {
  it('confirms what an agent prepared for her firm', async () => {
    const settings: Settings = { identity_id: OWNER, participant_id: BANK_A, subject_id: SUBJECT };
    const confirmed = await query(
      `UPDATE assistance SET confirmation = 'OWN_DEVICE', confirmed_at = now()
       WHERE request_id = '${OWN}' RETURNING request_id`,
      settings,
    );
    expect(confirmed).toEqual([{ request_id: OWN }]);
  });

  it('reads what was recorded of her consent before anybody named her firm', async () => {
    await queryAs(
      city,
      'superuser',
      {},
      `INSERT INTO log_entry (id, operator_id, kind, participant_id, consent_id, actor, recorded_at, leaf)
       VALUES ('ent_before', 'bozhou', 'CONSENT_PREPARED', '${BANK_A}', '${CONSENT_A}', 'x', now(), 'x')`,
    );
    const read = (subject: string) =>
      query('SELECT id FROM log_entry', { identity_id: OWNER, subject_id: subject });
    expect(await read(SUBJECT)).toEqual([{ id: 'ent_before' }]);
    expect(await read('sub_another')).toEqual([]);
  });
});

describe('the regulator', () => {
  it('reads what agents prepared, how it came out and how it was confirmed', async () => {
    const prepared = await city.as.regulator.transaction({}, (tx) =>
      tx.assistance.findMany({
        where: { requestId: OWN },
        include: { request: { select: { status: true, approvals: { select: { confirmation: true } } } } },
      }),
    );
    const request = { status: 'PENDING', approvals: [{ confirmation: 'OWN_DEVICE' }] };
    expect(prepared).toMatchObject([{ agentId: AGENT, request }]);
  });
});

describe('codes that are over', () => {
  it('are removed by the worker two days later, when no limit counts them any more', async () => {
    const removed = async (days: number) => {
      const present = new Date(Date.now() + days * 86_400_000);
      const purged = await city.as.worker.transaction({}, (tx) =>
        purgeExpired(tx, { business: present, token: present }),
      );
      return purged.confirmationCodes;
    };
    expect(await removed(1.9)).toBe(0);
    expect(await removed(2.1)).toBe(2);
  });
});
