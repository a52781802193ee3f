import type { LocalizedText } from '@xinqiao/contracts';

/** Why a policy document is refused; each text says what to do next. `SHAPE` carries the schema's own words. */
export const PROBLEMS = {
  VALIDITY_INVERTED: {
    zh: '失效日期早于生效日期：请更正其中之一。',
    en: 'The policy ends before it begins: correct one of the two dates.',
  },
  DUPLICATE: {
    zh: '与前面的一项重复：请改名或删除。',
    en: 'The same as an earlier one: rename or remove it.',
  },
  REFERENCE_UNKNOWN: {
    zh: 'references 中没有该编号：请补充出处。',
    en: 'No entry of references has this id: add the source there.',
  },
  FEATURE_UNDECLARED: {
    zh: '该指标未在 features 中声明：请声明并写明缺失时的处理。',
    en: 'The indicator is not declared under features: declare it and say what its absence means.',
  },
  FEATURE_UNUSED: {
    zh: '已声明的指标没有使用：请删除，不读取用不到的数据。',
    en: 'The declared indicator is used nowhere: remove it, data that is not needed is not read.',
  },
  FEATURE_NOT_AMOUNT: {
    zh: '额度只能由金额类指标的倍数构成：请改用以元为单位的指标。',
    en: 'A limit is a multiple of an amount: choose an indicator in yuan.',
  },
  VALUE_TYPE: {
    zh: '取值不符合该指标的单位：金额写作 "10000.00"，比率写作 "0.3"，次数与月数写整数，级别写字母。',
    en: 'The value is not written in the unit of the indicator: amounts as "10000.00", ratios as "0.3", counts and months as integers, grades as letters.',
  },
  TEST_UNORDERED: {
    zh: '级别没有大小之分：请用 equals 或 oneOf。',
    en: 'Grades have no order: use equals or oneOf.',
  },
  MISSING_UNDECIDED: {
    zh: '用于准入或额度的指标缺失时不能仅计分：请写 DECLINE 或 REFER。',
    en: 'An indicator that a rule or the limit needs cannot be scored as missing: write DECLINE or REFER.',
  },
  MISSING_ATTRIBUTE_ABSENT: {
    zh: '指标缺失时按计分处理，但没有 missing 属性：请补充。',
    en: 'The absence of this indicator is scored, but no attribute is for missing: add one.',
  },
  MISSING_ATTRIBUTE_UNREACHABLE: {
    zh: '指标缺失时不会计分，missing 属性用不到：请删除，或将处理方式改为 SCORE。',
    en: 'The absence of this indicator is never scored: remove the missing attribute, or make the treatment SCORE.',
  },
  MISSING_HELPS: {
    zh: '缺失的得分高于某个已知取值：缺失不得带来好处，请降低。',
    en: 'Missing scores more than a known value: absence must never help, lower it.',
  },
  ATTRIBUTE_KIND: {
    zh: '数值指标用区间，级别指标用类别列表。',
    en: 'Write intervals for a number and lists of values for a grade.',
  },
  ATTRIBUTE_EMPTY: {
    zh: '区间为空：from 须小于 to。',
    en: 'The interval is empty: from must be below to.',
  },
  ATTRIBUTE_GAP: {
    zh: '有取值不属于任何属性：区间须由小到大首尾相接、覆盖全部数值，类别须列全。',
    en: 'Some values belong to no attribute: intervals must join in ascending order and cover all numbers, lists must name every grade.',
  },
  ATTRIBUTE_OVERLAP: {
    zh: '有取值属于两个属性：请使区间由小到大首尾相接，类别只列一次。',
    en: 'Some values belong to two attributes: let intervals join in ascending order, and list each grade once.',
  },
  BAND_ORDER: {
    zh: '评级须从高分到低分排列，只有最后一级的 from 为 null。',
    en: 'Order the bands from the highest score down; the last one, and only it, has from null.',
  },
  BAND_UNREACHABLE: {
    zh: '评分卡达不到该评级的分数段：请调整分数线或删除该级。',
    en: 'No score of the scorecard falls into this band: move its bound or remove it.',
  },
  BAND_ADMISSION_ORDER: {
    zh: '较低评级准入而较高评级不准入：请更正。',
    en: 'A band is admitted below one that is not: correct one of them.',
  },
  RATING_LEFT_OUT: {
    zh: '某个准入评级没有对应取值：请补充。',
    en: 'A band that is admitted has no value here: add it.',
  },
  RATING_UNKNOWN: {
    zh: '没有这个准入评级：请删除或更正名称。',
    en: 'No admitted band has this name: remove or rename it.',
  },
  LIMIT_UNCAPPED: {
    zh: '额度没有上限：请在 leastOf 中加入按评级的上限。',
    en: 'The limit has no cap: add caps by rating to leastOf.',
  },
  LIMIT_UNFOUNDED: {
    zh: '额度与企业数据无关：请在 leastOf 中加入指标的倍数。',
    en: 'The limit rests on no figure of the enterprise: add a multiple of an indicator to leastOf.',
  },
  RATE_ABOVE_CEILING: {
    zh: '年利率高于文档写明的上限：请下调。',
    en: 'The rate is above the ceiling the document names: lower it.',
  },
} as const satisfies Record<string, LocalizedText>;

export type PolicyProblemCode = keyof typeof PROBLEMS | 'SHAPE';

export interface PolicyProblem {
  /** Where, such as `scorecard.characteristics[2].attributes[1].from`; empty for the document itself. */
  readonly path: string;
  readonly problem: PolicyProblemCode;
  readonly text: LocalizedText;
}

/** Notes a problem at a place below the part being checked. */
export type Report = (path: readonly (string | number)[], problem: keyof typeof PROBLEMS) => void;

/** The same report, with every path beginning at `prefix`. */
export const under =
  (report: Report, ...prefix: readonly (string | number)[]): Report =>
  (path, problem) =>
    report([...prefix, ...path], problem);

/** Reports each item whose key an earlier item has. */
export function reportDuplicates<T>(
  items: readonly T[],
  keyOf: (item: T) => string,
  field: string,
  report: Report,
): void {
  const seen = new Set<string>();
  items.forEach((item, index) => {
    if (seen.has(keyOf(item))) report([index, field], 'DUPLICATE');
    seen.add(keyOf(item));
  });
}
