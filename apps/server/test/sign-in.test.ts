import { SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ownerPersona, type Platform, startPlatform } from './support/platform.ts';
import { expectPage } from './support/problem.ts';
import { hidden, RawBrowser } from './support/raw-browser.ts';

const OWNER = ownerPersona().id;

describe('signing in', () => {
  let platform: Platform;
  beforeAll(async () => {
    platform = await startPlatform();
  });
  afterAll(() => platform.close());

  const signIn = async (to: string, persona = OWNER) => {
    const browser = new RawBrowser(platform.url);
    const { markup } = await browser.follow(`/sign-in?to=${encodeURIComponent(to)}`);
    const form = { to: hidden(markup, 'to'), formToken: hidden(markup, 'formToken'), persona };
    return { browser, response: await browser.open('/sign-in', form) };
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
    const { response } = await signIn(to);
    expect([response.status, response.headers.get('location')]).toEqual([303, destination]);
  });

  it('to somewhere else than the form says is refused', async () => {
    const browser = new RawBrowser(platform.url);
    const { markup } = await browser.follow('/sign-in?to=my');
    const form = { to: 'portal', formToken: hidden(markup, 'formToken'), persona: OWNER };
    await expectPage(await browser.open('/sign-in', form), 'FORM_EXPIRED');
  });

  it.each(['', 'nobody-at-all', '../etc/passwd', '<script>', 'x'.repeat(100)])(
    'as “%s” is refused',
    async (persona) => {
      const { browser, response } = await signIn('my', persona);
      await expectPage(response, 'PERSONA_UNKNOWN');
      expect(browser.cookies.size).toBe(0);
    },
  );

  it('tells our consoles who is signed in, and nothing more', async () => {
    const { browser } = await signIn('my');
    const response = await browser.open('/session');
    expect(await response.json()).toEqual({ identityId: OWNER, name: ownerPersona().name.zh });
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(response.headers.get('access-control-allow-origin')).toBeNull();
    expect(await (await new RawBrowser(platform.url).open('/session')).json()).toEqual({});
  });

  it('is over after an hour', async () => {
    const { browser } = await signIn('my');
    expect((await browser.open('/my')).status).toBe(200);
    platform.advanceTokenClock(3_601_000);
    const response = await browser.open('/my');
    platform.advanceTokenClock(-3_601_000);
    expect(response.headers.get('location')).toMatch(/^\/sign-in/);
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
    expect((await browser.open('/my')).headers.get('location')).toMatch(/^\/sign-in/);
  });

  it('a form of ours cannot be signed in with as a session', async () => {
    const { browser } = await signIn('my');
    const token = hidden((await browser.follow('/my')).markup, 'formToken');
    browser.cookies.set('xinqiao', token);
    expect((await browser.open('/my')).headers.get('location')).toMatch(/^\/sign-in/);
  });

  it('out needs the form of that session, and ends it in this browser', async () => {
    const { browser } = await signIn('my');
    await expectPage(await browser.open('/sign-out', {}), 'FORM_EXPIRED');
    expect(browser.cookies.has('xinqiao')).toBe(true);
    const { markup } = await browser.follow('/my');
    const token =
      /action="\/sign-out"><input type="hidden" name="formToken" value="([^"]*)"/.exec(markup)?.[1] ?? '';
    await browser.open('/sign-out', { formToken: token });
    expect(browser.cookies.has('xinqiao')).toBe(false);
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
