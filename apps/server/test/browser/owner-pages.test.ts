import { PURPOSES } from '@xinqiao/contracts';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { forgetRefusals } from '../support/forget-refusals.ts';
import {
  agreedConsent,
  consentRequest,
  ownerPersona,
  type Platform,
  startPlatform,
} from '../support/platform.ts';
import { rows } from '../support/rows.ts';
import { expectAccessible } from './support/accessible.ts';
import { expectSoon, expectToFit, LANGUAGES, openPage } from './support/browser.ts';
import { launchChromium } from './support/chromium.ts';

let platform: Platform;
let browser: Browser;
let consentId: string;
beforeAll(async () => {
  [platform, browser] = await Promise.all([startPlatform(), launchChromium()]);
  const bank = platform.bank();
  ({ consentId } = await agreedConsent(platform, { bank }));
  await bank.data.fetch(consentId);
  await bank.decisions.create({ consentId });
}, 120_000);
afterAll(async () => {
  await browser.close();
  await platform.close();
});

const owner = ownerPersona();
const OTHER = 'persona-liu-chengzhou';
const other = ownerPersona(OTHER);

let page: Page;
beforeEach(async () => {
  await forgetRefusals(platform);
  page = await openPage(browser, { javaScriptEnabled: false });
  return () => page.context().close();
});

/** The sandbox’s sign-in speaks the language of whoever asked. */
const signIn = ({ name } = owner) =>
  page
    .locator('.person', { hasText: new RegExp(`${name.zh}|${name.en}`) })
    .getByRole('button')
    .click();
const requestOf = async (consent: string) =>
  (
    await rows<{ id: string; reference: string }>(
      platform,
      `SELECT id, reference FROM consent_request WHERE consent_id = $1 AND status = 'PENDING'`,
      [consent],
    )
  )[0] ?? { id: '', reference: '' };
/** Fits, can be read out, and carries not a byte of script: ten thousand would be allowed. */
const picture = async (name: string, language: string) => {
  expect(await page.evaluate(() => document.scripts.length), 'scripts').toBe(0);
  expect(await page.evaluate(() => document.querySelector('[onclick], [onload], [onsubmit]'))).toBeNull();
  await expectAccessible(page);
  await expectToFit(page, name, language);
};

/** Somebody else may act for the enterprise too, and both must agree. */
async function requireTwo(): Promise<void> {
  await rows(
    platform,
    `SET session_replication_role = replica;
     INSERT INTO authority (id, identity_id, subject_id, capacity, granted_by, status, evidence, valid_from, valid_to)
       SELECT 'aut_' || gen_random_uuid(), '${OTHER}', subject_id, 'FINANCE_OFFICER', id, 'ACTIVE',
         'POWER_OF_ATTORNEY', valid_from, now() + interval '90 days' FROM authority WHERE identity_id = '${owner.id}'
       ON CONFLICT DO NOTHING;
     INSERT INTO approval_rule (subject_id, revision, required, set_by, valid_from)
       SELECT subject_id, 1, 2, identity_id, now() FROM authority WHERE identity_id = '${owner.id}'
       ON CONFLICT DO NOTHING`,
  );
}

describe.each(LANGUAGES)('an owner’s pages in %s, without JavaScript', (language) => {
  const inEnglish = language === 'en';
  const go = (path: string) =>
    page.goto(`${platform.url}${path}${path.includes('?') ? '&' : '?'}lang=${language}`);

  it('are two clicks from home', async () => {
    await go('/');
    await picture('home', language);
    await page.getByRole('main').getByRole('link').first().click();
    await signIn();
    await page.waitForURL(/\/my/);
  });

  it('lead from a counter to her own phone', async () => {
    const asked = await platform.bank().consents.request(consentRequest());
    const { id, reference } = await requestOf(asked.consentId);
    await go(`/ask/${id}`);
    expect((await page.getByRole('main').textContent())?.replaceAll(/\s/g, '')).toContain(reference);
    expect(await page.getByRole('main').textContent()).not.toContain(owner.enterprise.name);
    await picture('ask', language);
  });

  it('ask for what is optional with boxes that nobody ticked, beside her own figures', async () => {
    const asked = await platform
      .bank()
      .consents.request(consentRequest({ optionalItems: ['invoice.lines'] as never }));
    await page.goto(asked.url);
    await signIn();
    await page.waitForURL(/\/interaction\//);
    await page.goto(`${page.url().split('?')[0]}?lang=${language}`);
    expect(await page.getByRole('checkbox').count()).toBe(1);
    expect(await page.getByRole('checkbox').isChecked()).toBe(false);
    expect(await page.locator('.own').first().textContent()).toMatch(inEnglish ? /founded/ : /成立/);
    await picture('consent-optional', language);
  }, 120_000);

  it('show a change beside what was agreed, and what waits on top of her home', async () => {
    await page.goto(`${platform.url}/my`);
    await signIn();
    await page.waitForURL(/\/my/);
    const bank = platform.bank();
    await bank.consents.request(consentRequest({ items: ['tax.vat-returns'], amends: consentId as never }));
    await go('/my');
    await expectSoon(async () => {
      await page.reload();
      return page.getByRole('link', { name: inEnglish ? /Receipt/ : /回执/ }).count();
    }).toBeGreaterThan(0);
    await picture('my', language);
    await page
      .getByRole('link', { name: inEnglish ? 'Read and answer' : '查看并答复' })
      .first()
      .click();
    expect(await page.locator('.changed del').count()).toBeGreaterThan(0);
    await page.goto(`${page.url().split('?')[0]}?lang=${language}`);
    await picture('consent-amend', language);
    await page.getByRole('button', { name: inEnglish ? 'Do not agree' : '不同意', exact: true }).click();
    await page.waitForURL(/lang=/);
    expect(await page.locator('.note').textContent()).toMatch(
      inEnglish ? /stays as it was/ : /原来的授权保持不变/,
    );
    await picture('answered', language);
  }, 120_000);

  it('keep a receipt with the exact words', async () => {
    await page.goto(`${platform.url}/my`);
    await signIn();
    await page.waitForURL(/\/my/);
    await go('/my');
    await page
      .getByRole('link', { name: inEnglish ? /Receipt/ : /回执/ })
      .last()
      .click();
    await page.goto(`${page.url().split('?')[0]}?lang=${language}`);
    expect(await page.locator('blockquote').textContent()).toContain(owner.enterprise.name);
    await picture('receipt', language);
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('.screen').first().isVisible()).toBe(false);
  }, 120_000);

  it('say who may act for her firm, and lead from a power of attorney to its acceptance', async () => {
    await go('/my/firm');
    await signIn();
    await page.waitForURL(/\/my\/firm/);
    await go('/my/firm');
    await picture('my-firm', language);
    const press = (button: string) => page.getByRole('button', { name: button, exact: true }).click();
    const pick = inEnglish ? PURPOSES.CREDIT_DECISION.en : PURPOSES.CREDIT_DECISION.zh;
    await page.getByLabel(inEnglish ? /^Name of the person/ : /^对方姓名/).fill(other.name.zh);
    await page.getByRole('checkbox', { name: pick, exact: true }).check();
    await press(inEnglish ? 'Make the power of attorney and the code' : '生成委托书和邀请码');
    await picture('my-firm-invitation', language);
    const code = (await page.locator('#code').textContent()) ?? '';

    await page.context().clearCookies();
    await go('/my/firm');
    await signIn(other);
    await page.waitForURL(/\/my\/firm/);
    await go('/my/firm');
    await page.getByLabel(inEnglish ? /^Code of 8/ : /^邀请码/).fill(code);
    await press(inEnglish ? 'Read the power of attorney' : '查看委托书');
    await picture('my-firm-question', language);
    await press(inEnglish ? 'Accept' : '接受委托');
    await page.waitForURL(/\/my\/firm$/);
    await picture('my-firm-officer', language);
    const document = page.getByRole('link', { name: inEnglish ? /power of attorney/ : /委托书/ }).last();
    await document.click();
    expect(await page.locator('.written').textContent()).toContain(pick);
    await picture('power-of-attorney', language);
  }, 120_000);

  it('let her take everything with her and stop everything', async () => {
    await page.goto(`${platform.url}/my`);
    await signIn();
    await page.waitForURL(/\/my/);
    await go('/my/export');
    await picture('my-export', language);
    await go('/my/stop-all');
    await picture('stop-all', language);
    await go('/my/cases?category=OBJECTION');
    expect(await page.locator('#category').inputValue()).toBe('OBJECTION');
  }, 120_000);
});

describe.each(LANGUAGES)('a consent that two must agree to, in %s', (language) => {
  it('waits for the other, and says so', async () => {
    await requireTwo();
    const asked = await platform.bank().consents.request(consentRequest());
    const { id } = await requestOf(asked.consentId);
    await page.goto(`${platform.url}/my/requests/${id}?lang=${language}`);
    await signIn();
    await page.waitForURL(/\/my\/requests\//);
    await page.goto(`${platform.url}/my/requests/${id}?lang=${language}`);
    await page.getByRole('button', { name: language === 'en' ? 'Agree' : '同意', exact: true }).click();
    await page.getByRole('progressbar').waitFor();
    await picture('waiting-for-others', language);
  }, 120_000);
});
