import { type ErrorCode, PlatformError, type ReceivedEvent } from '@xinqiao/contracts';
import { verifyWebhook } from '@xinqiao/sdk';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type BankTest, bankTest, OTHER_APPLICATION_ID, SHEN } from './support/bank-test.ts';

const SECRET = `whsec_${btoa('a secret of thirty-two bytes....')}`;
const kindsOf = (items: readonly ReceivedEvent[]) => items.map(({ type }) => type.split('.')[3]);

let world: BankTest;
beforeEach(async () => {
  world = await bankTest();
});
afterEach(() => world.close());

describe('events.list', () => {
  it('tells a bank of each step of its consents, in order, and from a cursor on', async () => {
    const bank = world.bank();
    const { consentId } = await world.agreed(bank);
    const owner = world.sandbox.owner(SHEN);
    for (const act of ['pause', 'resume', 'stop'] as const) await owner[act](consentId);
    const first = await bank.events.list({ limit: 2 });
    expect(kindsOf(first.items)).toEqual(['granted', 'paused']);
    const rest = await bank.events.list({ after: first.nextCursor });
    expect(kindsOf(rest.items)).toEqual(['resumed', 'revoked']);
    expect(await bank.events.list({ after: rest.nextCursor })).toEqual({
      items: [],
      nextCursor: rest.nextCursor,
    });
  });

  it('tells of consents that expire by themselves', async () => {
    const bank = world.bank();
    await world.agreed(bank, { validity: 'P1M' });
    world.sandbox.clock.advance(40 * 86_400_000);
    expect(kindsOf((await bank.events.list()).items)).toEqual(['granted', 'expired']);
  });

  it('tells another bank nothing', async () => {
    await world.agreed(world.bank());
    expect((await world.bank({ applicationId: OTHER_APPLICATION_ID }).events.list()).items).toEqual([]);
  });

  it('answers a long poll as soon as there is an event', async () => {
    const bank = world.bank();
    const { consentId } = await world.agreed(bank);
    const { nextCursor } = await bank.events.list();
    const polled = bank.events.list({ after: nextCursor, waitSeconds: 25 });
    // Its first look finds nothing: the owner acts while it waits.
    await bank.consents.get(consentId);
    await world.sandbox.owner(SHEN).stop(consentId);
    expect(kindsOf((await polled).items)).toEqual(['revoked']);
  });

  it('is followed by the SDK', async () => {
    const bank = world.bank();
    const { consentId } = await world.agreed(bank);
    const seen: ReceivedEvent[] = [];
    for await (const event of bank.events.follow()) {
      seen.push(event);
      if (seen.length === 1) void world.sandbox.owner(SHEN).stop(consentId);
      else break;
    }
    expect(kindsOf(seen)).toEqual(['granted', 'revoked']);
  });
});

describe('sandbox.delivery', () => {
  const latest = async () => {
    const bank = world.bank();
    await world.agreed(bank);
    return (await bank.events.list()).items[0] as ReceivedEvent;
  };

  it('signs what verifyWebhook accepts with the same secret, and with no other', async () => {
    const event = await latest();
    const { headers, body } = world.sandbox.delivery(event, SECRET);
    expect(await verifyWebhook({ headers, body }, { secrets: [SECRET] })).toEqual(event);
    const other = `whsec_${btoa('another secret, thirty-two bytes')}`;
    await expect(verifyWebhook({ headers, body }, { secrets: [other] })).rejects.toMatchObject({
      code: 'WEBHOOK_INVALID',
      details: { reason: 'SIGNATURE_MISMATCH' },
    });
  });

  it('makes a request a receiver can be called with', async () => {
    const event = await latest();
    const request = new Request('https://bank.test/events', world.sandbox.delivery(event, SECRET));
    const body = await request.text();
    expect((await verifyWebhook({ headers: request.headers, body }, { secrets: [SECRET] })).id).toBe(
      event.id,
    );
  });

  it.each(['', 'whsec_', 'whsec_c2hvcnQ=', 'secret', 'whsec_!', 'whsec_A'])(
    'refuses %s for a secret',
    async (secret) => {
      const event = await latest();
      expect(() => world.sandbox.delivery(event, secret)).toThrow(RangeError);
    },
  );
});

describe('a standing that ended, by sandbox.failNext', () => {
  it.each<[ErrorCode, string | undefined]>([
    ['PARTICIPANT_SUSPENDED', 'SECURITY_INCIDENT'],
    ['APPLICATION_SUSPENDED', 'AT_OWN_REQUEST'],
    ['PARTICIPANT_NOT_LICENSED', undefined],
    ['OPERATOR_NOT_LICENSED', undefined],
    ['KEY_NOT_IN_FORCE', undefined],
    ['ENVIRONMENT_WRONG', undefined],
  ])('%s reaches the bank with its reason: %s', async (code, reason) => {
    const bank = world.bank({ maxRetries: 0 });
    world.sandbox.failNext('catalogue.listItems', code);
    const error = await bank.catalogue.items().catch((failure: unknown) => failure);
    expect(error).toBeInstanceOf(PlatformError);
    expect(error).toMatchObject({ code, details: reason === undefined ? {} : { reason } });
  });
});
