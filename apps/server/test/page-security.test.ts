import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newLink, OWNER, readQuestion, signInToMy } from './support/owner-visit.ts';
import { agreedConsent, ownerPersona, type Platform, startPlatform } from './support/platform.ts';
import { expectPage } from './support/problem.ts';
import { hidden, RawBrowser } from './support/raw-browser.ts';
import { RawClient } from './support/raw-client.ts';
import { rows, written } from './support/rows.ts';

const NEIGHBOUR = ownerPersona('persona-liu-chengzhou').id;

describe('pages for people', () => {
  let platform: Platform;
  let bank: RawClient;
  beforeAll(async () => {
    platform = await startPlatform();
    bank = await RawClient.of(platform);
    await bank.newToken();
  });
  afterAll(() => platform.close());

  const signedIn = async (persona = OWNER): Promise<RawBrowser> => {
    const browser = new RawBrowser(platform.url);
    await signInToMy(browser, persona);
    return browser;
  };
  const question = async () => {
    const browser = new RawBrowser(platform.url);
    const { id, link } = await newLink(bank);
    return { id, browser, page: await readQuestion(browser, link) };
  };
  const statusOf = async (id: string) =>
    (await rows<{ status: string }>(platform, 'SELECT status FROM consent WHERE id = $1', [id]))[0]?.status;

  it.each<[string, () => Promise<Response>]>([
    ['sign-in', async () => (await new RawBrowser(platform.url).follow('/sign-in?to=my')).response],
    [
      'consent',
      async () => {
        const { browser, page } = await question();
        return browser.open(page.url.pathname);
      },
    ],
    ['“My consents”', async () => (await signedIn()).open('/my')],
    ['an error', async () => new RawBrowser(platform.url).open('/interaction/nothing')],
    [
      'a link that is over',
      async () =>
        new RawBrowser(platform.url).open(
          `/oidc/auth?client_id=${bank.applicationId}&request_uri=urn:ietf:params:oauth:request_uri:x`,
        ),
    ],
  ])('%s: no script, no frame, no copy, no referrer', async (_what, open) => {
    const { headers } = await open();
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/script-src|unsafe/);
    expect(Object.fromEntries(headers)).toMatchObject({
      'cache-control': 'no-store',
      'x-frame-options': 'DENY',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
    });
  });

  it('cookies are out of reach of scripts and of other sites', async () => {
    const { link } = await newLink(bank);
    const page = await fetch(new URL(link, platform.url), { redirect: 'manual' });
    const browser = new RawBrowser(platform.url);
    await signInToMy(browser);
    const cookies = [...page.headers.getSetCookie(), ...browser.given];
    const names = new Set(
      cookies.map((cookie) => cookie.slice(0, cookie.indexOf('=')).replace(/-[\w-]{16}$/, '')),
    );
    for (const name of ['_interaction', 'xinqiao', 'xinqiao-sign-in', '_city']) expect(names).toContain(name);
    for (const cookie of cookies) expect(cookie).toMatch(/httponly.*samesite=lax|samesite=lax.*httponly/i);
  });

  it.each<[string, (token: string) => Record<string, string>]>([
    ['without its token', () => ({})],
    ['with an empty one', () => ({ formToken: '' })],
    [
      'with a changed one',
      (token) => ({ formToken: `${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}` }),
    ],
    ['with a longer one', (token) => ({ formToken: `${token}A` })],
  ])('the answer to a bank %s is not taken', async (_what, forge) => {
    const { id, browser, page } = await question();
    const notice = hidden(page.markup, 'notice');
    for (const decision of ['agree', 'refuse']) {
      const form = { notice, lang: 'en', decision, ...forge(hidden(page.markup, 'formToken')) };
      await expectPage(await browser.open(`${page.url.pathname}/answer`, form), 'FORM_EXPIRED');
    }
    expect(await statusOf(id)).toBe('PENDING');
  });

  it('the answer with the token of somebody else’s page is not taken', async () => {
    const [mine, theirs] = [await question(), await question()];
    const form = {
      notice: hidden(mine.page.markup, 'notice'),
      lang: 'en',
      decision: 'agree',
      formToken: hidden(theirs.page.markup, 'formToken'),
    };
    await expectPage(await mine.browser.open(`${mine.page.url.pathname}/answer`, form), 'FORM_EXPIRED');
    expect(await statusOf(mine.id)).toBe('PENDING');
  });

  it.each([
    ['no words', { notice: '' }],
    ['other words', { notice: 'A'.repeat(43) }],
    ['the words of the other language', { lang: 'zh-CN' }],
    ['no decision', { decision: '' }],
    ['a decision nobody offered', { decision: 'agree-to-everything' }],
  ])('agreeing to %s is not agreeing (PIPL art. 14)', async (_what, fact) => {
    const { id, browser, page } = await question();
    const form = {
      formToken: hidden(page.markup, 'formToken'),
      notice: hidden(page.markup, 'notice'),
      lang: 'en',
      decision: 'agree',
      ...fact,
    };
    await expectPage(await browser.open(`${page.url.pathname}/answer`, form), 'FORM_EXPIRED');
    expect(await statusOf(id)).toBe('PENDING');
  });

  it.each(['stop', 'pause', 'resume'])(
    '“%s” without a token, or with the token of another session, does nothing',
    async (act) => {
      const { consentId } = await agreedConsent(platform);
      const [owner, elsewhere] = [await signedIn(), await signedIn()];
      const other = hidden((await elsewhere.follow('/my')).markup, 'formToken');
      const before = await written(platform);
      for (const form of [{}, { formToken: other }])
        await expectPage(await owner.open(`/my/consents/${consentId}/${act}`, form), 'FORM_EXPIRED');
      await expectPage(
        await new RawBrowser(platform.url).open(`/my/consents/${consentId}/${act}`, {}),
        'SIGN_IN_REQUIRED',
      );
      expect(await written(platform)).toEqual(before);
      expect(await statusOf(consentId)).toBe('ACTIVE');
    },
  );

  it('a neighbour neither sees nor stops the consent of another', async () => {
    const { consentId } = await agreedConsent(platform);
    const neighbour = await signedIn(NEIGHBOUR);
    const { markup } = await neighbour.follow('/my');
    expect(markup).not.toContain(consentId);
    // Her own token for that consent’s number: what she would forge had she the key.
    const form = { formToken: hidden(markup, 'formToken') };
    await expectPage(await neighbour.open(`/my/consents/${consentId}/stop`, form), 'FORM_EXPIRED');
    expect(await statusOf(consentId)).toBe('ACTIVE');
  });

  it.each(['constructor', '__proto__', 'toString', 'delete', 'STOP'])(
    '“%s” is nothing one can do to a consent',
    async (act) => {
      const { consentId } = await agreedConsent(platform);
      const owner = await signedIn();
      await expectPage(await owner.open(`/my/consents/${consentId}/${act}`, {}), 'CONSENT_NOT_FOUND');
    },
  );
});
