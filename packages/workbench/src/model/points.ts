import { WorkbenchError } from '../error.ts';
import type { FittedCharacteristic, FittedScorecard } from './fit-scorecard.ts';

/** How log odds become points. */
export interface Scaling {
  /** Score at which the odds are `baseOdds`. */
  readonly baseScore: number;
  /** Goods to one bad. */
  readonly baseOdds: number;
  /** Points that double the odds (PDO). */
  readonly pointsToDouble: number;
}

export const SCALING_DEFAULTS: Scaling = { baseScore: 600, baseOdds: 20, pointsToDouble: 50 };

export interface ScaledCharacteristic {
  readonly fitted: FittedCharacteristic;
  /** Points by cell, the worst 0. */
  readonly pointsOfCell: Int32Array;
  /** Whether what is missing would have scored better than some known value, and was lowered to the worst. */
  readonly missingLowered: boolean;
}

export interface ScaledScorecard {
  readonly initialScore: number;
  readonly characteristics: readonly ScaledCharacteristic[];
  readonly scaling: Scaling;
}

/**
 * Score = offset + factor · log odds, with factor = PDO / ln 2 and offset = base score − factor · ln (base odds), in
 * whole points by cell. What is missing, and words among numbers, score no better than the worst known value: a policy
 * lets absence cost, never help.
 *
 * @see Siddiqi, Intelligent Credit Scoring (2nd ed. 2017); Thomas, Edelman & Crook (2002)
 */
export function scale({ intercept, characteristics }: FittedScorecard, scaling: Scaling): ScaledScorecard {
  const { baseScore, baseOdds, pointsToDouble } = scaling;
  if (!(pointsToDouble > 0) || !(baseOdds > 0)) throw new WorkbenchError('OPTION_INVALID', 'base odds, PDO');
  const factor = pointsToDouble / Math.LN2;
  let atWorst = intercept;
  const scaled = characteristics.map((fitted): ScaledCharacteristic => {
    const { fit, valueOfCell } = fitted;
    const absent = absentCells(fitted);
    const known = valueOfCell.filter((_, cell) => !absent.includes(cell));
    const seen = absent.filter((cell) => fit.counts.goods[cell]! + fit.counts.bads[cell]! > 0);
    const leastKnown = Math.min(...known);
    const least = Math.min(leastKnown, ...seen.map((cell) => valueOfCell[cell]!));
    atWorst += least;
    const pointsOfCell = Int32Array.from(valueOfCell, (value) => Math.round(factor * (value - least)));
    for (const cell of absent) pointsOfCell[cell] = 0;
    return { fitted, pointsOfCell, missingLowered: seen.some((cell) => valueOfCell[cell]! > leastKnown) };
  });
  const initialScore = Math.round(baseScore - factor * Math.log(baseOdds) + factor * atWorst);
  return { initialScore, characteristics: scaled, scaling };
}

/** Cells that a policy can only call missing: what is missing, and words among numbers. */
function absentCells({ fit: { feature, cells } }: FittedCharacteristic): number[] {
  const words =
    feature.column.kind === 'CATEGORY'
      ? []
      : feature.column.amounts.flatMap((amount, at) => (Number.isNaN(amount) ? [cells.ordered + at] : []));
  return [...words, cells.count - 1];
}

/** Score of rows of the table, in points. */
export function scoreOf({ initialScore, characteristics }: ScaledScorecard, rows: Int32Array): Float64Array {
  const score = new Float64Array(rows.length).fill(initialScore);
  for (const { fitted, pointsOfCell } of characteristics) {
    const { cellOf } = fitted.fit.cells;
    for (let at = 0; at < rows.length; at++) score[at]! += pointsOfCell[cellOf[rows[at]!]!]!;
  }
  return score;
}

/** Probability of being bad that a score stands for. */
export function riskAtScore(score: number, { baseScore, baseOdds, pointsToDouble }: Scaling): number {
  const logOdds = ((score - baseScore) * Math.LN2) / pointsToDouble + Math.log(baseOdds);
  return 1 / (1 + Math.exp(logOdds));
}
