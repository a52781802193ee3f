import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { agreedConsent, ownerPersona, type Platform, startPlatform } from '../support/platform.ts';
import { expectSoon, openPage } from './support/browser.ts';
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

describe('“My consents” in a browser without JavaScript (PIPL art. 15)', () => {
  it('stops a consent by one button, and nothing more is delivered', async () => {
    const bank = platform.bank();
    const { consentId } = await agreedConsent(platform, { bank });
    await bank.data.fetch(consentId);

    const page = await openPage(browser, { javaScriptEnabled: false });
    await page.goto(`${platform.url}/my`);
    await page.locator('.person', { hasText: ownerPersona().name.zh }).getByRole('button').click();
    const card = page.locator('.card', { hasText: consentId });
    expect(await card.textContent()).toContain('银行读取了数据');
    await card.getByRole('button', { name: '停止' }).click();

    await expectSoon(() => card.textContent()).toContain('已停止');
    expect(await card.getByRole('button').count()).toBe(0);
    await expect(bank.data.fetch(consentId)).rejects.toHaveProperty('code', 'CONSENT_REVOKED');
    await page.context().close();
  });
});
