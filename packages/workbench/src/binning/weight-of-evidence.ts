/** Good and bad rows by class. */
export interface Counts {
  readonly goods: ArrayLike<number>;
  readonly bads: ArrayLike<number>;
}

const sum = (values: ArrayLike<number>): number =>
  Array.from(values).reduce((total, value) => total + value, 0);

/**
 * Weight of evidence by class: ln of the class's share of all goods over its share of all bads; above 0 = better than
 * the whole. Each class is counted as if it had `shrinkage` more rows with the odds of the whole, so that a class of
 * few rows says little and one without bads does not say infinity.
 *
 * @see Good, Probability and the Weighing of Evidence (1950); Siddiqi, Intelligent Credit Scoring (2nd ed. 2017)
 */
export function weightOfEvidence({ goods, bads }: Counts, shrinkage = 0): Float64Array {
  const [allGoods, allBads] = [sum(goods), sum(bads)];
  const total = allGoods + allBads;
  return Float64Array.from({ length: goods.length }, (_, at) => {
    const good = goods[at]! + (shrinkage * allGoods) / total;
    const bad = bads[at]! + (shrinkage * allBads) / total;
    return good === 0 && bad === 0 ? 0 : Math.log((good * allBads) / (bad * allGoods));
  });
}

/**
 * Information value: Σ (share of goods − share of bads) · weight of evidence. Below 0.02 a feature says next to
 * nothing; above 0.5 it deserves a second look.
 *
 * @see Siddiqi (2nd ed. 2017)
 */
export function informationValue(counts: Counts, shrinkage = 0.5): number {
  const woe = weightOfEvidence(counts, shrinkage);
  const [allGoods, allBads] = [sum(counts.goods), sum(counts.bads)];
  return woe.reduce(
    (total, value, at) => total + (counts.goods[at]! / allGoods - counts.bads[at]! / allBads) * value,
    0,
  );
}
