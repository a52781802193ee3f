import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CaseClient, caseClients, SUPPORTER } from '../cases/support.ts';
import { agreedConsent, ownerPersona, type Platform, startPlatform } from '../support/platform.ts';
import { expectToFit, LANGUAGES, openPage } from './support/browser.ts';
import { launchChromium } from './support/chromium.ts';

let platform: Platform;
let browser: Browser;
let support: CaseClient;
beforeAll(async () => {
  [platform, browser] = await Promise.all([startPlatform(), launchChromium()]);
  ({ support } = await caseClients(platform));
  await agreedConsent(platform);
});
afterAll(async () => {
  await browser.close();
  await platform.close();
});

const WORDS = {
  'zh-CN': {
    ...{ report: '报告问题', text: '内容', title: '标题', send: '提交', close: '不再需要答复' },
    ...{ received: '已收到', ended: '已结束', written: '第三季度的申报没有显示，请核对。' },
  },
  en: {
    ...{ report: 'Report a problem', text: 'What is it about', title: 'Title', send: 'Send' },
    ...{ close: 'No answer needed any more', received: 'Received', ended: 'Closed' },
    written: 'The return of the third quarter is missing.',
  },
} as const;
/** A word that no line can break, as people paste them. */
const LONG = 'https://example.cn/'.padEnd(300, 'x');

describe.each(LANGUAGES)('an owner’s cases in %s, on a phone without JavaScript', (language) => {
  const words = WORDS[language];

  it('from an entry of her consents page to an answer, on pages that fit', async () => {
    const page = await openPage(browser, { javaScriptEnabled: false, locale: language });
    await page.goto(`${platform.url}/my?lang=${language}`);
    const { name } = ownerPersona();
    await page
      .locator('.person', { hasText: language === 'en' ? name.en : name.zh })
      .getByRole('button')
      .click();
    await page.getByRole('link', { name: words.report }).first().click();
    await expectToFit(page, 'my-cases-new', language);

    await page.getByLabel(words.title, { exact: true }).fill(words.written);
    await page.getByLabel(words.text, { exact: true }).fill(`${words.written}\n${LONG}`);
    await page.getByRole('button', { name: words.send }).click();
    await page.waitForURL(/\/my\/cases\/cas_/);
    expect(await page.locator('.state').textContent()).toBe(words.received);

    const caseId = new URL(page.url()).pathname.split('/').at(-1);
    await support.post(`/v1/support/cases/${caseId}/assign`, { assignee: SUPPORTER });
    await support.post(`/v1/support/cases/${caseId}/answer`, { text: words.written });
    await page.reload();
    expect(await page.locator('.written').count()).toBe(2);
    await expectToFit(page, 'my-case-answered', language);
    await page.setViewportSize({ width: 320, height: 568 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);

    await page.getByRole('button', { name: words.close }).click();
    await page.waitForLoadState();
    expect(await page.locator('.state').textContent()).toBe(words.ended);
    await page.goto(`${platform.url}/my/cases`);
    await expectToFit(page, 'my-cases', language);
    await page.setViewportSize({ width: 320, height: 568 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
    await page.context().close();
  }, 120_000);
});
