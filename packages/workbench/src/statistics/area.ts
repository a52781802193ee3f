/**
 * A model's figure for each row, higher = riskier, beside what happened. Every statistic here takes the two as arrays
 * of the same length.
 */
export interface Outcome {
  readonly risk: ArrayLike<number>;
  /** 1 = bad, 0 = good. */
  readonly bad: ArrayLike<number>;
}

/** Ranks from 1, ties sharing their mean. */
export function midranks(values: ArrayLike<number>): Float64Array {
  const order = Int32Array.from({ length: values.length }, (_, at) => at).sort(
    (a, b) => values[a]! - values[b]!,
  );
  const ranks = new Float64Array(values.length);
  for (let from = 0; from < order.length; ) {
    let to = from + 1;
    while (to < order.length && values[order[to]!] === values[order[from]!]) to++;
    for (let at = from; at < to; at++) ranks[order[at]!] = (from + 1 + to) / 2;
    from = to;
  }
  return ranks;
}

/**
 * Area under the ROC curve: the chance that a bad row is held riskier than a good one, ties counting half
 * (Mann–Whitney). NaN where either kind is absent.
 *
 * @see Hanley & McNeil, Radiology 143 (1982) 29–36
 */
export function area({ risk, bad }: Outcome): number {
  const ranks = midranks(risk);
  let sum = 0;
  let bads = 0;
  for (let at = 0; at < ranks.length; at++)
    if (bad[at] === 1) {
      sum += ranks[at]!;
      bads++;
    }
  const goods = ranks.length - bads;
  return (sum - (bads * (bads + 1)) / 2) / (bads * goods);
}

/** Gini coefficient, also called accuracy ratio: 2 × area − 1. */
export const gini = (areaUnderCurve: number): number => 2 * areaUnderCurve - 1;

/** Share of the other kind that each row beats: the structural components of DeLong, bads first. */
function components({ risk, bad }: Outcome): { bads: Float64Array; goods: Float64Array } {
  const place = (outcome: number) =>
    Array.from({ length: risk.length }, (_, at) => at).filter((at) => bad[at] === outcome);
  const [badRows, goodRows] = [place(1), place(0)];
  const all = midranks(Float64Array.from([...badRows, ...goodRows], (at) => risk[at]!));
  const within = (rows: readonly number[]) => midranks(Float64Array.from(rows, (at) => risk[at]!));
  const [ofBad, ofGood] = [within(badRows), within(goodRows)];
  return {
    bads: ofBad.map((rank, at) => (all[at]! - rank) / goodRows.length),
    goods: ofGood.map((rank, at) => 1 - (all[badRows.length + at]! - rank) / badRows.length),
  };
}

const mean = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0) / values.length;

function covariance(first: Float64Array, second: Float64Array): number {
  const [a, b] = [mean(first), mean(second)];
  return first.reduce((sum, value, at) => sum + (value - a) * (second[at]! - b), 0) / (first.length - 1);
}

/**
 * Variance of the area under the ROC curve.
 *
 * @see DeLong, DeLong & Clarke-Pearson, Biometrics 44 (1988) 837–845; by ranks as in Sun & Xu, IEEE Signal Processing
 * Letters 21 (2014) 1389–1393
 */
export function areaVariance(outcome: Outcome): number {
  const { bads, goods } = components(outcome);
  return covariance(bads, bads) / bads.length + covariance(goods, goods) / goods.length;
}

/** Standard normal quantile of 0.975: a 95 % interval on both sides. */
export const Z95 = 1.959964;

/** Area with its 95 % interval by DeLong's variance, kept within 0 and 1. */
export function areaInterval(outcome: Outcome): readonly [number, number] {
  return intervalOf(area(outcome), areaVariance(outcome));
}

export const intervalOf = (centre: number, variance: number): readonly [number, number] => [
  Math.max(0, centre - Z95 * Math.sqrt(variance)),
  Math.min(1, centre + Z95 * Math.sqrt(variance)),
];

export interface AreaDifference {
  /** Area of the first less that of the second. */
  readonly difference: number;
  readonly standardError: number;
  /** 0 where the two rank alike. */
  readonly z: number;
  /** Two-sided. */
  readonly pValue: number;
}

/** Compares two models on the same rows (DeLong et al. 1988). */
export function compareAreas(
  first: ArrayLike<number>,
  second: ArrayLike<number>,
  bad: ArrayLike<number>,
): AreaDifference {
  const a = components({ risk: first, bad });
  const b = components({ risk: second, bad });
  const difference = mean(a.bads) - mean(b.bads);
  const spread = (x: Float64Array, y: Float64Array) =>
    (covariance(x, x) + covariance(y, y) - 2 * covariance(x, y)) / x.length;
  const variance = Math.max(0, spread(a.bads, b.bads) + spread(a.goods, b.goods));
  const standardError = Math.sqrt(variance);
  const z =
    standardError < 1e-12
      ? Math.abs(difference) < 1e-12
        ? 0
        : Math.sign(difference) * Infinity
      : difference / standardError;
  return { difference, standardError, z, pValue: 2 * upperTail(Math.abs(z)) };
}

/** Chance that a standard normal figure is above z ≥ 0. Abramowitz & Stegun 26.2.17, error below 7.5e-8. */
export function upperTail(z: number): number {
  if (z === Infinity) return 0;
  const t = 1 / (1 + 0.2316419 * z);
  const series =
    t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  return (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * series;
}
