import type { ParticipantId } from '@xinqiao/contracts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openQueue, type Queue } from './support/queue.ts';

const NUMBER = '13812345678';
const DAY_MS = 86_400_000;

let queue: Queue;
beforeAll(async () => {
  queue = await openQueue();
});
afterAll(() => queue.close());
beforeEach(async () => {
  await queue.run('TRUNCATE notification, contact, consent_request, authority CASCADE');
  queue.pass(DAY_MS);
});

/** Rows that admission and asking make in many steps, which are not the matter here. */
const plant = (sql: string) => queue.run(`SET session_replication_role = replica; ${sql}`);

/** Somebody who may answer for a firm. @returns Her id and the firm's. */
async function owner({ address, limits = '' }: { address?: string; limits?: string } = {}) {
  const { newId } = queue.services;
  const [identityId, subjectId] = [newId('ses'), newId('sub')];
  const at = queue.now().toISOString();
  await plant(`
    INSERT INTO identity (id, display_name) VALUES ('${identityId}', '某某');
    INSERT INTO authority (id, identity_id, subject_id, capacity, valid_from, purposes)
    VALUES ('${newId('aut')}', '${identityId}', '${subjectId}', 'LEGAL_REPRESENTATIVE', '${at}', '{${limits}}')`);
  if (address !== undefined) await queue.personalContact(identityId, address);
  return { identityId, subjectId };
}

/** So many requests of a bank that wait for a firm, each a second after the one before. */
async function asks(participantId: ParticipantId, subjectId: string, count = 1) {
  const first = queue.now().toISOString();
  const id = (prefix: string) => `'${prefix}_' || overlay(gen_random_uuid()::text PLACING '7' FROM 15)`;
  await plant(`
    INSERT INTO consent_request (id, operator_id, participant_id, application_id, consent_id, kind, channel, handle,
      reference, template_id, template_version, purpose_code, disclosure, range_from, range_to, data_life, fetch_type,
      consent_mode, validity, subject_id, status, requested_at, answer_by)
    SELECT ${id('crq')}, 'bozhou', '${participantId}', 'app_x', ${id('cns')}, 'NEW', 'BACKCHANNEL',
      gen_random_uuid()::text, gen_random_uuid()::text, 'credit-decision', 1, 'CREDIT_DECISION', 'INDICATORS',
      '2025-01-01', '2026-10-31', 'P6M', 'PERIODIC', 'STORE', 'P6M', '${subjectId}', 'PENDING',
      '${first}'::timestamptz + n * interval '1 second', '${first}'::timestamptz + interval '3 days'
    FROM generate_series(1, ${count}) AS n`);
}

const told = async () => {
  const messages = await queue.messages();
  return messages.map(({ template, status, params }) => [template, status, params.bank ?? '']);
};

describe('what banks ask over the back channel, among other messages', () => {
  it('thousands of requests to people without an address hold up nobody, and are not looked at again', async () => {
    const bank = await queue.bank();
    const { subjectId } = await owner();
    await asks(bank, subjectId, 4_000);
    await queue.contact(bank, 'BUSINESS', 'SMS', NUMBER);
    await queue.licenceEnds(bank);
    await queue.notify();
    expect(await told()).toEqual([['licence-expiring', 'QUEUED', '']]);
    expect(await queue.notify()).toBe(0);
  });

  it('thousands that people are to be told of are taken fifty at a time, beside the events', async () => {
    const bank = await queue.bank();
    const { subjectId } = await owner({ address: NUMBER });
    await asks(bank, subjectId, 2_500);
    await queue.contact(bank, 'BUSINESS', 'EMAIL', 'office@bank.example');
    await queue.licenceEnds(bank);
    await queue.notify();
    const messages = await told();
    expect(messages).toContainEqual(['licence-expiring', 'QUEUED', '']);
    expect(messages).toHaveLength(51);
    await queue.notify();
    expect(await told()).toHaveLength(101);
  });

  it('what fails among them stops no other message', async () => {
    const bank = await queue.bank();
    await queue.contact(bank, 'BUSINESS', 'SMS', NUMBER);
    await queue.licenceEnds(bank);
    await queue.run('REVOKE SELECT ON consent_approval FROM xinqiao_worker');
    await expect(queue.notify()).rejects.toThrow();
    await queue.run('GRANT SELECT ON consent_approval TO xinqiao_worker');
    expect(await told()).toEqual([['licence-expiring', 'QUEUED', '']]);
  });

  it('a proxy whom the matter does not reach takes nobody’s place', async () => {
    const bank = await queue.bank();
    const { subjectId } = await owner({ address: '13900000000', limits: 'POST_LOAN_MONITORING' });
    await asks(bank, subjectId, 150);
    const reached = await owner({ address: NUMBER });
    queue.pass(1_000);
    await asks(bank, reached.subjectId);
    await queue.notify();
    expect((await queue.messages()).map(({ masked }) => masked)).toEqual(['138****5678']);
  });
});

describe('how often a person is told that banks ask', () => {
  it('three times a day of one bank; another bank is not held back by it', async () => {
    const [eager, other] = [await queue.bank('急银行'), await queue.bank('稳银行')];
    const { subjectId } = await owner({ address: NUMBER });
    await asks(eager, subjectId, 5);
    queue.pass(10_000);
    await asks(other, subjectId);
    await queue.notify();
    const queued = (await told()).filter(([, status]) => status === 'QUEUED').map(([, , bank]) => bank);
    expect(queued.sort()).toEqual(['急银行', '急银行', '急银行', '稳银行'].sort());
    queue.pass(DAY_MS + 60_000);
    await asks(eager, subjectId);
    await queue.notify();
    expect((await told()).at(-1)).toEqual(['consent-asked', 'QUEUED', '急银行']);
  });

  it('does not count among her other messages', async () => {
    const { subjectId } = await owner({ address: NUMBER });
    for (const name of ['甲', '乙', '丙', '丁']) await asks(await queue.bank(name), subjectId, 3);
    const bank = await queue.bank();
    await queue.contact(bank, 'BUSINESS', 'SMS', NUMBER);
    await queue.notify();
    await queue.licenceEnds(bank);
    await queue.notify();
    const queued = (await told()).filter(([, status]) => status === 'QUEUED');
    expect(queued).toHaveLength(13);
    expect(queued).toContainEqual(['licence-expiring', 'QUEUED', '']);
  });
});
