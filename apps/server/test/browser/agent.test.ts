import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { codeOnPhone } from '../agents/support/code-on-phone.ts';
import { newLink, OWNER, signInToMy } from '../support/owner-visit.ts';
import { type Platform, startPlatform } from '../support/platform.ts';
import { hidden, RawBrowser } from '../support/raw-browser.ts';
import { RawClient } from '../support/raw-client.ts';
import { rows } from '../support/rows.ts';
import { expectToFit, LANGUAGES, openPage } from './support/browser.ts';
import { launchChromium } from './support/chromium.ts';
import { buildMissingConsoles, signIn } from './support/consoles.ts';

const WORDS = {
  'zh-CN': {
    find: '查找',
    prepare: '准备',
    send: '发送确认码',
    confirm: '她同意，确认',
    card: '核对了身份证',
  },
  en: {
    find: 'Find',
    prepare: 'Prepare',
    send: 'Send the code',
    confirm: 'She agrees: confirm',
    card: 'I looked at her identity card',
  },
} as const;

let platform: Platform;
let browser: Browser;
beforeAll(async () => {
  buildMissingConsoles();
  [platform, browser] = await Promise.all([startPlatform(), launchChromium()]);
  const phone = new RawBrowser(platform.url);
  await signInToMy(phone, OWNER);
  const { markup } = await phone.follow('/my/contacts');
  await phone.follow('/my/contacts/phone/set', {
    formToken: hidden(markup, 'formToken'),
    address: '13812345678',
    language: 'en',
  });
}, 120_000);
afterAll(async () => {
  await browser.close();
  await platform.close();
});

describe.each(LANGUAGES)('an agent at her counter, %s', (language) => {
  it('prepares a request and confirms it with the code the owner reads out', async () => {
    await rows(platform, 'DELETE FROM notification');
    const { id } = await newLink(await RawClient.of(platform));
    const [asked] = await rows<{ reference: string }>(
      platform,
      'SELECT reference FROM consent_request WHERE consent_id = $1',
      [id],
    );
    const words = WORDS[language];
    const page = await openPage(browser, { locale: language });
    await page.goto(`${platform.url}/sign-in?to=agent&lang=${language}`);
    await page.locator('button[value=persona-han-guiying]').click();
    await page.waitForURL(/\/agent/);
    await page.goto(`${platform.url}/agent?lang=${language}`);
    await expectToFit(page, 'agent-home', language);
    await page.getByRole('textbox').fill(asked?.reference ?? '');
    await page.getByRole('button', { name: words.find }).click();
    await expectToFit(page, 'agent-request', language);
    await page.getByLabel(words.card).check();
    await page.getByRole('button', { name: words.prepare }).click();
    await expectToFit(page, 'agent-prepared', language);
    await page.getByRole('button', { name: words.send }).click();
    await page.getByRole('status').waitFor();
    const code = await codeOnPhone(platform);
    await page.getByRole('textbox').fill(code);
    await page.getByRole('button', { name: words.confirm }).click();
    await page.getByRole('status').waitFor();
    await expectToFit(page, 'agent-done', language);
    const [consent] = await rows(platform, 'SELECT status FROM consent WHERE id = $1', [id]);
    expect(consent).toEqual({ status: 'ACTIVE' });
    await page.context().close();
  }, 60_000);

  it('is seen by the regulator with the share confirmed by code', async () => {
    const page = await openPage(browser, { locale: language });
    await signIn(page, platform.url, 'regulator', { language });
    await page.goto(`${platform.url}/regulator/?lang=${language}#/agents`);
    await page
      .getByRole('row', { name: /韩桂英/ })
      .getByText('100.0 %')
      .waitFor();
    await expectToFit(page, 'regulator-agents', language);
    await page.context().close();
  }, 60_000);
});
