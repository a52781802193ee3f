import { randomUUID } from 'node:crypto';
import type { ParticipantId } from '@xinqiao/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SANDBOX_PARTICIPANTS } from '../../src/sandbox/sandbox-participants.ts';
import { type Caller, staffWith, toolOf } from '../participants/support/admission.ts';
import { type Platform, startPlatform } from '../support/platform.ts';
import { rows } from '../support/rows.ts';

const BANK = SANDBOX_PARTICIPANTS[1]?.id as ParticipantId;
const NOBODY = 'ptc_019aa5b8-7c00-7c3e-9d52-6b1f0a4e8d77' as ParticipantId;
const NUMBER = '13812345678';

let platform: Platform;
let officer: Caller;
beforeAll(async () => {
  platform = await startPlatform();
  officer = toolOf(platform, staffWith('ADMISSION'));
});
afterAll(() => platform.close());

const set = (fact: object = {}, by: Caller = officer, idempotencyKey: string = randomUUID()) =>
  by.call(
    'contacts.set',
    { ...{ participantId: BANK, office: 'TECHNICAL', channel: 'SMS', address: NUMBER }, ...fact } as never,
    { idempotencyKey },
  );
const end = (fact: object = {}) =>
  officer.call('contacts.end', {
    ...{ participantId: BANK, office: 'TECHNICAL', channel: 'SMS', ...fact },
  } as never);
const list = async (by: Caller = officer) =>
  (await by.call('contacts.list', { participantId: BANK })).items.filter(({ channel }) => channel === 'SMS');
const codeOf = (call: Promise<unknown>) =>
  call.then(
    () => undefined,
    ({ code }: { code: string }) => code,
  );

describe('contacts of the offices of a participant', () => {
  it('are shown with their middle hidden, to whoever gave them too', async () => {
    const contact = await set();
    expect(contact).toMatchObject({ participantId: BANK, office: 'TECHNICAL', masked: '138****5678' });
    expect(JSON.stringify([contact, await list()])).not.toContain(NUMBER);
  });

  it('one for each office and channel: the new one replaces the old one', async () => {
    await set();
    const { contactId } = await set({ address: '13900000000', language: 'en' });
    expect(await list()).toMatchObject([{ contactId, masked: '139****0000', language: 'en' }]);
  });

  it('two at once leave one', async () => {
    await Promise.all([set(), set({ address: '13900000000' }), set({ address: '13700000000' })]);
    expect(await list()).toHaveLength(1);
  });

  it('the same Idempotency-Key gives the same contact, and makes no second', async () => {
    const key = randomUUID();
    const first = await set({}, officer, key);
    expect(await set({}, officer, key)).toEqual(first);
  });

  it('can be ended, and ending what is not there changes nothing', async () => {
    await set();
    await end();
    expect(await list()).toEqual([]);
    await expect(end()).resolves.toHaveProperty('items');
  });

  it.each([
    ['SMS', '1381234567'],
    ['SMS', '12812345678'],
    ['SMS', '+1 202 555 0100'],
    ['SMS', '138-1234-5678'],
    ['EMAIL', 'zhang@bank.example\r\nBcc: all@bank.example'],
    ['EMAIL', 'Zhang <zhang@bank.example>'],
    ['EMAIL', 'zhang'],
  ])('a malformed %s address is refused: %s', async (channel, address) => {
    expect(await codeOf(set({ channel, address }))).toBe('RECIPIENT_INVALID');
  });

  it('of a participant that does not exist are refused', async () => {
    const call = { participantId: NOBODY };
    expect(await codeOf(set(call))).toBe('PARTICIPANT_NOT_FOUND');
    expect(await codeOf(end(call))).toBe('PARTICIPANT_NOT_FOUND');
    expect(await codeOf(officer.call('contacts.list', call))).toBe('PARTICIPANT_NOT_FOUND');
  });

  it('are read by staff who do not admit, and changed by none of them', async () => {
    const guard = toolOf(platform, staffWith('SECURITY'));
    await set();
    expect(await list(guard)).toHaveLength(1);
    expect(await codeOf(set({}, guard))).toBe('SCOPE_MISSING');
  });

  it('are out of reach of a bank’s program', async () => {
    const bank = toolOf({ ...platform, credentials: () => platform.credentials('bank') }, 'nobody');
    expect(await codeOf(set({}, bank))).toBe('SCOPE_MISSING');
    expect(await codeOf(list(bank))).toBe('SCOPE_MISSING');
    expect(await codeOf(bank.call('messages.list', {}))).toBe('SCOPE_MISSING');
  });

  it('each change stands in the log under the participant, without the address', async () => {
    await set();
    await end();
    const entries = await rows<{ detail: object }>(
      platform,
      `SELECT detail, actor FROM log_entry
       WHERE kind = 'PARTICIPANT_CHANGED' AND participant_id = $1 ORDER BY id DESC LIMIT 2`,
      [BANK],
    );
    const { id } = { id: staffWith('ADMISSION') };
    expect(entries).toEqual([
      { detail: { change: 'CONTACT_ENDED', office: 'TECHNICAL', channel: 'SMS' }, actor: id },
      { detail: { change: 'CONTACT_SET', office: 'TECHNICAL', channel: 'SMS' }, actor: id },
    ]);
  });

  it('lie sealed: no table holds one in the clear', async () => {
    await set();
    const [held] = await rows<{ all: string }>(
      platform,
      `SELECT concat((SELECT json_agg(c) FROM contact c), (SELECT json_agg(l) FROM log_entry l),
         (SELECT json_agg(i) FROM idempotency_key i)) AS all`,
    );
    expect(held?.all).toContain('138****5678');
    expect(held?.all).not.toContain(NUMBER);
  });
});
