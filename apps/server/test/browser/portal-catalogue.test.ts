import { readFile } from 'node:fs/promises';
import { DATA_ITEM_IDS } from '@xinqiao/contracts';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Platform, startPlatform } from '../support/platform.ts';
import { expectAccessible } from './support/accessible.ts';
import { expectSoon, expectToFit, LANGUAGES, openPage } from './support/browser.ts';
import { launchChromium } from './support/chromium.ts';
import { buildMissingConsoles, complaintsOf, signIn } from './support/consoles.ts';

let platform: Platform;
let browser: Browser;
let page: Page;
beforeAll(async () => {
  buildMissingConsoles();
  [platform, browser] = await Promise.all([startPlatform(), launchChromium()]);
}, 120_000);
afterAll(async () => {
  await browser.close();
  await platform.close();
});
beforeEach(async () => {
  page = await openPage(browser);
  return () => page.context().close();
});

const WORDS = {
  'zh-CN': { tab: '数据目录', search: '搜索', download: '下载电子表格（Excel）', vat: '增值税申报' },
  en: {
    tab: 'Data catalogue',
    search: 'Search',
    download: 'Download the spreadsheet (Excel)',
    vat: 'VAT returns',
  },
} as const;
const rows = () => page.locator('.agency .rows > li');

const enter = async (language: keyof typeof WORDS = 'zh-CN') => {
  await signIn(page, platform.url, 'portal', { language });
  await page.getByRole('link', { name: WORDS[language].tab, exact: true }).click();
  await rows().first().waitFor();
};

describe('the data catalogue in the portal', () => {
  it('lists every item under its agency', async () => {
    await enter();
    expect(await rows().count()).toBe(DATA_ITEM_IDS.length);
    const tax = page.locator('.agency', { has: page.getByRole('heading', { name: '税务局' }) });
    expect(await tax.textContent()).toContain('tax.vat-returns');
    expect(await tax.textContent()).not.toContain('enforcement.records');
  });

  it('finds an item by a field, and by its agency', async () => {
    await enter();
    await page.getByRole('searchbox').fill('入库日期');
    await expectSoon(() => rows().count()).toBe(1);
    expect(await rows().textContent()).toContain('tax.payments');
    await page.getByRole('searchbox').fill('');
    await page.getByRole('combobox', { name: '提供部门' }).selectOption({ label: '人民法院' });
    await expectSoon(() => rows().count()).toBe(1);
    expect(await rows().textContent()).toContain('enforcement.records');
    await page.getByRole('searchbox').fill('没有这样的字段');
    await expectSoon(() => page.locator('main').getByText('0 个数据项').count()).toBe(1);
  });

  it('shows the templates that offer an item, with the level of each', async () => {
    await enter();
    await page.getByRole('link', { name: '税款缴纳' }).click();
    const templates = page.locator('.facts > div', { hasText: '可用授权模板' });
    await expectSoon(() => templates.textContent()).toContain('pre-loan-admission · 至多 ANSWER');
    expect(await templates.textContent()).toContain('credit-decision · 至多 RECORDS');
  });

  it('says so when there is no such item', async () => {
    await enter();
    await page.goto(`${platform.url}/portal/#/catalogue/no.such-item`);
    await page.getByText('没有该数据项。').waitFor();
  });

  it('is kept as a workbook', async () => {
    await enter();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: WORDS['zh-CN'].download }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('xinqiao-catalogue.zh-CN.xlsx');
    const bytes = await readFile(await download.path());
    expect(bytes.subarray(0, 4).toString('latin1')).toBe('PK\x03\x04');
    expect(bytes.includes('增值税申报')).toBe(true);
  });
});

describe.each(LANGUAGES)('the pages of the catalogue in %s', (language) => {
  it('fit a phone and a desk, and can be read out', async () => {
    const complaints = complaintsOf(page);
    const picture = async (name: string) => {
      await expectSoon(() => page.locator('.loading').count()).toBe(0);
      await expectAccessible(page);
      await expectToFit(page, `portal-${name}`, language);
    };
    await enter(language);
    await picture('catalogue');
    await page.getByRole('link', { name: WORDS[language].vat, exact: true }).click();
    await page.getByRole('heading', { level: 1, name: WORDS[language].vat }).waitFor();
    for (const summary of await page.locator('main details.more > summary').all())
      if ((await summary.locator('xpath=ancestor::section').count()) === 0) await summary.click();
    await picture('catalogue-item');
    await page.goto(`${platform.url}/portal/#/catalogue/registration.shareholders`);
    await page.getByText('registration.shareholders').first().waitFor();
    await picture('catalogue-shareholders');
    expect(complaints).toEqual([]);
  }, 120_000);
});
