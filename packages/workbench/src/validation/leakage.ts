import { observedShare } from '@xinqiao/scoring';
import { fitWithChosenPenalty } from '../model/choose-penalty.ts';
import type { CrossFit } from '../model/cross-fit.ts';
import { linearOf } from '../model/elastic-net.ts';
import { stratifiedFolds } from '../random/folds.ts';
import { area, compareAreas } from '../statistics/area.ts';

/** Which rule named it; of several the first. */
export type LeakRule = 'NEAR_PERFECT' | 'CERTAIN_CLASS' | 'STRONGER_THAN_OTHERS';

export interface Leak {
  readonly name: string;
  readonly rule: LeakRule;
  /** Area of the feature alone, out of fold. */
  readonly auc: number;
  /** Area of a model of all features that are weaker than the weakest suspect; null where none are. */
  readonly aucOfOthers: number | null;
}

/** No honest feature tells a default with such an area alone: a bureau’s whole score has 0.75 to 0.85. */
const NEAR_PERFECT = 0.95;
/** From where on a class of rows is certain to default: nobody lends to one that is known beforehand. */
const CERTAIN = 0.85;
/** Share of bad rows in the whole up to which a certain class is the exception. */
const MOST_BAD = 0.5;
/** Fewest features to compare with. */
const LEAST_OTHERS = 3;
/** A suspect leaves at most this share of the error of the best of the others. */
const LEFT_OVER = 1 / 2;
/** Features as like as this may say the same: a term in days, or an end date, hides the term in months. */
const ALIKE = 0.5;
/** Features as like as this do say the same, and are named together. */
const COPY = 0.9;
/**
 * Largest chance, one-sided, that such a difference comes from the rows drawn: a person who looks in vain loses minutes,
 * and a leak in a table of few defaults is hardly ever beyond doubt.
 */
const LEVEL = 0.1;

interface Ranked {
  readonly name: string;
  readonly risk: Float64Array;
  readonly figures: Float64Array;
  readonly auc: number;
}

/**
 * Leakage alarm. A feature very likely knows the outcome, as a rating does that was given with hindsight, or a term that
 * the default cut short, if alone it
 *
 * - has an area of 0.95 and more,
 * - has a category, a code, a fortieth of its numbers or nothing at all where all but certainly everyone defaults: Wilson’s
 *   lower 95 % bound of the share is 0.85 and more, in a table of which at most half is bad, or
 * - tells the outcome better than all weaker features together, significantly so, and leaves at most half of the error
 *   (1 − area) of the best of them. What is much like it does not count as other. All that are as strong are named with
 *   it, so that leaks cannot hide behind each other; at most half of the features, since the exception is sought.
 *
 * The areas are out of fold, the comparison DeLong’s. By the third rule what is too good depends on what the other
 * columns can do; an honest score of a bureau among columns that say next to nothing is named, too.
 *
 * @see Kaufman, Rosset, Perlich & Stitelman, ACM TKDD 6 (2012) 15, on leakage; the rules are our own
 */
export function findLeaks(fits: readonly CrossFit[], bad: Uint8Array, seed: number, alpha: number): Leak[] {
  const sorted = fits
    .map(({ feature, figures }): Ranked => {
      const risk = figures.map((figure) => -figure);
      const auc = risk.some((one) => one !== 0) ? area({ risk, bad }) : 0.5;
      return { name: feature.column.name, risk, figures, auc };
    })
    .sort((a, b) => a.auc - b.auc);
  const compared = strongerThanOthers(sorted, bad, seed, alpha);
  const stronger = new Set(compared.leaks);
  const certain = new Set(fits.filter(hasCertainClass).map(({ feature }) => feature.column.name));
  return sorted.toReversed().flatMap(({ name, auc }): Leak[] => {
    const rule =
      auc >= NEAR_PERFECT
        ? 'NEAR_PERFECT'
        : certain.has(name)
          ? 'CERTAIN_CLASS'
          : stronger.has(name)
            ? 'STRONGER_THAN_OTHERS'
            : undefined;
    return rule === undefined ? [] : [{ name, rule, auc, aucOfOthers: compared.aucOfOthers }];
  });
}

function hasCertainClass({ counts: { goods, bads } }: CrossFit): boolean {
  const sum = (figures: ArrayLike<number>) => Array.from(figures).reduce((all, one) => all + one, 0);
  if (sum(bads) > MOST_BAD * (sum(goods) + sum(bads))) return false;
  return Array.from(bads).some((bad, cell) => {
    const { interval } = observedShare(bad, bad + goods[cell]!);
    return interval !== null && interval[0] >= CERTAIN;
  });
}

function strongerThanOthers(
  sorted: readonly Ranked[],
  bad: Uint8Array,
  seed: number,
  alpha: number,
): { leaks: readonly string[]; aucOfOthers: number | null } {
  for (let at = Math.max(LEAST_OTHERS, Math.ceil(sorted.length / 2)); at < sorted.length; at++) {
    const suspect = sorted[at]!;
    // Whichever others count, the best of them is no worse than this: most features are settled without a comparison.
    if (1 - suspect.auc > LEFT_OVER * (1 - sorted[LEAST_OTHERS - 1]!.auc)) continue;
    const weaker = sorted
      .slice(0, at)
      .map((each) => ({ ...each, likeness: likeness(each.risk, suspect.risk) }));
    const others = weaker.filter((each) => each.likeness < ALIKE);
    const best = others.at(-1);
    if (others.length < LEAST_OTHERS || best === undefined) continue;
    // The others together are hardly worse than their best one: most features are settled by this alone.
    if (1 - suspect.auc > LEFT_OVER * (1 - best.auc)) continue;
    const columns = others.map(({ figures }) => figures);
    const together = riskOfOthers(columns, bad, seed, alpha);
    const { z, pValue } = compareAreas(suspect.risk, together, bad);
    if (z > 0 && pValue / 2 < LEVEL)
      return {
        leaks: [...weaker.filter((each) => each.likeness >= COPY), ...sorted.slice(at)].map(
          ({ name }) => name,
        ),
        aucOfOthers: area({ risk: together, bad }),
      };
  }
  return { leaks: [], aucOfOthers: null };
}

/** Pearson’s correlation of two columns of figures, without its sign; 0 where one of them is constant. */
function likeness(one: Float64Array, other: Float64Array): number {
  const mean = (column: Float64Array) => column.reduce((sum, figure) => sum + figure, 0) / column.length;
  const [a, b] = [mean(one), mean(other)];
  let [ab, aa, bb] = [0, 0, 0];
  for (let at = 0; at < one.length; at++) {
    ab += (one[at]! - a) * (other[at]! - b);
    aa += (one[at]! - a) ** 2;
    bb += (other[at]! - b) ** 2;
  }
  return ab === 0 ? 0 : Math.abs(ab) / Math.sqrt(aa * bb);
}

const FOLDS = 5;

/** Risk by a model of these features, each row told by a fit without it. */
function riskOfOthers(
  columns: readonly Float64Array[],
  bad: Uint8Array,
  seed: number,
  alpha: number,
): Float64Array {
  const places = Int32Array.from(bad.keys());
  const fold = stratifiedFolds(places, bad, FOLDS, seed);
  const risk = new Float64Array(bad.length);
  for (let held = 0; held < FOLDS; held++) {
    const train = places.filter((at) => fold[at] !== held);
    const test = places.filter((at) => fold[at] === held);
    const pick = (rows: Int32Array) =>
      columns.map((column) => Float64Array.from(rows, (row) => column[row]!));
    const inner = stratifiedFolds(train, bad, FOLDS, seed + 1);
    const outcome = Uint8Array.from(train, (row) => 1 - bad[row]!);
    const net = fitWithChosenPenalty({ columns: pick(train), outcome }, alpha, inner, FOLDS);
    const told = linearOf(pick(test), Float64Array.of(net.intercept, ...net.coefficients), test.length);
    test.forEach((row, at) => {
      risk[row] = -told[at]!;
    });
  }
  return risk;
}
