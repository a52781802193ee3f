import { base64url, SignJWT } from 'jose';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { deriveKey } from '../keys/secret.ts';
import { type SignedCookieOptions, signedCookie } from './signed-cookie.ts';

const Claims = z.object({ sub: z.string() });
const NOW = new Date('2026-11-22T08:00:00.000Z');
const SECRET = 'a secret of the installation';

const clockAt = (now: Date) => ({ now: () => now }) as unknown as SignedCookieOptions<typeof Claims>['clock'];

const cookieOf = (given: Partial<SignedCookieOptions<typeof Claims>> = {}) =>
  signedCookie({
    ...{ secret: SECRET, origin: 'https://xinqiao.example', clock: clockAt(NOW) },
    ...{ use: 'test', type: 'test+jwt', claims: Claims },
    ...given,
  });

const token = () => cookieOf().sign({ sub: 'idn_1' }, 60);
const later = (seconds: number) => ({ clock: clockAt(new Date(NOW.getTime() + seconds * 1000)) });

describe('signedCookie', () => {
  it('opens what it signed, until its time is over', async () => {
    expect(await cookieOf(later(59)).open(await token())).toEqual({ sub: 'idn_1' });
  });

  it.each([
    ['when its time is over', later(60)],
    ['of another type (RFC 8725 §3.11)', { type: 'other+jwt' }],
    ['signed with the key of another use', { use: 'other' }],
    ['of another installation', { secret: 'another secret of another one' }],
  ])('opens none %s', async (_what, other) => {
    expect(await cookieOf(other).open(await token())).toBeUndefined();
  });

  it('opens none whose claims were changed', async () => {
    const [header, , signature] = (await token()).split('.');
    const claims = base64url.encode(JSON.stringify({ sub: 'idn_2', exp: NOW.getTime() / 1000 + 60 }));
    expect(await cookieOf().open(`${header}.${claims}.${signature}`)).toBeUndefined();
  });

  it('opens none that says other things than it must', async () => {
    const other = signedCookie({
      ...{ secret: SECRET, origin: 'https://xinqiao.example', clock: clockAt(NOW) },
      ...{ use: 'test', type: 'test+jwt', claims: z.object({ name: z.string() }) },
    });
    expect(await cookieOf().open(await other.sign({ name: 'x' }, 60))).toBeUndefined();
  });

  it.each([
    ['another algorithm of the same key', 'HS512'],
    ['no algorithm', 'none'],
  ])('opens none with %s (RFC 8725 §3.1)', async (_what, alg) => {
    const claims = { sub: 'idn_1', exp: NOW.getTime() / 1000 + 60 };
    const unsigned = [{ alg, typ: 'test+jwt' }, claims].map((part) => base64url.encode(JSON.stringify(part)));
    const given =
      alg === 'none'
        ? `${unsigned.join('.')}.`
        : await new SignJWT(claims)
            .setProtectedHeader({ alg, typ: 'test+jwt' })
            .sign(deriveKey(SECRET, 'test'));
    expect(await cookieOf().open(given)).toBeUndefined();
  });

  it.each([
    ['nothing', undefined],
    ['an empty one', ''],
    ['no token', 'a.b.c'],
  ])('opens none of %s', async (_what, given) => {
    expect(await cookieOf().open(given)).toBeUndefined();
  });

  it.each([
    ['https://xinqiao.example', '__Host-name', true],
    ['http://127.0.0.1:3000', 'name', false],
  ])('is sent to %s as %s', (origin, name, secure) => {
    const { named, options } = cookieOf({ origin });
    expect([named('name'), options]).toEqual([name, { path: '/', httpOnly: true, sameSite: 'lax', secure }]);
  });
});
