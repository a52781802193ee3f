import { ERRORS } from '@xinqiao/contracts';
import { residentIdOf } from '@xinqiao/sandbox';
import { SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openVault } from '../../src/keys/vault.ts';
import { signInTo, signInWith } from '../support/owner-visit.ts';
import { ownerPersona, type Platform, startPlatform } from '../support/platform.ts';
import { expectPage } from '../support/problem.ts';
import { hidden, RawBrowser } from '../support/raw-browser.ts';
import { rows } from '../support/rows.ts';

const OWNER = ownerPersona().id;
const NEIGHBOUR = ownerPersona('persona-liu-chengzhou').id;

describe('signing in', () => {
  let platform: Platform;
  beforeAll(async () => {
    platform = await startPlatform();
  });
  afterAll(() => platform.close());

  const signIn = async (to: string, persona = OWNER) => {
    const browser = new RawBrowser(platform.url);
    return { browser, shown: await signInTo(browser, to, persona) };
  };
  const openMy = async (browser: RawBrowser) => {
    const response = await browser.open('/my');
    return response.headers.get('location') ?? response.status;
  };
  const minutes = async (count: number, then: () => Promise<unknown>) => {
    platform.advanceTokenClock(count * 60_000);
    try {
      return await then();
    } finally {
      platform.advanceTokenClock(-count * 60_000);
    }
  };

  it.each([
    ['my', '/my'],
    ['portal', '/portal/'],
    ['regulator', '/regulator/'],
    ['operator', '/operator/'],
    ['https://evil.example', '/my'],
    ['//evil.example', '/my'],
    ['/\\evil.example', '/my'],
    ['javascript:alert(1)', '/my'],
    ['constructor', '/my'],
    ['__proto__', '/my'],
    ['', '/my'],
  ])('to “%s” leads to %s and never elsewhere', async (to, destination) => {
    const { shown } = await signIn(to);
    expect(shown.url.href).toBe(platform.url + destination);
  });

  it('to answer a request leads to that request', async () => {
    const id = 'crq_01932f6e-7a10-7000-8000-000000000001';
    const browser = new RawBrowser(platform.url);
    const { url } = await browser.follow(...signInWith(await browser.follow(`/sign-in?to=request&id=${id}`)));
    expect(url.href).toBe(`${platform.url}/my/requests/${id}`);
  });

  it.each(['', 'nobody-at-all', '../etc/passwd', '<script>', 'x'.repeat(100)])(
    'as “%s” is refused',
    async (persona) => {
      const { browser, shown } = await signIn('my', persona);
      expect(shown.response.status).toBe(ERRORS.PERSONA_UNKNOWN.status);
      expect(shown.markup).toContain('<code>PERSONA_UNKNOWN</code>');
      expect(browser.cookies.has('xinqiao')).toBe(false);
    },
  );

  it('attests a name and a resident number, of which a keyed hash alone is kept (PIPL art. 51)', async () => {
    await signIn('my');
    const [row] = await rows<Record<string, string>>(platform, 'SELECT * FROM identity WHERE id = $1', [
      OWNER,
    ]);
    expect(row).toMatchObject({
      ...{ issuer: 'urn:xinqiao:sandbox:identity', upstream_id: OWNER },
      verified_name: expect.stringMatching(new RegExp(`^s1\\|person:${OWNER}\\|`)),
      resident_id_digest: openVault(platform.secret).digest('resident-id', residentIdOf(OWNER)),
    });
    expect(JSON.stringify(row)).not.toContain(residentIdOf(OWNER));
  });

  it('tells our consoles who is signed in and in which roles, and nothing more', async () => {
    const { browser } = await signIn('my');
    const response = await browser.open('/session');
    const { name } = ownerPersona();
    expect(await response.json()).toEqual({ identityId: OWNER, name: name.zh, roles: ['OWNER'] });
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(response.headers.get('access-control-allow-origin')).toBeNull();
    expect(await (await new RawBrowser(platform.url).open('/session')).json()).toEqual({});
  });

  it('is over after half an hour without a request', async () => {
    const { browser } = await signIn('my');
    expect(await minutes(29, () => openMy(browser))).toBe(200);
    expect(await minutes(58, () => openMy(browser))).toBe(200);
    expect(await minutes(89, () => openMy(browser))).toMatch(/^\/sign-in/);
  });

  it('is over after eight hours, whatever was done in them', async () => {
    const { browser } = await signIn('my');
    for (let at = 25; at < 8 * 60; at += 25) expect(await minutes(at, () => openMy(browser))).toBe(200);
    expect(await minutes(8 * 60 + 1, () => openMy(browser))).toMatch(/^\/sign-in/);
  });

  it('is over with the identity', async () => {
    const { browser } = await signIn('my', NEIGHBOUR);
    await rows(platform, `UPDATE identity SET status = 'DISABLED' WHERE id = $1`, [NEIGHBOUR]);
    expect(await openMy(browser)).toMatch(/^\/sign-in/);
    await rows(platform, `UPDATE identity SET status = 'ACTIVE' WHERE id = $1`, [NEIGHBOUR]);
  });

  it('again begins a session of another name, and the one before is over: nothing can be fixed beforehand', async () => {
    const { browser } = await signIn('my');
    const before = browser.cookies.get('xinqiao') ?? '';
    await signInTo(browser, 'my', NEIGHBOUR);
    const after = browser.cookies.get('xinqiao') ?? '';
    expect(after).not.toBe(before);
    browser.cookies.set('xinqiao', before);
    expect(await openMy(browser)).toMatch(/^\/sign-in/);
    browser.cookies.set('xinqiao', after);
    expect(await (await browser.open('/session')).json()).toMatchObject({ identityId: NEIGHBOUR });
  });

  it('keeps no name of a session in the database', async () => {
    const { browser } = await signIn('my');
    const { jti } = claimsOf(browser.cookies.get('xinqiao') ?? '');
    const stored = JSON.stringify(await rows(platform, 'SELECT * FROM session'));
    expect(jti).toMatch(/^[\w-]{32}$/);
    expect(stored).not.toContain(jti);
  });

  const part = (cookie: string, at: number) => cookie.split('.')[at] ?? '';
  const json = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const claimsOf = (cookie: string) =>
    JSON.parse(Buffer.from(part(cookie, 1), 'base64url').toString()) as Record<string, unknown>;
  it.each<[string, (cookie: string) => string | Promise<string>]>([
    [
      'of another person',
      (cookie) =>
        [part(cookie, 0), json({ ...claimsOf(cookie), sub: 'persona-jiang-heng' }), part(cookie, 2)].join(
          '.',
        ),
    ],
    [
      'with another role',
      (cookie) =>
        [part(cookie, 0), json({ ...claimsOf(cookie), roles: ['REGULATOR'] }), part(cookie, 2)].join('.'),
    ],
    ['with alg none', (cookie) => `${json({ alg: 'none', typ: 'xinqiao-session+jwt' })}.${part(cookie, 1)}.`],
    ['without its signature', (cookie) => `${part(cookie, 0)}.${part(cookie, 1)}.`],
    [
      'signed with an empty key',
      (cookie) =>
        new SignJWT(claimsOf(cookie))
          .setProtectedHeader({ alg: 'HS256', typ: 'xinqiao-session+jwt' })
          .sign(new Uint8Array(32)),
    ],
    ['that is no JWT', () => 'signed-in=yes'],
  ])('a session cookie %s opens nothing', async (_what, forge) => {
    const { browser } = await signIn('my');
    browser.cookies.set('xinqiao', await forge(browser.cookies.get('xinqiao') ?? ''));
    expect(await openMy(browser)).toMatch(/^\/sign-in/);
  });

  it('a form of ours cannot be signed in with as a session', async () => {
    const { browser } = await signIn('my');
    const token = hidden((await browser.follow('/my')).markup, 'formToken');
    browser.cookies.set('xinqiao', token);
    expect(await openMy(browser)).toMatch(/^\/sign-in/);
  });

  it('out needs the form of that session, and ends it everywhere', async () => {
    const { browser } = await signIn('my');
    const cookie = browser.cookies.get('xinqiao') ?? '';
    await expectPage(await browser.open('/sign-out', {}), 'FORM_EXPIRED');
    expect(browser.cookies.has('xinqiao')).toBe(true);
    const { markup } = await browser.follow('/my');
    const token =
      /action="\/sign-out"><input type="hidden" name="formToken" value="([^"]*)"/.exec(markup)?.[1] ?? '';
    await browser.open('/sign-out', { formToken: token });
    expect(browser.cookies.has('xinqiao')).toBe(false);
    // Whoever had copied the cookie holds nothing either.
    browser.cookies.set('xinqiao', cookie);
    expect(await openMy(browser)).toMatch(/^\/sign-in/);
  });

  it.each(['cross-site', 'same-site'])('a form sent by a %s page is not even looked at', async (site) => {
    const { browser } = await signIn('my');
    const cookie = `xinqiao=${browser.cookies.get('xinqiao')}`;
    for (const path of ['/sign-out', '/my/contacts', '/agent/confirm', '/trpc/applications.list']) {
      const headers = { cookie, 'sec-fetch-site': site };
      const response = await fetch(platform.url + path, { method: 'POST', headers });
      expect([path, response.status]).toEqual([path, ERRORS.FORM_EXPIRED.status]);
    }
    expect(await openMy(browser)).toBe(200);
  });

  it('another page that is asked for in an unknown language is shown in ours', async () => {
    for (const query of ['?lang=xx', '?lang[]=en', '?lang=en&lang=zh-CN']) {
      const response = await fetch(`${platform.url}/sign-in${query}`, {
        headers: { 'accept-language': 'fr' },
      });
      expect(await response.text()).toContain('<html lang="zh-CN">');
    }
  });
});
