import { PERSONAS } from '@xinqiao/sandbox';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { SANDBOX_PARTICIPANTS } from '../../src/sandbox/sandbox-participants.ts';
import { staffWith, toolOf } from '../participants/support/admission.ts';
import { type Platform, startPlatform } from '../support/platform.ts';
import { rows } from '../support/rows.ts';
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

const YE = '叶知秋';
const TAB = { 'zh-CN': '人员', en: 'People' } as const;
const enter = async (language: keyof typeof TAB = 'zh-CN', person?: string) => {
  await signIn(page, platform.url, 'portal', { language, ...(person === undefined ? {} : { person }) });
  await page.getByRole('link', { name: TAB[language], exact: true }).click();
};
const propose = (identityId: string, wanted: object = {}) => {
  const participantId = SANDBOX_PARTICIPANTS.find(({ kind }) => kind === 'BANK')?.id as never;
  return toolOf(platform, staffWith('ADMISSION')).call('participants.proposePerson', {
    ...{ participantId, identityId, name: '陈静', roles: ['RISK_OFFICER'], note: '见银行来函' },
    ...wanted,
  });
};
const card = (identityId: string) => page.locator('.card', { hasText: identityId });
const [ye] = PERSONAS.filter(({ role }) => role === 'RISK_OFFICER').map(({ id }) => id);

describe('the people of a bank in its portal', () => {
  it('are agreed to by one of them, and then approved', async () => {
    const { proposalId } = await propose('chen-jing');
    await enter('zh-CN', YE);
    await expectSoon(() => card('chen-jing').textContent()).toContain('待本行同意');
    await card('chen-jing').getByRole('button', { name: '同意' }).click();
    await expectSoon(() => card('chen-jing').textContent()).toContain(`同意人${ye}`);
    await toolOf(platform, staffWith('ADMISSION', 1)).call('proposals.approve', { proposalId });
    await page.reload();
    await page.locator('.rows > li', { hasText: 'chen-jing' }).waitFor();
    expect(await card('chen-jing').count()).toBe(0);
  });

  it('agree to nothing about themselves', async () => {
    await propose(ye ?? '', { roles: ['RISK_OFFICER', 'BANK_DEVELOPER'] });
    await enter('zh-CN', YE);
    await card(ye ?? '')
      .getByText('须由本行另一名人员同意')
      .waitFor();
    expect(
      await card(ye ?? '')
        .getByRole('button', { name: '同意' })
        .count(),
    ).toBe(0);
  });
});

describe('somebody with both roles', () => {
  it('has the pages of both', async () => {
    await rows(platform, `UPDATE identity SET roles = '{RISK_OFFICER,BANK_DEVELOPER}' WHERE id = $1`, [ye]);
    await enter('zh-CN', YE);
    const tabs = await page.locator('.tabs a').allTextContents();
    await rows(platform, `UPDATE identity SET roles = '{RISK_OFFICER}' WHERE id = $1`, [ye]);
    expect(tabs).toEqual([
      ...['应用', '授信策略', '人工审批', '数据目录', '事件推送', '事件', '用量', '工单', '人员'],
    ]);
  });
});

describe.each(LANGUAGES)('the page of the people in %s', (language) => {
  it('fits a phone and a desk, and can be read out', async () => {
    const complaints = complaintsOf(page);
    await propose(`shown-${language.toLowerCase()}`, { roles: ['BANK_DEVELOPER'] });
    await enter(language);
    await page.getByText(`shown-${language.toLowerCase()}`).waitFor();
    await expectAccessible(page);
    await expectToFit(page, 'portal-people', language);
    expect(complaints).toEqual([]);
  }, 120_000);
});
