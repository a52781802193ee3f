import { ERRORS, PURPOSES } from '@xinqiao/contracts';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { forgetRefusals } from '../support/forget-refusals.ts';
import { consentRequest, ownerPersona, type Platform, startPlatform } from '../support/platform.ts';
import { expectSoon, leavingFor, openPage } from './support/browser.ts';
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

describe('the consent page in a browser without JavaScript', () => {
  const owner = ownerPersona();
  let page: Page;
  beforeEach(async () => {
    await forgetRefusals(platform);
    page = await openPage(browser, { javaScriptEnabled: false });
    return () => page.context().close();
  });

  /** The bank asks, the owner opens the link and says who she is. */
  async function askAndSignIn() {
    const bank = platform.bank();
    const asked = await bank.consents.request(consentRequest());
    await page.goto(asked.url);
    await page.locator('.person', { hasText: owner.name.zh }).getByRole('button').click();
    const press = (button: string) =>
      leavingFor(page, platform.credentials('bank').redirectUri, () =>
        page.getByRole('button', { name: button, exact: true }).click(),
      );
    return { bank, asked, press };
  }

  it('leads from the bank’s link to an active consent', async () => {
    const { bank, asked, press } = await askAndSignIn();
    const consent = await bank.consents.complete(await press('同意'), asked.pending);
    expect(consent).toMatchObject({ consentId: asked.consentId, status: 'ACTIVE' });
  });

  it('lets the owner refuse, and the bank learns nothing but that', async () => {
    const { bank, asked, press } = await askAndSignIn();
    const callback = await press('不同意');
    expect(new URL(callback).searchParams.get('error')).toBe('access_denied');
    await expect(bank.consents.complete(callback, asked.pending)).rejects.toHaveProperty(
      'code',
      'CONSENT_REFUSED',
    );
    await expect(bank.consents.get(asked.consentId)).resolves.toHaveProperty('status', 'REJECTED');
  });

  it.each([
    ['who asks', '涡河示范银行'],
    ['whose data', owner.enterprise.name],
    ['what for', PURPOSES.CREDIT_DECISION.zh],
    ['which data', '增值税'],
    ['from when to when', consentRequest().range.to],
    ['for how long', '6 个月'],
    ['how to stop', '我的授权'],
    ['who is signed in', owner.name.zh],
  ])('says %s (PIPL arts. 17, 23)', async (_, words) => {
    await askAndSignIn();
    await expectSoon(() => page.getByRole('main').textContent()).toContain(words);
  });

  it.each([360, 1280])('gives both answers a button of the same size, %i pixels wide', async (width) => {
    await page.setViewportSize({ width, height: 800 });
    await askAndSignIn();
    const [agree, refuse] = await Promise.all(
      ['同意', '不同意'].map((name) => page.getByRole('button', { name, exact: true }).boundingBox()),
    );
    expect(agree?.width).toBeGreaterThan(100);
    expect(agree?.height).toBeGreaterThanOrEqual(44);
    expect([refuse?.width, refuse?.height]).toEqual([agree?.width, agree?.height]);
  });

  it('changes its language and keeps the question', async () => {
    const { bank, asked } = await askAndSignIn();
    await page.getByRole('link', { name: 'English' }).click();
    await page.getByRole('heading', { name: 'asks to see data' }).waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
    await page.getByRole('link', { name: '中文' }).click();
    await page.getByRole('heading', { name: '请求查看' }).waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('zh-CN');
    await page.getByRole('link', { name: 'English' }).click();
    const callback = await leavingFor(page, platform.credentials('bank').redirectUri, () =>
      page.getByRole('button', { name: 'Agree', exact: true }).click(),
    );
    await expect(bank.consents.complete(callback, asked.pending)).resolves.toHaveProperty('status', 'ACTIVE');
  });

  it('does not open a used link again, and says what to do', async () => {
    const { asked, press } = await askAndSignIn();
    await press('同意');
    await page.goto(asked.url);
    expect(await page.getByRole('main').textContent()).toContain(ERRORS.CONSENT_LINK_EXPIRED.message.zh);
  });

  it('keeps the language chosen before signing in', async () => {
    const asked = await platform.bank().consents.request(consentRequest());
    await page.goto(asked.url);
    await page.getByRole('link', { name: 'English' }).click();
    await page.locator('.person', { hasText: owner.name.en }).getByRole('button').click();
    await page.getByRole('heading', { name: 'asks to see data' }).waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
  });
});
