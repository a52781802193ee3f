import { Engine } from 'json-rules-engine';
import type { ModelApplicant } from '../model/applicants.ts';
import { BASE_SCORE, MODEL_FEATURES, MODEL_RULES } from '../model/features.ts';
import { limitByBigInt, type ModelResult, ranked } from '../model/result.ts';

const OPERATORS = { '<': 'lessThan', '>': 'greaterThan', '==': 'equal', '!=': 'notEqual' } as const;

/** Rules and bins as rules of json-rules-engine; it has no arithmetic, so sum, limit and ranking are done here. */
export function jsonRulesEngine(): { run(applicant: ModelApplicant): Promise<ModelResult> } {
  const engine = new Engine();
  for (const { code, field, operator, value } of MODEL_RULES)
    engine.addRule({
      conditions: { all: [{ fact: field, operator: OPERATORS[operator], value }] },
      event: { type: 'rule', params: { code } },
    });
  MODEL_FEATURES.forEach(({ name, cuts, points }, index) => {
    points.forEach((value, bin) => {
      const all = [
        ...(bin > 0 ? [{ fact: name, operator: 'greaterThan', value: cuts[bin - 1]! }] : []),
        ...(bin < 5 ? [{ fact: name, operator: 'lessThanInclusive', value: cuts[bin]! }] : []),
      ];
      engine.addRule({ conditions: { all }, event: { type: 'points', params: { index, value } } });
    });
  });
  return {
    async run(applicant) {
      const { events } = await engine.run(applicant);
      const points = new Array<number>(MODEL_FEATURES.length);
      const codes: string[] = [];
      let score = BASE_SCORE;
      for (const { type, params } of events) {
        if (type === 'rule') codes.push(params!.code);
        else {
          points[params!.index] = params!.value;
          score += params!.value;
        }
      }
      codes.sort();
      const { annual_sales_fen, existing_debt_fen, debt_ratio_pct } = applicant;
      const limit =
        codes.length > 0 ? 0 : limitByBigInt(annual_sales_fen, existing_debt_fen, debt_ratio_pct, score);
      return ranked(codes, score, points, limit);
    },
  };
}
