import { decodeJwt } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { consentRequest, ownerPersona, type Platform, startPlatform } from './support/platform.ts';
import { expectPage } from './support/problem.ts';
import { detail, pushedForm } from './support/pushed-request.ts';
import { hidden, RawBrowser, type Shown } from './support/raw-browser.ts';
import { RawClient } from './support/raw-client.ts';
import { rows, written } from './support/rows.ts';

const OWNER = ownerPersona().id;
const AGENT = 'persona-han-guiying';

describe('a consent link', () => {
  let platform: Platform;
  let bank: RawClient;
  beforeAll(async () => {
    platform = await startPlatform();
    bank = await RawClient.of(platform);
    await bank.newToken();
  });
  afterAll(() => platform.close());

  const newLink = async (fact: Readonly<Record<string, string | undefined>> = {}) => {
    const response = await bank.post('/request', pushedForm(bank, fact));
    const { request_uri, consent_id } = (await response.json()) as {
      request_uri: string;
      consent_id: string;
    };
    return { id: consent_id, link: `/oidc/auth?client_id=${bank.applicationId}&request_uri=${request_uri}` };
  };
  const newBrowser = () => new RawBrowser(platform.url);
  const signIn = ({ markup, url }: Shown, persona: string): [string, Record<string, string>] => [
    `${url.pathname}/sign-in`,
    { formToken: hidden(markup, 'formToken'), persona },
  ];
  const reply = ({ markup, url }: Shown, decision = 'agree'): [string, Record<string, string>] => [
    `${url.pathname}/answer`,
    {
      formToken: hidden(markup, 'formToken'),
      notice: hidden(markup, 'notice'),
      lang: hidden(markup, 'lang'),
      decision,
    },
  ];
  const question = async (link: string, browser = newBrowser(), persona = OWNER) =>
    browser.follow(...signIn(await browser.follow(link), persona));
  const statusOf = async (id: string) =>
    (await rows<{ status: string }>(platform, 'SELECT status FROM consent WHERE id = $1', [id]))[0]?.status;

  it('leads, agreed to, back to the bank with a code, state and issuer (RFC 9207)', async () => {
    const { id, link } = await newLink();
    const browser = newBrowser();
    const { url } = await browser.follow(...reply(await question(link, browser)));
    expect(url.href).toContain(`${bank.redirectUri}?code=`);
    expect(Object.fromEntries(url.searchParams)).toMatchObject({
      state: 'state-0123456789',
      iss: `${platform.url}/oidc`,
    });
    expect(await statusOf(id)).toBe('ACTIVE');
  });

  it.each(['agree', 'refuse'])(
    'serves once: after “%s” nobody is asked again, in any browser',
    async (decision) => {
      const { link } = await newLink();
      const browser = newBrowser();
      await browser.follow(...reply(await question(link, browser), decision));
      const before = await written(platform);
      for (const each of [browser, newBrowser()]) {
        const opened = await each.follow(link);
        const page = opened.markup.includes('/sign-in"')
          ? await each.follow(...signIn(opened, OWNER))
          : opened;
        expect(page.markup).toContain('CONSENT_LINK_EXPIRED');
      }
      expect(await written(platform)).toEqual(before);
    },
  );

  it('opened in two browsers is answered in one of them', async () => {
    const { id, link } = await newLink();
    const [first, second] = [newBrowser(), newBrowser()];
    const [seen, alsoSeen] = [await question(link, first), await question(link, second)];
    await first.follow(...reply(seen, 'refuse'));
    await expectPage(await second.open(...reply(alsoSeen)), 'CONSENT_LINK_EXPIRED');
    expect(await statusOf(id)).toBe('REJECTED');
  });

  it('is over when its time is', async () => {
    const { link } = await newLink();
    platform.advance(11 * 60_000);
    const { markup } = await newBrowser().follow(link);
    platform.advance(-11 * 60_000);
    expect(markup).toContain('CONSENT_LINK_EXPIRED');
  });

  it.each([
    ['of nobody', 'urn:ietf:params:oauth:request_uri:nobody-pushed-this'],
    ['to another site', 'https://evil.example/request'],
  ])('%s opens nothing', async (_what, requestUri) => {
    const query = new URLSearchParams({ client_id: bank.applicationId, request_uri: requestUri });
    const { response, markup } = await newBrowser().follow(`/oidc/auth?${query}`);
    expect(response.status).toBe(400);
    expect(markup).toMatch(/CONSENT_LINK_EXPIRED|VALIDATION_FAILED/);
  });

  it('of one bank is of no use to another (RFC 9126 §2.2)', async () => {
    const { id, link } = await newLink();
    const other = await RawClient.of(platform, 'other-bank');
    const { response } = await newBrowser().follow(link.replace(bank.applicationId, other.applicationId));
    expect(response.status).toBe(400);
    expect(await statusOf(id)).toBe('PENDING');
  });

  it('says what was pushed, whatever is added to its address (RFC 9126 §4)', async () => {
    const { id, link } = await newLink();
    const greedy = JSON.stringify([detail({ validity: 'P12M', items: ['invoice.lines'] })]);
    const added = new URLSearchParams({
      authorization_details: greedy,
      redirect_uri: 'https://evil.example',
      state: 'evil',
    });
    const browser = newBrowser();
    const { url } = await browser.follow(...reply(await question(`${link}&${added}`, browser)));
    expect([url.origin + url.pathname, url.searchParams.get('state')]).toEqual([
      bank.redirectUri,
      'state-0123456789',
    ]);
    const [row] = await rows<{ artefact: string }>(platform, 'SELECT artefact FROM consent WHERE id = $1', [
      id,
    ]);
    expect(decodeJwt(row?.artefact ?? '')).toMatchObject({
      dataItems: consentRequest().items,
      disclosure: 'RECORDS',
    });
  });

  it('asks who it is every time: a neighbour on the same phone answers for nobody (PIPL art. 14)', async () => {
    const phone = newBrowser();
    await phone.follow(...reply(await question((await newLink()).link, phone)));
    expect((await phone.follow((await newLink()).link)).markup).toContain('/sign-in"');
    const { markup } = await question((await newLink()).link, phone, AGENT);
    expect(markup).toContain('SUBJECT_NOT_FOUND');
    expect((await question((await newLink()).link, phone)).markup).toContain('/answer"');
  });

  it.each(['prompt=none', 'prompt=login', 'max_age=3600', 'id_token_hint=x', 'login_hint=x'])(
    'pushed with %s is not agreed to without a page',
    async (parameter) => {
      const phone = newBrowser();
      await phone.follow(...reply(await question((await newLink()).link, phone)));
      const { id, link } = await newLink(Object.fromEntries([parameter.split('=') as [string, string]]));
      if (id !== undefined) await phone.follow(link);
      expect(id === undefined ? 'PENDING' : await statusOf(id)).toBe('PENDING');
    },
  );

  it('pushed with scopes of the API ends where any other does: agreed means a code, not an error', async () => {
    const { link } = await newLink({ scope: 'openid data:read consents:write' });
    const browser = newBrowser();
    const { url } = await browser.follow(...reply(await question(link, browser)));
    expect(url.searchParams.get('code')).toBeTruthy();
  });

  it.each(['', 'nobody', 'persona-', '../persona', "' OR 1=1 --", `${'x'.repeat(64)}`, '\0'])(
    'signed in to as “%s” says that there is no such person',
    async (persona) => {
      const browser = newBrowser();
      const page = await browser.follow((await newLink()).link);
      const before = await written(platform);
      await expectPage(await browser.open(...signIn(page, persona)), 'PERSONA_UNKNOWN');
      expect(await written(platform)).toEqual(before);
    },
  );

  it.each(['GET', 'sign-in', 'answer'])(
    '%s with the address alone, without its cookie, shows nothing',
    async (act) => {
      const browser = newBrowser();
      const page = await question((await newLink()).link, browser);
      const thief = newBrowser();
      const before = await written(platform);
      const stolen: Readonly<Record<string, [string, Record<string, string>?]>> = {
        GET: [page.url.pathname],
        'sign-in': signIn(page, OWNER),
        answer: reply(page),
      };
      await expectPage(await thief.open(...(stolen[act] ?? ['/'])), 'CONSENT_LINK_EXPIRED');
      expect(await written(platform)).toEqual(before);
    },
  );

  it('with the cookie of another link shows nothing', async () => {
    const [mine, other] = [newBrowser(), newBrowser()];
    const page = await question((await newLink()).link, mine);
    await question((await newLink()).link, other);
    await expectPage(await other.open(...reply(page)), 'CONSENT_LINK_EXPIRED');
  });

  it('with a cookie somebody wrote himself shows nothing', async () => {
    const browser = newBrowser();
    const page = await question((await newLink()).link, browser);
    browser.cookies.set('_interaction.sig', 'A'.repeat(27));
    await expectPage(await browser.open(page.url.pathname), 'CONSENT_LINK_EXPIRED');
  });
});
