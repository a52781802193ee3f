import { floorToYuan } from '@xinqiao/contracts';
import { Dec } from '../decimal.ts';
import type { FeatureFacts, FeatureName } from '../policy/feature.ts';
import { highestLimit } from '../policy/highest-limit.ts';
import type { Amount, Factor } from '../policy/limit.ts';
import { isTooFine } from '../policy/limit-places.ts';
import type { PolicyDocument } from '../policy/policy.ts';
import { checkLimitOrder } from '../policy/rating-order.ts';
import type { Dice } from './random.ts';
import { yuan } from './random-features.ts';

type Bands = PolicyDocument['rating'];
/** Names of features a limit can rest on. */
export interface LimitFeatures {
  readonly amounts: readonly string[];
  readonly ratios: readonly string[];
}

/** Values for each admitted rating, from the highest to the lowest, or the other way round. */
export function byRating(bands: Bands, make: () => string, order: 'FALLING' | 'RISING' = 'FALLING') {
  const admitted = bands.filter((band) => band.admitted).map(({ rating }) => rating);
  const values = admitted.map(make).toSorted((one, other) => new Dec(other).cmp(one));
  if (order === 'RISING') values.reverse();
  return Object.fromEntries(admitted.map((rating, index) => [rating, values[index]!]));
}

/** A random composition that is right. */
export function randomLimit(
  dice: Dice,
  bands: Bands,
  { amounts, ratios }: LimitFeatures,
  facts: ReadonlyMap<FeatureName, FeatureFacts>,
): PolicyDocument['limit'] {
  const { whole, pick, chance } = dice;
  const multiple = () => `${whole(1, 40)}${pick(['', '.5', '.125', '.3333'])}`;
  const factor = (): Factor =>
    pick<() => Factor>([
      () => ({ number: multiple() }),
      () => ({ numberByRating: byRating(bands, multiple) }),
      ...(ratios.length === 0
        ? []
        : [() => ({ feature: pick(ratios) }), () => ({ complementOf: pick(ratios) })]),
    ])();
  const leaf = (): Amount =>
    chance(0.3) ? { amount: yuan(dice) } : { feature: pick(amounts), multiple: multiple() };
  /** What is taken away may grow as the rating gets worse. */
  const taken = (): Amount =>
    chance(0.3) ? { capByRating: byRating(bands, () => yuan(dice), 'RISING') } : leaf();
  const amount = (depth: number): Amount =>
    depth === 0
      ? leaf()
      : pick<() => Amount>([
          leaf,
          () => ({ leastOf: [amount(depth - 1), leaf()] }),
          () => ({ greatestOf: [leaf(), amount(depth - 1)] }),
          () => ({ sumOf: [amount(depth - 1), leaf(), leaf()] }),
          () => ({ difference: [amount(depth - 1), taken()] }),
          () => ({
            product: { of: amount(depth - 1), factors: chance(0.3) ? [factor(), factor()] : [factor()] },
          }),
          () => ({ capByRating: byRating(bands, () => yuan(dice)) }),
          () => ({ term: 'shared' }),
        ])();
  const composed = (): PolicyDocument['limit'] => ({
    terms: [{ name: 'shared', ...leaf(), reference: 'test' }],
    leastOf: [
      { name: 'first', feature: pick(amounts), multiple: multiple(), reference: 'test' },
      { name: 'second', ...amount(3), reference: 'test' },
      { name: 'third', sumOf: [{ term: 'shared' }, amount(1)], reference: 'test' },
      {
        name: 'cap',
        ...(chance(0.5) ? { amount: yuan(dice) } : { capByRating: byRating(bands, () => yuan(dice)) }),
        reference: 'test',
      },
    ],
    roundDownTo: pick([1, 1, 7, 100, 1000, 10_000]),
    minimum: pick(['0.01', '0.01', '100.00', '10000.00']),
    reference: 'test',
  });
  for (;;) {
    const limit = composed();
    const highest = floorToYuan(highestLimit({ limit, rating: bands }, facts), limit.roundDownTo);
    let sound = !isTooFine(limit, facts) && highest.gte(limit.minimum);
    checkLimitOrder(limit, facts, bands, () => {
      sound = false;
    });
    if (sound) return limit;
  }
}
