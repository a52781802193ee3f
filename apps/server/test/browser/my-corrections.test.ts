import { fieldName } from '@xinqiao/catalogue';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clear, type Desks, desks } from '../corrections/support.ts';
import { ownerPersona, type Platform, startPlatform } from '../support/platform.ts';
import { rows } from '../support/rows.ts';
import { expectToFit, LANGUAGES, openPage } from './support/browser.ts';
import { launchChromium } from './support/chromium.ts';

let platform: Platform;
let browser: Browser;
let people: Desks;
beforeAll(async () => {
  [platform, browser] = await Promise.all([startPlatform(), launchChromium()]);
  people = await desks(platform);
});
afterAll(async () => {
  await browser.close();
  await platform.close();
});

const WORDS = {
  'zh-CN': {
    ...{ data: '数据项', show: '查看记录', record: '哪一条记录', field: '哪一个字段' },
    ...{ claim: '正确的内容是什么，依据是什么', statement: '给银行的说明（可不填）', send: '提交异议' },
    ...{ grades: '纳税信用级别', month: '月份', checked: '核查中', upheld: '认为有误，待更正' },
    ...{ written: '二〇二五年应为 A 级，见主管税务机关证明。', refused: '没有提交成功' },
  },
  en: {
    ...{ data: 'Data', show: 'Show the records', record: 'Which record', field: 'Which field' },
    ...{ claim: 'What is right, and how you know', statement: 'Words for banks (optional)' },
    ...{ send: 'Send the objection', grades: 'Tax credit grades', month: 'Month' },
    ...{ checked: 'Being checked', upheld: 'Found wrong, to be corrected' },
    ...{ written: 'The grade of 2025 is A, see the certificate.', refused: 'Nothing was sent' },
  },
} as const;
/** A word that no line can break, as people paste them. */
const LONG = 'https://example.cn/'.padEnd(300, 'x');

describe.each(LANGUAGES)('an objection in %s, on a phone without JavaScript', (language) => {
  const words = WORDS[language];
  const key = language === 'en' ? 'en' : 'zh';

  it('from her records to the agency’s word, every field by its name, on pages that fit', async () => {
    await clear(platform);
    const page = await openPage(browser, { javaScriptEnabled: false, locale: language });
    await page.goto(`${platform.url}/my?lang=${language}`);
    await page.locator('.person', { hasText: ownerPersona().name[key] }).getByRole('button').click();
    await page.goto(`${platform.url}/my/corrections`);
    await expectToFit(page, 'my-corrections-none', language);

    // Of that month there is none: a grade is of a year that its days must touch.
    await page.getByLabel(words.data, { exact: true }).selectOption('tax.credit-grades');
    await page.getByRole('textbox', { name: words.month }).fill('1999-01');
    await page.getByRole('button', { name: words.show }).click();
    await expectToFit(page, 'my-corrections-empty', language);
    await page.goBack();
    await page.getByLabel(words.data, { exact: true }).selectOption('tax.credit-grades');
    await page.getByRole('textbox', { name: words.month }).fill('');
    await page.getByRole('button', { name: words.show }).click();

    const fields = await page.getByLabel(words.field, { exact: true }).locator('option').allTextContents();
    expect(fields).toEqual(['year', 'grade'].map((path) => fieldName('tax.credit-grades', path)[key]));
    await expectToFit(page, 'my-corrections-new', language);
    await page.getByLabel(words.field, { exact: true }).selectOption('grade');
    await page.getByLabel(words.claim, { exact: true }).fill('a\u202eb');
    await page.getByLabel(words.statement, { exact: true }).fill(LONG);
    await page.getByRole('button', { name: words.send }).click();
    expect(await page.getByRole('alert').textContent()).toContain(words.refused);
    expect(await page.getByLabel(words.statement, { exact: true }).inputValue()).toBe(LONG);
    await expectToFit(page, 'my-corrections-refused', language);
    await page.getByLabel(words.claim, { exact: true }).fill(words.written);
    await page.getByRole('button', { name: words.send }).click();
    await page.waitForURL(/\/my\/corrections$/);
    expect(await page.locator('.state').textContent()).toBe(words.checked);
    expect(await page.locator('.card').textContent()).toContain(fieldName('tax.credit-grades', 'grade')[key]);

    const [row] = await rows<{ id: string }>(platform, 'SELECT id FROM correction');
    await people.agency.call('corrections.settle', {
      ...{ correctionId: row?.id as never, outcome: 'UPHELD', reason: 'SOURCE_WRONG' },
      note: `${words.written}\n${LONG}`,
    });
    await page.reload();
    expect(await page.locator('.state').textContent()).toBe(words.upheld);
    await expectToFit(page, 'my-corrections', language);
    await page.setViewportSize({ width: 320, height: 568 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
    await page.locator('.card').getByRole('link').click();
    await page.waitForURL(/\/my\/cases\/cas_/);
    expect(await page.locator('.written').first().textContent()).toContain(
      fieldName('tax.credit-grades', 'grade')[key],
    );
    await page.context().close();
  }, 120_000);
});
