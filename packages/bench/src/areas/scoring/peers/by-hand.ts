import type { ModelApplicant } from '../model/applicants.ts';
import { BASE_SCORE, MODEL_FEATURES, MODEL_RULES } from '../model/features.ts';
import { limitByBigInt, limitByNumber, type ModelResult, ranked } from '../model/result.ts';

/**
 * The model written out for this one purpose, its numbers in the source: what a programmer would write who needs
 * nothing but speed. With BigInt the limit is exact; with plain numbers it is the physical limit of the language.
 */
export function byHand(arithmetic: 'BigInt' | 'number'): (applicant: ModelApplicant) => ModelResult {
  const operators: Record<string, string> = { '==': '===', '!=': '!==', '<': '<', '>': '>' };
  const source = [
    'return (applicant) => {',
    'const codes = [];',
    ...MODEL_RULES.map(
      ({ code, field, operator, value }) =>
        `if (applicant.${field} ${operators[operator]} ${JSON.stringify(value)}) codes.push('${code}');`,
    ),
    ...MODEL_FEATURES.flatMap(({ name, cuts, points }, index) => [
      `const x${index} = applicant.${name};`,
      `const p${index} = ${cuts.map((cut, bin) => `x${index} <= ${cut} ? ${points[bin]} : `).join('')}${points[5]};`,
    ]),
    `const score = ${BASE_SCORE} + ${MODEL_FEATURES.map((_, index) => `p${index}`).join(' + ')};`,
    'const limit = codes.length > 0 ? 0 : limitOf(applicant.annual_sales_fen, applicant.existing_debt_fen, applicant.debt_ratio_pct, score);',
    `return ranked(codes, score, [${MODEL_FEATURES.map((_, index) => `p${index}`).join(', ')}], limit);`,
    '};',
  ].join('\n');
  return new Function('ranked', 'limitOf', source)(
    ranked,
    arithmetic === 'BigInt' ? limitByBigInt : limitByNumber,
  ) as (applicant: ModelApplicant) => ModelResult;
}
