import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type BankTest, bankTest, OTHER_APPLICATION_ID, SHEN } from './support/bank-test.ts';
import { type DpopKey, dpopKey } from './support/raw-bank.ts';

const DAY_MS = 86_400_000;

let world: BankTest;
beforeEach(async () => {
  world = await bankTest();
});
afterEach(() => world.close());

describe('Idempotency-Key · draft-ietf-httpapi-idempotency-key-header', () => {
  it('the same key gives the same package', async () => {
    const bank = world.bank();
    const { consentId } = await world.agreed(bank);
    const fetch = () => bank.data.fetch(consentId, { idempotencyKey: 'loan-0001' });
    const [first, second] = [await fetch(), await fetch()];
    expect(second.data).toEqual(first.data);
    expect(second.receipt.payload.entryId).not.toBe(first.receipt.payload.entryId);
  });

  it('the same key gives the same decision', async () => {
    const bank = world.bank();
    const { consentId } = await world.agreed(bank);
    const decide = () => bank.decisions.create({ consentId }, { idempotencyKey: 'loan-0001' });
    expect((await decide()).decision).toEqual((await decide()).decision);
  });

  it('the same key for something else is refused', async () => {
    const bank = world.bank();
    const { consentId } = await world.agreed(bank);
    const options = { idempotencyKey: 'loan-0001' };
    await bank.data.fetch(consentId, options);
    const reused = { code: 'IDEMPOTENCY_KEY_REUSED' };
    await expect(bank.data.fetch(consentId, { ...options, items: ['tax.arrears'] })).rejects.toMatchObject(
      reused,
    );
    await expect(bank.decisions.create({ consentId }, options)).rejects.toMatchObject(reused);
  });

  it('many calls at once with one key have one effect', async () => {
    const bank = world.bank({ maxRetries: 0 });
    const { consentId } = await world.agreed(bank);
    const fetch = () => bank.data.fetch(consentId, { idempotencyKey: 'loan-0001' });
    const results = await Promise.allSettled(Array.from({ length: 8 }, fetch));
    const codes = results.flatMap((result) => (result.status === 'rejected' ? [result.reason.code] : []));
    expect(new Set(codes)).toEqual(new Set(codes.length === 0 ? [] : ['IDEMPOTENCY_IN_PROGRESS']));
    const { items } = await bank.audit.entries({ consentId, limit: 100 });
    const effects = items.filter(({ kind, detail }) => kind === 'DATA_DELIVERED' && !detail?.repeated);
    expect(effects).toHaveLength(1);
  });

  it('a failure without effect frees the key', async () => {
    const bank = world.bank({ maxRetries: 0 });
    const { consentId } = await world.agreed(bank);
    const owner = world.sandbox.owner(SHEN);
    const fetch = () => bank.data.fetch(consentId, { idempotencyKey: 'loan-0001' });
    await owner.pause(consentId);
    await expect(fetch()).rejects.toHaveProperty('code', 'CONSENT_PAUSED');
    await owner.resume(consentId);
    expect((await fetch()).data.consentId).toBe(consentId);
  });

  it('is remembered for 24 hours', async () => {
    const bank = world.bank();
    const { consentId } = await world.agreed(bank);
    const decide = async () =>
      (await bank.decisions.create({ consentId }, { idempotencyKey: 'loan-0001' })).decision.decisionId;
    const first = await decide();
    world.sandbox.clock.advance(DAY_MS - 60_000);
    expect(await decide()).toBe(first);
    world.sandbox.clock.advance(60_000);
    expect(await decide()).not.toBe(first);
  });

  it('of one bank is nothing to another', async () => {
    const options = { idempotencyKey: 'loan-0001' };
    const banks = [world.bank(), world.bank({ applicationId: OTHER_APPLICATION_ID })];
    const ids = [];
    for (const bank of banks) {
      const { consentId } = await world.agreed(bank);
      ids.push((await bank.data.fetch(consentId, options)).packageId);
    }
    expect(new Set(ids).size).toBe(2);
  });
});

describe('a consent for one fetch', () => {
  const once = {
    templateId: 'pre-loan-admission',
    purpose: 'PRE_LOAN_ADMISSION',
    disclosure: 'INDICATORS',
    validity: 'P1M',
  } as const;

  it('is used up by the first, which may be repeated', async () => {
    const bank = world.bank();
    const { consentId } = await world.agreed(bank, once);
    const options = { idempotencyKey: 'loan-0001' };
    const { packageId } = await bank.data.fetch(consentId, options);
    await expect(bank.data.fetch(consentId)).rejects.toHaveProperty('code', 'CONSENT_FETCH_USED');
    await expect(bank.decisions.create({ consentId })).rejects.toHaveProperty('code', 'CONSENT_FETCH_USED');
    expect((await bank.data.fetch(consentId, options)).packageId).toBe(packageId);
  });

  it('is not used up by a failure', async () => {
    const bank = world.bank({ maxRetries: 0 });
    const { consentId } = await world.agreed(bank, once);
    world.sandbox.failNext('data.fetch', 'SOURCE_UNAVAILABLE');
    await expect(bank.data.fetch(consentId)).rejects.toHaveProperty('code', 'SOURCE_UNAVAILABLE');
    expect((await bank.data.fetch(consentId)).data.consentId).toBe(consentId);
  });
});

describe('a write on the wire', () => {
  let key: DpopKey;
  let accessToken: string;
  let path: string;
  beforeEach(async () => {
    key = await dpopKey();
    accessToken = await world.raw().accessToken(key, 'data:read');
    path = `/v1/consents/${(await world.agreed(world.bank())).consentId}/packages`;
  });
  const send = async (body: string | undefined, headers: Record<string, string> = {}) => {
    const named = { 'idempotency-key': 'loan-0001', ...headers };
    const options = { accessToken, dpop: key, headers: named, ...(body === undefined ? {} : { body }) };
    const { status, body: answer } = await world.raw().call('POST', path, options);
    return [status, answer.code];
  };

  it('passes with a body or with none', async () => {
    expect(await send('{}')).toEqual([201, undefined]);
    expect(await send(undefined)).toEqual([201, undefined]);
  });

  it.each<[string, string, Record<string, string>, number, string]>([
    ['without a key', '{}', { 'idempotency-key': '' }, 400, 'IDEMPOTENCY_KEY_MISSING'],
    ['with a key too short', '{}', { 'idempotency-key': 'x' }, 400, 'IDEMPOTENCY_KEY_MISSING'],
    ['that is no JSON', '{', {}, 400, 'BODY_UNREADABLE'],
    ['that is empty', '', {}, 400, 'BODY_UNREADABLE'],
    ['that is null', 'null', {}, 400, 'VALIDATION_FAILED'],
    ['that is a list', '[]', {}, 400, 'VALIDATION_FAILED'],
    ['with an unknown member', '{"more":1}', {}, 400, 'VALIDATION_FAILED'],
    ['that names the consent again', '{"consentId":"x"}', {}, 400, 'VALIDATION_FAILED'],
    ['of another type', '{}', { 'content-type': 'text/plain' }, 415, 'MEDIA_TYPE_UNSUPPORTED'],
    ['above 64 KiB', JSON.stringify({ more: 'x'.repeat(65_536) }), {}, 413, 'BODY_TOO_LARGE'],
  ])('%s is refused', async (_, body, headers, ...refusal) => {
    expect(await send(body, headers)).toEqual(refusal);
  });
});
