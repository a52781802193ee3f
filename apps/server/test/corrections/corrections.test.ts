import { type Correction, dateOf, type Instant } from '@xinqiao/contracts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { callerOf, codeOf } from '../applications/support/people.ts';
import { agreedConsent, ownerPersona, type Platform, startPlatform } from '../support/platform.ts';
import { expectPage } from '../support/problem.ts';
import { hidden } from '../support/raw-browser.ts';
import { rows } from '../support/rows.ts';
import {
  choices,
  clear,
  type Desks,
  desks,
  disputeForm,
  filledIn,
  object,
  send,
  signedIn,
} from './support.ts';

const NEIGHBOUR = ownerPersona('persona-liu-chengzhou').id;
const CLAIM = '二〇二五年应为 A 级，见主管税务机关证明。';

let platform: Platform;
let people: Desks;
let consentId: string;
beforeAll(async () => {
  platform = await startPlatform();
  people = await desks(platform);
  ({ consentId } = await agreedConsent(platform));
  await platform.bank().data.fetch(consentId as never);
});
beforeEach(() => clear(platform));
afterAll(() => platform.close());

const settle = (correctionId: string, fact: object = {}) =>
  people.agency.call('corrections.settle', {
    correctionId,
    ...{ outcome: 'REJECTED', reason: 'RECORD_CONFIRMED' },
    ...fact,
  } as never);
const statusOf = async (id: string) =>
  (await rows<{ status: string }>(platform, 'SELECT status FROM correction WHERE id = $1', [id]))[0]?.status;
const entriesOf = (id: string) =>
  rows<{ kind: string; actor: string; detail: Record<string, unknown>; participant_id: string | null }>(
    platform,
    `SELECT * FROM log_entry WHERE detail->>'correctionId' = $1 ORDER BY id`,
    [id],
  );
const soon = <Value>(read: () => Promise<Value>) => expect.poll(read, { timeout: 20_000, interval: 100 });

describe('an objection to a field (征信业管理条例 art. 25, PIPL art. 46)', () => {
  it('goes to the agency that owns the item, by record and field, with what she says is right', async () => {
    const { row } = await object(platform, { path: 'grade', claim: CLAIM });
    const { items } = await people.agency.call('corrections.list', {});
    expect(items).toMatchObject([
      {
        ...{ correctionId: row.id, item: 'tax.credit-grades', path: 'grade', claim: CLAIM, status: 'OPEN' },
        ...{ record: expect.stringMatching(/^20\d\d$/), agencyId: people.agencyId, light: 'GREEN' },
        subjectCode: ownerPersona().enterprise.uscc,
      },
    ]);
  });

  it('has twenty days, and the case she sees keeps the same clock', async () => {
    const { browser, row } = await object(platform);
    const [deadlines] = await rows<{ same: boolean }>(
      platform,
      `SELECT c.deadline_at = s.deadline_at AS same FROM correction c JOIN support_case s ON s.id = c.case_id`,
    );
    expect(deadlines?.same).toBe(true);
    const last = dateOf(new Date(Date.now() + 20 * 86_400_000).toISOString() as Instant);
    expect((await browser.follow('/my/corrections')).markup).toContain(`<dd>${last}</dd>`);
    expect((await browser.follow(`/my/cases/${row.case_id}`)).markup).toContain(`<dd>${last}</dd>`);
    expect((await browser.follow('/my')).markup).toContain(row.case_id);
  });

  it('tells nobody who objects but her own pages and the regulator', async () => {
    const { row } = await object(platform, { claim: CLAIM });
    const [task] = (await people.agency.call('corrections.list', {})).items as Correction[];
    expect(JSON.stringify(task)).not.toContain(ownerPersona().id);
    const [asked] = await entriesOf(row.id);
    expect(asked).toMatchObject({ kind: 'CORRECTION_ASKED', actor: expect.stringMatching(/^owner:/) });
    expect(JSON.stringify(asked)).not.toContain(CLAIM);
  });

  it('is sealed where it lies', async () => {
    const { row } = await object(platform, { claim: CLAIM, statement: CLAIM });
    expect(row.sealed).toMatch(new RegExp(`^s1\\|${row.subject_id}\\|`));
    const kept = await rows(
      platform,
      `SELECT correction::text, support_message::text, support_case::text
       FROM correction JOIN support_case ON support_case.id = case_id
       JOIN support_message ON support_message.case_id = support_case.id`,
    );
    expect(JSON.stringify(kept)).not.toContain(CLAIM);
  });

  it('is one, however often its form is sent', async () => {
    const browser = await signedIn(platform);
    const form = filledIn(await disputeForm(browser, 'tax.credit-grades'));
    await Promise.all([send(browser, form), send(browser, form)]);
    expect(await rows(platform, 'SELECT 1 FROM correction')).toHaveLength(1);
  });

  it('is asked of the operator where no agency owns the item, who settles it itself', async () => {
    const { row } = await object(platform, {}, 'tax.vat-returns');
    expect((await people.agency.call('corrections.list', {})).items).toEqual([]);
    expect(await codeOf(settle(row.id))).toBe('CORRECTION_NOT_FOUND');
    const { items } = await people.support.call('corrections.list', {});
    expect(items).toMatchObject([{ correctionId: row.id, agencyId: null }]);
    await people.support.call('corrections.settle', {
      ...{ correctionId: row.id, outcome: 'CORRECTED', reason: 'SOURCE_WRONG' },
    });
    expect(await statusOf(row.id)).toBe('CORRECTED');
  });

  it('goes to the agency that is named for the item while it waits', async () => {
    const { row } = await object(platform, {}, 'tax.vat-returns');
    const assign = (participantId: string | null) =>
      people.catalogue.call('corrections.assignItems', {
        participantId: participantId as never,
        items: ['tax.vat-returns'],
      });
    await assign(people.agencyId);
    expect(await people.agency.call('corrections.get', { correctionId: row.id })).toMatchObject({
      agencyId: people.agencyId,
    });
    await assign(null);
    expect(await codeOf(people.agency.call('corrections.get', { correctionId: row.id }))).toBe(
      'CORRECTION_NOT_FOUND',
    );
  });
});

describe('what cannot be disputed', () => {
  it.each([
    ['a record that does not exist', { record: '1999' }],
    ['a field that does not exist', { path: 'colour' }],
    ['a field by another name', { path: 'constructor' }],
    ['a list where a record is due', { record: '' }],
  ])('%s', async (_what, fact) => {
    const browser = await signedIn(platform);
    const shown = await send(browser, filledIn(await disputeForm(browser, 'tax.credit-grades'), fact));
    expect(shown.response.status).toBe(409);
    expect(shown.markup).toContain('The source holds no such record or field');
    expect(await rows(platform, 'SELECT 1 FROM correction')).toEqual([]);
  });

  it('anything else looks her records up once more, not twice, and the log says so', async () => {
    const browser = await signedIn(platform);
    const form = filledIn(await disputeForm(browser, 'tax.credit-grades'), { record: '1999' });
    const looks = async () =>
      (await rows(platform, `SELECT 1 FROM log_entry WHERE kind = 'OWN_DATA_SHOWN'`)).length;
    const before = await looks();
    expect((await send(browser, form)).response.status).toBe(409);
    expect((await looks()) - before).toBe(1);
  });

  it('the same field of the same record while it is checked', async () => {
    const { browser } = await object(platform);
    const again = await send(browser, filledIn(await disputeForm(browser, 'tax.credit-grades')));
    expect(again.response.status).toBe(409);
    expect(again.markup).toContain('is being checked already');
    expect(await rows(platform, 'SELECT 1 FROM correction')).toHaveLength(1);
  });

  it.each([['of somebody else'], ['of nobody']])('data %s', async (whose) => {
    const { row } = await object(platform);
    await clear(platform);
    const stranger = await signedIn(platform, NEIGHBOUR);
    const subjectId = whose === 'of nobody' ? 'sub_019aa5b8-7c00-7c3e-9d52-6b1f0a4e8d77' : row.subject_id;
    const form = `/my/corrections/new?subjectId=${subjectId}&item=tax.credit-grades`;
    await expectPage(await stranger.open(form), 'AUTHORITY_MISSING');
    const own = filledIn(await disputeForm(stranger, 'tax.credit-grades'));
    const sent = await send(stranger, { ...own, subjectId });
    expect(sent.response.status).toBeGreaterThanOrEqual(400);
    expect(await rows(platform, 'SELECT 1 FROM correction')).toEqual([]);
  });

  it('anything by whoever has a limited power', async () => {
    const browser = await signedIn(platform);
    const form = filledIn(await disputeForm(browser, 'tax.credit-grades'));
    await rows(platform, `UPDATE authority SET purposes = '{CREDIT_DECISION}' WHERE identity_id = $1`, [
      ownerPersona().id,
    ]);
    try {
      expect((await send(browser, form)).response.status).toBe(403);
      expect((await browser.follow('/my/corrections')).markup).toContain('cannot object');
    } finally {
      await rows(platform, `UPDATE authority SET purposes = '{}' WHERE identity_id = $1`, [
        ownerPersona().id,
      ]);
    }
  });

  it('anything without saying what is right, or with hidden characters', async () => {
    const browser = await signedIn(platform);
    for (const claim of [' ', 'a\u202eb', 'x'.repeat(2_001)]) {
      const shown = await send(browser, filledIn(await disputeForm(browser, 'tax.credit-grades'), { claim }));
      expect(shown.response.status).toBe(400);
    }
    expect(await rows(platform, 'SELECT 1 FROM correction')).toEqual([]);
  });

  it('and whatever she writes is shown as text', async () => {
    const hostile = `</textarea><script>alert(1)</script>`;
    const { browser, row } = await object(platform, { claim: hostile });
    await settle(row.id, { note: hostile });
    const { markup } = await browser.follow('/my/corrections');
    expect(markup).not.toContain('<script');
    expect(markup).toContain('&lt;script&gt;');
  });
});

describe('settling', () => {
  it.each([
    ['REJECTED', 'RECORD_CONFIRMED', 'its record right'],
    ['CORRECTED', 'TYPING_ERROR', 'corrected its record'],
    ['UPHELD', 'SOURCE_WRONG', 'stays marked'],
  ] as const)('as %s answers her case in her own pages, with the note', async (outcome, reason, words) => {
    const { browser, row } = await object(platform);
    const settled = await settle(row.id, { outcome, reason, note: '已核对原始申报表。' });
    expect(settled).toMatchObject({ status: outcome, reason, note: '已核对原始申报表。' });
    await soon(async () => (await browser.follow(`/my/cases/${row.case_id}`)).markup).toContain(words);
    const { markup } = await browser.follow(`/my/cases/${row.case_id}`);
    expect(markup).toContain('已核对原始申报表。');
    expect(markup).toContain('Answered');
    expect((await browser.follow('/my/corrections')).markup).toContain('已核对原始申报表。');
  });

  it('twice is once: of two at the same moment the second finds it settled', async () => {
    const { row } = await object(platform);
    const codes = await Promise.all([
      codeOf(settle(row.id)),
      codeOf(settle(row.id, { outcome: 'CORRECTED', reason: 'OUTDATED' })),
    ]);
    expect(codes.toSorted()).toEqual(['CORRECTION_SETTLED', undefined]);
    expect((await entriesOf(row.id)).filter(({ kind }) => kind === 'CORRECTION_SETTLED')).toHaveLength(1);
  });

  it('what was found wrong is corrected later, and nothing else becomes of it', async () => {
    const { row } = await object(platform);
    await settle(row.id, { outcome: 'UPHELD', reason: 'SOURCE_WRONG' });
    expect(await codeOf(settle(row.id))).toBe('CORRECTION_SETTLED');
    await settle(row.id, { outcome: 'CORRECTED', reason: 'SOURCE_WRONG' });
    expect(await codeOf(settle(row.id, { outcome: 'UPHELD', reason: 'SOURCE_WRONG' }))).toBe(
      'CORRECTION_SETTLED',
    );
    expect(await statusOf(row.id)).toBe('CORRECTED');
  });

  it('a reason goes with its outcomes only', async () => {
    const { row } = await object(platform);
    expect(await codeOf(settle(row.id, { outcome: 'CORRECTED', reason: 'RECORD_CONFIRMED' }))).toBe(
      'VALIDATION_FAILED',
    );
    expect(await statusOf(row.id)).toBe('OPEN');
  });

  it('withdrawing while it is settled: one of them, never both', async () => {
    for (let round = 0; round < 5; round++) {
      await clear(platform);
      const { browser, row } = await object(platform);
      const { markup } = await browser.follow(`/my/cases/${row.case_id}`);
      const [code] = await Promise.all([
        codeOf(settle(row.id)),
        browser.follow(`/my/cases/${row.case_id}/close`, { formToken: hidden(markup, 'formToken') }),
      ]);
      expect(await statusOf(row.id)).toBe(code === undefined ? 'REJECTED' : 'WITHDRAWN');
      const kinds = (await entriesOf(row.id)).map(({ kind }) => kind);
      expect(kinds.filter((kind) => kind !== 'CORRECTION_ASKED' && kind !== 'CORRECTION_TOLD')).toEqual([
        code === undefined ? 'CORRECTION_SETTLED' : 'CORRECTION_WITHDRAWN',
      ]);
    }
  });

  it('the operator does not settle for the agency that is asked, though it sees the task', async () => {
    const { row } = await object(platform);
    const { support } = people;
    expect(await support.call('corrections.get', { correctionId: row.id })).toMatchObject({ status: 'OPEN' });
    const verdict = { outcome: 'REJECTED', reason: 'RECORD_CONFIRMED' } as const;
    expect(await codeOf(support.call('corrections.settle', { correctionId: row.id, ...verdict }))).toBe(
      'CORRECTION_WITH_AGENCY',
    );
    expect(await statusOf(row.id)).toBe('OPEN');
  });

  it('a bank may not, and does not even see that there is one', async () => {
    await object(platform);
    const bank = callerOf(platform, platform.credentials('bank'));
    expect(await codeOf(bank.call('corrections.list', {}))).toBe('SCOPE_MISSING');
  });
});

describe('whoever was delivered the item', () => {
  const eventsOf = async (id: string) =>
    (
      await rows<{ type: string; participant_id: string; data: object }>(
        platform,
        `SELECT * FROM event WHERE ordering_key = $1 AND type LIKE 'cn.xinqiao.data.%' ORDER BY ticket`,
        [id],
      )
    ).map(({ type, data }) => [type, data] as const);

  it('is told that it is disputed, then what came of it, and none of her words', async () => {
    const { row } = await object(platform, { claim: CLAIM, statement: CLAIM });
    await soon(() => eventsOf(row.id)).toHaveLength(1);
    await settle(row.id, { note: CLAIM });
    await soon(() => eventsOf(row.id)).toHaveLength(2);
    const about = { correctionId: row.id, consentId, subjectId: row.subject_id, item: 'tax.credit-grades' };
    expect(await eventsOf(row.id)).toEqual([
      ['cn.xinqiao.data.disputed.v1', { ...about, since: expect.any(String) }],
      ['cn.xinqiao.data.settled.v1', { ...about, outcome: 'REJECTED' }],
    ]);
    const told = (await entriesOf(row.id)).filter(({ kind }) => kind === 'CORRECTION_TOLD');
    expect(told.map(({ detail }) => detail.status)).toEqual(['OPEN', 'REJECTED']);
  });

  it('finds the field marked in every later package until it is settled, with her statement and no claim', async () => {
    const marks = async () => {
      const { data } = await platform.bank().data.fetch(consentId);
      expect(JSON.stringify(data)).not.toContain(CLAIM);
      return data.items.flatMap((entry) => ('disputed' in entry ? [[entry.item, entry.disputed]] : []));
    };
    expect(await marks()).toEqual([]);
    const { row } = await object(platform, { path: 'grade', claim: CLAIM, statement: '级别正在更正' });
    const mark = {
      ...{ path: 'grade', record: expect.stringMatching(/^20\d\d$/) },
      ...{ since: expect.any(String), statement: '级别正在更正' },
    };
    expect(await marks()).toEqual([['tax.credit-grades', [mark]]]);
    await settle(row.id, { outcome: 'UPHELD', reason: 'SOURCE_WRONG' });
    expect(await marks()).toEqual([['tax.credit-grades', [mark]]]);
    await settle(row.id, { outcome: 'CORRECTED', reason: 'SOURCE_WRONG' });
    expect(await marks()).toEqual([]);
  });

  it('and nobody who was delivered other items only', async () => {
    const { row } = await object(platform, {}, 'tax.status');
    await soon(
      async () =>
        (await rows<{ told_status: string | null }>(platform, 'SELECT told_status FROM correction'))[0]
          ?.told_status,
    ).toBe('OPEN');
    expect(await eventsOf(row.id)).toEqual([]);
  });

  const lightsOf = async (id: string) =>
    (
      await rows<{ light: string }>(
        platform,
        `SELECT data->>'light' AS light FROM event
         WHERE ordering_key = $1 AND type = 'cn.xinqiao.correction.waiting.v1' ORDER BY ticket`,
        [id],
      )
    ).map(({ light }) => light);

  it('the agency hears when a task comes, when its time runs out, and when it is overdue', async () => {
    const { row } = await object(platform);
    const lights = () => lightsOf(row.id);
    await soon(lights).toEqual(['GREEN']);
    const move = (days: number) =>
      rows(
        platform,
        `UPDATE correction SET opened_at = opened_at - $1 * interval '1 day',
                                            deadline_at = deadline_at - $1 * interval '1 day'`,
        [days],
      );
    await move(17);
    await soon(lights).toEqual(['GREEN', 'YELLOW']);
    await move(4);
    await soon(lights).toEqual(['GREEN', 'YELLOW', 'RED']);
  });

  it('the agency hears of a task whose time runs out, however many more urgent ones it knows of', async () => {
    const { row } = await object(platform);
    await soon(() => lightsOf(row.id)).toEqual(['GREEN']);
    const like = (table: string, changed: object) =>
      `INSERT INTO ${table} SELECT copy.* FROM ${table} one, generate_series(1, 100) AS n,
       jsonb_populate_record(one, '${JSON.stringify(changed)}'::jsonb || NUMBERED) AS copy`;
    await rows(
      platform,
      `${like('support_case', {}).replace('NUMBERED', `jsonb_build_object('id', 'cas_' || n)`)};
       ${like('correction', { told_status: 'OPEN', reminded: 'YELLOW' }).replace(
         'NUMBERED',
         `jsonb_build_object('id', 'cor_' || n, 'case_id', 'cas_' || n,
          'opened_at', one.opened_at - interval '18 days', 'deadline_at', one.deadline_at - interval '18 days')`,
       )};
       UPDATE correction SET opened_at = opened_at - interval '17 days',
         deadline_at = deadline_at - interval '17 days' WHERE id = '${row.id}'`,
    );
    await soon(() => lightsOf(row.id)).toEqual(['GREEN', 'YELLOW']);
  });
});

describe('the form', () => {
  it('offers her own records and the fields of the item, and asks for a month where she names one', async () => {
    const browser = await signedIn(platform);
    const { markup } = await disputeForm(browser, 'tax.vat-returns');
    expect(choices(markup, 'record').every((record) => /^\d{4}-\d{2}$/.test(record))).toBe(true);
    expect(choices(markup, 'path')).toContain('taxPayable');
    const [month = ''] = choices(markup, 'record');
    const subjectId = hidden(markup, 'subjectId');
    const one = await browser.follow(
      `/my/corrections/new?subjectId=${subjectId}&item=tax.vat-returns&month=${month}`,
    );
    expect(choices(one.markup, 'record')).toEqual([month]);
  });

  it.each([['item=colour'], ['item=tax.vat-returns&month=2026-13'], ['']])('refuses ?%s', async (query) => {
    const browser = await signedIn(platform);
    const { response } = await browser.follow(`/my/corrections/new?${query}`);
    expect(response.status).toBeGreaterThanOrEqual(400);
    expect(response.status).toBeLessThan(500);
  });

  it('sends whoever is not signed in to sign in', async () => {
    const browser = await signedIn(platform);
    browser.cookies.clear();
    expect((await browser.follow('/my/corrections')).url.pathname).toContain('interaction');
  });
});
