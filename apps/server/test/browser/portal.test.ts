import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { calculateJwkThumbprint, exportJWK, generateKeyPair } from 'jose';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { agreedConsent, type Platform, startPlatform } from '../support/platform.ts';
import { expectAccessible } from './support/accessible.ts';
import { expectSoon, expectToFit, LANGUAGES, openPage } from './support/browser.ts';
import { launchChromium } from './support/chromium.ts';
import { buildMissingConsoles, complaintsOf, signIn } from './support/consoles.ts';

let platform: Platform;
let browser: Browser;
let page: Page;
/** The bank’s own system that events are sent to. */
let receiver: Server;
let received: string[];
beforeAll(async () => {
  buildMissingConsoles();
  receiver = createServer((request, response) => {
    received.push(String(request.headers['webhook-id']));
    request.resume().on('end', () => response.writeHead(204).end());
  });
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  [platform, browser] = await Promise.all([startPlatform(), launchChromium()]);
  const bank = platform.bank();
  const { consentId } = await agreedConsent(platform, { bank });
  await bank.data.fetch(consentId);
  await bank.decisions.create({ consentId });
}, 120_000);
afterAll(async () => {
  await browser.close();
  await platform.close();
  await new Promise((resolve) => receiver.close(resolve));
});
beforeEach(async () => {
  received = [];
  page = await openPage(browser);
  return () => page.context().close();
});

const enter = (language?: string) =>
  signIn(page, platform.url, 'portal', language === undefined ? {} : { language });
const goTo = (tab: string) => page.getByRole('link', { name: tab, exact: true }).click();
const unfold = (summary: string) => page.locator('summary', { hasText: summary }).last().click();
const press = (button: string) => page.getByRole('button', { name: button, exact: true }).click();

/** A new public key, and the thumbprint both sides compare. */
async function newKey(kid: string) {
  const { publicKey } = await generateKeyPair('ES256', { extractable: true });
  const jwk = { ...(await exportJWK(publicKey)), alg: 'ES256', use: 'sig', kid };
  return { text: JSON.stringify(jwk), thumbprint: await calculateJwkThumbprint(jwk) };
}

async function registerWebhook(path: string) {
  await goTo('事件推送');
  const { port } = receiver.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}${path}`;
  await page.getByRole('textbox', { name: '地址' }).fill(url);
  await press('登记推送地址');
  await page.getByRole('heading', { name: '签名密钥（只显示这一次）' }).waitFor();
  return url;
}

describe('keys in the portal', () => {
  it('are registered, shown with their light, and revoked only after a confirmation', async () => {
    await enter();
    const key = await newKey('portal-2');
    await unfold('登记新公钥');
    await page.getByRole('textbox', { name: '公钥（JWK）' }).fill(key.text);
    await press('登记新公钥');
    const row = page.locator('.card .rows > li', { hasText: key.thumbprint });
    await row.waitFor();
    expect(await row.textContent()).toContain('有效');
    await row.getByText('吊销此密钥').first().click();
    await row.getByRole('button', { name: '吊销此密钥' }).click();
    // The browser stops at the confirmation.
    expect(await row.count()).toBe(1);
    await row.getByLabel('我确认永久吊销').check();
    await row.getByRole('button', { name: '吊销此密钥' }).click();
    await expectSoon(() => row.count()).toBe(0);
  });
});

describe('webhooks in the portal', () => {
  it('show their secret once', async () => {
    await enter();
    await registerWebhook('/once');
    expect(await page.getByRole('main').textContent()).toMatch(/whsec_[A-Za-z0-9+/]+/);
    await press('已妥善保存');
    await page.reload();
    await page.getByText('/once').waitFor();
    expect(await page.getByRole('main').textContent()).not.toContain('whsec_');
  });

  it('are tested, and show what became of the delivery', async () => {
    await enter();
    const url = await registerWebhook('/tested');
    await page.getByRole('link', { name: url }).click();
    await press('发送测试事件');
    await expectSoon(async () => received.length).toBe(1);
    await expectSoon(async () => {
      await press('刷新');
      return page.getByText('已送达').count();
    }).toBe(1);
    expect(await page.getByRole('main').textContent()).toContain(received[0]);
  });
});

describe('cases in the portal', () => {
  it('are opened with the term of their category, and added to', async () => {
    await enter();
    await goTo('工单');
    await page.getByRole('combobox', { name: '类别' }).selectOption({ label: '异议 · 20 个自然日内答复' });
    await page.getByRole('textbox', { name: '标题' }).fill('企业名称与执照不一致');
    await page.getByRole('textbox', { name: '内容' }).fill('请核对登记名称。');
    await press('提交工单');
    await page.getByRole('heading', { level: 1, name: '企业名称与执照不一致' }).waitFor();
    await page.getByRole('textbox', { name: '内容' }).fill('附：授权编号见日志。');
    await press('补充或追问');
    await expectSoon(() => page.locator('.thread li').count()).toBe(2);
  });
});

describe.each(LANGUAGES)('the portal’s pages in %s', (language) => {
  const [webhooks, events, usage, cases] =
    language === 'en'
      ? (['Webhooks', 'Events', 'Usage', 'Cases'] as const)
      : (['事件推送', '事件', '用量', '工单'] as const);

  it('fit a phone and a desk, and can be read out', async () => {
    const complaints = complaintsOf(page);
    const picture = async (name: string) => {
      await expectSoon(() => page.locator('.loading').count()).toBe(0);
      await expectAccessible(page);
      await expectToFit(page, `portal-${name}`, language);
    };
    await enter(language);
    await page.locator('.card').waitFor();
    await page.locator('.standing summary').click();
    for (const summary of await page.locator('.card summary').all()) await summary.click();
    await picture('applications-open');
    await page.locator('.standing summary').click();
    await goTo(webhooks);
    await page.locator('.rows a').first().waitFor();
    await picture('webhooks');
    await page.locator('.rows a').first().click();
    await page.getByRole('heading', { level: 1 }).locator('code').waitFor();
    await picture('webhook');
    await goTo(events);
    await page.locator('main > .rows > li').first().waitFor();
    await page.locator('main > .rows summary').first().click();
    await picture('events');
    await goTo(usage);
    await page.locator('.bars').first().waitFor();
    await picture('usage');
    await goTo(cases);
    await page.locator('main > .rows > li').first().waitFor();
    await picture('cases');
    await page.locator('main > .rows a').first().click();
    await page.locator('.thread').waitFor();
    await picture('case');
    expect(complaints).toEqual([]);
  }, 120_000);
});
