import { type HistoricalKey, KeyHistory } from '@xinqiao/contracts';
import { CompactSign, exportJWK, generateKeyPair } from 'jose';
import { beforeAll, describe, expect, it } from 'vitest';
import { fetchKeyHistory, openKeyHistory } from './key-history.ts';

const SECOND = Date.parse('2026-11-22T00:00:00.000Z') / 1000;
let pair: Awaited<ReturnType<typeof generateKeyPair>>;
let receiptKey: HistoricalKey;
let consentKey: HistoricalKey;
beforeAll(async () => {
  pair = await generateKeyPair('ES256');
  const bare = await exportJWK(pair.publicKey);
  const facts = { alg: 'ES256', use: 'sig', nbf: SECOND - 100 };
  receiptKey = { ...bare, ...facts, kid: 'receipt-1', purpose: 'RECEIPT' } as HistoricalKey;
  consentKey = { ...bare, ...facts, kid: 'consent-1', purpose: 'CONSENT' } as HistoricalKey;
});

const list = (keys: readonly HistoricalKey[], fact: object = {}, header: object = {}): Promise<string> => {
  const payload = { iss: 'https://xinqiao.test', operatorId: 'bozhou', iat: SECOND, keys, ...fact };
  return new CompactSign(new TextEncoder().encode(JSON.stringify(payload)))
    .setProtectedHeader({ alg: 'ES256', kid: 'receipt-1', typ: 'jwk-set+jwt', iat: SECOND, ...header })
    .sign(pair.privateKey);
};
const both = () => [receiptKey, consentKey];
const refused = (jws: string, reason: string, earlier?: KeyHistory) =>
  expect(openKeyHistory(jws, earlier)).rejects.toMatchObject({
    code: 'SIGNATURE_INVALID',
    details: { reason },
  });

describe('a key history · OpenID Federation 1.0 §8.7', () => {
  it('opens when one of its own keys for receipts signed it', async () => {
    expect((await openKeyHistory(await list(both()))).keys).toEqual(both());
  });

  it('may have members that this version does not know', async () => {
    const more = [{ ...receiptKey, revoked: null }] as unknown as HistoricalKey[];
    expect((await openKeyHistory(await list(more, { more: 1 }))).keys).toEqual([receiptKey]);
  });

  it('may hold keys of kinds that this version does not know', async () => {
    const later = { ...receiptKey, kid: 'x', kty: 'AKP', crv: 'none', alg: 'ML-DSA-65', purpose: 'LATER' };
    expect((await openKeyHistory(await list([receiptKey, later]))).keys).toHaveLength(2);
  });

  it.each<[string, () => Promise<string>, string]>([
    ['a key for something else signed it', () => list(both(), {}, { kid: 'consent-1' }), 'KEY_PURPOSE'],
    ['a key that is not in it signed it', () => list([consentKey]), 'KEY_UNKNOWN'],
    ['its key had ended', () => list([{ ...receiptKey, exp: SECOND }]), 'KEY_NOT_IN_FORCE'],
    ['it is a statement of another type', () => list(both(), {}, { typ: 'JWT' }), 'TYPE'],
    ['it lists no key', () => list([]), 'CONTENT'],
    [
      'a key in it does not say what it is for',
      () => list([{ ...receiptKey, purpose: undefined as never }]),
      'CONTENT',
    ],
    [
      'a key in it does not say since when',
      () => list([{ ...receiptKey, nbf: undefined as never }]),
      'CONTENT',
    ],
    ['it is no JWS', async () => 'keys', 'FORM'],
    ['it is empty', async () => '', 'FORM'],
    [
      'it was changed',
      async () => {
        const [header, , signature] = (await list(both())).split('.');
        const [, payload] = (await list([receiptKey])).split('.');
        return [header, payload, signature].join('.');
      },
      'SIGNATURE',
    ],
  ])('is refused when %s', async (_, make, reason) => refused(await make(), reason));
});

describe('a key history · held to one kept before', () => {
  const kept = () =>
    KeyHistory.parse({ iss: 'https://xinqiao.test', operatorId: 'bozhou', iat: 1, keys: both() });

  it('may have more keys, and ends where there were none', async () => {
    const next = { ...consentKey, kid: 'consent-2', nbf: SECOND };
    const jws = await list([next, receiptKey, { ...consentKey, exp: SECOND + 60 }]);
    expect((await openKeyHistory(jws, kept())).keys).toHaveLength(3);
  });

  it.each<[string, () => Promise<string>, string]>([
    ['is missing', () => list([receiptKey]), 'KEY_UNKNOWN'],
    ['began earlier', () => list([receiptKey, { ...consentKey, nbf: SECOND - 200 }]), 'KEY_UNKNOWN'],
    ['is another', () => list([receiptKey, { ...consentKey, x: 'A'.repeat(43) }]), 'KEY_UNKNOWN'],
    ['is for something else', () => list([receiptKey, { ...consentKey, purpose: 'PACKAGE' }]), 'KEY_UNKNOWN'],
    ['is another operator’s', () => list(both(), { operatorId: 'huangshan' }), 'OPERATOR'],
  ])('is refused when a key of it %s', async (_, make, reason) => refused(await make(), reason, kept()));

  it.each([undefined, SECOND + 61])('is refused when an end moves to %s', async (exp) => {
    const ended = { ...consentKey, exp: SECOND + 60 };
    const earlier = { ...kept(), keys: [receiptKey, ended] };
    const now = exp === undefined ? consentKey : { ...consentKey, exp };
    await refused(await list([receiptKey, now]), 'KEY_UNKNOWN', earlier);
  });
});

describe('fetchKeyHistory', () => {
  const from = (answer: () => Response | Promise<Response>, baseUrl = 'https://xinqiao.test') =>
    fetchKeyHistory({ baseUrl, fetch: (async () => answer()) as typeof fetch });

  it('returns the list as published, to be kept, and opened', async () => {
    const jws = await list(both());
    const { history, ...kept } = await from(() => new Response(jws));
    expect(kept).toEqual({ jws });
    expect(history.keys).toEqual(both());
  });

  it('returns nothing that does not verify', async () => {
    await expect(from(() => new Response('<html>'))).rejects.toHaveProperty('code', 'SIGNATURE_INVALID');
  });

  it('does not follow a redirect', async () => {
    const away = () => new Response(null, { status: 302, headers: { location: 'https://elsewhere.test/' } });
    await expect(from(away)).rejects.toHaveProperty('code', 'RESPONSE_UNEXPECTED');
  });

  it('says when the platform cannot be reached', async () => {
    await expect(from(() => Promise.reject(new TypeError('no route')))).rejects.toHaveProperty(
      'code',
      'SERVER_UNREACHABLE',
    );
  });

  it('refuses plain http to another machine', async () => {
    await expect(from(() => new Response(''), 'http://xinqiao.test')).rejects.toHaveProperty(
      'code',
      'CONFIGURATION_INVALID',
    );
  });
});
