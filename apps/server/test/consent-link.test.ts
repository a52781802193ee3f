import { decodeJwt } from 'jose';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { forgetRefusals } from './support/forget-refusals.ts';
import { answerWith, newLink, OWNER, readQuestion, signInWith } from './support/owner-visit.ts';
import { consentRequest, type Platform, startPlatform } from './support/platform.ts';
import { expectPage } from './support/problem.ts';
import { detail } from './support/pushed-request.ts';
import { RawBrowser } from './support/raw-browser.ts';
import { RawClient } from './support/raw-client.ts';
import { rows, written } from './support/rows.ts';

const AGENT = 'persona-han-guiying';

describe('a consent link', () => {
  let platform: Platform;
  let bank: RawClient;
  beforeAll(async () => {
    platform = await startPlatform();
    bank = await RawClient.of(platform);
    await bank.newToken();
  });
  afterEach(() => forgetRefusals(platform));
  afterAll(() => platform.close());

  const newBrowser = () => new RawBrowser(platform.url);
  const statusOf = async (id: string) =>
    (await rows<{ status: string }>(platform, 'SELECT status FROM consent WHERE id = $1', [id]))[0]?.status;

  it('leads, agreed to, back to the bank with a code, state and issuer (RFC 9207)', async () => {
    const { id, link } = await newLink(bank);
    const browser = newBrowser();
    const { url } = await browser.follow(...answerWith(await readQuestion(browser, link)));
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
      const { link } = await newLink(bank);
      const browser = newBrowser();
      await browser.follow(...answerWith(await readQuestion(browser, link), decision));
      const before = await written(platform);
      for (const each of [browser, newBrowser()]) {
        const opened = await each.follow(link);
        const page = opened.markup.includes('/sign-in"')
          ? await each.follow(...signInWith(opened, OWNER))
          : opened;
        expect(page.markup).toContain('CONSENT_LINK_EXPIRED');
      }
      expect(await written(platform)).toEqual(before);
    },
  );

  it('opened in two browsers is answered in one of them', async () => {
    const { id, link } = await newLink(bank);
    const [first, second] = [newBrowser(), newBrowser()];
    const [seen, alsoSeen] = [await readQuestion(first, link), await readQuestion(second, link)];
    await first.follow(...answerWith(seen, 'refuse'));
    await expectPage(await second.open(...answerWith(alsoSeen)), 'CONSENT_LINK_EXPIRED');
    expect(await statusOf(id)).toBe('REJECTED');
  });

  it('opened after a refusal says when that was, and may be agreed to: opening it is no prompt', async () => {
    const first = await readQuestion(newBrowser(), (await newLink(bank)).link);
    expect(first.markup).not.toContain('Your enterprise refused');
    const browser = newBrowser();
    await browser.follow(...answerWith(await readQuestion(browser, (await newLink(bank)).link), 'refuse'));
    const { id, link } = await newLink(bank);
    const again = newBrowser();
    const page = await readQuestion(again, link);
    expect(page.markup).toContain('Your enterprise refused this bank’s request for the same purpose on ');
    await again.follow(...answerWith(page));
    expect(await statusOf(id)).toBe('ACTIVE');
  });

  it('is over when its time is', async () => {
    const { link } = await newLink(bank);
    platform.advanceTokenClock(11 * 60_000);
    const { markup } = await newBrowser().follow(link);
    platform.advanceTokenClock(-11 * 60_000);
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
    const { id, link } = await newLink(bank);
    const other = await RawClient.of(platform, 'other-bank');
    const { response } = await newBrowser().follow(link.replace(bank.applicationId, other.applicationId));
    expect(response.status).toBe(400);
    expect(await statusOf(id)).toBe('PENDING');
  });

  it('says what was pushed, whatever is added to its address (RFC 9126 §4)', async () => {
    const { id, link } = await newLink(bank);
    const greedy = JSON.stringify([detail({ validity: 'P12M', items: ['invoice.lines'] })]);
    const added = new URLSearchParams({
      authorization_details: greedy,
      redirect_uri: 'https://evil.example',
      state: 'evil',
    });
    const browser = newBrowser();
    const { url } = await browser.follow(...answerWith(await readQuestion(browser, `${link}&${added}`)));
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
    await phone.follow(...answerWith(await readQuestion(phone, (await newLink(bank)).link)));
    expect((await phone.follow((await newLink(bank)).link)).markup).toContain('/sign-in"');
    const { markup } = await readQuestion(phone, (await newLink(bank)).link, AGENT);
    expect(markup).toContain('AUTHORITY_MISSING');
    expect((await readQuestion(phone, (await newLink(bank)).link)).markup).toContain('/answer"');
  });

  it.each(['prompt=none', 'prompt=login', 'max_age=3600', 'id_token_hint=x', 'login_hint=x'])(
    'pushed with %s is not agreed to without a page',
    async (parameter) => {
      const phone = newBrowser();
      await phone.follow(...answerWith(await readQuestion(phone, (await newLink(bank)).link)));
      const { id, link } = await newLink(
        bank,
        Object.fromEntries([parameter.split('=') as [string, string]]),
      );
      if (id !== undefined) await phone.follow(link);
      expect(id === undefined ? 'PENDING' : await statusOf(id)).toBe('PENDING');
    },
  );

  it('pushed with scopes of the API ends where any other does: agreed means a code, not an error', async () => {
    const { link } = await newLink(bank, { scope: 'openid data:read consents:write' });
    const browser = newBrowser();
    const { url } = await browser.follow(...answerWith(await readQuestion(browser, link)));
    expect(url.searchParams.get('code')).toBeTruthy();
  });
});
