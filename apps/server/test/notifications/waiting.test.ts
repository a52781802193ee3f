import type { ContactOffice } from '@xinqiao/contracts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { waitingTellings } from '../../src/notifications/of-waiting.ts';
import { messageRounds } from '../../src/notifications/rounds.ts';
import { missingChannel } from '../../src/notifications/sandbox-channel.ts';
import type { Audience, Telling } from '../../src/notifications/telling.ts';
import { addressed } from '../../src/notifications/with-address.ts';
import { openQueue, type Queue } from './support/queue.ts';

const NUMBER = '13812345678';
const DAY_MS = 86_400_000;

let queue: Queue;
beforeAll(async () => {
  queue = await openQueue();
});
afterAll(() => queue.close());
beforeEach(async () => {
  await queue.run('TRUNCATE notification, contact, proposal, break_glass, authority CASCADE');
  queue.pass(2 * DAY_MS);
});

const proposal = () =>
  queue.run(
    `INSERT INTO proposal (id, kind, target_id, payload, reason, proposed_by, proposed_at, expires_at, status)
     VALUES ('prp_1', 'PARTICIPANT_STATUS', 'ptc_1', '{}', 'ADMITTED', 'officer-one', $1, $2, 'OPEN')`,
    [queue.now(), new Date(queue.now().getTime() + 7 * DAY_MS)],
  );

const waiting = () =>
  queue.workers[0].transaction({}, (tx) => waitingTellings(tx, queue.services.operatorId, queue.now()));

/** Somebody who was given authority for a firm just now. */
async function appointed(): Promise<string> {
  const { newId } = queue.services;
  const identityId = newId('ses');
  const from = queue.now().toISOString();
  await queue.run(`SET session_replication_role = replica;
    INSERT INTO authority (id, identity_id, subject_id, capacity, granted_by, valid_from, valid_to)
    VALUES ('${newId('aut')}', '${identityId}', '${newId('sub')}', 'PROXY', 'aut_giver', '${from}',
      '${from}'::timestamptz + interval '1 year')`);
  return identityId;
}

describe('waitingTellings', () => {
  it('leaves out whoever has no address: nothing is looked up for her again every second', async () => {
    await appointed();
    await proposal();
    expect(await waiting()).toEqual([]);
  });

  it('names whoever has one, and no longer once she is told', async () => {
    const identityId = await appointed();
    await appointed();
    await queue.personalContact(identityId, NUMBER);
    expect(await waiting()).toMatchObject([{ audience: { identityId }, template: 'authority-changed' }]);
    expect(await queue.notify()).toBe(1);
    expect(await waiting()).toEqual([]);
  });
});

describe('addressed', () => {
  const about = (audience: Audience): Telling => ({
    ...{ about: 'x', topic: 'x', happenedAt: queue.now(), audience, template: 'proposal-waiting' },
    parameters: () => ({}),
  });
  const kept = async (telling: Telling) =>
    (await queue.workers[0].transaction({}, (tx) => addressed(tx, [telling]))).length === 1;
  const office = (name: ContactOffice) => queue.contact(queue.operatorParticipant, name, 'SMS', NUMBER);
  const toSecurity = () => about({ participantId: queue.operatorParticipant, offices: ['SECURITY'] });

  it('keeps what is for an office that has an address, not what is for another of its offices', async () => {
    await office('BUSINESS');
    expect(await kept(toSecurity())).toBe(false);
    await office('SECURITY');
    expect(await kept(toSecurity())).toBe(true);
  });

  it('leaves out what happened before the address was given', async () => {
    const telling = toSecurity();
    queue.pass(1);
    await office('SECURITY');
    expect(await kept(telling)).toBe(false);
  });

  it('leaves out a person whose address has ended; the address itself still hears of that', async () => {
    const { id } = await queue.personalContact('ses_somebody', NUMBER);
    expect(await kept(about({ identityId: 'ses_somebody' }))).toBe(true);
    await queue.run('UPDATE contact SET ended_at = $1', [queue.now()]);
    expect(await kept(about({ identityId: 'ses_somebody' }))).toBe(false);
    expect(await kept(about({ endedContactId: id }))).toBe(true);
  });
});

describe('messageRounds', () => {
  it('reads events without looking up what waits, which has a round of its own', async () => {
    const bank = await queue.bank();
    await queue.contact(bank, 'BUSINESS', 'SMS', NUMBER);
    await queue.contact(queue.operatorParticipant, 'SECURITY', 'EMAIL', 'security@operator.example');
    await proposal();
    await queue.licenceEnds(bank);
    const channels = { SMS: missingChannel, EMAIL: missingChannel, APP: missingChannel };
    const run = (name: string) =>
      messageRounds(queue.services, queue.workers[0], channels)
        .find((round) => round.name === name)
        ?.run();
    const templates = async () => (await queue.messages()).map(({ template }) => template).sort();
    await run('tell events');
    expect(await templates()).toEqual(['licence-expiring']);
    await run('tell what waits');
    expect(await templates()).toEqual(['licence-expiring', 'proposal-waiting']);
  });
});
