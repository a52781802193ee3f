/** Several measurements of one thing, in the unit of the measurements. */
export interface Spread {
  readonly median: number;
  readonly lowest: number;
  readonly highest: number;
}

/**
 * Middle value of an odd number of measurements, mean of the two middle ones of an even number.
 *
 * @throws {RangeError} when there is none, or one is not a finite number
 */
export function median(values: readonly number[]): number {
  if (values.length === 0 || !values.every(Number.isFinite)) throw new RangeError('no finite measurements');
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2;
}

/** @throws {RangeError} as {@link median} */
export const spreadOf = (values: readonly number[]): Spread => ({
  median: median(values),
  lowest: Math.min(...values),
  highest: Math.max(...values),
});

/**
 * Ratio round by round: both sides of each quotient were measured within the same few seconds, so that what slows
 * the machine for a while cancels out.
 *
 * @throws {RangeError} when the numbers of rounds differ, and as {@link median}
 */
export function ratioOf(numerators: readonly number[], denominators: readonly number[]): Spread {
  if (numerators.length !== denominators.length) throw new RangeError('rounds do not match');
  return spreadOf(numerators.map((numerator, round) => numerator / (denominators[round] ?? Number.NaN)));
}
