import { dateOf, type Instant } from '@xinqiao/contracts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { OWNER, signInToMy } from '../support/owner-visit.ts';
import { agreedConsent, ownerPersona, type Platform, startPlatform } from '../support/platform.ts';
import { expectPage } from '../support/problem.ts';
import { hidden, RawBrowser, type Shown } from '../support/raw-browser.ts';
import { rows } from '../support/rows.ts';
import { type CaseClient, caseClients, copyCase, fillCase, SUPPORTER } from './support.ts';

const NEIGHBOUR = ownerPersona('persona-liu-chengzhou').id;

let platform: Platform;
let support: CaseClient;
let bank: CaseClient;
let entryId: string;
beforeAll(async () => {
  platform = await startPlatform();
  ({ support, bank } = await caseClients(platform));
  const { consentId } = await agreedConsent(platform);
  const [entry] = await rows<{ id: string }>(
    platform,
    `SELECT id FROM log_entry WHERE consent_id = $1 AND kind = 'CONSENT_GRANTED'`,
    [consentId],
  );
  entryId = entry?.id ?? '';
});
beforeEach(() => rows(platform, 'DELETE FROM support_message; DELETE FROM support_case'));
afterAll(() => platform.close());

const signedIn = async (persona = OWNER) => {
  const browser = new RawBrowser(platform.url);
  await signInToMy(browser, persona);
  return browser;
};
/** The form of a new case, filled in. */
const filled = ({ markup }: Shown, fact: Record<string, string> = {}): Record<string, string> => ({
  ...Object.fromEntries(['formToken', 'caseId', 'subjectId'].map((name) => [name, hidden(markup, name)])),
  ...(markup.includes('name="entry"') ? { entry: hidden(markup, 'entry') } : {}),
  ...{ category: 'DATA_ERROR', title: '少一期申报', text: '第三季度的申报没有显示。' },
  ...fact,
});
/** Opens a case and ends on its page. */
const opened = async (browser: RawBrowser, fact: Record<string, string> = {}) =>
  browser.follow('/my/cases', filled(await browser.follow('/my/cases'), fact));
const idOf = ({ url }: Shown) => url.pathname.split('/').at(-1) ?? '';
const stored = () => rows<Record<string, unknown>>(platform, 'SELECT * FROM support_case');

describe('an owner’s case (PIPL art. 50, Credit Reporting Regulation art. 25)', () => {
  it('is opened on her page, answered by support, replied to and closed', async () => {
    const browser = await signedIn();
    const shown = await opened(browser);
    const caseId = idOf(shown);
    expect(shown.markup).toContain('第三季度的申报没有显示。');
    expect(shown.markup).toContain('Received');

    await support.post(`/v1/support/cases/${caseId}/assign`, { assignee: SUPPORTER });
    await support.post(`/v1/support/cases/${caseId}/answer`, { text: '已向税务部门核实。' });
    const answered = await browser.follow(`/my/cases/${caseId}`);
    expect(answered.markup).toContain('已向税务部门核实。');
    expect(answered.markup).not.toContain(SUPPORTER);

    const formToken = hidden(answered.markup, 'formToken');
    const replied = await browser.follow(`/my/cases/${caseId}/reply`, {
      formToken,
      text: '谢谢\r\n何时更正？',
    });
    expect(replied.markup).toContain('谢谢\n何时更正？');
    const closed = await browser.follow(`/my/cases/${caseId}/close`, {
      formToken: hidden(replied.markup, 'formToken'),
    });
    expect(closed.markup).toContain('Closed');
    expect(closed.markup).not.toContain('<form');
  });

  it('says by when it is answered: 20 days for wrong data', async () => {
    const { markup } = await opened(await signedIn());
    const last = dateOf(new Date(Date.now() + 20 * 86_400_000).toISOString() as Instant);
    expect(markup).toContain(`<dd>${last}</dd>`);
  });

  it('is in the log under her subject, without a word of it', async () => {
    const caseId = idOf(await opened(await signedIn()));
    const [entry] = await rows<{ detail: object }>(
      platform,
      `SELECT kind, participant_id, subject_id IS NOT NULL AS about_subject, detail - 'person' AS detail
       FROM log_entry WHERE detail->>'caseId' = $1`,
      [caseId],
    );
    expect(entry).toEqual({
      ...{ kind: 'CASE_OPENED', participant_id: null, about_subject: true },
      detail: { caseId, category: 'DATA_ERROR', entries: 0 },
    });
  });

  it('names her in the log by one pseudonym, no bank’s, and opens to the person apart (ADR 10)', async () => {
    const browser = await signedIn();
    const shown = await opened(browser);
    await browser.follow(`${shown.url.pathname}/close`, { formToken: hidden(shown.markup, 'formToken') });
    const entries = await rows<{ actor: string; behind: string; entry: string }>(
      platform,
      `SELECT actor, identity_id AS behind, log_entry::text AS entry
       FROM log_entry LEFT JOIN log_person ON entry_id = id WHERE detail->>'caseId' = $1 ORDER BY id`,
      [idOf(shown)],
    );
    const actor = expect.stringMatching(/^owner:[\w-]{22}$/);
    expect(entries).toMatchObject(Array(2).fill({ actor, behind: OWNER }));
    expect(new Set(entries.map((entry) => entry.actor)).size).toBe(1);
    expect(entries.map(({ entry }) => entry).join()).not.toContain(OWNER);
    const [granted] = await rows<{ actor: string }>(platform, 'SELECT actor FROM log_entry WHERE id = $1', [
      entryId,
    ]);
    expect(granted?.actor).not.toBe(entries[0]?.actor);
  });

  it('carries the entry of her consents page that she reports', async () => {
    const browser = await signedIn();
    expect((await browser.follow('/my')).markup).toContain(`/my/cases?entry=${entryId}`);
    const form = await browser.follow(`/my/cases?entry=${entryId}`);
    expect(form.markup).toContain('the consent came into force');
    const shown = await browser.follow('/my/cases', filled(form));
    expect(shown.markup).toContain(entryId);
    expect(await stored()).toMatchObject([{ entry_ids: [entryId], participant_id: null }]);
  });

  it('is one, however often its form is sent', async () => {
    const browser = await signedIn();
    const form = filled(await browser.follow('/my/cases'));
    await browser.follow('/my/cases', form);
    await browser.follow('/my/cases', form);
    expect(await stored()).toHaveLength(1);
  });

  it('shows what she writes as text, whatever she writes', async () => {
    const hostile = `</textarea><script>alert(1)</script> "'&`;
    const browser = await signedIn();
    const { markup } = await opened(browser, { title: hostile, text: hostile });
    expect(markup).not.toContain('<script');
    expect(markup).toContain('&lt;script&gt;');
    expect((await browser.follow('/my/cases')).markup).not.toContain('<script');
  });
});

describe('what is refused on the owner’s page', () => {
  it.each([
    ['an empty text', { text: ' ' }],
    ['a text of 2,001 characters', { text: 'a'.repeat(2_001) }],
    ['an override of direction', { title: 'abc\u202edef' }],
    ['a category of her own', { category: 'URGENT' }],
  ])('%s: she is told, and keeps what she wrote', async (_what, fact) => {
    const browser = await signedIn();
    const form = filled(await browser.follow('/my/cases'), { title: 'what I wrote', ...fact });
    const response = await browser.open('/my/cases', form);
    const markup = await response.text();
    expect(response.status).toBe(400);
    expect(markup).toContain('role="alert"');
    expect(markup).toContain(`value="${form.title}"`);
    expect(await stored()).toEqual([]);
  });

  it('a reply of nothing', async () => {
    const browser = await signedIn();
    const shown = await opened(browser);
    const formToken = hidden(shown.markup, 'formToken');
    const response = await browser.open(`${shown.url.pathname}/reply`, { formToken, text: '' });
    expect(response.status).toBe(400);
    expect(await rows(platform, 'SELECT FROM support_message')).toHaveLength(1);
  });

  it('a reply sent twice', async () => {
    const browser = await signedIn();
    const shown = await opened(browser);
    const form = { formToken: hidden(shown.markup, 'formToken'), text: '补充' };
    expect((await browser.open(`${shown.url.pathname}/reply`, form)).status).toBe(303);
    await expectPage(await browser.open(`${shown.url.pathname}/reply`, form), 'FORM_EXPIRED');
  });

  it('the twenty-first case that waits', async () => {
    const browser = await signedIn();
    for (let number = 0; number < 20; number++) await opened(browser);
    const response = await browser.open('/my/cases', filled(await browser.follow('/my/cases')));
    expect(response.status).toBe(409);
    expect(await response.text()).toContain('twenty cases that wait');
    expect(await stored()).toHaveLength(20);
  });

  it('the fifty-first case of one day', async () => {
    const browser = await signedIn();
    await copyCase(platform, idOf(await opened(browser)), 49);
    const response = await browser.open('/my/cases', filled(await browser.follow('/my/cases')));
    expect(response.status).toBe(409);
    expect(await response.text()).toContain('fifty opened a day');
    expect(await stored()).toHaveLength(50);
  });

  it('a reply to a hundred messages: she is told, and keeps what she wrote', async () => {
    const browser = await signedIn();
    const { pathname } = (await opened(browser)).url;
    await fillCase(platform, pathname.split('/').at(-1) ?? '', 99);
    const formToken = hidden((await browser.follow(pathname)).markup, 'formToken');
    const response = await browser.open(`${pathname}/reply`, { formToken, text: 'one more thing' });
    expect(response.status).toBe(409);
    const markup = await response.text();
    expect(markup).toContain('a hundred messages in a case');
    expect(markup).toContain('one more thing');
    expect(await rows(platform, 'SELECT FROM support_message')).toHaveLength(100);
  });

  it('a form of somebody else', async () => {
    const form = filled(await (await signedIn()).follow('/my/cases'));
    await expectPage(await (await signedIn(NEIGHBOUR)).open('/my/cases', form), 'FORM_EXPIRED');
    expect(await stored()).toEqual([]);
  });

  it('a subject she does not act for', async () => {
    const browser = await signedIn();
    const theirs = filled(await (await signedIn(NEIGHBOUR)).follow('/my/cases')).subjectId ?? '';
    const form = filled(await browser.follow('/my/cases'), { subjectId: theirs });
    await expectPage(await browser.open('/my/cases', form), 'FORM_EXPIRED');
    expect(await stored()).toEqual([]);
  });

  it('an entry that is not about her', async () => {
    const neighbour = await signedIn(NEIGHBOUR);
    await expectPage(await neighbour.open(`/my/cases?entry=${entryId}`), 'ENTRY_NOT_FOUND');
    const form = filled(await neighbour.follow('/my/cases'), { entry: entryId });
    await expectPage(await neighbour.open('/my/cases', form), 'ENTRY_NOT_FOUND');
    expect(await stored()).toEqual([]);
  });

  it('somebody else’s case: it does not exist', async () => {
    const shown = await opened(await signedIn());
    const neighbour = await signedIn(NEIGHBOUR);
    await expectPage(await neighbour.open(shown.url.pathname), 'CASE_NOT_FOUND');
    for (const act of ['reply', 'close'])
      await expectPage(
        await neighbour.open(`${shown.url.pathname}/${act}`, {
          formToken: hidden(shown.markup, 'formToken'),
          text: 'x',
        }),
        'CASE_NOT_FOUND',
      );
    expect(await stored()).toMatchObject([{ status: 'OPEN' }]);
  });

  it('a case about a subject for which she acts no longer: it does not exist', async () => {
    const browser = await signedIn();
    const shown = await opened(browser);
    const { pathname } = shown.url;
    const form = { formToken: hidden(shown.markup, 'formToken'), text: 'x' };
    // Nobody prolongs an authority: the database is made to look away for this test.
    const setEnd = (end: string) =>
      rows(
        platform,
        `SET session_replication_role = replica; UPDATE authority SET valid_to = ${end} WHERE identity_id = '${OWNER}'`,
      );
    await setEnd('now()');
    try {
      expect((await browser.follow('/my/cases')).markup).not.toContain(pathname);
      await expectPage(await browser.open(pathname), 'CASE_NOT_FOUND');
      for (const act of ['reply', 'close'])
        await expectPage(await browser.open(`${pathname}/${act}`, form), 'CASE_NOT_FOUND');
    } finally {
      await setEnd('NULL');
    }
    expect(await stored()).toMatchObject([{ status: 'OPEN' }]);
    expect(await rows(platform, 'SELECT FROM support_message')).toHaveLength(1);
    expect((await browser.open(`${pathname}/reply`, form)).status).toBe(303);
  });

  it('an owner’s case is none of any bank’s', async () => {
    const shown = await opened(await signedIn());
    expect((await bank.get(`/v1/cases/${idOf(shown)}`)).status).toBe(404);
    expect(await (await bank.get('/v1/cases')).json()).toMatchObject({ items: [] });
  });

  it('whoever is not signed in is sent to sign in', async () => {
    const response = await new RawBrowser(platform.url).open('/my/cases');
    expect(response.headers.get('location')).toContain('/sign-in?to=my');
    await expectPage(await new RawBrowser(platform.url).open('/my/cases', {}), 'SIGN_IN_REQUIRED');
  });
});
