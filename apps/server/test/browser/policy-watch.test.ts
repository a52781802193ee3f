import { cellsOf, INVOICE_FLOW_2026_1 } from '@xinqiao/scoring';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Platform, startPlatform } from '../support/platform.ts';
import { rows } from '../support/rows.ts';
import { expectAccessible } from './support/accessible.ts';
import { expectSoon, expectToFit, LANGUAGES, openPage } from './support/browser.ts';
import { launchChromium } from './support/chromium.ts';
import { buildMissingConsoles, complaintsOf, signIn } from './support/consoles.ts';

const { policyId, version } = INVOICE_FLOW_2026_1;
const PAGE = `#/policies/${policyId}/${version}/watch`;

let platform: Platform;
let browser: Browser;
let page: Page;
beforeAll(async () => {
  buildMissingConsoles();
  [platform, browser] = await Promise.all([startPlatform(), launchChromium()]);
  for (const [monthsAgo, big, small] of [
    [3, 600, 60],
    [2, 400, 60],
    [1, 300, 110],
    [0, 60, 90],
  ] as const)
    for (const [count, sales, outcome] of [
      [big, '20000000.00', 'APPROVED'],
      [small, '200000.00', monthsAgo === 1 ? 'REFERRED' : 'DECLINED'],
    ] as const)
      await decided(monthsAgo, count, { sales, outcome });
}, 120_000);
afterAll(async () => {
  await browser.close();
  await platform.close();
});
beforeEach(async () => {
  page = await openPage(browser);
  return () => page.context().close();
});

/** What decisions of a month left to be counted. */
const decided = (monthsAgo: number, count: number, { sales, outcome }: { sales: string; outcome: string }) =>
  rows(
    platform,
    `INSERT INTO policy_tally (participant_id, policy_id, policy_version, month, outcome, cells)
     SELECT application.participant_id, $1, $2,
       to_char(now() AT TIME ZONE 'Asia/Shanghai' - make_interval(months => $3), 'YYYY-MM'), $4, $5
     FROM application, generate_series(1, $6) WHERE application.id = $7`,
    [
      ...[policyId, version, monthsAgo, outcome],
      cellsOf(INVOICE_FLOW_2026_1, { invoicedSales12: sales }),
      ...[count, platform.credentials('bank').applicationId],
    ],
  );

/** Once the worker has counted what was decided. */
const open = async (language?: string) => {
  await expectSoon(async () => (await rows(platform, 'SELECT FROM policy_tally')).length).toBe(0);
  await signIn(page, platform.url, 'portal', { person: '叶知秋', ...(language && { language }) });
  await page.goto(`${page.url()}${PAGE}`);
};

describe('the watch over a policy in the portal', () => {
  it('shows decisions by month and how far applicants moved, month by month', async () => {
    await open();
    const approvals = page.getByRole('table').first();
    await expectSoon(() => approvals.getByRole('row').count()).toBe(9);
    expect(await approvals.getByRole('row').nth(1).textContent()).toMatch(/60.*0.*90.*40\.0 %/s);
    const sales = page.getByRole('row').filter({ hasText: /invoiced-sales(?!-)/ });
    expect(await sales.textContent()).toMatch(/明显偏移，请重新验证/);
    const month = page.getByLabel('月份');
    const [, earlier = ''] = await month.getByRole('option').allTextContents();
    await month.selectOption(earlier);
    await expectSoon(() => sales.textContent()).toMatch(/偏移，请核查/);
  });

  it.each(LANGUAGES)('%s: fits a phone and a desk, and axe finds nothing wrong', async (language) => {
    const complaints = complaintsOf(page);
    await open(language);
    await expectSoon(() => page.getByRole('table').count()).toBe(2);
    await expectToFit(page, 'policy-watch', language);
    await expectAccessible(page);
    expect(complaints).toEqual([]);
  });
});
