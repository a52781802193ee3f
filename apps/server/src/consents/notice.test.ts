import { dutiesFor } from '@xinqiao/consent';
import { describe, expect, it } from 'vitest';
import { type NoticeFacts, noticeHash, noticeOf, noticeText, periodInWords } from './notice.ts';

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

describe('noticeHash', () => {
  const hash = (fact: Partial<NoticeFacts>) => noticeHash(noticeOf(facts(fact), 'zh-CN'));

  it.each([
    ['the bank', { bank: '芍花示范银行' }],
    ['the enterprise', { enterprise: '另一家' }],
    ['the validity', { validity: 'P12M' }],
    ['the level', { consent: { ...facts().consent, disclosure: 'RECORDS' } }],
    ['the warning to a person', { duties: PERSON }],
    ['an item', { consent: { ...facts().consent, items: ['tax.vat-returns'] } }],
  ] as const)('changes with %s', (_what, fact) => {
    expect(hash(fact as Partial<NoticeFacts>)).not.toBe(hash({}));
  });

  it('differs between the languages, because the words do', () => {
    expect(noticeHash(noticeOf(facts(), 'en'))).not.toBe(hash({}));
  });
});

describe('periodInWords', () => {
  it.each([
    ['P1M', '1 个月', '1 month'],
    ['P180D', '180 天', '180 days'],
    ['P2Y', '2 年', '2 years'],
  ])('%s', (period, zh, en) => {
    expect([periodInWords(period, 'zh-CN'), periodInWords(period, 'en')]).toEqual([zh, en]);
  });
});
