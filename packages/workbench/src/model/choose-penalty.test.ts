import { describe, expect, it } from 'vitest';
import { stratifiedFolds } from '../random/folds.ts';
import { randomFrom } from '../random/random.ts';
import { fitWithChosenPenalty } from './choose-penalty.ts';
import { fitLogistic, linearOf, logistic, meanLoss } from './elastic-net.ts';

const FOLDS = 5;

/** Columns of which the first `telling` bear on the outcome. */
function made(rows: number, telling: number, noise: number, seed = 1, weight = 1) {
  const random = randomFrom(seed);
  const columns = Array.from({ length: telling + noise }, () =>
    Float64Array.from({ length: rows }, () => 2 * random() - 1),
  );
  const outcome = Uint8Array.from({ length: rows }, (_, row) => {
    const log = columns.slice(0, telling).reduce((sum, column) => sum + weight * column[row]!, 0);
    return random() < logistic(log) ? 1 : 0;
  });
  const fold = stratifiedFolds(Int32Array.from(outcome.keys()), outcome, FOLDS, seed);
  return { design: { columns, outcome }, fold };
}

/** Mean loss on the rows left out, by fitting once for each fold. */
function lossOutOfFold({ design, fold }: ReturnType<typeof made>, lambda: number, alpha: number): number {
  const { columns, outcome } = design;
  const places = Array.from(outcome.keys());
  const pick = (rows: readonly number[]) => ({
    columns: columns.map((column) => Float64Array.from(rows, (row) => column[row]!)),
    outcome: Uint8Array.from(rows, (row) => outcome[row]!),
  });
  return Array.from({ length: FOLDS }, (_, held) => {
    const train = pick(places.filter((row) => fold[row] !== held));
    const test = pick(places.filter((row) => fold[row] === held));
    const { intercept, coefficients } = fitLogistic(train, { lambda, alpha }, { nonNegative: true });
    const beta = Float64Array.of(intercept, ...coefficients);
    const loss = meanLoss(linearOf(test.columns, beta, test.outcome.length), test.outcome);
    return (loss * test.outcome.length) / outcome.length;
  }).reduce((sum, loss) => sum + loss, 0);
}

describe('fitWithChosenPenalty', () => {
  it('is the fit at the penalty it chose', () => {
    const { design, fold } = made(300, 2, 3);
    const { lambda, alpha, coefficients, intercept } = fitWithChosenPenalty(design, 0.5, fold, FOLDS);
    const again = fitLogistic(design, { lambda, alpha }, { nonNegative: true });
    expect(intercept).toBeCloseTo(again.intercept, 5);
    coefficients.forEach((weight, at) => void expect(weight).toBeCloseTo(again.coefficients[at]!, 5));
  });

  it('chooses by its quadratic as well as by fitting every fold: hardly worse than the best of the path', () => {
    for (const seed of [1, 2, 3]) {
      const data = made(250, 2, 8, seed);
      const chosen = fitWithChosenPenalty(data.design, 0.5, data.fold, FOLDS);
      const losses = Array.from({ length: 12 }, (_, step) =>
        lossOutOfFold(data, chosen.lambda * 4 ** (step - 6), 0.5),
      );
      expect(lossOutOfFold(data, chosen.lambda, 0.5) - Math.min(...losses)).toBeLessThan(0.002);
    }
  });

  it('penalises noise more than what tells', () => {
    const telling = fitWithChosenPenalty(...argumentsOf(made(400, 3, 0, 4, 2)));
    const noise = fitWithChosenPenalty(...argumentsOf(made(400, 0, 3, 4)));
    expect(telling.lambda).toBeLessThan(noise.lambda * 10);
    expect(Math.min(...telling.coefficients)).toBeGreaterThan(1);
    expect(Math.max(...noise.coefficients)).toBeLessThan(0.2);
  });

  it('leaves no weight below nothing, and none that is not a number, also where one column settles all', () => {
    const { design, fold } = made(200, 1, 1);
    const settled = { ...design, columns: [Float64Array.from(design.outcome), design.columns[0]!] };
    const { coefficients, intercept } = fitWithChosenPenalty(settled, 0.05, fold, FOLDS);
    expect([intercept, ...coefficients].every(Number.isFinite)).toBe(true);
    expect(coefficients.every((weight) => weight >= 0)).toBe(true);
    expect(coefficients[0]).toBeGreaterThan(coefficients[1]!);
  });

  it('fits the share alone without columns', () => {
    const outcome = Uint8Array.of(1, 0, 0, 0, 1, 0, 0, 0);
    const fold = Uint8Array.of(0, 0, 0, 0, 1, 1, 1, 1);
    const { intercept } = fitWithChosenPenalty({ columns: [], outcome }, 0.5, fold, 2);
    expect(intercept).toBeCloseTo(Math.log(1 / 3), 6);
  });
});

const argumentsOf = ({ design, fold }: ReturnType<typeof made>) => [design, 0.5, fold, FOLDS] as const;
