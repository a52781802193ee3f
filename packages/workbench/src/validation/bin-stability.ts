import type { FittedCharacteristic, FittedScorecard } from '../model/fit-scorecard.ts';

export interface BinStability {
  readonly name: string;
  /** Share of the fold scorecards that use the feature. */
  readonly used: number;
  /** Largest standard deviation over the folds of what a step adds to the log odds, over the feature’s spread. */
  readonly variation: number;
  /** Whether some pair of neighbouring steps changes places in more than a tenth of the folds. */
  readonly reversals: boolean;
}

const MOST_REVERSED = 0.1;

/** Gathers from scorecards of folds how steady the steps of one are. */
export function stabilityGatherer(scorecard: FittedScorecard, rows: Int32Array) {
  const tracked = scorecard.characteristics.map((characteristic) => {
    const { fit, valueOfCell } = characteristic;
    const steps = [...new Set(valueOfCell)].sort((a, b) => a - b);
    const stepOf = Uint16Array.from(rows, (row) => steps.indexOf(valueOfCell[fit.cells.cellOf[row]!]!));
    return { characteristic, steps, stepOf, seen: [] as Float64Array[] };
  });
  let folds = 0;
  return {
    see(fold: FittedScorecard): void {
      folds++;
      const byName = new Map(fold.characteristics.map((one) => [one.fit.feature.column.name, one]));
      for (const { characteristic, steps, stepOf, seen } of tracked) {
        const own = byName.get(characteristic.fit.feature.column.name);
        if (own !== undefined) seen.push(meanByStep(own, rows, stepOf, steps.length));
      }
    },
    result: (): BinStability[] =>
      tracked.map(({ characteristic, steps, seen }) => ({
        name: characteristic.fit.feature.column.name,
        used: folds === 0 ? 0 : seen.length / folds,
        variation: variationOf(seen, steps),
        reversals: steps.some(
          (_, step) =>
            step > 0 &&
            seen.filter((one) => one[step]! < one[step - 1]!).length > MOST_REVERSED * seen.length,
        ),
      })),
  };
}

/** What another scorecard adds on average to the rows of each step; NaN for a step without rows. */
function meanByStep(
  { fit, valueOfCell }: FittedCharacteristic,
  rows: Int32Array,
  stepOf: Uint16Array,
  steps: number,
): Float64Array {
  const [sums, counts] = [new Float64Array(steps), new Float64Array(steps)];
  rows.forEach((row, at) => {
    sums[stepOf[at]!]! += valueOfCell[fit.cells.cellOf[row]!]!;
    counts[stepOf[at]!]!++;
  });
  return sums.map((sum, step) => sum / counts[step]!);
}

function variationOf(seen: readonly Float64Array[], steps: readonly number[]): number {
  const spread = steps.at(-1)! - steps[0]!;
  if (seen.length < 2 || spread === 0) return 0;
  const deviations = steps.map((_, step) => {
    const figures = seen.map((one) => one[step]!).filter((figure) => !Number.isNaN(figure));
    if (figures.length < 2) return 0;
    const mean = figures.reduce((sum, figure) => sum + figure, 0) / figures.length;
    return Math.sqrt(figures.reduce((sum, figure) => sum + (figure - mean) ** 2, 0) / (figures.length - 1));
  });
  return Math.max(...deviations) / spread;
}
