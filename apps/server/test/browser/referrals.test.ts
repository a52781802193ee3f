import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Officers, officers } from '../policies/support.ts';
import { approval, hands, referred } from '../referrals/support.ts';
import { type Platform, startPlatform } from '../support/platform.ts';
import { expectAccessible } from './support/accessible.ts';
import { expectSoon, expectToFit, LANGUAGES, openPage } from './support/browser.ts';
import { launchChromium } from './support/chromium.ts';
import { actPastThePage, buildMissingConsoles, complaintsOf, signIn } from './support/consoles.ts';

let platform: Platform;
let people: Officers;
let browser: Browser;
let page: Page;
beforeAll(async () => {
  buildMissingConsoles();
  [platform, browser] = await Promise.all([startPlatform(), launchChromium()]);
  people = await officers(platform);
}, 120_000);
afterAll(async () => {
  await browser.close();
  await platform.close();
});
beforeEach(async () => {
  page = await openPage(browser);
  return () => page.context().close();
});

const [YE = '', LUO = ''] = ['叶知秋', '罗敬之'];
const enter = (person: string, language = 'zh-CN') =>
  signIn(page, platform.url, 'portal', { language, person });
const open = (place: string) => page.goto(`${platform.url}/portal/#/${place}`);
const press = (button: string) => page.getByRole('button', { name: button, exact: true }).click();
const main = () => page.getByRole('main').textContent();

describe('a referral in the portal', () => {
  it('shows on what it rests, is proposed by the one and confirmed by the other', async () => {
    const { referral, decision } = await referred(platform);
    await enter(YE);
    await page.getByRole('link', { name: '人工审批', exact: true }).click();
    await page.locator('main .rows a').first().click();
    await page.getByRole('heading', { name: '所用数据及来源' }).waitFor();
    await page.getByText('授权未包含，未读取').first().waitFor();
    const shown = await main();
    for (const { text } of decision.reasons) expect(shown).toContain(text.zh);
    expect(shown).toContain('来源 city');
    expect(shown).toContain('3,000,000.00');

    await page.getByRole('textbox', { name: '额度（元）' }).fill('200,000');
    await page.getByRole('textbox', { name: '年利率（%）' }).fill('5');
    await page.getByLabel('已核对证明材料').check();
    await press('提出批准');
    await page.getByText('须由提出人以外的另一人复核').waitFor();
    expect(await page.getByRole('button', { name: '复核并办结' }).count()).toBe(0);

    await enter(LUO);
    await open(`referrals/${referral.referralId}`);
    await page.getByText('200,000.00').waitFor();
    await press('复核并办结');
    await page.locator('.chip', { hasText: '已办结' }).waitFor();
    expect(await page.getByRole('button').allTextContents()).not.toContain('退回重新审批');
    expect(await people.program.call('referrals.get', { referralId: referral.referralId })).toMatchObject({
      ...{ status: 'SETTLED', proposal: approval(), proposedBy: people.names[0], settledBy: people.names[1] },
    });
  });

  it('is not confirmed by whoever proposed it, past the page either', async () => {
    const { referral } = await referred(platform);
    const { referralId } = referral;
    await hands(people.ye, referralId).propose(0, approval());
    await enter(YE);
    await open(`referrals/${referralId}`);
    const answer = await actPastThePage(page, 'referrals.confirm', { referralId, revision: 1 });
    expect(JSON.stringify(answer)).toContain('FOUR_EYES_REQUIRED');
  });

  it('says why a limit is refused, and keeps what was typed', async () => {
    const { referral } = await referred(platform);
    await enter(YE);
    await open(`referrals/${referral.referralId}`);
    await page.getByRole('textbox', { name: '额度（元）' }).fill('3000000.01');
    await page.getByRole('textbox', { name: '年利率（%）' }).fill('5');
    await page.getByLabel('已核对证明材料').check();
    await press('提出批准');
    await page.getByText('REFERRAL_LIMIT_EXCEEDED').waitFor();
    expect(await page.getByRole('textbox', { name: '额度（元）' }).inputValue()).toBe('3000000.01');
  });
});

describe.each(LANGUAGES)('the pages of referrals in %s', (language) => {
  it('fit a phone and a desk, and can be read out', async () => {
    const { referral } = await referred(platform);
    const complaints = complaintsOf(page);
    const picture = async (name: string) => {
      await expectSoon(() => page.locator('.loading').count()).toBe(0);
      await expectAccessible(page);
      await expectToFit(page, `portal-${name}`, language);
    };
    await enter(LUO, language);
    await page.getByRole('link', { name: language === 'en' ? 'Referrals' : '人工审批', exact: true }).click();
    await page.locator('main .rows > li').first().waitFor();
    await picture('referrals');
    await open(`referrals/${referral.referralId}`);
    await page.locator('table.plain').first().waitFor();
    await picture('referral-waiting');
    await hands(people.ye, referral.referralId).propose(0, approval());
    await page.reload();
    await page.locator('main summary').waitFor();
    await page.locator('main summary').click();
    await picture('referral-proposed');
    expect(complaints).toEqual([]);
  }, 120_000);
});
