import type { LocalizedText } from '@xinqiao/contracts';

/** Why a policy document is refused; each text says what to do next. `SHAPE` carries the schema's own words. */
export const PROBLEMS = {
  NESTED_TOO_DEEP: {
    zh: '嵌套过深：请减少层次，或在 terms 中给中间金额命名。',
    en: 'Nested too deep: use fewer layers, or give the amounts in between a name under terms.',
  },
  KEY_FORBIDDEN: {
    zh: '不能使用该名称的键：请删除。',
    en: 'A key of this name cannot be used: remove it.',
  },
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
  REFERENCE_EXPIRED: {
    zh: '出处的失效日期早于策略：请更新出处，或让策略最迟与出处同日失效。',
    en: 'The source ends before the policy does: name the one that replaces it, or end the policy with it.',
  },
  FEATURE_UNDEFINED: {
    zh: '目录中没有该指标，策略也没有定义它：请更正名称，或写明 definition。',
    en: 'The catalogue has no such indicator and the policy does not define it: correct the name, or write its definition.',
  },
  FEATURE_REDEFINED: {
    zh: '目录已定义该指标的单位与范围：请删除 definition 与 range，或改名。',
    en: 'The catalogue defines unit and range of this indicator: remove definition and range, or rename it.',
  },
  FEATURE_UNORDERED: {
    zh: '类别没有大小之分：请删除 range 与 influence。',
    en: 'Categories have no order: remove range and influence.',
  },
  RANGE_EMPTY: {
    zh: '取值范围的下限高于上限：请更正。',
    en: 'The range begins above its end: correct one of the two.',
  },
  REASON_UNKNOWN: {
    zh: '没有这个原因代码：请选用平台的代码，或在 reasons 中写明。',
    en: 'There is no such reason: use a code of the platform, or word it under reasons.',
  },
  FEATURE_UNDECLARED: {
    zh: '该特征未在 features 中声明：请声明并写明缺失时的处理。',
    en: 'The feature is not declared under features: declare it and say what its absence means.',
  },
  FEATURE_UNUSED: {
    zh: '已声明的指标没有使用：请删除，不读取用不到的数据。',
    en: 'The declared indicator is used nowhere: remove it, data that is not needed is not read.',
  },
  FEATURE_NOT_RATIO: {
    zh: '系数须为比率：请改用比率类指标。',
    en: 'A factor is a ratio: choose a feature that is one.',
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
  TEST_POINTLESS: {
    zh: '该条件对该特征的全部可能取值都成立或都不成立：请更正。',
    en: 'The test holds for every value the feature can have, or for none: correct it.',
  },
  RULE_UNREACHABLE: {
    zh: '该规则永远不起作用：违反它的必已违反同等或更严的规则，或没有授信能达到它。请更正或删除。',
    en: 'The rule can never decide anything: whoever breaks it breaks others that do as much, or no offer can meet it. Correct or remove it.',
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
  ATTRIBUTE_UNREACHABLE: {
    zh: '该区间在特征的取值范围之外：请删除，并让相邻区间接续。',
    en: 'The interval lies outside the range of the feature: remove it and let the one beside it go on.',
  },
  ATTRIBUTE_OVERLAP: {
    zh: '有取值属于两个属性：请使区间由小到大首尾相接，类别只列一次。',
    en: 'Some values belong to two attributes: let intervals join in ascending order, and list each grade once.',
  },
  BAND_ORDER: {
    zh: '评级须由好到差排列：分数由高到低，pointsAbove 时由低到高；只有最后一级的 from 为 null。',
    en: 'Order the bands from the best to the worst: from the highest score down, with pointsAbove from the lowest up; the last one, and only it, has from null.',
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
  RATING_ORDER: {
    zh: '较差的评级额度更高或利率更低：缺失会降低评级，不得因此获益。请按评级由好到差排列取值。',
    en: 'A worse rating is lent more or pays less: absence lowers the rating and must not gain by it. Order the values from the best rating to the worst.',
  },
  RATING_FACTOR_SIGN: {
    zh: '该金额可能为负，与其他金额相加减时，较高的倍数反而使额度降低：请先用 greatestOf 与 "0.00" 使其不为负。',
    en: 'The amount can be below 0, and added to others a higher multiple then gives less: first let it be no less than "0.00", by greatestOf.',
  },
  TERM_UNKNOWN: {
    zh: '额度中没有这个名称的项：请更正或补充。',
    en: 'The limit has no term of this name: correct it or add the term.',
  },
  TERM_UNUSED: {
    zh: '没有任何项引用它：请删除。',
    en: 'No other term names it: remove it.',
  },
  LIMIT_CYCLIC: {
    zh: '额度中有项由自身构成：请断开循环。',
    en: 'A term of the limit is composed of itself: break the circle.',
  },
  LIMIT_TOO_LONG: {
    zh: '逐项展开后，额度的构成过长：请减少项与项之间的重复引用。',
    en: 'With every named term written out the limit is too long: let terms name each other less often.',
  },
  LIMIT_TOO_FINE: {
    zh: '金额与系数连乘后超出可精确计算的位数：请减少系数或其小数位。',
    en: 'Amounts times factors have more digits than can be computed exactly: use fewer factors or places.',
  },
  LIMIT_TOO_HIGH: {
    zh: '额度可能超过能够书写的最大金额 9999999999999999.99 元：请降低上限。',
    en: 'The limit can be above the highest amount that can be written, 9999999999999999.99 yuan: lower its caps.',
  },
  LIMIT_UNREACHABLE: {
    zh: '任何授信都达不到最低额度或取整的步长，无人能得到授信：请下调。',
    en: 'No limit can be as high as the minimum or the step it is rounded down to, so nobody is lent to: lower it.',
  },
  KNOT_ORDER: {
    zh: '各点须按分数由低到高排列。',
    en: 'Order the knots from the lowest score to the highest.',
  },
  RISK_ORDER: {
    zh: '评分越好，违约概率不得越高：请更正。',
    en: 'A better score must not have a higher probability of default: correct one of the two.',
  },
  PROBABILITY_ABSENT: {
    zh: '策略没有写明违约概率：请补充 defaultProbability。',
    en: 'The policy gives no probability of default: add defaultProbability.',
  },
  LIMIT_UNCAPPED: {
    zh: '额度没有上限：请在 leastOf 中加入与企业数据无关的上限。',
    en: 'The limit has no cap: add to leastOf one that rests on no figure of the enterprise.',
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
