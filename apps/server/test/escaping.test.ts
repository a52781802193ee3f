import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signInToMy } from './support/owner-visit.ts';
import { agreedConsent, ownerPersona, type Platform, startPlatform } from './support/platform.ts';
import { detail, pushedForm } from './support/pushed-request.ts';
import { hidden, RawBrowser } from './support/raw-browser.ts';
import { RawClient } from './support/raw-client.ts';

/** Her enterprise’s name holds a script, an entity, quotes, rare characters and an emoji. */
const ODD = ownerPersona('persona-gong-yan');

describe('a name full of markup', () => {
  let platform: Platform;
  beforeAll(async () => {
    platform = await startPlatform();
  });
  afterAll(() => platform.close());

  const customer = { uscc: ODD.enterprise.uscc };
  const escaped = ODD.enterprise.name.replace(
    /[&<>"']/g,
    (character) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' })[character] ?? '',
  );
  const expectHarmless = (markup: string) => {
    expect(markup).not.toMatch(/<script|javascript:|<[^>]+\son\w+=/i);
    // Nothing was dropped to make it harmless: all of it is shown, as text.
    expect(markup).toContain(escaped);
  };

  it('is the case to try', () => {
    expect(ODD.enterprise.name).toMatch(/<script>.*&.*'/su);
  });

  it.each(['en', 'zh-CN'])('is text on the consent page, title included (%s)', async (language) => {
    const bank = await RawClient.of(platform);
    const form = pushedForm(bank, { authorization_details: JSON.stringify([detail({ customer })]) });
    const { request_uri } = (await (await bank.post('/request', form)).json()) as { request_uri: string };
    const browser = new RawBrowser(platform.url);
    const signIn = await browser.follow(
      `/oidc/auth?client_id=${bank.applicationId}&request_uri=${request_uri}`,
    );
    const { url } = await browser.follow(`${signIn.url.pathname}/sign-in`, {
      formToken: hidden(signIn.markup, 'formToken'),
      persona: ODD.id,
    });
    const { markup } = await browser.follow(`${url.pathname}?lang=${language}`);
    expectHarmless(markup);
    expect(/<title>.*?<\/title>/s.exec(markup)?.[0]).toContain(escaped);
  });

  it('is text on “My consents”', async () => {
    await agreedConsent(platform, { fact: { customer }, persona: ODD.id });
    const browser = new RawBrowser(platform.url);
    const { markup } = await signInToMy(browser, ODD.id);
    expectHarmless(markup);
    expect(markup).toContain('/stop"');
  });

  it('is the same text in the data a bank receives', async () => {
    const bank = platform.bank();
    const { consentId } = await agreedConsent(platform, { bank, fact: { customer }, persona: ODD.id });
    const { data } = await bank.data.fetch(consentId);
    expect(JSON.stringify(data)).toContain(JSON.stringify(ODD.enterprise.name).slice(1, -1));
  });

  it.each(['<script>alert(1)</script>', '"><img src=x onerror=alert(1)>', "' onfocus='alert(1)"])(
    'a query of %s is repeated on no page',
    async (text) => {
      const query = encodeURIComponent(text);
      for (const path of [
        '/sign-in?to=',
        '/sign-in?lang=',
        '/my?lang=',
        '/interaction/',
        '/oidc/auth?client_id=',
        '/oidc/auth?request_uri=',
      ]) {
        const { markup } = await new RawBrowser(platform.url).follow(path + query);
        expect(markup).not.toContain(text);
        expect(markup).not.toMatch(/<script|onerror=|onfocus=/);
      }
    },
  );
});
