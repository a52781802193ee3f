import { dutiesFor } from '@xinqiao/consent';
import type { Instant } from '@xinqiao/contracts';
import { describe, expect, it } from 'vitest';
import { type NoticeFacts, noticeHash, noticeOf, noticeText } from './notice.ts';
import type { NoticeTerms } from './notice-terms.ts';

const NO_DUTIES = dutiesFor('ENTERPRISE', '2026-11-21');
const PERSON = dutiesFor('PERSON', '2026-11-21');

const facts = (fact: Partial<NoticeFacts> = {}): NoticeFacts => ({
  consent: {
    purpose: 'CREDIT_DECISION',
    items: ['tax.vat-returns', 'invoice.summary'],
    disclosure: 'INDICATORS',
    range: { from: '2024-11-01', to: '2026-11-21' },
    dataLife: 'P24M',
  },
  validity: 'P6M',
  fetchType: 'PERIODIC',
  bank: '涡河示范银行',
  enterprise: '某某药材行',
  duties: NO_DUTIES,
  ...fact,
});

describe('noticeOf · PIPL arts. 17, 23', () => {
  it('says in both languages who, what for, which data, how much, from when, how often, how long, how to stop', () => {
    const [zh, en] = [noticeOf(facts(), 'zh-CN'), noticeOf(facts(), 'en')];
    expect(zh.lines.map(({ label }) => label)).toEqual([
      '谁在请求',
      '用来做什么',
      '查看哪些数据',
      '看到什么程度',
      '哪段时间的数据',
      '查看几次',
      '多长时间有效',
      '怎样停止',
      '如果不同意',
    ]);
    expect(en.lines).toHaveLength(zh.lines.length);
  });

  it('names bank, enterprise and every item', () => {
    const text = noticeText(noticeOf(facts(), 'zh-CN'));
    for (const word of ['涡河示范银行', '某某药材行', '2024-11-01', '2026-11-21', '6 个月', '24 个月'])
      expect(text).toContain(word);
    expect(noticeOf(facts(), 'zh-CN').lines[2]?.text).toHaveLength(2);
  });
});

describe('noticeOf · natural persons, 征信业管理条例 art. 14 and PIPL art. 24', () => {
  it.each([
    ['zh-CN', /可能的不利影响: .*不批准贷款/, /不由机器单独拒绝/],
    ['en', /may count against you: .*refuse the loan/, /No refusal by a machine alone/],
  ] as const)('warns of adverse effects and promises a review, in %s', (language, warning, review) => {
    const text = noticeText(noticeOf(facts({ duties: PERSON }), language));
    expect(text).toMatch(warning);
    expect(text).toMatch(review);
    expect(noticeText(noticeOf(facts(), language))).not.toMatch(warning);
  });
});

describe('noticeOf · what the owner may choose (PIPL art. 16)', () => {
  const optional = (ticked: boolean) => ({ optional: [{ item: 'invoice.lines' as const, ticked }] });

  it('lists optional items apart, with the ticks she set and no others', () => {
    expect(noticeText(noticeOf(facts(optional(false)), 'zh-CN'))).toContain('☐ 发票明细');
    expect(noticeText(noticeOf(facts(optional(true)), 'en'))).toContain('☑ Invoices one by one');
  });
});

describe('noticeOf · a change of what was agreed', () => {
  const before: NoticeTerms = {
    ...{ consent: facts().consent, validity: 'P6M', fetchType: 'PERIODIC' as const },
    expiresAt: '2027-05-21T16:00:00.000Z' as Instant,
  };
  const amended = facts({
    ...{ kind: 'AMEND', before, expiresAt: before.expiresAt ?? null },
    consent: { ...facts().consent, items: ['tax.vat-returns'] },
  });

  it('shows what each changed line said before, and nothing beside the others', () => {
    const notice = noticeOf(amended, 'zh-CN');
    expect(notice.lines.filter(({ was }) => was !== undefined)).toEqual([
      expect.objectContaining({ label: '查看哪些数据', was: ['增值税申报', '发票汇总'] }),
    ]);
    expect(noticeText(notice)).toContain('查看哪些数据: 增值税申报 (原来：增值税申报; 发票汇总)');
  });

  it('says until when a renewed consent lasts, and until when it did (Asia/Shanghai)', () => {
    const renewed = facts({ kind: 'RENEW', before, frequency: { unit: 'MONTH', value: 4 } });
    const text = noticeText(noticeOf(renewed, 'en'));
    expect(text).toContain('ends by itself after 6 months');
    expect(text).toContain('before: the consent ends by itself on 2027-05-22');
    expect(text).toContain('at most 4 a month (before: several times while the consent lasts)');
  });

  it('says that refusing leaves the consent as it was', () => {
    expect(noticeText(noticeOf(amended, 'en'))).toContain('the consent stays as it was');
  });
});

describe('noticeOf · who else has a part', () => {
  it.each([
    ['how many must agree', { required: 2 }, '需 2 名'],
    ['where an agent helped', { assistedAt: '薛阁代办点' }, '薛阁代办点'],
    ['the words the bank shows too', { bindingMessage: 'K7-22' }, 'K7-22'],
  ])('says %s', (_what, fact, words) => {
    expect(noticeText(noticeOf(facts(fact), 'zh-CN'))).toContain(words);
    expect(noticeText(noticeOf(facts(), 'zh-CN'))).not.toContain(words);
  });
});

describe('noticeHash', () => {
  const hash = (fact: Partial<NoticeFacts>) => noticeHash(noticeOf(facts(fact), 'zh-CN'));

  it.each([
    ['the bank', { bank: '芍花示范银行' }],
    ['the enterprise', { enterprise: '另一家' }],
    ['the validity', { validity: 'P12M' }],
    ['the level', { consent: { ...facts().consent, disclosure: 'RECORDS' } }],
    ['the warning to a person', { duties: PERSON }],
    ['a tick', { optional: [{ item: 'invoice.lines', ticked: true }] }],
    ['the frequency', { frequency: { unit: 'MONTH', value: 4 } }],
    ['an item', { consent: { ...facts().consent, items: ['tax.vat-returns'] } }],
  ] as const)('changes with %s', (_what, fact) => {
    expect(hash(fact as Partial<NoticeFacts>)).not.toBe(hash({}));
  });

  it('differs between the languages, because the words do', () => {
    expect(noticeHash(noticeOf(facts(), 'en'))).not.toBe(hash({}));
  });
});
