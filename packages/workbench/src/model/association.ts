import type { Cells } from '../binning/cells.ts';
import type { Counts } from '../binning/weight-of-evidence.ts';
import { upperTail } from '../statistics/area.ts';
import { chiSquareTail } from '../statistics/chi-square.ts';
import type { Column } from '../table/column.ts';

/** Groups of nearly equal size that numbers are counted in. */
const GROUPS = 5;
/** Fewest bad and good rows that a group must be expected to have; smaller ones are counted together. */
const LEAST_EXPECTED = 1;

/**
 * Chance that a column without any bearing on the outcome would look as it does: Pearson’s χ² over its categories, or
 * over fifths of its numbers, with a group for each code and for what is missing; for numbers also the rank sum test of
 * Wilcoxon, of which the smaller counts, doubled for having looked twice (Bonferroni).
 *
 * Groups are made without a look at the outcome, so that the chance is what it says; optimal bins are not, and
 * information value in sample is above 0 for noise.
 *
 * @see Pearson, Philosophical Magazine 50 (1900) 157–175; Cochran, Biometrics 10 (1954) 417–451, on small groups;
 *   Wilcoxon, Biometrics Bulletin 1 (1945) 80–83
 */
export function chanceOfNoise(
  kind: Column['kind'],
  { ordered, count }: Pick<Cells, 'ordered' | 'count'>,
  counts: Counts,
): number {
  const rows = (cell: number) => counts.goods[cell]! + counts.bads[cell]!;
  const cells = Array.from({ length: count }, (_, cell) => cell);
  const numbers = cells.slice(0, ordered);
  if (kind === 'CATEGORY')
    return chanceOverGroups(
      cells.map((cell) => [cell]),
      counts,
    );
  const total = numbers.reduce((sum, cell) => sum + rows(cell), 0);
  const fifths: number[][] = Array.from({ length: GROUPS }, () => []);
  let before = 0;
  for (const cell of numbers) {
    const fifth = Math.floor((GROUPS * (before + rows(cell) / 2)) / (total || 1));
    fifths[Math.min(GROUPS - 1, fifth)]!.push(cell);
    before += rows(cell);
  }
  const others = cells.slice(ordered).map((cell) => [cell]);
  return Math.min(
    1,
    2 * Math.min(chanceOverGroups([...fifths, ...others], counts), chanceOfRanks(numbers, counts)),
  );
}

function chanceOverGroups(groups: readonly (readonly number[])[], counts: Counts): number {
  const sum = (figures: ArrayLike<number>) => Array.from(figures).reduce((all, one) => all + one, 0);
  const share = sum(counts.bads) / (sum(counts.goods) + sum(counts.bads));
  const least = LEAST_EXPECTED / Math.min(share, 1 - share);
  const large: [number, number][] = [];
  const rest: [number, number] = [0, 0];
  for (const group of groups) {
    const good = sum(group.map((cell) => counts.goods[cell]!));
    const bad = sum(group.map((cell) => counts.bads[cell]!));
    if (good + bad >= least) large.push([good, bad]);
    else {
      rest[0] += good;
      rest[1] += bad;
    }
  }
  if (rest[0] + rest[1] > 0) large.push(rest);
  const figure = large.reduce((all, [good, bad]) => {
    const expected = (good + bad) * share;
    return all + (bad - expected) ** 2 / expected + (bad - expected) ** 2 / (good + bad - expected);
  }, 0);
  return chiSquareTail(figure, large.length - 1);
}

/** Two-sided, with ties sharing their mean rank. */
function chanceOfRanks(cells: readonly number[], { goods, bads }: Counts): number {
  let [good, bad, sum, ties] = [0, 0, 0, 0];
  for (const cell of cells) {
    const tied = goods[cell]! + bads[cell]!;
    sum += bads[cell]! * (good + bad + (tied + 1) / 2);
    ties += tied ** 3 - tied;
    good += goods[cell]!;
    bad += bads[cell]!;
  }
  const all = good + bad;
  const variance = ((good * bad) / 12) * (all + 1 - ties / (all * (all - 1)));
  return variance > 0 ? 2 * upperTail(Math.abs(sum - (bad * (all + 1)) / 2) / Math.sqrt(variance)) : 1;
}

/**
 * The largest chance that is still taken for no chance, such that of what is taken at most a share `rate` is expected
 * to be noise, however many columns there are; −1 where none is.
 *
 * @see Benjamini & Hochberg, Journal of the Royal Statistical Society B 57 (1995) 289–300
 */
export function falseDiscoveryBound(chances: readonly number[], rate: number): number {
  const sorted = [...chances].sort((a, b) => a - b);
  return sorted.reduce(
    (bound, chance, at) => (chance <= (rate * (at + 1)) / sorted.length ? chance : bound),
    -1,
  );
}
