/** Share of the variance of a step function that joining its steps may lose. */
const MOST_LOST = 0.01;
const MOST_STEPS = 10;

/**
 * Joins neighbouring steps of a step function into as few as keep 99 % of its variance, at most ten: the split of least
 * squared error, exactly (Fisher’s optimal grouping). A monotone function stays monotone.
 *
 * @param values Figure of each step, in order.
 * @param weights Rows on each step.
 * @returns The figures with those of joined steps replaced by their weighted mean
 * @see Fisher, Journal of the American Statistical Association 53 (1958) 789–798
 */
export function simplifySteps(values: Float64Array, weights: Float64Array): Float64Array {
  const count = values.length;
  const [w, wv, wvv] = [0, 1, 2].map((power) => {
    const sums = new Float64Array(count + 1);
    for (let at = 0; at < count; at++)
      sums[at + 1] = sums[at]! + (weights[at]! + 1e-9) * values[at]! ** power;
    return sums;
  }) as [Float64Array, Float64Array, Float64Array];
  const error = (from: number, to: number): number => {
    const mass = w[to]! - w[from]!;
    const sum = wv[to]! - wv[from]!;
    return Math.max(0, wvv[to]! - wvv[from]! - (sum * sum) / mass);
  };
  const total = error(0, count);
  let least = Float64Array.from({ length: count + 1 }, (_, to) => (to === 0 ? 0 : error(0, to)));
  const cuts: Int32Array[] = [new Int32Array(count + 1)];
  let steps = 1;
  while (steps < Math.min(count, MOST_STEPS) && least[count]! > MOST_LOST * total + 1e-12) {
    const next = new Float64Array(count + 1).fill(Infinity);
    const cut = new Int32Array(count + 1);
    for (let to = steps + 1; to <= count; to++)
      for (let from = steps; from < to; from++) {
        const sum = least[from]! + error(from, to);
        if (sum < next[to]!) [next[to], cut[to]] = [sum, from];
      }
    least = next;
    cuts.push(cut);
    steps++;
  }
  const result = new Float64Array(count);
  let end = count;
  for (let step = steps - 1; step >= 0; step--) {
    const from = cuts[step]![end]!;
    result.fill((wv[end]! - wv[from]!) / (w[end]! - w[from]!), from, end);
    end = from;
  }
  return result;
}
