import { randomUUID } from 'node:crypto';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SANDBOX_PARTICIPANTS } from '../../src/sandbox/sandbox-participants.ts';
import { agreedConsent, type Platform, startPlatform } from '../support/platform.ts';
import { rows } from '../support/rows.ts';
import { expectSoon, expectToFit, LANGUAGES, openPage } from './support/browser.ts';
import { launchChromium } from './support/chromium.ts';

let platform: Platform;
let browser: Browser;
beforeAll(async () => {
  [platform, browser] = await Promise.all([startPlatform(), launchChromium()]);
  const bank = platform.bank();
  const consent = await agreedConsent(platform, { bank });
  await bank.consents.revoke(consent.consentId);
  await agreedConsent(platform, { bank });
  // The second time within a minute it is no news.
  await licenceEnds();
  await licenceEnds();
}, 120_000);
afterAll(async () => {
  await browser.close();
  await platform.close();
});

/** The bank’s business office is told by e-mail, in English. */
async function licenceEnds(): Promise<void> {
  const bank = SANDBOX_PARTICIPANTS[1]?.id ?? '';
  await rows(platform, `UPDATE contact SET language = 'en' WHERE participant_id = $1`, [bank]);
  const [{ next } = { next: 1 }] = await rows<{ next: number }>(
    platform,
    `SELECT (coalesce(max(position), 0) + 1000)::int AS next FROM event`,
  );
  const data = {
    licenceId: 'lic_019aa5b8-7c00-7c3e-9d52-6b1f0a4e8d77',
    type: 'FINANCIAL_LICENCE',
    validTo: '2026-12-31',
  };
  await rows(
    platform,
    `INSERT INTO event (id, position, operator_id, participant_id, type, ordering_key, occurred_at, data)
     VALUES ($1, $2, 'bozhou', $3, 'cn.xinqiao.licence.expiring.v1', $3, now(), $4)`,
    [`evt_${randomUUID()}`, next, bank, JSON.stringify(data)],
  );
}

describe('the messages of the sandbox', () => {
  it.each(LANGUAGES)('fit a phone and a desk in %s', async (language) => {
    const page = await openPage(browser, { javaScriptEnabled: false });
    const sent = async () => {
      await page.goto(`${platform.url}/sandbox/messages?lang=${language}`);
      return page.locator('.state.active').count();
    };
    await expectSoon(sent).toBe(4);
    await expectToFit(page, 'sandbox-messages', language);
    await page.context().close();
  });

  it('show an e-mail with its subject and a message that was held back with the reason', async () => {
    const page = await openPage(browser);
    await page.goto(`${platform.url}/sandbox/messages?lang=en`);
    const text = (await page.getByRole('main').textContent()) ?? '';
    expect(text).toContain('A licence is about to end');
    expect(text).toContain('Held back · one of its kind was sent within a minute');
    await page.context().close();
  });
});
