import { Xinqiao } from '@xinqiao/sdk';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type FoundedPlatform, foundedPlatform } from '../support/founded-platform.ts';
import { expectAccessible } from './support/accessible.ts';
import { expectSoon, expectToFit, LANGUAGES, openPage } from './support/browser.ts';
import { launchChromium } from './support/chromium.ts';
import { buildMissingConsoles, complaintsOf } from './support/consoles.ts';
import { operatorPages } from './support/operator-pages.ts';

const STAFF = {
  'zhang-wei': { name: '张伟', roles: ['ADMISSION'] },
  'li-na': { name: '李娜', roles: ['ADMISSION'] },
  'wang-fang': { name: '王芳', roles: ['SECURITY'] },
} as const;

let platform: FoundedPlatform;
let browser: Browser;
let page: Page;
beforeAll(async () => {
  buildMissingConsoles();
  [platform, browser] = await Promise.all([foundedPlatform(STAFF), launchChromium()]);
}, 120_000);
afterAll(async () => {
  await browser.close();
  await platform.close();
});
beforeEach(async () => {
  page = await openPage(browser);
  return () => page.context().close();
});

/** Somebody gets a code with her tool and enters it on the page. */
async function enter(identityId: keyof typeof STAFF): Promise<void> {
  await page.goto(`${platform.url}/sign-in?to=operator&lang=zh-CN`);
  const { code } = await platform.tool(identityId).call('console.open', {});
  await page.getByLabel('一次性代码').fill(code);
  await page.getByRole('button', { name: '登录', exact: true }).click();
  await page.waitForURL(`${platform.url}/operator/`);
  await page.goto(`${platform.url}/operator/?lang=zh-CN`);
  await expectSoon(() => page.getByRole('banner').textContent()).toContain(STAFF[identityId].name);
}

describe('an installation that is empty but for its first staff', () => {
  it('leads over the operator’s pages to an ACTIVE bank with a working application', async () => {
    const complaints = complaintsOf(page);
    const { bringToProposal, goTo, proposalOf, status } = operatorPages(page);
    await enter('zhang-wei');
    const { participantId, applicationId, privateKey, keyId, thumbprint } = await bringToProposal(
      '利辛新办银行',
      'PRODUCTION',
    );
    const bank = new Xinqiao({
      baseUrl: platform.url,
      applicationId,
      key: { privateKey, keyId },
      redirectUri: 'https://new-bank.example/callback',
      maxRetries: 0,
    });
    await expect(bank.catalogue.items()).rejects.toMatchObject({ code: expect.any(String) });

    await enter('li-na');
    await goTo('decide');
    const card = proposalOf('利辛新办银行');
    await expectSoon(() => card.textContent()).toContain(thumbprint);
    await card.getByRole('button', { name: '复核同意并立即执行' }).click();
    await expectSoon(() => card.count()).toBe(0);
    await goTo(`participants/${participantId}`);
    await expectSoon(status).toBe('已启用');
    expect((await bank.catalogue.items()).length).toBeGreaterThan(0);
    expect(complaints).toEqual([]);
  }, 120_000);

  it.each(LANGUAGES)('the page for the code fits a phone and a desk in %s', async (language) => {
    await page.goto(`${platform.url}/sign-in?to=operator&lang=${language}`);
    await expectAccessible(page);
    await expectToFit(page, 'sign-in-code', language);
  });
});
