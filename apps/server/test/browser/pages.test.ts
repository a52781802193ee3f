import { ERRORS } from '@xinqiao/contracts';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  agreedConsent,
  consentRequest,
  ownerPersona,
  type Platform,
  startPlatform,
} from '../support/platform.ts';
import { expectToFit, LANGUAGES, openPage } from './support/browser.ts';
import { launchChromium } from './support/chromium.ts';

let platform: Platform;
let browser: Browser;
beforeAll(async () => {
  [platform, browser] = await Promise.all([startPlatform(), launchChromium()]);
});
afterAll(async () => {
  await browser.close();
  await platform.close();
});

describe.each(LANGUAGES)('pages for owners in %s, on a phone and at a desk', (language) => {
  const owner = ownerPersona();
  let page: Page;
  beforeEach(async () => {
    page = await openPage(browser);
    return () => page.context().close();
  });
  const inLanguage = (address: string) => `${address}${address.includes('?') ? '&' : '?'}lang=${language}`;
  /** Signs in where a page asks who she is. */
  const signIn = async () => {
    const before = page.url();
    await page.locator('.person', { hasText: owner.name.zh }).getByRole('button').click();
    await page.waitForURL((url) => url.href !== before && url.href.startsWith(platform.url));
    await page.waitForLoadState();
  };

  it('show whom one can be', async () => {
    await page.goto(inLanguage(`${platform.url}/sign-in?to=my`));
    await expectToFit(page, 'sign-in', language);
  });

  it('show the question of a bank', async () => {
    const asked = await platform.bank().consents.request(consentRequest());
    await page.goto(asked.url);
    await signIn();
    await page.goto(inLanguage(page.url()));
    expect(await page.getByRole('button').count()).toBe(2);
    await expectToFit(page, 'consent', language);
  });

  it('show the consents given, and what happened under them', async () => {
    const bank = platform.bank();
    const stopped = await agreedConsent(platform, { bank });
    await bank.consents.revoke(stopped.consentId);
    const { consentId } = await agreedConsent(platform, { bank });
    await bank.data.fetch(consentId);
    await bank.decisions.create({ consentId });
    await page.goto(`${platform.url}/my`);
    await signIn();
    await page.goto(inLanguage(`${platform.url}/my`));
    await expectToFit(page, 'my-consents', language);
  });

  it('say what to do about a link that has expired', async () => {
    const asked = await platform.bank().consents.request(consentRequest());
    platform.advanceTokenClock(3_600_000);
    const response = await page.goto(inLanguage(asked.url));
    platform.advanceTokenClock(-3_600_000);
    expect(response?.status()).toBe(400);
    expect(await page.getByRole('main').textContent()).toContain(
      ERRORS.CONSENT_LINK_EXPIRED.message[language === 'en' ? 'en' : 'zh'],
    );
    await expectToFit(page, 'expired-link', language);
  });
});
