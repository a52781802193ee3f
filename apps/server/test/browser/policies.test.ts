import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ownDocument } from '../policies/own-document.ts';
import { activated, draft, nameOf, type Officers, officers } from '../policies/support.ts';
import { type Platform, startPlatform } from '../support/platform.ts';
import { rows } from '../support/rows.ts';
import { expectAccessible } from './support/accessible.ts';
import { expectSoon, expectToFit, LANGUAGES, openPage } from './support/browser.ts';
import { launchChromium } from './support/chromium.ts';
import { buildMissingConsoles, complaintsOf, signIn } from './support/consoles.ts';

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

const [YE, LUO] = ['叶知秋', '罗敬之'];
const enter = (person: string | undefined, language = 'zh-CN') =>
  signIn(page, platform.url, 'portal', { language, ...(person === undefined ? {} : { person }) });
const open = (place: string) => page.goto(`${platform.url}/portal/#/${place}`);
const press = (button: string) => page.getByRole('button', { name: button, exact: true }).click();
const saysSoon = (words: string) => page.getByText(words).first().waitFor();
const main = () => page.getByRole('main').textContent();

describe('a risk officer in the portal', () => {
  it('drafts a policy by pasting it, and proposes it; the other puts it in force', async () => {
    await enter(YE);
    await page.locator('summary', { hasText: '起草或覆盖草稿' }).click();
    const document = JSON.stringify(ownDocument({ policyId: 'pasted' }));
    await page.getByRole('textbox', { name: '或粘贴策略文档' }).fill(document);
    await press('提交草稿');
    await page.locator('.done a').click();
    await press('提出启用');
    await saysSoon('须由起草、提出以外的另一人复核启用');
    expect(await page.getByRole('button', { name: '复核并启用' }).count()).toBe(0);
    await enter(LUO);
    await open('policies/pasted/2026-1');
    await press('复核并启用');
    await page.locator('.chip.good', { hasText: '启用' }).waitFor();
    const [inForce] = (await people.program.call('policies.list', { status: 'ACTIVE' })).items;
    expect(inForce).toMatchObject({
      policyId: 'pasted',
      draftedBy: people.names[0],
      activatedBy: people.names[1],
    });
  });

  it('is shown what is wrong with a document at its place', async () => {
    await enter(YE);
    await page.locator('summary', { hasText: '起草或覆盖草稿' }).click();
    const paste = page.getByRole('textbox', { name: '或粘贴策略文档' });
    await paste.fill('{');
    await press('提交草稿');
    await saysSoon('不是 JSON 对象');
    await paste.fill(JSON.stringify(ownDocument({ policyId: 'wrong', validTo: '2025-01-01' })));
    await press('提交草稿');
    await page.locator('.notice code', { hasText: /^validTo$/ }).waitFor();
    expect(await main()).toContain('失效日期早于生效日期');
  });

  it('sees what differs from the version in force before she confirms it', async () => {
    await activated([people.ye, people.luo], { policyId: 'compared' });
    const changed = await draft(people.ye, {
      ...{ policyId: 'compared', version: '2026-2', validFrom: '2026-02-01' },
    });
    await people.ye.call('policies.propose', nameOf(changed));
    await enter(LUO);
    await open('policies/compared/2026-2');
    const row = page.locator('.changes tbody tr');
    await row.first().waitFor();
    expect(await row.allTextContents()).toEqual(['validFrom2026-01-012026-02-01']);
  });

  it('retires a version only after a confirmation', async () => {
    await activated([people.ye, people.luo], { policyId: 'ended-here' });
    await enter(YE);
    await open('policies/ended-here/2026-1');
    await page.locator('summary', { hasText: '停用' }).click();
    await press('停用');
    expect(await page.locator('.chip.good').count()).toBe(1);
    await page.getByLabel('我确认立即停用').check();
    await press('停用');
    await page.locator('.chip.bad', { hasText: '停用' }).waitFor();
  });

  it('is shown nothing of a version that is not genuine, and can take it out of force', async () => {
    await activated([people.ye, people.luo], { policyId: 'tampered' });
    await rows(
      platform,
      `ALTER TABLE policy_version DISABLE TRIGGER USER;
       UPDATE policy_version SET seal = 'x' WHERE policy_id = 'tampered';
       ALTER TABLE policy_version ENABLE TRIGGER USER`,
    );
    await enter(YE);
    await open('policies/tampered/2026-1');
    await page.getByText('POLICY_NOT_GENUINE').waitFor();
    expect(await main()).not.toContain('额度构成');
    await page.locator('summary', { hasText: '停用' }).click();
    await page.getByLabel('我确认立即停用').check();
    await press('停用');
    await expectSoon(() =>
      rows(platform, `SELECT status FROM policy_version WHERE policy_id = 'tampered'`),
    ).toEqual([{ status: 'RETIRED' }]);
  });

  it('has no part in applications, keys and webhooks', async () => {
    await enter(YE);
    await page.locator('.rows a').first().waitFor();
    expect(await page.locator('.tabs a').allTextContents()).not.toContain('应用');
  });
});

describe('a developer in the portal', () => {
  it('reads policies and takes no step', async () => {
    const drafted = await draft(people.ye, { policyId: 'read-only' });
    await enter(undefined);
    await open(`policies/${drafted.policyId}/${drafted.version}`);
    await saysSoon('额度构成');
    expect(await page.getByRole('button', { name: '提出启用' }).count()).toBe(0);
  });
});

describe.each(LANGUAGES)('the policy pages in %s', (language) => {
  it('fit a phone and a desk, and can be read out', async () => {
    const complaints = complaintsOf(page);
    const picture = async (name: string) => {
      await expectSoon(() => page.locator('.loading').count()).toBe(0);
      await expectAccessible(page);
      await expectToFit(page, `portal-${name}`, language);
    };
    const policyId = `shown-${language.toLowerCase()}`;
    await activated([people.ye, people.luo], { policyId });
    const changed = await draft(people.ye, {
      ...{ policyId, version: '2026-2', validFrom: '2026-02-01' },
      limit: { ...(ownDocument().limit as never as object), roundDownTo: 5000 } as never,
    });
    await people.ye.call('policies.propose', nameOf(changed));
    await enter(LUO, language);
    await page.locator('.rows a').first().waitFor();
    await page.locator('details.more summary').last().click();
    await picture('policies');
    await open(`policies/${policyId}/2026-2`);
    await page.locator('.changes').waitFor();
    await picture('policy-proposed');
    await open('policies/shui-rong-tong/2026-1');
    await page.locator('.tree').waitFor();
    await page.locator('details.more summary').last().click();
    await picture('policy-delivered');
    expect(complaints).toEqual([]);
  }, 120_000);
});
