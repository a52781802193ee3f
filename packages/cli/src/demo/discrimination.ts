/** A firm's score beside what happened. */
export interface Scored {
  readonly score: number;
  readonly bad: boolean;
}

/**
 * Area under the ROC curve: the chance that a good firm scores above a bad one, ties counting half
 * (Mann–Whitney). NaN when one side is empty.
 */
export function areaUnderCurve(firms: readonly Scored[]): number {
  const good = firms.filter(({ bad }) => !bad).map(({ score }) => score);
  const bad = firms.filter((firm) => firm.bad).map(({ score }) => score);
  const wins = good.reduce(
    (sum, high) => sum + bad.reduce((part, low) => part + (high > low ? 1 : high === low ? 0.5 : 0), 0),
    0,
  );
  return wins / (good.length * bad.length);
}

/**
 * 95 % interval of the area by DeLong's variance.
 *
 * @see DeLong, DeLong & Clarke-Pearson, Biometrics 44 (1988) 837–845.
 */
export function areaInterval(firms: readonly Scored[]): readonly [number, number] {
  const area = areaUnderCurve(firms);
  const good = firms.filter(({ bad }) => !bad).map(({ score }) => score);
  const bad = firms.filter((firm) => firm.bad).map(({ score }) => score);
  const share = (value: number, others: readonly number[], above: boolean) =>
    others.reduce((sum, other) => sum + (value === other ? 0.5 : value > other === above ? 1 : 0), 0) /
    others.length;
  const variance = (values: readonly number[]) =>
    values.reduce((sum, value) => sum + (value - area) ** 2, 0) / (values.length - 1);
  const spread = Math.sqrt(
    variance(good.map((score) => share(score, bad, true))) / good.length +
      variance(bad.map((score) => share(score, good, false))) / bad.length,
  );
  return [Math.max(0, area - 1.96 * spread), Math.min(1, area + 1.96 * spread)];
}

/** Share of bad firms; null when there is none to judge by. */
export const badRate = (firms: readonly { readonly bad: boolean }[]): number | null =>
  firms.length === 0 ? null : firms.filter(({ bad }) => bad).length / firms.length;
