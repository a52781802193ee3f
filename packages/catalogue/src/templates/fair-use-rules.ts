import type { CalendarDate, LocalizedText } from '@xinqiao/contracts';
import type { FairUseRule, LimitKey, LimitName, LimitValues } from './fair-use-rule.ts';

const NECESSITY = { zh: '《个人信息保护法》第六条（最小必要）', en: 'PIPL art. 6 (least necessary)' };
const RETENTION = {
  zh: '《个人信息保护法》第十九条（最短保存期限）',
  en: 'PIPL art. 19 (shortest retention)',
};
const CREDIT_USE = {
  zh: '《征信业管理条例》第十八条、第二十条（约定用途）',
  en: 'Credit Reporting Regulation arts. 18, 20 (agreed use)',
};
const NO_NAGGING = {
  zh: '《网络数据安全管理条例》第二十二条（拒绝后不得频繁征求同意）',
  en: 'Network Data Security Regulation art. 22 (no frequent asking after a refusal)',
};
const EASY_WITHDRAWAL = {
  zh: '《个人信息保护法》第十五条（便捷撤回）；平台规则',
  en: 'PIPL art. 15 (easy withdrawal); platform policy',
};
/** Why a purpose does without an item, or with less of it, in a few words. */
const unneeded = (zh: string, en: string): LocalizedText => ({
  zh: `《个人信息保护法》第六条（最小必要）：${zh}`,
  en: `PIPL art. 6 (least necessary): ${en}`,
});
const NAMES_HOLDERS = unneeded('股东名单涉及第三人', 'the list of shareholders names third parties');
const NOT_AT_THE_DOOR = unneeded(
  '准入只看状态、级别、欠税、处罚与执行',
  'admission looks at status, grade, arrears, penalties and enforcements only',
);
const ONE_FUND_WILL_DO = unneeded(
  '人数变化以社会保险为准即可',
  'social insurance shows a change of staff well enough',
);
const TOO_LATE_TO_WARN = unneeded(
  '按季报送，晚于预警所需',
  'filed by the quarter, later than a warning is of use',
);
const NOT_A_SIGN = unneeded(
  '退税、减免不说明风险上升',
  'refunds and reductions are no sign of a higher risk',
);
const USAGE_IS_FOR_WARNING = unneeded(
  '用量骤降属贷后预警事项',
  'a sudden fall of usage is a matter of the warning after the loan',
);
const ANSWER_WILL_DO = unneeded(
  '准入只需知道纳税是否达到门槛',
  'admission needs to know whether tax paid reaches a threshold, not how much it is',
);
const OWN_COPY = { zh: '《个人信息保护法》第四十五条（查阅、复制）', en: 'PIPL art. 45 (access and copy)' };

const FIRST_DAY = '2026-01-01';
/** Since then a consent says how often it may be used. */
const COUNTED_FROM = '2026-11-01';
/** Since then a credit decision is counted by what it needs. */
const DECISION_COUNTED_FROM = '2026-11-22';
/** Since then the catalogue holds registration, tax, social and utility records beyond the first seven items. */
const CATALOGUE_GREW = '2026-11-22';

/** A rule; what it does not name it is for as a whole. */
const rule = <Limit extends LimitName>(
  ruleId: string,
  limit: Limit,
  value: LimitValues[Limit],
  reference: LocalizedText,
  { purpose, item, subjectType }: LimitKey = {},
  from: CalendarDate = FIRST_DAY,
): FairUseRule =>
  ({
    ruleId,
    limit,
    value,
    purpose: purpose ?? '*',
    item: item ?? '*',
    subjectType: subjectType ?? '*',
    from,
    reference,
  }) as FairUseRule;

const PRE_LOAN = { purpose: 'PRE_LOAN_ADMISSION' } as const;
const DECISION = { purpose: 'CREDIT_DECISION' } as const;
const REVIEW = { purpose: 'LOAN_REVIEW' } as const;
const WARNING = { purpose: 'EARLY_WARNING' } as const;
const EXPORT = { purpose: 'SELF_SERVICE_EXPORT' } as const;

/** A rule that came with the items of `CATALOGUE_GREW`. */
const grown = <Limit extends LimitName>(
  ruleId: string,
  limit: Limit,
  value: LimitValues[Limit],
  reference: LocalizedText,
  key: LimitKey & { readonly item: NonNullable<LimitKey['item']> },
): FairUseRule => rule(ruleId, limit, value, reference, key, CATALOGUE_GREW);

/**
 * Every fair-use rule, ever. A change is a further rule with a later day, never an edit: templates of old stay what
 * they were. Each limit begins with its default for everything (`*`), then come those for one purpose or item.
 *
 * Spans count whole months: 24 before the month of the request and that month itself make P25M, so that two full
 * years can be compared from any day of a month.
 */
export const FAIR_USE_RULES: readonly FairUseRule[] = [
  rule('ITEM-1', 'ITEM', true, NECESSITY),
  // Single invoices name third parties and have no derived form: they are for a decision, and for the owner.
  rule('ITEM-2', 'ITEM', false, NECESSITY, { item: 'invoice.lines' }),
  rule('ITEM-3', 'ITEM', true, CREDIT_USE, { ...DECISION, item: 'invoice.lines' }),
  rule('ITEM-4', 'ITEM', true, OWN_COPY, { ...EXPORT, item: 'invoice.lines' }),

  // Items for a decision, and for the owner: no other purpose needs them.
  grown('ITEM-5', 'ITEM', false, NAMES_HOLDERS, { item: 'registration.shareholders' }),
  grown('ITEM-6', 'ITEM', true, CREDIT_USE, { ...DECISION, item: 'registration.shareholders' }),
  grown('ITEM-7', 'ITEM', true, OWN_COPY, { ...EXPORT, item: 'registration.shareholders' }),
  grown('ITEM-8', 'ITEM', false, NOT_A_SIGN, { item: 'tax.refunds' }),
  grown('ITEM-9', 'ITEM', true, CREDIT_USE, { ...DECISION, item: 'tax.refunds' }),
  grown('ITEM-10', 'ITEM', true, OWN_COPY, { ...EXPORT, item: 'tax.refunds' }),
  grown('ITEM-11', 'ITEM', false, NOT_A_SIGN, { item: 'tax.reductions' }),
  grown('ITEM-12', 'ITEM', true, CREDIT_USE, { ...DECISION, item: 'tax.reductions' }),
  grown('ITEM-13', 'ITEM', true, OWN_COPY, { ...EXPORT, item: 'tax.reductions' }),
  grown('ITEM-14', 'ITEM', false, ONE_FUND_WILL_DO, { item: 'housing-fund.deposits' }),
  grown('ITEM-15', 'ITEM', true, CREDIT_USE, { ...DECISION, item: 'housing-fund.deposits' }),
  grown('ITEM-16', 'ITEM', true, OWN_COPY, { ...EXPORT, item: 'housing-fund.deposits' }),
  // Items that one purpose or another does without.
  grown('ITEM-17', 'ITEM', false, NOT_AT_THE_DOOR, { ...PRE_LOAN, item: 'registration.changes' }),
  grown('ITEM-18', 'ITEM', false, NOT_AT_THE_DOOR, { ...PRE_LOAN, item: 'tax.cit-returns' }),
  grown('ITEM-19', 'ITEM', false, NOT_AT_THE_DOOR, { ...PRE_LOAN, item: 'tax.financial-statements' }),
  grown('ITEM-20', 'ITEM', false, NOT_AT_THE_DOOR, { ...PRE_LOAN, item: 'tax.late-fees' }),
  grown('ITEM-21', 'ITEM', false, NOT_AT_THE_DOOR, { ...PRE_LOAN, item: 'tax.violations' }),
  grown('ITEM-22', 'ITEM', false, NOT_AT_THE_DOOR, { ...PRE_LOAN, item: 'tax.audits' }),
  grown('ITEM-23', 'ITEM', false, NOT_AT_THE_DOOR, { ...PRE_LOAN, item: 'social.insurance' }),
  grown('ITEM-24', 'ITEM', false, NOT_AT_THE_DOOR, { ...PRE_LOAN, item: 'utility.usage' }),
  grown('ITEM-25', 'ITEM', false, USAGE_IS_FOR_WARNING, { ...REVIEW, item: 'utility.usage' }),
  grown('ITEM-26', 'ITEM', false, TOO_LATE_TO_WARN, { ...WARNING, item: 'tax.cit-returns' }),
  grown('ITEM-27', 'ITEM', false, TOO_LATE_TO_WARN, { ...WARNING, item: 'tax.financial-statements' }),

  rule('DISCLOSURE-1', 'DISCLOSURE', 'INDICATORS', NECESSITY),
  rule('DISCLOSURE-2', 'DISCLOSURE', 'RECORDS', CREDIT_USE, DECISION),
  rule('DISCLOSURE-3', 'DISCLOSURE', 'RECORDS', OWN_COPY, EXPORT),
  grown('DISCLOSURE-4', 'DISCLOSURE', 'ANSWER', ANSWER_WILL_DO, { ...PRE_LOAN, item: 'tax.payments' }),

  rule('FETCH-1', 'FETCH_TYPE', 'ONETIME', NECESSITY),
  rule('FETCH-2', 'FETCH_TYPE', 'PERIODIC', CREDIT_USE, DECISION),
  rule('FETCH-3', 'FETCH_TYPE', 'PERIODIC', CREDIT_USE, REVIEW),
  rule('FETCH-4', 'FETCH_TYPE', 'PERIODIC', CREDIT_USE, WARNING),

  rule('FREQUENCY-1', 'FREQUENCY', null, NECESSITY),
  rule('FREQUENCY-2', 'FREQUENCY', { unit: 'DAY', value: 10 }, NECESSITY, {}, COUNTED_FROM),
  rule('FREQUENCY-3', 'FREQUENCY', { unit: 'DAY', value: 1000 }, CREDIT_USE, DECISION, COUNTED_FROM),
  rule('FREQUENCY-4', 'FREQUENCY', { unit: 'MONTH', value: 10 }, CREDIT_USE, REVIEW, COUNTED_FROM),
  rule('FREQUENCY-5', 'FREQUENCY', { unit: 'MONTH', value: 62 }, CREDIT_USE, WARNING, COUNTED_FROM),
  rule(
    'FREQUENCY-6',
    'FREQUENCY',
    { unit: 'DAY', value: 100 },
    NECESSITY,
    { ...DECISION, item: 'invoice.lines' },
    COUNTED_FROM,
  ),
  // One decision reads a handful of times: packages, the decision itself, a few again after a correction or a timeout.
  rule('FREQUENCY-7', 'FREQUENCY', { unit: 'DAY', value: 20 }, NECESSITY, DECISION, DECISION_COUNTED_FROM),
  // Single invoices name third parties, so half of that has to do; the rule of an item stands before that of its purpose.
  rule(
    'FREQUENCY-8',
    'FREQUENCY',
    { unit: 'DAY', value: 10 },
    NECESSITY,
    { ...DECISION, item: 'invoice.lines' },
    DECISION_COUNTED_FROM,
  ),

  rule('RANGE-1', 'RANGE', 'P25M', NECESSITY),
  rule('RANGE-2', 'RANGE', 'P36M', CREDIT_USE, DECISION),
  // 25 months back as above, and the 12 months of the loan that follow.
  rule('RANGE-3', 'RANGE', 'P37M', CREDIT_USE, REVIEW),
  rule('RANGE-4', 'RANGE', 'P37M', CREDIT_USE, WARNING),
  rule('RANGE-5', 'RANGE', 'P36M', OWN_COPY, EXPORT),

  rule('VALIDITY-1', 'VALIDITY', 'P1M', NECESSITY),
  rule('VALIDITY-2', 'VALIDITY', 'P12M', CREDIT_USE, DECISION),
  rule('VALIDITY-3', 'VALIDITY', 'P12M', CREDIT_USE, REVIEW),
  rule('VALIDITY-4', 'VALIDITY', 'P12M', CREDIT_USE, WARNING),

  rule('LIFE-1', 'DATA_LIFE', 'P6M', RETENTION),
  rule('LIFE-2', 'DATA_LIFE', 'P24M', RETENTION, DECISION),
  rule('LIFE-3', 'DATA_LIFE', 'P12M', RETENTION, REVIEW),
  rule('LIFE-4', 'DATA_LIFE', 'P12M', RETENTION, WARNING),
  rule('LIFE-5', 'DATA_LIFE', 'P12M', RETENTION, { ...DECISION, item: 'invoice.lines' }, COUNTED_FROM),
  grown('LIFE-6', 'DATA_LIFE', 'P12M', RETENTION, { ...DECISION, item: 'registration.shareholders' }),

  rule('PROMPT-1', 'PROMPT_PAUSE', 'P30D', NO_NAGGING),

  rule('REMINDER-1', 'REMINDER', 'P6M', EASY_WITHDRAWAL),
  rule('REMINDER-2', 'REMINDER', 'P3M', EASY_WITHDRAWAL, { subjectType: 'PERSON' }),
];
