import type { LocalizedText } from './localized-text.ts';

/** What can go wrong when values are computed with; each text says what to do next. */
const TEXTS = {
  AMOUNT_INEXACT: {
    zh: '金额超过两位小数：请先用具名的舍入方法取整到分。',
    en: 'The amount has more than 2 fraction digits: round it to fen with a named rounding first.',
  },
  AMOUNT_OUT_OF_RANGE: {
    zh: '金额超出 16 位整数的上限：请检查单位是否为元。',
    en: 'The amount exceeds 16 integer digits: check that its unit is yuan.',
  },
  DATE_INVALID: {
    zh: '不是真实的公历日期：请使用 YYYY-MM-DD。',
    en: 'Not a real calendar date: use YYYY-MM-DD.',
  },
  DATE_OUT_OF_RANGE: {
    zh: '结果超出公元 1000 至 9999 年：请检查日期与偏移量。',
    en: 'The result leaves the years 1000 to 9999: check the date and the offset.',
  },
  IDENTIFIER_BODY_MALFORMED: {
    zh: '计算校验码所需的主体代码长度或字符不符：请检查后重试。',
    en: 'The body to compute a check character for has a wrong length or alphabet: correct it.',
  },
  INSTANT_INVALID: {
    zh: '不是有效时刻：请使用毫秒精度的 UTC 时间，例如 2026-11-21T08:00:00.000Z。',
    en: 'Not a valid instant: use UTC with milliseconds, such as 2026-11-21T08:00:00.000Z.',
  },
  MONTH_INVALID: { zh: '不是有效月份：请使用 YYYY-MM。', en: 'Not a valid month: use YYYY-MM.' },
  OFFSET_INVALID: { zh: '偏移量须为整数。', en: 'The offset must be a whole number: pass an integer.' },
  PERIOD_INVALID: {
    zh: '不是有效期间：请使用 P180D、P12M 或 P1Y 的形式。',
    en: 'Not a valid period: use the form P180D, P12M or P1Y.',
  },
  RANDOMNESS_TOO_SHORT: {
    zh: '随机源返回的字节数不足：请提供返回所需长度的随机源。',
    en: 'The random source returned too few bytes: pass one that fills the length asked for.',
  },
  RANGE_INVERTED: {
    zh: '起点晚于终点：请交换两者。',
    en: 'The range begins after it ends: swap the two ends.',
  },
  ROUNDING_STEP_INVALID: {
    zh: '取整步长须为正整数（元）。',
    en: 'The rounding step must be a positive whole number of yuan.',
  },
  TIME_INVALID: {
    zh: '时间须为 0 至 2^48−1 之间的整数毫秒。',
    en: 'The time must be whole milliseconds from 0 to 2^48−1 since 1970-01-01 UTC.',
  },
} as const satisfies Record<string, LocalizedText>;

export type ValueErrorCode = keyof typeof TEXTS;

/**
 * A value was computed with in a way that has no exact or meaningful result.
 *
 * `message` is English, `text` has both languages; neither ever contains the value itself.
 */
export class ValueError extends Error {
  override readonly name = 'ValueError';
  readonly code: ValueErrorCode;
  readonly text: LocalizedText;

  constructor(code: ValueErrorCode) {
    super(TEXTS[code].en);
    this.code = code;
    this.text = TEXTS[code];
  }
}
