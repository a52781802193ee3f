import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { choosePort } from '../../src/http/listen.ts';
import { openVault } from '../../src/keys/vault.ts';
import { type FoundedPlatform, foundedPlatform } from '../support/founded-platform.ts';
import { expectPage } from '../support/problem.ts';
import { RawBrowser } from '../support/raw-browser.ts';
import { rows } from '../support/rows.ts';
import { type CityIssuer, startCityIssuer, type Visit } from './support/city-issuer.ts';

const RESIDENT_ID = '11010519491231002X';
/** Her name under her own key. */
const KEPT = expect.stringMatching(/^s1\|person:zhao-xiulan\|[\w-]+$/);
const STAFF = {
  'wang-min': { name: '王敏', roles: ['ADMISSION'] },
  'zhang-wei': { name: '张伟', roles: ['ADMISSION'] },
  'chen-jing': { name: '陈静', roles: ['SECURITY'] },
} as const;

describe('signing in at the city’s sign-in (OpenID Connect Core 1.0)', () => {
  let city: CityIssuer;
  let platform: FoundedPlatform;
  let folder: string;
  beforeAll(async () => {
    city = await startCityIssuer();
    folder = mkdtempSync(join(tmpdir(), 'xinqiao-sign-in-'));
    const key = join(folder, 'client.json');
    writeFileSync(key, JSON.stringify(city.clientKey));
    platform = await foundedPlatform(STAFF, {
      XINQIAO_SIGN_IN_ISSUER: city.url,
      XINQIAO_SIGN_IN_CLIENT_ID: 'platform',
      XINQIAO_SIGN_IN_KEY: key,
      XINQIAO_SIGN_IN_RESIDENT_ID_CLAIM: 'id_number',
    });
  });
  beforeEach(() => city.next({}));
  afterAll(async () => {
    await platform.close();
    await city.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const newBrowser = () => new RawBrowser(platform.url);
  const location = (response: Response) => response.headers.get('location') ?? '';
  /** Goes to the city’s sign-in. @returns Where it sends the browser back to. */
  const visit = async (browser: RawBrowser, how: Visit = {}, to = 'my'): Promise<string> => {
    city.next(how);
    const away = location(await browser.open(`/sign-in?to=${to}`));
    expect(away).toMatch(`${city.url}/authorize?`);
    return location(await fetch(away, { redirect: 'manual' }));
  };
  const identity = async (id: string) =>
    (await rows<Record<string, unknown>>(platform, 'SELECT * FROM identity WHERE id = $1', [id]))[0];
  const who = async (browser: RawBrowser) =>
    (await (await browser.open('/session')).json()) as { identityId?: string };

  it('asks with code, PKCE, state and nonce, for a sign-in of this moment (RFC 7636, RFC 9700 §2.1)', async () => {
    await visit(newBrowser());
    expect(Object.fromEntries(city.asked())).toMatchObject({
      ...{ response_type: 'code', client_id: 'platform', scope: 'openid profile' },
      ...{ code_challenge_method: 'S256', prompt: 'login', max_age: '0', ui_locales: 'en' },
      redirect_uri: `${platform.url}/sign-in/callback`,
    });
    for (const name of ['state', 'nonce', 'code_challenge'])
      expect(city.asked().get(name)).toMatch(/^[\w-]{43}$/);
  });

  it('enters whoever comes for the first time, without role or employer', async () => {
    const browser = newBrowser();
    const userInfo = { name: '赵秀兰', id_number: RESIDENT_ID };
    const back = await visit(browser, { subject: 'zhao-xiulan', userInfo });
    const response = await browser.open(back);
    expect([response.status, location(response)]).toEqual([303, '/my']);
    expect(await who(browser)).toEqual({ identityId: 'zhao-xiulan', name: '赵秀兰', roles: [] });
    expect(await identity('zhao-xiulan')).toMatchObject({
      ...{ display_name: KEPT, roles: [], participant_id: null, status: 'ACTIVE' },
      ...{ issuer: city.url, upstream_id: 'zhao-xiulan', verified_name: KEPT },
      resident_id_digest: openVault(platform.secret).digest('resident-id', RESIDENT_ID),
    });
  });

  it('keeps no resident number in the clear, anywhere', async () => {
    const browser = newBrowser();
    await browser.open(await visit(browser, { subject: 'li-na', claims: { id_number: RESIDENT_ID } }));
    const found = await rows(platform, 'SELECT 1 FROM identity i WHERE i::text LIKE $1', [
      `%${RESIDENT_ID}%`,
    ]);
    expect(found).toEqual([]);
    const stored = await identity('li-na');
    const plain = createHash('sha256').update(RESIDENT_ID);
    expect(stored?.resident_id_digest).not.toBe(plain.copy().digest('hex'));
    expect(stored?.resident_id_digest).not.toBe(plain.digest('base64url'));
  });

  it('knows her again, also by a name that is no id of ours', async () => {
    const subject = 'City|User 42@example';
    const ids = [];
    for (let time = 0; time < 2; time++) {
      const browser = newBrowser();
      await browser.open(await visit(browser, { subject }));
      ids.push((await who(browser)).identityId);
    }
    expect(ids[0]).toMatch(/^sub-[0-9a-f]{40}$/);
    expect(ids[1]).toBe(ids[0]);
  });

  it('finds staff that was entered before, with what it may do', async () => {
    const browser = newBrowser();
    const response = await browser.open(await visit(browser, { subject: 'wang-min' }, 'operator'));
    expect(location(response)).toBe('/operator/');
    expect(await who(browser)).toEqual({ identityId: 'wang-min', name: '王敏', roles: ['ADMISSION'] });
    expect(await identity('wang-min')).toMatchObject({ roles: ['ADMISSION'], issuer: city.url });
  });

  it('never takes the same subject of another issuer for her', async () => {
    const first = newBrowser();
    await first.open(await visit(first, { subject: 'sun-li' }));
    await rows(platform, `UPDATE identity SET issuer = 'https://other.example' WHERE id = 'sun-li'`);
    const browser = newBrowser();
    await expectPage(await browser.open(await visit(browser, { subject: 'sun-li' })), 'SIGN_IN_FAILED');
    expect(await who(browser)).toEqual({});
  });

  it('refuses somebody who was disabled', async () => {
    const first = newBrowser();
    await first.open(await visit(first, { subject: 'zhou-tao' }));
    await rows(platform, `UPDATE identity SET status = 'DISABLED' WHERE id = 'zhou-tao'`);
    const browser = newBrowser();
    await expectPage(await browser.open(await visit(browser, { subject: 'zhou-tao' })), 'SIGN_IN_FAILED');
  });

  it('in two tabs at once does not mix them up', async () => {
    const browser = newBrowser();
    const [one, two] = [await visit(browser, {}, 'my'), await visit(browser, {}, 'operator')];
    expect(location(await browser.open(two))).toBe('/operator/');
    expect(location(await browser.open(one))).toBe('/my');
  });

  it('begun over and over leaves a handful of cookies', async () => {
    const browser = newBrowser();
    for (let time = 0; time < 10; time++) await visit(browser);
    const last = await visit(browser);
    expect([...browser.cookies.keys()].filter((name) => name.startsWith('xinqiao-sign-in-')).length).toBe(6);
    expect(location(await browser.open(last))).toBe('/my');
  });

  const now = () => Math.floor(Date.now() / 1000);
  it.each<[string, () => Visit]>([
    ['a wrong nonce', () => ({ claims: { nonce: 'A'.repeat(43) } })],
    ['no nonce', () => ({ claims: { nonce: undefined } })],
    ['the issuer of another in the ID token', () => ({ claims: { iss: 'https://evil.example' } })],
    ['an ID token for somebody else', () => ({ claims: { aud: 'another-client' } })],
    ['an ID token for several', () => ({ claims: { aud: ['platform', 'another'], azp: 'another' } })],
    ['an ID token that is over', () => ({ claims: { iat: now() - 3_600, exp: now() - 1_800 } })],
    ['an ID token nobody’s key signed', () => ({ strangeKey: true })],
    ['no time of the sign-in', () => ({ claims: { auth_time: undefined } })],
    ['a sign-in of ten minutes ago', () => ({ claims: { auth_time: now() - 600 } })],
    ['a mixed-up issuer (RFC 9207 §2.4)', () => ({ callback: { iss: 'https://evil.example' } })],
    ['no issuer (RFC 9207 §2.4)', () => ({ callback: { iss: undefined } })],
    ['no code', () => ({ callback: { code: undefined } })],
    ['a code nobody gave', () => ({ callback: { code: 'made-up' } })],
    ['a refusal', () => ({ callback: { code: undefined, error: 'access_denied' } })],
    ['somebody else’s UserInfo', () => ({ userInfo: { sub: 'somebody-else' } })],
  ])('with %s fails, says what to do, and signs nobody in', async (_what, how) => {
    const browser = newBrowser();
    const markup = await expectPage(await browser.open(await visit(browser, how())), 'SIGN_IN_FAILED');
    expect(markup).toContain('href="/sign-in?to=my"');
    expect(await who(browser)).toEqual({});
  });

  it.each<[string, (back: URL) => void]>([
    ['a foreign state', (back) => back.searchParams.set('state', 'A'.repeat(43))],
    ['no state', (back) => back.searchParams.delete('state')],
    ['an empty state', (back) => back.searchParams.set('state', '')],
    ['two states', (back) => back.searchParams.append('state', 'A'.repeat(43))],
  ])('with %s is not gone on with, and nothing is redeemed', async (_what, change) => {
    const browser = newBrowser();
    const back = new URL(await visit(browser));
    change(back);
    const before = city.redeemed();
    await expectPage(await browser.open(back.href), 'FORM_EXPIRED');
    expect(city.redeemed()).toBe(before);
    expect(await who(browser)).toEqual({});
  });

  it('begun in another browser is not gone on with: nobody is signed in as the attacker (RFC 6749 §10.12)', async () => {
    const back = await visit(newBrowser(), { subject: 'attacker' });
    const victim = newBrowser();
    await visit(victim);
    await expectPage(await victim.open(back), 'FORM_EXPIRED');
    expect(await who(victim)).toEqual({});
  });

  it('with the code of another browser’s sign-in fails (RFC 7636)', async () => {
    const theirs = new URL(await visit(newBrowser(), { subject: 'attacker' }));
    const victim = newBrowser();
    const mine = new URL(await visit(victim));
    mine.searchParams.set('code', theirs.searchParams.get('code') ?? '');
    await expectPage(await victim.open(mine.href), 'SIGN_IN_FAILED');
  });

  it('comes back once: the same address again opens nothing', async () => {
    const browser = newBrowser();
    const back = await visit(browser);
    const cookies = new Map(browser.cookies);
    await browser.open(back);
    await expectPage(await browser.open(back), 'FORM_EXPIRED');
    // Also with the cookie put back: the code was used.
    const thief = newBrowser();
    for (const [name, value] of cookies) thief.cookies.set(name, value);
    await expectPage(await thief.open(back), 'SIGN_IN_FAILED');
  });

  it('is over after ten minutes', async () => {
    const browser = newBrowser();
    const back = await visit(browser);
    platform.advanceTokenClock(601_000);
    const response = await browser.open(back);
    platform.advanceTokenClock(-601_000);
    await expectPage(response, 'FORM_EXPIRED');
  });

  it.each([-300, 300])('takes a city whose clock is %i seconds off at its own word', async (off) => {
    const time = now() + off;
    const claims = { iat: time, auth_time: time - 1, exp: time + 60 };
    const browser = newBrowser();
    expect(location(await browser.open(await visit(browser, { claims })))).toBe('/my');
  });

  it('the way back is kept nowhere and told nobody', async () => {
    const browser = newBrowser();
    const { headers } = await browser.open(await visit(browser));
    expect(Object.fromEntries(headers)).toMatchObject({
      ...{ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' },
    });
  });

  it('a city in trouble is told from one that refuses', async () => {
    const browser = newBrowser();
    await expectPage(await browser.open(await visit(browser, { tokenStatus: 503 })), 'SIGN_IN_UNAVAILABLE');
    const back = await visit(browser);
    city.away(true);
    const page = await expectPage(await browser.open(back), 'SIGN_IN_UNAVAILABLE');
    city.away(false);
    expect(page).toContain('href="/sign-in?to=my"');
    expect(location(await browser.open(await visit(browser)))).toBe('/my');
  });

  it('staff still gets in by a one-time code when the city is away', async () => {
    const browser = newBrowser();
    const { code } = await platform.tool('wang-min').call('console.open', {});
    const { markup } = await browser.follow('/sign-in/code');
    const formToken = /name="formToken" value="([^"]*)"/.exec(markup)?.[1] ?? '';
    expect(location(await browser.open('/sign-in/code', { code, formToken }))).toBe('/operator/');
    expect((await who(browser)).identityId).toBe('wang-min');
  });
});

describe('over HTTPS', () => {
  it('every cookie is __Host-, Secure and out of reach of scripts and other sites (RFC 6265bis §4.1.3)', async () => {
    const city = await startCityIssuer();
    const port = await choosePort(0);
    const folder = mkdtempSync(join(tmpdir(), 'xinqiao-https-'));
    const key = join(folder, 'client.json');
    writeFileSync(key, JSON.stringify(city.clientKey));
    const platform = await foundedPlatform(STAFF, {
      ...{ PORT: String(port), XINQIAO_ORIGIN: 'https://xinqiao.example' },
      ...{ XINQIAO_SIGN_IN_ISSUER: city.url, XINQIAO_SIGN_IN_CLIENT_ID: 'platform' },
      XINQIAO_SIGN_IN_KEY: key,
    });
    try {
      const browser = new RawBrowser(`http://127.0.0.1:${port}`);
      const away = (await browser.open('/sign-in?to=my')).headers.get('location') ?? '';
      const back = new URL((await fetch(away, { redirect: 'manual' })).headers.get('location') ?? '');
      expect(back.origin).toBe('https://xinqiao.example');
      expect((await browser.open(back.pathname + back.search)).headers.get('location')).toBe('/my');
      const names = browser.given.map((cookie) => cookie.slice(0, cookie.indexOf('=')));
      expect(names).toContain('__Host-xinqiao');
      for (const cookie of browser.given)
        expect(cookie).toMatch(
          /^__Host-xinqiao[^;]*; (?=.*Path=\/(;|$))(?=.*HttpOnly)(?=.*Secure)(?=.*SameSite=Lax)(?!.*Domain)/,
        );
    } finally {
      await platform.close();
      await city.close();
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

describe('where no sign-in is configured', () => {
  it.each(['my', 'portal', 'regulator'])('nobody signs in to “%s”: it fails closed', async (to) => {
    const platform = await foundedPlatform(STAFF);
    try {
      const browser = new RawBrowser(platform.url);
      await expectPage(await browser.open(`/sign-in?to=${to}`), 'SIGN_IN_REQUIRED');
      await expectPage(await browser.open('/sign-in/callback?code=x&state=y'), 'FORM_EXPIRED');
      expect((await browser.open('/sandbox/identity/.well-known/openid-configuration')).status).toBe(404);
    } finally {
      await platform.close();
    }
  });

  it('a city that is not there yet does not keep the platform from starting', async () => {
    const city = await startCityIssuer();
    await city.close();
    const platform = await foundedPlatform(STAFF, {
      XINQIAO_SIGN_IN_ISSUER: city.url,
      XINQIAO_SIGN_IN_CLIENT_ID: 'platform',
      XINQIAO_SIGN_IN_SECRET: 'a secret of sixteen or more',
    });
    try {
      await expectPage(await new RawBrowser(platform.url).open('/sign-in?to=my'), 'SIGN_IN_UNAVAILABLE');
    } finally {
      await platform.close();
    }
  });
});
