import type { LocalizedText } from '@xinqiao/contracts';

/** Why a problem is refused; each text says what to do next. `SHAPE` carries the schema’s own words. */
export const PROBLEMS = {
  DUPLICATE: {
    zh: '与前面的一项重复：请改名或删除。',
    en: 'The same as an earlier one: rename or remove it.',
  },
  RATE_ORDER: {
    zh: '利率须由低到高排列，且不得重复。',
    en: 'Order the rates from the lowest, each once.',
  },
  RATE_ABOVE_CEILING: {
    zh: '利率高于上限：请删除该档利率。',
    en: 'The rate is above the ceiling: remove it.',
  },
  RATING_WITHOUT_RATES: {
    zh: '利率表没有该评级：请在 churn 中补充，或删除该企业。',
    en: 'No rate of the table says what firms of this rating do: add the rating under churn, or remove the firm.',
  },
  LOWEST_ZERO: {
    zh: '最低额须大于零。',
    en: 'The least amount must be above zero.',
  },
  AMOUNTS_INVERTED: {
    zh: '最低额高于该企业的上限：请更正其中之一。',
    en: 'The least amount is above the limit of the firm: correct one of the two.',
  },
  AMOUNT_TOO_LARGE: {
    zh: '金额超过 1000 亿元，无法精确到分：请拆分问题。',
    en: 'The amount is above 100 billion yuan, more than can be kept to the fen: split the problem.',
  },
  STEP_TOO_FINE: {
    zh: '企业上限超过一百万个步长：请加大 stepYuan。',
    en: 'The limit of the firm is more than a million steps: make stepYuan larger.',
  },
  CAP_UNKNOWN: {
    zh: '没有企业属于该评级或行业：请更正名称，或删除该限额。',
    en: 'No firm has this rating or industry: correct the name, or remove the cap.',
  },
} as const satisfies Record<string, LocalizedText>;

export type AllocationProblemCode = keyof typeof PROBLEMS | 'SHAPE';

export interface ProblemFound {
  /** Where, such as `firms[2].lowest`; empty for the document itself. */
  readonly path: string;
  readonly problem: AllocationProblemCode;
  readonly text: LocalizedText;
}
