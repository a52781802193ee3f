import type { LocalizedText } from '@xinqiao/contracts';
import type { PmmlProblem } from './pmml/problem.ts';
import type { FeatureName } from './policy/feature.ts';
import type { PolicyProblem } from './policy/problem.ts';

const TEXTS = {
  POLICY_INVALID: {
    zh: '策略文档有误：请逐项修改 problems 中列出的位置。',
    en: 'The policy document is wrong: correct every place listed under problems.',
  },
  PMML_INVALID: {
    zh: 'PMML 文档不能作为评分卡读入：请逐项处理 problems 中列出的位置。',
    en: 'The PMML document cannot be read as a scorecard: settle every place listed under problems.',
  },
  POLICY_NOT_IN_FORCE: {
    zh: '策略在该日期不生效：请选用该日有效的版本。',
    en: 'The policy is not in force on that day: use the version that is.',
  },
  FEATURE_INVALID: {
    zh: '特征值不符合其单位或取值范围：请由来源数据重新计算 features 中列出的特征。',
    en: 'A value does not fit the unit or the range of its feature: compute those listed under features again from the source data.',
  },
  COUNTS_INVALID: {
    zh: '两组统计无法比较，或数据不可能成立：请用同一策略版本与相同分组重新统计，并核对年月。',
    en: 'The counts cannot be compared or cannot be true: count again by the same version of the policy and the same cells, and check the months.',
  },
} as const satisfies Record<string, LocalizedText>;

export type ScoringErrorCode = keyof typeof TEXTS;

/** `message` is English, `text` has both languages; neither ever contains an indicator's value. */
abstract class ScoringError<Code extends ScoringErrorCode> extends Error {
  readonly code: Code;
  readonly text: LocalizedText;

  constructor(code: Code, particulars = '') {
    super(`${TEXTS[code].en}${particulars}`);
    this.code = code;
    this.text = TEXTS[code];
  }
}

/** A policy document was refused. Every problem found is listed. */
export class PolicyInvalid extends ScoringError<'POLICY_INVALID'> {
  override readonly name = 'PolicyInvalid';
  readonly problems: readonly PolicyProblem[];

  constructor(problems: readonly PolicyProblem[]) {
    super(
      'POLICY_INVALID',
      problems.map(({ path, text }) => `\n- ${path || '(document)'}: ${text.en}`).join(''),
    );
    this.problems = problems;
  }
}

/** A PMML document was refused: what a policy cannot say is never left out. Every problem found is listed. */
export class PmmlInvalid extends ScoringError<'PMML_INVALID'> {
  override readonly name = 'PmmlInvalid';
  readonly problems: readonly PmmlProblem[];

  constructor(problems: readonly PmmlProblem[]) {
    super(
      'PMML_INVALID',
      problems.map(({ path, text }) => `\n- ${path || '(document)'}: ${text.en}`).join(''),
    );
    this.problems = problems;
  }
}

/** The policy was asked to decide on a day outside `validFrom` to `validTo`. */
export class PolicyNotInForce extends ScoringError<'POLICY_NOT_IN_FORCE'> {
  override readonly name = 'PolicyNotInForce';

  constructor() {
    super('POLICY_NOT_IN_FORCE');
  }
}

/** A value that the policy needs is not one its feature can have. Nothing was decided. */
export class FeatureInvalid extends ScoringError<'FEATURE_INVALID'> {
  override readonly name = 'FeatureInvalid';
  /** In the order of the policy’s features. */
  readonly features: readonly FeatureName[];

  constructor(features: readonly FeatureName[]) {
    super('FEATURE_INVALID', ` (${features.join(', ')})`);
    this.features = features;
  }
}

/** Counts for watching a policy do not belong together, or count what cannot be. */
export class CountsInvalid extends ScoringError<'COUNTS_INVALID'> {
  override readonly name = 'CountsInvalid';

  constructor() {
    super('COUNTS_INVALID');
  }
}
