import { randomUUID } from 'node:crypto';
import { decodeJwt } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { agreedConsent, type Platform, startPlatform } from './support/platform.ts';
import { expectProblem } from './support/problem.ts';
import { RawClient } from './support/raw-client.ts';
import { rows, written } from './support/rows.ts';

interface Fetched {
  readonly packageId: string;
  readonly package: string;
  readonly receipt: string;
}
interface Made {
  readonly decision: { readonly decisionId: string };
}

describe('Idempotency-Key (draft-ietf-httpapi-idempotency-key-header §2)', () => {
  let platform: Platform;
  let bank: RawClient;
  let consentId: string;
  beforeAll(async () => {
    platform = await startPlatform();
    bank = await RawClient.of(platform);
    ({ consentId } = await agreedConsent(platform));
    await bank.goodClaims();
  });
  afterAll(() => platform.close());

  const fetchWith = (idempotencyKey: string | null, body: object = {}, consent = consentId) =>
    bank.send('POST', `/v1/consents/${consent}/packages`, { body, idempotencyKey });
  const decideWith = (idempotencyKey: string, consent = consentId) =>
    bank.send('POST', '/v1/decisions', { body: { consentId: consent }, idempotencyKey });
  const json = async <T>(response: Response) => (await response.json()) as T;

  it.each([
    ['no key', null],
    ['an empty one', ''],
    ['seven characters', '1234567'],
    ['129 characters', 'k'.repeat(129)],
    ['a space', 'key with space'],
  ])('with %s a write is refused and nothing is done', async (_what, key) => {
    const before = await written(platform);
    await expectProblem(await fetchWith(key), 'IDEMPOTENCY_KEY_MISSING');
    expect(await written(platform)).toEqual(before);
  });

  it('the same key and body give the same package, signed anew over the same data', async () => {
    const key = randomUUID();
    const [first, second] = [
      await json<Fetched>(await fetchWith(key)),
      await json<Fetched>(await fetchWith(key)),
    ];
    expect(second.packageId).toBe(first.packageId);
    expect(decodeJwt(second.package)).toEqual(decodeJwt(first.package));
    expect(second.receipt).not.toBe(first.receipt);
  });

  it('the same key and body give the same decision', async () => {
    const key = randomUUID();
    const [first, second] = [
      await json<Made>(await decideWith(key)),
      await json<Made>(await decideWith(key)),
    ];
    expect(second.decision).toEqual(first.decision);
    const [{ count } = { count: 0 }] = await rows<{ count: number }>(
      platform,
      'SELECT count(*)::int FROM decision WHERE id = $1',
      [first.decision.decisionId],
    );
    expect(count).toBe(1);
  });

  it('a repetition is in the log as one', async () => {
    const key = randomUUID();
    await decideWith(key);
    const before = await written(platform);
    await decideWith(key);
    expect(await written(platform)).toEqual({ ...before, log_entry: (before.log_entry ?? 0) + 2 });
    const [entry] = await rows<{ detail: object }>(
      platform,
      'SELECT detail FROM log_entry ORDER BY id DESC LIMIT 1',
    );
    expect(entry?.detail).toMatchObject({ repeated: true });
  });

  it.each<[string, (key: string) => Promise<Response>]>([
    ['body', (key) => fetchWith(key, { items: ['tax.arrears'] })],
    ['path', async (key) => fetchWith(key, {}, (await agreedConsent(platform)).consentId)],
    ['operation', (key) => decideWith(key)],
  ])('the same key with another %s is refused', async (_what, again) => {
    const key = randomUUID();
    expect((await fetchWith(key)).status).toBe(201);
    await expectProblem(await again(key), 'IDEMPOTENCY_KEY_REUSED');
  });

  it('a body that only says the defaults aloud is the same body', async () => {
    const key = randomUUID();
    const ask = (body: object) => bank.send('POST', '/v1/decisions', { body, idempotencyKey: key });
    const first = await json<Made>(await ask({ consentId }));
    expect(await json<Made>(await ask({ policyId: 'shui-rong-tong', consentId }))).toMatchObject({
      decision: first.decision,
    });
  });

  it('20 calls at once have one effect', async () => {
    const key = randomUUID();
    const before = await written(platform);
    const responses = await Promise.all(Array.from({ length: 20 }, () => decideWith(key)));
    const made = responses.filter(({ status }) => status === 201);
    const decisions = await Promise.all(made.map((response) => json<Made>(response)));
    expect(new Set(decisions.map(({ decision }) => decision.decisionId)).size).toBe(1);
    for (const response of responses.filter(({ status }) => status !== 201))
      await expectProblem(response, 'IDEMPOTENCY_IN_PROGRESS');
    const after = await written(platform);
    expect([after.decision, after.idempotency_key]).toEqual([
      (before.decision ?? 0) + 1,
      (before.idempotency_key ?? 0) + 1,
    ]);
  });

  it('a refused call does not use its key up', async () => {
    const key = randomUUID();
    await expectProblem(await fetchWith(key, { items: ['invoice.lines'] }), 'CONSENT_ITEM_NOT_COVERED');
    expect((await fetchWith(key)).status).toBe(201);
  });

  it('a key of one bank is nothing to another', async () => {
    const key = randomUUID();
    expect((await fetchWith(key)).status).toBe(201);
    const other = await RawClient.of(platform, 'other-bank');
    const path = `/v1/consents/${(await agreedConsent(platform, { bank: platform.bank('other-bank') })).consentId}/packages`;
    expect((await other.send('POST', path, { body: {}, idempotencyKey: key })).status).toBe(201);
  });

  it('a repetition after the consent was stopped shows nothing any more', async () => {
    const { consentId: stopped } = await agreedConsent(platform);
    const [package_, decision] = [randomUUID(), randomUUID()];
    await fetchWith(package_, {}, stopped);
    await decideWith(decision, stopped);
    await platform.bank().consents.revoke(stopped);
    await expectProblem(await fetchWith(package_, {}, stopped), 'CONSENT_REVOKED');
    await expectProblem(await decideWith(decision, stopped), 'CONSENT_REVOKED');
  });

  it('a repeated revocation answers the same', async () => {
    const { consentId: stopped } = await agreedConsent(platform);
    const revoke = async () =>
      (
        await bank.send('POST', `/v1/consents/${stopped}/revoke`, {
          body: {},
          idempotencyKey: 'one-and-the-same',
        })
      ).json();
    expect(await revoke()).toEqual(await revoke());
  });

  it('what is kept of a call is its hash, not its body', async () => {
    const key = randomUUID();
    await fetchWith(key, { items: ['tax.arrears'] });
    const kept = JSON.stringify(await rows(platform, 'SELECT * FROM idempotency_key WHERE key = $1', [key]));
    expect(kept).not.toMatch(/tax\.arrears|cns_/);
  });
});
