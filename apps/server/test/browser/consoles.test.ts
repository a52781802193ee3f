import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { agreedConsent, type Platform, startPlatform } from '../support/platform.ts';
import { rows } from '../support/rows.ts';
import { expectSoon, expectToFit, LANGUAGES, openPage } from './support/browser.ts';
import { launchChromium } from './support/chromium.ts';
import {
  buildMissingConsoles,
  CONSOLES,
  type ConsoleName,
  complaintsOf,
  signIn,
} from './support/consoles.ts';

let platform: Platform;
let browser: Browser;
/** Of the newest entries. */
let consentId: string;
beforeAll(async () => {
  buildMissingConsoles();
  [platform, browser] = await Promise.all([startPlatform(), launchChromium()]);
  await liveThrough();
  await liveThrough();
  consentId = await liveThrough();
}, 120_000);
afterAll(async () => {
  await browser.close();
  await platform.close();
});

const enter = (page: Page, name: ConsoleName, language?: string) =>
  signIn(page, platform.url, name, language === undefined ? {} : { language });

/** Eight entries: asked, agreed, read twice, stopped, refused. */
async function liveThrough(): Promise<string> {
  const bank = platform.bank();
  const consent = await agreedConsent(platform, { bank });
  await bank.data.fetch(consent.consentId);
  await bank.decisions.create({ consentId: consent.consentId });
  await bank.consents.revoke(consent.consentId);
  await bank.data.fetch(consent.consentId).catch(() => undefined);
  return consent.consentId;
}

describe.each(CONSOLES)('the console %s', (name) => {
  let page: Page;
  beforeEach(async () => {
    page = await openPage(browser);
    return () => page.context().close();
  });

  it('asks who is not signed in to sign in, and leads there', async () => {
    await page.goto(`${platform.url}/${name}/`);
    const link = page.getByRole('main').getByRole('link', { name: '登录' });
    await link.waitFor();
    expect(await link.getAttribute('href')).toBe(`/sign-in?to=${name}&lang=zh-CN`);
  });

  it.each(LANGUAGES)('fits a phone and a desk before anybody signed in, in %s', async (language) => {
    await page.goto(`${platform.url}/${name}/?lang=${language}`);
    await page.getByRole('main').getByRole('link').first().waitFor();
    await expectToFit(page, `${name}-signed-out`, language);
  });

  it('shows a member of other staff nothing but where to sign in', async () => {
    const other = name === 'regulator' ? 'portal' : 'regulator';
    await enter(page, other);
    await page.goto(`${platform.url}/${name}/`);
    await page.getByText('当前身份不能查看此页面').waitFor();
    expect(await page.getByRole('main').getByRole('heading').count()).toBe(1);
  });

  it('speaks the language chosen, and remembers it', async () => {
    await page.goto(`${platform.url}/${name}/?lang=zh-CN`);
    await page.getByRole('button', { name: 'English' }).click();
    await expectSoon(() => page.locator('html').getAttribute('lang')).toBe('en');
    await page.reload();
    await page.getByText('Sign in first').waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
  });

  it('runs under its security policy without a complaint', async () => {
    await enter(page, name);
    const complaints = complaintsOf(page);
    const response = await page.reload();
    expect(response?.headers()['content-security-policy']).toContain("script-src 'self'");
    await page.getByRole('main').locator('.card, .verified, .participant').first().waitFor();
    expect(complaints).toEqual([]);
  });

  it('says in words that the server does not answer, and tries again when told to', async () => {
    await page.route('**/trpc/**', (route) => route.abort());
    await page.goto(`${platform.url}/${name}/`);
    await page.getByText('无法连接服务').waitFor();
    await page.unroute('**/trpc/**');
    await page.getByRole('button', { name: '重试' }).click();
    await page.getByRole('main').getByRole('link', { name: '登录' }).waitFor();
  });
});

describe('“My applications”', () => {
  it.each(LANGUAGES)('fits a phone and a desk in %s', async (language) => {
    const page = await openPage(browser);
    await enter(page, 'portal', language);
    await page.locator('.card').waitFor();
    await expectToFit(page, 'portal', language);
    await page.context().close();
  });

  it('shows what the bank’s developer configures on her side, and only her bank’s', async () => {
    const page = await openPage(browser);
    await enter(page, 'portal');
    const card = page.getByRole('region', { name: '信贷工厂' });
    await card.waitFor();
    const shown = await page.getByRole('main').textContent();
    const { applicationId, keyId, redirectUri } = platform.credentials('bank');
    for (const words of [
      '涡河示范银行',
      applicationId,
      keyId,
      redirectUri,
      'credit-decision',
      'data:read',
      '沙箱',
      '启用',
    ])
      expect(shown).toContain(words);
    expect(shown).not.toContain(platform.credentials('other-bank').applicationId);
    await page.context().close();
  });

  it('copies the application id', async () => {
    const page = await openPage(browser, { permissions: ['clipboard-read', 'clipboard-write'] });
    await enter(page, 'portal');
    const { applicationId } = platform.credentials('bank');
    await page.getByRole('button', { name: `复制 ${applicationId}` }).click();
    await page.getByText('已复制').waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(applicationId);
    await page.context().close();
  });
});

describe('“Latest log entries”', () => {
  let page: Page;
  beforeEach(async () => {
    page = await openPage(browser);
    return () => page.context().close();
  });
  const entries = (state = '') => page.locator(`.entry${state}`);
  const banner = () => page.locator('.banner');

  it.each(LANGUAGES)('fits a phone and a desk in %s', async (language) => {
    page = await openPage(browser);
    await enter(page, 'regulator', language);
    await expectSoon(() => entries('.verified').count()).toBe(20);
    await entries().nth(1).locator('summary').click();
    await expectToFit(page, 'regulator', language);
  });

  it('verifies every entry in the browser', async () => {
    await enter(page, 'regulator');
    await expectSoon(() => entries('.verified').count()).toBe(20);
    expect(await entries().count()).toBe(20);
    const [{ size }] = (await rows<{ size: string }>(
      platform,
      'SELECT max(size) AS size FROM log_checkpoint',
    )) as [{ size: string }];
    expect(await entries().first().textContent()).toContain(`第 ${size} / ${size} 条`);
    expect(await banner().textContent()).toContain('20 条全部通过验证');
  });

  it('reads earlier entries and verifies them too', async () => {
    await enter(page, 'regulator');
    const earlier = page.getByRole('button', { name: '读取更早的条目' });
    await expectSoon(async () => {
      if ((await earlier.count()) > 0) await earlier.click();
      return page.getByText('已经到最早的一条').count();
    }).toBe(1);
    const all = await entries().count();
    expect(all).toBeGreaterThan(20);
    await expectSoon(() => entries('.verified').count()).toBe(all);
  });

  it('shows an entry that was written while it is open, without being asked', async () => {
    await enter(page, 'regulator');
    await expectSoon(() => entries('.verified').count()).toBe(20);
    const before = await entries().first().textContent();
    await platform
      .bank()
      .data.fetch(consentId)
      .catch(() => undefined);
    await expectSoon(() => entries().first().textContent()).not.toBe(before);
    await expectSoon(() => entries('.verified').count()).toBe(20);
  });

  it('shows one kind when told to', async () => {
    await enter(page, 'regulator');
    await page.getByText('读取拒绝', { exact: false }).first().waitFor();
    await page.getByRole('radio', { name: /读取拒绝/ }).check({ force: true });
    const kinds = await entries().locator('summary b').allTextContents();
    expect(new Set(kinds)).toEqual(new Set(['读取拒绝']));
  });

  it('opens an entry by the keyboard, with the consent it happened under', async () => {
    await enter(page, 'regulator');
    await expectSoon(() => entries('.verified').count()).toBe(20);
    await entries().first().locator('summary').focus();
    await page.keyboard.press('Enter');
    expect(await entries().first().textContent()).toContain(consentId);
  });

  it('refuses an entry that was changed in the database, and says so on top', async () => {
    await enter(page, 'regulator');
    await expectSoon(() => entries('.verified').count()).toBe(20);
    const [changed] = await rows<{ id: string; actor: string }>(
      platform,
      'SELECT id, actor FROM log_entry ORDER BY id DESC OFFSET 3 LIMIT 1',
    );
    const become = (actor: string) =>
      rows(platform, 'UPDATE log_entry SET actor = $1 WHERE id = $2', [actor, changed?.id]);
    await become('somebody-else');
    await page.getByRole('button', { name: '刷新' }).click();

    const alert = page.getByRole('alert');
    await alert.waitFor();
    expect(await alert.textContent()).toContain('有 1 条未通过验证');
    const row = entries('.failed');
    await row.locator('summary').click();
    expect(await row.textContent()).toContain('与写入日志的承诺不一致');

    await become(changed?.actor ?? '');
    await page.getByRole('button', { name: '刷新' }).click();
    await expectSoon(() => entries('.verified').count()).toBe(20);
  });

  it('finds out a log that is rolled back while the page is open', async () => {
    await enter(page, 'regulator');
    await expectSoon(() => entries('.verified').count()).toBe(20);
    await rows(
      platform,
      'CREATE TABLE kept AS SELECT * FROM log_checkpoint WHERE size = (SELECT max(size) FROM log_checkpoint)',
    );
    await rows(platform, 'DELETE FROM log_checkpoint WHERE size = (SELECT max(size) FROM log_checkpoint)');
    await page.getByRole('alert').waitFor();
    await entries('.failed').first().locator('summary').click();
    expect(await entries('.failed').first().textContent()).toContain('日志比本页先前看到的更短');
    await rows(platform, 'INSERT INTO log_checkpoint SELECT * FROM kept');
  });
});
