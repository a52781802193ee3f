import type { ParticipantRegister } from '@xinqiao/contracts';
import { CompactSign, type CryptoKey, exportJWK, generateKeyPair, type JWK } from 'jose';
import { beforeAll, describe, expect, it } from 'vitest';
import { registerHash, verifyRegister } from './verify-register.ts';

const AT = Date.parse('2026-11-22T08:00:00.000Z');
const HOUR_MS = 3_600_000;
const instant = (ms: number) => new Date(ms).toISOString();

describe('verifyRegister', () => {
  let privateKey: CryptoKey;
  let jwk: JWK;
  let stranger: CryptoKey;
  beforeAll(async () => {
    const pair = await generateKeyPair('ES256', { extractable: true });
    privateKey = pair.privateKey;
    jwk = { ...(await exportJWK(pair.publicKey)), kid: 'register-1', alg: 'ES256', use: 'sig' };
    stranger = (await generateKeyPair('ES256')).privateKey;
  });

  const sign = (payload: object, header: object = {}, key = privateKey) =>
    new CompactSign(new TextEncoder().encode(JSON.stringify(payload)))
      .setProtectedHeader({ alg: 'ES256', kid: 'register-1', typ: 'xinqiao-register+jwt', ...header })
      .sign(key);

  /** A version that follows `before`; each test names only what is wrong with it. */
  const version = (
    number: number,
    before?: string,
    fact: Partial<Record<keyof ParticipantRegister, unknown>> = {},
  ) =>
    sign({
      operatorId: 'bozhou',
      version: number,
      previousHash: before === undefined ? null : registerHash(before),
      issuedAt: instant(AT + number * HOUR_MS),
      validUntil: instant(AT + (number + 24) * HOUR_MS),
      participants: [],
      ...fact,
    });
  /** Versions 1 to 3 as published. */
  async function published() {
    const first = await version(1);
    const second = await version(2, first);
    return [first, second, await version(3, second)] as const;
  }
  const verify = (latest: string, history: readonly string[] = [], hoursLater = 4) =>
    verifyRegister({ latest, history, keys: { keys: [jwk] }, now: new Date(AT + hoursLater * HOUR_MS) });
  const faultOf = (verification: Promise<unknown>) =>
    verification.then(
      () => undefined,
      ({ code, details }: { code: string; details: object }) => ({ code, ...details }),
    );

  it('accepts the latest version alone and with its whole history', async () => {
    const [first, second, third] = await published();
    expect(await verify(third)).toMatchObject({ version: 3, operatorId: 'bozhou' });
    expect(await verify(third, [first, second])).toMatchObject({ version: 3 });
  });

  it('accepts a history that begins later, where a verifier kept the version before', async () => {
    const [, second, third] = await published();
    expect(await verify(third, [second])).toMatchObject({ version: 3 });
  });

  it.each([
    [26.99, undefined],
    [27, { code: 'REGISTER_INVALID', reason: 'STALE', version: 3 }],
  ])('%d hours on, a version valid for 24 gives %o', async (hours, fault) => {
    const [, , third] = await published();
    expect(await faultOf(verify(third, [], hours))).toEqual(fault);
  });

  it('refuses a version from the future', async () => {
    const [, , third] = await published();
    expect(await faultOf(verify(third, [], 1))).toEqual({
      ...{ code: 'REGISTER_INVALID', reason: 'NOT_YET_VALID', version: 3 },
    });
  });

  it('refuses a history with a version left out', async () => {
    const [first, , third] = await published();
    expect(await faultOf(verify(third, [first]))).toEqual({
      ...{ code: 'REGISTER_INVALID', reason: 'LINK_MISSING', version: 2 },
    });
  });

  it('refuses a version that was exchanged for another, though that one is rightly signed', async () => {
    const [first, second, third] = await published();
    const other = await version(2, first, { validUntil: instant(AT + 30 * HOUR_MS) });
    expect(other).not.toBe(second);
    expect(await faultOf(verify(third, [first, other]))).toEqual({
      ...{ code: 'REGISTER_INVALID', reason: 'HISTORY_TAMPERED', version: 2 },
    });
  });

  it('refuses the same content signed anew: the text is what is chained', async () => {
    const [first, , third] = await published();
    const again = await version(2, first);
    expect(await faultOf(verify(third, [first, again]))).toMatchObject({ reason: 'HISTORY_TAMPERED' });
  });

  it('refuses a history of another operator', async () => {
    const first = await version(1, undefined, { operatorId: 'elsewhere' });
    const second = await version(2, first);
    expect(await faultOf(verify(second, [first]))).toMatchObject({ reason: 'OTHER_OPERATOR' });
  });

  it('refuses a version issued before the one it follows', async () => {
    const first = await version(1);
    const second = await version(2, first, { issuedAt: instant(AT) });
    expect(await faultOf(verify(second, [first]))).toMatchObject({ reason: 'HISTORY_TAMPERED' });
  });

  it.each<[string, Record<string, unknown>]>([
    ['a first version that follows something', { previousHash: 'x'.repeat(43) }],
    ['a later version that follows nothing', { version: 2 }],
    ['a member nobody knows', { surprise: true }],
    ['no participants', { participants: undefined }],
  ])('refuses %s', async (_what, fact) => {
    expect(await faultOf(verify(await version(1, undefined, fact)))).toMatchObject({
      reason: 'CONTENT_INVALID',
    });
  });

  it.each<[string, (jws: string) => string | Promise<string>]>([
    ['signed by a stranger', () => sign({}, {}, stranger)],
    ['under a key nobody publishes', () => sign({}, { kid: 'other' })],
    ['of another type (RFC 8725 §3.11)', () => sign({}, { typ: 'xinqiao-receipt+jwt' })],
    ['with a changed byte', (jws) => jws.replace(/\.(.)/, (_, c: string) => `.${c === 'a' ? 'b' : 'a'}`)],
    ['with a line break after it', (jws) => `${jws}\n`],
    ['of two parts', (jws) => jws.split('.').slice(0, 2).join('.')],
    ['that is empty', () => ''],
  ])('refuses a text %s', async (_what, forge) => {
    expect(await faultOf(verify(await forge(await version(1))))).toMatchObject({
      reason: 'SIGNATURE_INVALID',
    });
  });
});
