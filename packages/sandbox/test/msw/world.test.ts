import { ERRORS, type ErrorCode } from '@xinqiao/contracts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type BankTest, bankTest, consentRequest, MA, SHEN } from './support/bank-test.ts';

const SECOND = 1_000;
const DAY = 86_400 * SECOND;

let world: BankTest;
beforeEach(async () => {
  world = await bankTest();
});
afterEach(() => world.close());

const kinds = async (consentId: string) =>
  (await world.bank().audit.entries({ consentId })).items.map(({ kind }) => kind);

describe('sandbox.owner', () => {
  it('refuses: the bank learns it from the callback and from the consent', async () => {
    const bank = world.bank();
    const { consentId, url, pending } = await bank.consents.request(consentRequest(world.sandbox));
    const callback = await world.sandbox.owner(SHEN).refuse(url);
    await expect(bank.consents.complete(callback, pending)).rejects.toHaveProperty('code', 'CONSENT_REFUSED');
    expect(await bank.consents.get(consentId)).toMatchObject({
      status: 'REJECTED',
      endedReason: 'OWNER_REFUSED',
    });
  });

  it('agrees by consent id as well as by link', async () => {
    const bank = world.bank();
    const { consentId, pending } = await bank.consents.request(consentRequest(world.sandbox));
    const callback = await world.sandbox.owner(SHEN).agree(consentId);
    expect(await bank.consents.complete(callback, pending)).toHaveProperty('status', 'ACTIVE');
  });

  it('answers a link once', async () => {
    const { url } = await world.bank().consents.request(consentRequest(world.sandbox));
    const owner = world.sandbox.owner(SHEN);
    await owner.agree(url);
    await expect(owner.agree(url)).rejects.toHaveProperty('code', 'CONSENT_LINK_EXPIRED');
    await expect(owner.refuse(url)).rejects.toHaveProperty('code', 'CONSENT_LINK_EXPIRED');
  });

  it('does not answer a link that nobody gave out', async () => {
    const answer = world.sandbox.owner(SHEN).agree('https://xinqiao.test/oidc/auth?request_uri=urn:x');
    await expect(answer).rejects.toHaveProperty('code', 'CONSENT_LINK_EXPIRED');
  });

  it('does not answer for another enterprise', async () => {
    const { enterprise } = world.sandbox.owner(MA);
    const asked = consentRequest(world.sandbox, { customer: { uscc: enterprise.uscc } });
    const { url } = await world.bank().consents.request(asked);
    await expect(world.sandbox.owner(SHEN).agree(url)).rejects.toHaveProperty('code', 'SUBJECT_NOT_FOUND');
  });

  it.each(['persona-nobody', 'persona-qin-siyuan'])('is not %s, who owns no enterprise', (personaId) => {
    expect(() => world.sandbox.owner(personaId)).toThrow(ERRORS.PERSONA_UNKNOWN.message.en);
  });

  it('stops: the next read is refused, also one repeated with its key', async () => {
    const bank = world.bank();
    const { consentId } = await world.agreed(bank);
    await bank.data.fetch(consentId, { idempotencyKey: 'loan-0001' });
    await world.sandbox.owner(SHEN).stop(consentId);
    for (const idempotencyKey of ['loan-0001', 'loan-0002'])
      await expect(bank.data.fetch(consentId, { idempotencyKey })).rejects.toHaveProperty(
        'code',
        'CONSENT_REVOKED',
      );
    expect(await kinds(consentId)).toContain('ACCESS_DENIED');
  });

  it('stops while a read is under way: the package is thrown away', async () => {
    // The salt of the access entry is drawn before the source is read, the package's id after.
    let armed = false;
    let read = false;
    const random = (length: number) => {
      if (armed && length === 32) read = true;
      else if (read) {
        armed = read = false;
        void raced.sandbox.owner(SHEN).stop(consentId);
      }
      return crypto.getRandomValues(new Uint8Array(length));
    };
    world.close();
    const raced = await bankTest({ random });
    world = raced;
    const bank = raced.bank();
    const { consentId } = await raced.agreed(bank);
    await bank.consents.get(consentId);
    armed = true;
    await expect(bank.data.fetch(consentId)).rejects.toHaveProperty('code', 'CONSENT_REVOKED');
    expect((await kinds(consentId)).slice(0, 3)).toEqual([
      'DATA_DISCARDED',
      'CONSENT_REVOKED',
      'ACCESS_ALLOWED',
    ]);
  });

  it('pauses and resumes', async () => {
    const bank = world.bank();
    const { consentId } = await world.agreed(bank);
    const owner = world.sandbox.owner(SHEN);
    await owner.pause(consentId);
    await expect(bank.data.fetch(consentId)).rejects.toHaveProperty('code', 'CONSENT_PAUSED');
    await owner.resume(consentId);
    expect((await bank.data.fetch(consentId)).data.consentId).toBe(consentId);
  });

  it.each(['stop', 'pause', 'resume'] as const)('cannot %s another owner’s consent', async (act) => {
    const { consentId } = await world.agreed(world.bank());
    await expect(world.sandbox.owner(MA)[act](consentId)).rejects.toHaveProperty('code', 'CONSENT_NOT_FOUND');
  });
});

describe('sandbox.clock', () => {
  it('ends a link after its 60 seconds', async () => {
    const { url } = await world.bank().consents.request(consentRequest(world.sandbox));
    world.sandbox.clock.advance(60 * SECOND);
    await expect(world.sandbox.owner(SHEN).agree(url)).rejects.toHaveProperty('code', 'CONSENT_LINK_EXPIRED');
  });

  it('ends a consent nobody answered', async () => {
    const bank = world.bank();
    const { consentId } = await bank.consents.request(consentRequest(world.sandbox));
    world.sandbox.clock.advance(DAY);
    expect(await bank.consents.get(consentId)).toMatchObject({ status: 'EXPIRED', endedReason: 'LINK_OVER' });
  });

  it('ends a consent at its expiry, not a millisecond before', async () => {
    world.close();
    const start = new Date('2026-11-21T04:00:00.000Z');
    world = await bankTest({ now: () => start });
    const bank = world.bank();
    const { consentId, expiresAt } = await world.agreed(bank, { validity: 'P1M' });
    expect(expiresAt).toBe('2026-12-21T04:00:00.000Z');
    world.sandbox.clock.advance(30 * DAY - 1);
    expect((await bank.data.fetch(consentId)).data.consentId).toBe(consentId);
    world.sandbox.clock.advance(1);
    await expect(bank.data.fetch(consentId)).rejects.toHaveProperty('code', 'CONSENT_EXPIRED');
    expect(await bank.consents.get(consentId)).toMatchObject({ status: 'EXPIRED', endedReason: 'TERM_OVER' });
  });

  it('lets months pass: the city’s sources know more, and tell the past as before', async () => {
    const bank = world.bank();
    const { consentId } = await world.agreed(bank, { items: ['tax.vat-returns'] });
    const first = await bank.data.fetch(consentId, { idempotencyKey: 'loan-0001' });
    world.sandbox.clock.advance(60 * DAY);
    const later = await world.agreed(bank, { items: ['tax.vat-returns'] });
    const { data } = await bank.data.fetch(later.consentId);
    const periods = (items: typeof data.items) =>
      items[0]?.records?.['tax.vat-returns']?.map(({ period }) => period) ?? [];
    expect(periods(data.items).at(-1)! > periods(first.data.items).at(-1)!).toBe(true);
    expect(data.items[0]?.records?.['tax.vat-returns']).toEqual(
      expect.arrayContaining(first.data.items[0]?.records?.['tax.vat-returns']?.slice(2) ?? []),
    );
  });

  it.each([-1, Number.NaN, Number.POSITIVE_INFINITY])('does not advance by %s', (milliseconds) => {
    expect(() => world.sandbox.clock.advance(milliseconds)).toThrow(RangeError);
  });
});

describe('sandbox.failNext', () => {
  it('fails where sources do, and the log tells of access and failure', async () => {
    const bank = world.bank({ maxRetries: 0 });
    const { consentId } = await world.agreed(bank);
    world.sandbox.failNext('data.fetch', 'SOURCE_UNAVAILABLE');
    await expect(bank.data.fetch(consentId)).rejects.toHaveProperty('code', 'SOURCE_UNAVAILABLE');
    expect((await kinds(consentId)).slice(0, 2)).toEqual(['DATA_FAILED', 'ACCESS_ALLOWED']);
  });

  it('fails once, so that the SDK’s next attempt succeeds', async () => {
    const bank = world.bank();
    const { consentId } = await world.agreed(bank);
    world.sandbox.failNext('decisions.create', 'DATABASE_UNAVAILABLE');
    expect((await bank.decisions.create({ consentId })).decision.outcome).toBe('APPROVED');
  });

  it('fails as often as it was told', async () => {
    const bank = world.bank({ maxRetries: 2 });
    const { consentId } = await world.agreed(bank);
    world.sandbox.failNext('consents.get', 'RATE_LIMITED', 3);
    await expect(bank.consents.get(consentId)).rejects.toHaveProperty('code', 'RATE_LIMITED');
    expect(await bank.consents.get(consentId)).toHaveProperty('consentId', consentId);
  });

  it('loses an answer whose act was done: the same key finds it again', async () => {
    const bank = world.bank({ maxRetries: 0 });
    const { consentId } = await world.agreed(bank);
    world.sandbox.failNext('decisions.create', 'SERVER_UNREACHABLE');
    const decide = () => bank.decisions.create({ consentId }, { idempotencyKey: 'loan-0001' });
    await expect(decide()).rejects.toHaveProperty('code', 'SERVER_UNREACHABLE');
    await decide();
    const entries = (await bank.audit.entries({ consentId })).items.filter(
      ({ kind }) => kind === 'DECISION_MADE',
    );
    expect(new Set(entries.map(({ detail }) => detail?.decisionId)).size).toBe(1);
    expect(entries.map(({ detail }) => detail?.repeated)).toEqual([true, undefined]);
  });

  it('leaves other operations alone', async () => {
    const bank = world.bank({ maxRetries: 0 });
    const { consentId } = await world.agreed(bank);
    world.sandbox.failNext('data.fetch', 'INTERNAL');
    expect((await bank.decisions.create({ consentId })).decision.outcome).toBe('APPROVED');
    await expect(bank.data.fetch(consentId)).rejects.toHaveProperty('code', 'INTERNAL');
  });

  it.each<ErrorCode>(['CONSENT_REFUSED', 'SIGNATURE_INVALID', 'CALLBACK_INVALID'])(
    'does not plan %s, which no platform answers',
    (code) => {
      expect(() => world.sandbox.failNext('data.fetch', code)).toThrow(RangeError);
    },
  );
});
