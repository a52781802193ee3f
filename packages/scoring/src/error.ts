import type { IndicatorName, LocalizedText } from '@xinqiao/contracts';
import type { PolicyProblem } from './policy/problem.ts';

const TEXTS = {
  POLICY_INVALID: {
    zh: '策略文档有误：请逐项修改 problems 中列出的位置。',
    en: 'The policy document is wrong: correct every place listed under problems.',
  },
  POLICY_NOT_IN_FORCE: {
    zh: '策略在该日期不生效：请选用该日有效的版本。',
    en: 'The policy is not in force on that day: use the version that is.',
  },
  INDICATOR_INVALID: {
    zh: '指标值不符合其单位或取值范围：请由来源数据重新计算 indicators 中列出的指标。',
    en: 'A value does not fit the unit or the range of its indicator: compute those listed under indicators again from the source data.',
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

/** The policy was asked to decide on a day outside `validFrom` to `validTo`. */
export class PolicyNotInForce extends ScoringError<'POLICY_NOT_IN_FORCE'> {
  override readonly name = 'PolicyNotInForce';

  constructor() {
    super('POLICY_NOT_IN_FORCE');
  }
}

/** A value that the policy needs is not one its indicator can have. Nothing was decided. */
export class IndicatorInvalid extends ScoringError<'INDICATOR_INVALID'> {
  override readonly name = 'IndicatorInvalid';
  /** Names of the indicators, in the order of the policy's features. */
  readonly indicators: readonly IndicatorName[];

  constructor(indicators: readonly IndicatorName[]) {
    super('INDICATOR_INVALID', ` (${indicators.join(', ')})`);
    this.indicators = indicators;
  }
}
