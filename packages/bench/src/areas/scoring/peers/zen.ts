import { ZenDecisionContent, ZenEngine } from '@gorules/zen-engine';
import type { ModelApplicant } from '../model/applicants.ts';
import {
  BANDS,
  BASE_SCORE,
  CAP_YUAN,
  MINIMUM_YUAN,
  MODEL_FEATURES,
  MODEL_RULES,
  STEP_YUAN,
} from '../model/features.ts';
import { type ModelResult, ranked } from '../model/result.ts';

/**
 * The model as one expression node of GoRules Zen. It cannot rank, so that is done here.
 *
 * @param given CONTENT read once beforehand, the fastest of its forms; OBJECT as the engine takes a document by itself.
 */
export function zenEngine(given: 'CONTENT' | 'OBJECT'): {
  run(applicant: object): Promise<ModelResult>;
  close(): void;
} {
  const engine = new ZenEngine();
  const position = { x: 0, y: 0 };
  const document = {
    nodes: [
      { id: 'in', type: 'inputNode', name: 'in', position },
      {
        id: 'model',
        type: 'expressionNode',
        name: 'model',
        position,
        content: {
          expressions: expressions(),
          passThrough: false,
          inputField: null,
          outputPath: null,
          executionMode: 'single',
        },
      },
      { id: 'out', type: 'outputNode', name: 'out', position },
    ],
    edges: [
      { id: 'a', type: 'edge', sourceId: 'in', targetId: 'model' },
      { id: 'b', type: 'edge', sourceId: 'model', targetId: 'out' },
    ],
  };
  const decision = engine.createDecision(given === 'CONTENT' ? new ZenDecisionContent(document) : document);
  return {
    async run(applicant) {
      const { result } = await decision.evaluate(applicant);
      return ranked(result.codes, result.score, result.points, result.limit);
    },
    close: () => engine.dispose(),
  };
}

/** Money as numbers: its expressions have no other. */
export const forZen = (applicant: ModelApplicant): object => ({
  ...applicant,
  annual_sales_fen: Number(applicant.annual_sales_fen),
  existing_debt_fen: Number(applicant.existing_debt_fen),
});

function expressions(): { id: string; key: string; value: string }[] {
  const literal = (value: string | number | boolean) =>
    typeof value === 'string' ? `"${value}"` : String(value);
  const codes = MODEL_RULES.map(
    ({ code, field, operator, value }) => `${field} ${operator} ${literal(value)} ? "${code}" : ""`,
  );
  const points = MODEL_FEATURES.map(({ name, cuts, points: all }, index): [string, string] => [
    `p${index}`,
    `${cuts.map((cut, bin) => `${name} <= ${cut} ? ${all[bin]} : `).join('')}${all[5]}`,
  ]);
  const all: [string, string][] = [
    ...points,
    ['codes', `filter([${codes.join(', ')}], # != "")`],
    ['score', `${BASE_SCORE} + ${points.map(([name]) => `$.${name}`).join(' + ')}`],
    ['percent', `${BANDS.map(({ from, percent }) => `$.score >= ${from} ? ${percent} : `).join('')}0`],
    [
      'raw',
      `min([${CAP_YUAN}, (annual_sales_fen * $.percent * (100 - debt_ratio_pct) - existing_debt_fen * 10000) / 1000000])`,
    ],
    ['rounded', `floor($.raw / ${STEP_YUAN}) * ${STEP_YUAN}`],
    ['limit', `len($.codes) > 0 or $.percent == 0 or $.rounded < ${MINIMUM_YUAN} ? 0 : $.rounded`],
    ['points', `[${points.map(([name]) => `$.${name}`).join(', ')}]`],
  ];
  return all.map(([key, value]) => ({ id: key, key, value }));
}
