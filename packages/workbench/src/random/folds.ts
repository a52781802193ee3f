import { randomFrom, shuffle } from './random.ts';

/**
 * Deals rows into folds so that each has its share of good and of bad ones (stratified k-fold).
 *
 * @param rows Places of the rows to deal.
 * @param bad 1 = bad, 0 = good, by place.
 * @returns Fold of each of `rows`, 0 to `folds` − 1, in their order.
 */
export function stratifiedFolds(
  rows: Int32Array,
  bad: ArrayLike<number>,
  folds: number,
  seed: number,
): Uint8Array {
  const random = randomFrom(seed);
  const fold = new Uint8Array(rows.length);
  let dealt = 0;
  for (const outcome of [1, 0]) {
    const places = Int32Array.from(rows.keys()).filter((at) => bad[rows[at]!] === outcome);
    // The second class goes on where the first stopped, so that folds differ by one row at most.
    for (const at of shuffle(places, random)) fold[at] = dealt++ % folds;
  }
  return fold;
}
