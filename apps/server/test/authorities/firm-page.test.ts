import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OWNER, signInTo } from '../support/owner-visit.ts';
import { agreedConsent, ownerPersona, type Platform, startPlatform } from '../support/platform.ts';
import { expectPage } from '../support/problem.ts';
import { hidden, RawBrowser } from '../support/raw-browser.ts';
import { rows } from '../support/rows.ts';

const FIRM = ownerPersona().enterprise;
const OFFICER = ownerPersona('persona-liu-chengzhou');

let platform: Platform;
beforeAll(async () => {
  platform = await startPlatform();
});
afterAll(() => platform.close());

async function signedIn(persona = OWNER) {
  const browser = new RawBrowser(platform.url);
  const { markup } = await signInTo(browser, 'firm', persona);
  const formToken = hidden(markup, 'formToken');
  const post = (act: string, fields: Record<string, string> = {}) =>
    browser.follow(`/my/firm/${act}`, { formToken, ...fields });
  return { browser, markup, post };
}

/** The terms of the form as they stand on the page; each test names only what it is about. */
const terms = (markup: string, fact: Record<string, string> = {}) => ({
  ...{ subjectId: hidden(markup, 'subjectId'), authorityId: hidden(markup, 'authorityId') },
  ...{ name: OFFICER.name.zh, capacity: 'FINANCE_OFFICER', disclosure: 'RECORDS' },
  lastDay: new Date(Date.now() + 90 * 86_400_000).toISOString().slice(0, 10),
  ...fact,
});

async function inviteOfficer(fact: Record<string, string> = {}) {
  const { markup, post } = await signedIn();
  const shown = await post('invite', terms(markup.slice(markup.indexOf('/my/firm/invite')), fact));
  return { shown, code: /id="code">([^<]+)</.exec(shown.markup)?.[1] ?? '' };
}

describe('/my/firm', () => {
  it('leads whoever is not signed in to sign in, and back', async () => {
    const browser = new RawBrowser(platform.url);
    const response = await browser.open('/my/firm');
    expect(response.headers.get('location')).toMatch(/^\/sign-in\?to=firm/);
    expect((await signInTo(browser, 'firm')).url.pathname).toBe('/my/firm');
  });

  it('shows who may act, in both languages', async () => {
    const { browser } = await signedIn();
    const zh = await browser.follow('/my/firm?lang=zh-CN');
    const en = await browser.follow('/my/firm?lang=en');
    for (const { markup } of [zh, en]) expect(markup).toContain(FIRM.name);
    expect(zh.markup).toContain('法定代表人');
    expect(en.markup).toContain('legal representative');
  });

  it('a finance officer is made in three forms, agrees to a bank, and is taken back with one button', async () => {
    const { shown, code } = await inviteOfficer();
    expect(shown.markup).toContain('Power of attorney');
    expect(code).toMatch(/^[2-9A-HJ-NP-Z]{8}$/);

    const officer = await signedIn(OFFICER.id);
    const read = await officer.post('invitation', { code });
    expect(read.markup).toContain(FIRM.name);
    const accepted = await officer.post('accept', { code });
    expect(accepted.url.pathname).toBe('/my/firm');
    expect(accepted.markup).toContain(FIRM.name);

    const consent = await agreedConsent(platform, { persona: OFFICER.id });
    expect(consent.status).toBe('ACTIVE');

    const { markup, post } = await signedIn();
    const card = markup.slice(markup.indexOf(OFFICER.name.zh));
    const after = await post('end', {
      ...{ subjectId: hidden(card, 'subjectId'), authorityId: hidden(card, 'authorityId') },
    });
    expect(after.markup).not.toContain(`<b>${OFFICER.name.zh}`);
    // Past acts bind.
    expect((await platform.bank().consents.get(consent.consentId)).status).toBe('ACTIVE');
  });

  it('the power of attorney can be read and printed by those who act for the firm, and by nobody else', async () => {
    const { code } = await inviteOfficer();
    const officer = await signedIn(OFFICER.id);
    const { markup } = await officer.post('accept', { code });
    const path = /href="(\/my\/firm\/documents\/[^"]+)"/.exec(markup)?.[1] ?? '';
    const shown = await (await signedIn()).browser.follow(path);
    expect(shown.markup).toContain(OFFICER.name.zh);
    const stranger = await signedIn('persona-ding-xiaoman');
    await expectPage(await stranger.browser.open(path), 'AUTHORITY_NOT_FOUND');
  });

  it('says on the page what is refused, and gives nothing', async () => {
    const { shown } = await inviteOfficer({ lastDay: '2099-01-01' });
    expect(shown.response.status).toBe(422);
    expect(shown.markup).toContain('role="alert"');
  });

  it.each([
    ['a purpose that is nobody’s to give', { purposes: 'SELF_SERVICE_EXPORT' }],
    ['a purpose that is none', { purposes: 'ANYTHING' }],
    ['a bank that is none', { banks: 'all' }],
    ['a level that is none', { disclosure: 'EVERYTHING' }],
    ['no name', { name: ' ' }],
    ['a day that is none', { lastDay: '2026-13-40' }],
    ['a capacity that is the registry’s to give', { capacity: 'LEGAL_REPRESENTATIVE' }],
  ])('refuses %s', async (_what, fact) => {
    expect((await inviteOfficer(fact)).shown.response.status).toBe(422);
  });

  it('somebody of another firm can give, take back and set nothing here', async () => {
    const { markup } = await signedIn();
    const stranger = await signedIn('persona-ding-xiaoman');
    const form = terms(markup.slice(markup.indexOf('/my/firm/invite')));
    expect((await stranger.post('invite', form)).response.status).toBe(403);
    expect((await stranger.post('end', form)).response.status).toBe(404);
    expect((await stranger.post('rule', { ...form, required: '1' })).response.status).toBe(403);
  });

  it('no form of another session is taken', async () => {
    const other = await signedIn('persona-ding-xiaoman');
    const { browser } = await signedIn();
    const formToken = hidden(other.markup, 'formToken');
    await expectPage(
      await browser.open('/my/firm/represent', { formToken, uscc: FIRM.uscc }),
      'FORM_EXPIRED',
    );
  });

  it('somebody who represents another firm is told so on the page, and it is logged', async () => {
    const { post } = await signedIn('persona-ding-xiaoman');
    const refused = await post('represent', { uscc: FIRM.uscc });
    expect(refused.response.status).toBe(403);
    expect(refused.markup).toContain('not the legal representative');
    const logged = await rows(platform, `SELECT id FROM log_entry WHERE kind = 'AUTHORITY_REFUSED'`);
    expect(logged).toHaveLength(1);
  });

  it('after five minutes one reads and takes back, and gives nothing before signing in again (step-up)', async () => {
    const { markup, post, browser } = await signedIn();
    platform.advanceTokenClock(301_000);
    try {
      const page = await browser.follow('/my/firm');
      expect(page.markup).not.toContain('/my/firm/invite');
      expect(page.markup).toContain('/sign-in?to=firm');
      const refused = await post('invite', terms(markup.slice(markup.indexOf('/my/firm/invite'))));
      expect(refused.response.status).toBe(401);
      expect(
        (await post('end', { subjectId: hidden(markup, 'subjectId'), authorityId: 'aut_none' })).response
          .status,
      ).toBe(404);
    } finally {
      platform.advanceTokenClock(-301_000);
    }
  });
});
