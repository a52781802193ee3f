import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ownerPersona, type Platform, startPlatform } from '../support/platform.ts';
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

const WORDS = {
  'zh-CN': { link: '消息接收方式', phone: '手机号码', email: '邮箱地址', save: '保存', end: '不再发送' },
  en: {
    ...{ link: 'How we reach you', phone: 'Mobile number', email: 'E-mail address' },
    ...{ save: 'Save', end: 'Stop writing here' },
  },
} as const;
/** As long as addresses get. */
const LONG = `a@${'x'.repeat(60)}.${'y'.repeat(60)}.example`;

describe.each(LANGUAGES)('an owner’s contacts in %s, on a phone without JavaScript', (language) => {
  const words = WORDS[language];

  it('are set, refused and ended, on pages that fit', async () => {
    const page = await openPage(browser, {
      ...{ javaScriptEnabled: false, locale: language },
      viewport: { width: 320, height: 568 },
    });
    await page.goto(`${platform.url}/my?lang=${language}`);
    const { name } = ownerPersona();
    await page
      .locator('.person', { hasText: language === 'en' ? name.en : name.zh })
      .getByRole('button')
      .click();
    await page.getByRole('link', { name: words.link }).click();
    const email = page.locator('form', { has: page.getByLabel(words.email) });
    const phone = page.locator('form', { has: page.getByLabel(words.phone) });
    const card = (form: typeof email) => page.locator('section', { has: form });
    await email.getByRole('textbox').fill(LONG);
    await email.getByRole('button', { name: words.save }).click();
    await phone.getByRole('textbox').fill('13812345678');
    await phone.getByRole('button', { name: words.save }).click();
    expect(await card(phone).textContent()).toContain('138****5678');
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
    await expectToFit(page, 'my-contacts', language);

    await phone.getByRole('textbox').fill('12345');
    await phone.getByRole('button', { name: words.save }).click();
    expect(await page.getByRole('alert').count()).toBe(1);
    await expectToFit(page, 'my-contacts-refused', language);

    await card(email).getByRole('button', { name: words.end }).click();
    expect(await card(email).textContent()).not.toContain('a***@');
  }, 120_000);
});
