import { NonNegativeAmountCny } from '@xinqiao/contracts';
import { z } from 'zod';
import { Dec } from '../decimal.ts';
import { type FeatureFacts, FeatureName } from './feature.ts';
import { isTooFine } from './limit-places.ts';
import { type Report, reportDuplicates, under } from './problem.ts';
import { checkByRating, type RatingBand, RatingName } from './rating.ts';
import { ReferenceId } from './reference.ts';

const TermName = z
  .string()
  .max(100)
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
  .describe('Name of the term, unique in the limit.');

const PositiveAmountCny = NonNegativeAmountCny.refine(
  (amount) => amount !== '0.00',
  '金额须大于零 / Write an amount above zero',
);

const Multiple = z
  .string()
  .regex(/^(?=.*[1-9])(0|[1-9][0-9]{0,3})(\.[0-9]{1,4})?$/)
  .describe('Factor above 0, at most 4 places: "7", "0.3".');

/** What an amount is multiplied by. */
export const Factor = z.union([
  z.strictObject({ number: Multiple }),
  z.strictObject({
    numberByRating: z.record(RatingName, Multiple).describe('Factor for each admitted rating.'),
  }),
  z.strictObject({ feature: FeatureName.describe('A ratio or number; below 0 it counts as 0.') }),
  z.strictObject({ complementOf: FeatureName.describe('1 − this ratio or number; below 0 it counts as 0.') }),
]);
export type Factor = z.infer<typeof Factor>;

/** A figure of the enterprise, in yuan, times a number. */
const Multiplied = z.strictObject({
  feature: FeatureName.describe('A feature in yuan.'),
  multiple: Multiple,
});
/** Yuan by rating. */
const ByRating = z.strictObject({
  capByRating: z.record(RatingName, PositiveAmountCny).describe('Yuan for each admitted rating.'),
});
const Constant = z.strictObject({ amount: NonNegativeAmountCny });
const Named = z.strictObject({ term: TermName.describe('A term of this limit, by its name.') });

/** An amount in yuan, composed of others. */
export type Amount =
  | z.infer<typeof Multiplied>
  | z.infer<typeof ByRating>
  | z.infer<typeof Constant>
  | z.infer<typeof Named>
  | { leastOf: Amount[] }
  | { greatestOf: Amount[] }
  | { sumOf: Amount[] }
  | { difference: [Amount, Amount] }
  | { product: { of: Amount; factors: Factor[] } };

const some = z
  .array(z.lazy(() => Amount))
  .min(1)
  .max(20);
const composed = {
  leastOf: z.strictObject({ leastOf: some.describe('The least of these.') }),
  greatestOf: z.strictObject({ greatestOf: some.describe('The greatest of these.') }),
  sumOf: z.strictObject({ sumOf: some.describe('The sum of these.') }),
  difference: z.strictObject({
    difference: z.tuple([z.lazy(() => Amount), z.lazy(() => Amount)]).describe('The first less the second.'),
  }),
  product: z.strictObject({
    product: z
      .strictObject({
        of: z.lazy(() => Amount),
        factors: z.array(Factor).min(1).max(4).describe('At most 4.'),
      })
      .describe('An amount times each of its factors.'),
  }),
};
export const Amount: z.ZodType<Amount> = z
  .lazy(() => z.union([Multiplied, ByRating, Constant, Named, ...Object.values(composed)]))
  .meta({
    id: 'LimitAmount',
    description: 'An amount in yuan, composed of others.',
  }) as unknown as z.ZodType<Amount>;

const named = { name: TermName, reference: ReferenceId };

/** An amount with its name and its source. */
export const LimitTerm = z.union([
  Multiplied.extend(named),
  ByRating.extend(named),
  Constant.extend(named),
  Named.extend(named),
  composed.leastOf.extend(named),
  composed.greatestOf.extend(named),
  composed.sumOf.extend(named),
  composed.difference.extend(named),
  composed.product.extend(named),
]);
export type LimitTerm = Amount & { name: string; reference: string };

/** The limit is the least of its terms, rounded down; below the minimum there is none. */
export const Limit = z.strictObject({
  terms: z
    .array(LimitTerm as unknown as z.ZodType<LimitTerm>)
    .max(50)
    .optional()
    .describe('Amounts that others name; they do not bind by themselves.'),
  leastOf: z
    .array(LimitTerm as unknown as z.ZodType<LimitTerm>)
    .min(1)
    .max(50)
    .describe('Terms; the least one binds.'),
  roundDownTo: z.int().min(1).max(1_000_000).describe('Step the limit is rounded down to, in whole yuan.'),
  minimum: PositiveAmountCny.describe('Smallest limit that is granted, in yuan.'),
  reference: ReferenceId,
});
export type Limit = z.infer<typeof Limit>;

/** The amounts of which this one is composed directly. */
export function partsOf(amount: Amount): readonly { part: Amount; path: readonly (string | number)[] }[] {
  const each = (key: string, parts: readonly Amount[]) =>
    parts.map((part, index) => ({ part, path: [key, index] }));
  if ('leastOf' in amount) return each('leastOf', amount.leastOf);
  if ('greatestOf' in amount) return each('greatestOf', amount.greatestOf);
  if ('sumOf' in amount) return each('sumOf', amount.sumOf);
  if ('difference' in amount) return each('difference', amount.difference);
  return 'product' in amount ? [{ part: amount.product.of, path: ['product', 'of'] }] : [];
}

type Place = readonly (string | number)[];

/** Every amount of a limit, outer ones first, with its place. */
export function* amountsOf({ terms = [], leastOf }: Limit): Generator<{ amount: Amount; path: Place }> {
  function* within(amount: Amount, path: Place): Generator<{ amount: Amount; path: Place }> {
    yield { amount, path };
    for (const { part, path: below } of partsOf(amount)) yield* within(part, [...path, ...below]);
  }
  for (const [index, term] of terms.entries()) yield* within(term, ['terms', index]);
  for (const [index, term] of leastOf.entries()) yield* within(term, ['leastOf', index]);
}

export interface LimitFeature {
  readonly feature: FeatureName;
  readonly path: Place;
  readonly as: 'AMOUNT' | 'RATIO';
}

/** Features of a limit, with their places, and whether each is an amount or a ratio there. */
export function limitFeatures(limit: Limit): LimitFeature[] {
  return [...amountsOf(limit)].flatMap(({ amount, path }): LimitFeature[] => {
    if ('feature' in amount) return [{ feature: amount.feature, path: [...path, 'feature'], as: 'AMOUNT' }];
    if (!('product' in amount)) return [];
    return amount.product.factors.flatMap((factor, index): LimitFeature[] => {
      const at = [...path, 'product', 'factors', index];
      if ('feature' in factor) return [{ feature: factor.feature, path: [...at, 'feature'], as: 'RATIO' }];
      return 'complementOf' in factor
        ? [{ feature: factor.complementOf, path: [...at, 'complementOf'], as: 'RATIO' }]
        : [];
    });
  });
}

/** @returns Whether every named term is there, none is composed of itself, and all together are not too long. */
export function checkLimit(
  limit: Limit,
  features: ReadonlyMap<FeatureName, FeatureFacts>,
  bands: readonly RatingBand[],
  report: Report,
): boolean {
  const { terms = [], leastOf } = limit;
  const all = [...terms, ...leastOf];
  reportDuplicates(terms, ({ name }) => name, 'name', under(report, 'terms'));
  const helpers = new Set(terms.map(({ name }) => name));
  leastOf.forEach(({ name }, index) => {
    if (helpers.has(name)) report(['leastOf', index, 'name'], 'DUPLICATE');
  });
  reportDuplicates(leastOf, ({ name }) => name, 'name', under(report, 'leastOf'));

  const names = new Set(all.map(({ name }) => name));
  let known = true;
  for (const { amount, path } of amountsOf(limit)) {
    if ('term' in amount && !names.has(amount.term)) {
      known = false;
      report([...path, 'term'], 'TERM_UNKNOWN');
    }
    if ('capByRating' in amount)
      checkByRating(amount.capByRating, bands, under(report, ...path, 'capByRating'));
    if ('product' in amount)
      amount.product.factors.forEach((factor, index) => {
        if ('numberByRating' in factor)
          checkByRating(
            factor.numberByRating,
            bands,
            under(report, ...path, 'product', 'factors', index, 'numberByRating'),
          );
      });
  }
  for (const { feature, path, as } of limitFeatures(limit)) {
    const unit = features.get(feature)?.unit;
    const fits = as === 'AMOUNT' ? unit === 'AMOUNT' : unit === 'RATIO' || unit === 'NUMBER';
    if (unit !== undefined && !fits)
      report(path, as === 'AMOUNT' ? 'FEATURE_NOT_AMOUNT' : 'FEATURE_NOT_RATIO');
  }
  if (!known || checkCycles(limit, report)) return false;
  if (lengthOf(limit) > MOST_PARTS) {
    report(['leastOf'], 'LIMIT_TOO_LONG');
    return false;
  }
  terms.forEach(({ name }, index) => {
    const used = [...amountsOf(limit)].some(({ amount }) => 'term' in amount && amount.term === name);
    if (!used) report(['terms', index], 'TERM_UNUSED');
  });
  const declared = limitFeatures(limit).every(({ feature }) => features.has(feature));
  if (declared && isTooFine(limit, features)) report(['leastOf'], 'LIMIT_TOO_FINE');
  const byName = new Map(all.map((term) => [term.name, term]));
  if (!leastOf.some((term) => isBounded(term, 1, byName, features))) report(['leastOf'], 'LIMIT_UNCAPPED');
  if (limitFeatures(limit).length === 0) report(['leastOf'], 'LIMIT_UNFOUNDED');
  return true;
}

/** Amounts and factors a limit may have once every named term is written out. */
const MOST_PARTS = 2_000;

/** Amounts and factors of a limit without cycles, each named term counted wherever it is named. */
function lengthOf({ terms = [], leastOf }: Limit): number {
  const byName = new Map([...terms, ...leastOf].map((term) => [term.name, term]));
  const known = new Map<Amount, number>();
  const of = (amount: Amount): number => {
    const parts = partsOf(amount).map(({ part }) => part);
    const named = 'term' in amount ? byName.get(amount.term) : undefined;
    const factors = 'product' in amount ? amount.product.factors.length : 0;
    const length =
      known.get(amount) ??
      [...parts, ...(named ? [named] : [])].reduce((sum, part) => sum + of(part), 1 + factors);
    known.set(amount, length);
    return length;
  };
  return leastOf.reduce((sum, term) => sum + of(term), 0);
}

/** The side of an amount on which it has a bound: above it or below it. */
type Side = 1 | -1;

/** Whether no figure of the enterprise can make an amount as large, or with −1 as small, as it likes. */
function isBounded(
  amount: Amount,
  side: Side,
  terms: ReadonlyMap<string, Amount>,
  features: ReadonlyMap<FeatureName, FeatureFacts>,
): boolean {
  const bounded = (part: Amount) => isBounded(part, side, terms, features);
  // A figure is never a cap, whatever its range says; below 0 many cannot be.
  if ('feature' in amount) return side === -1 && (features.get(amount.feature)?.range[0] ?? null) !== null;
  if ('capByRating' in amount || 'amount' in amount) return true;
  if ('term' in amount) {
    const named = terms.get(amount.term);
    return named !== undefined && bounded(named);
  }
  // The least of several is capped by any of them, the greatest of several held up by any.
  if ('leastOf' in amount) return side === 1 ? amount.leastOf.some(bounded) : amount.leastOf.every(bounded);
  if ('greatestOf' in amount)
    return side === 1 ? amount.greatestOf.every(bounded) : amount.greatestOf.some(bounded);
  if ('sumOf' in amount) return amount.sumOf.every(bounded);
  if ('difference' in amount) {
    const [whole, taken] = amount.difference;
    return bounded(whole) && isBounded(taken, -side as Side, terms, features);
  }
  return bounded(amount.product.of) && !amount.product.factors.some((factor) => canLift(factor, features));
}

/** Whether a figure of the enterprise can make a factor as large as it likes: 1 − x is more than 1 where x is below 0. */
function canLift(factor: Factor, features: ReadonlyMap<FeatureName, FeatureFacts>): boolean {
  if (!('complementOf' in factor)) return 'feature' in factor;
  const lowest = features.get(factor.complementOf)?.range[0] ?? null;
  return lowest === null || new Dec(lowest).lt(0);
}

/** Reports each term that is composed of itself. @returns Whether there is one */
function checkCycles({ terms = [], leastOf }: Limit, report: Report): boolean {
  const namedBy = (amount: Amount): string[] =>
    'term' in amount ? [amount.term] : partsOf(amount).flatMap(({ part }) => namedBy(part));
  const next = new Map([...terms, ...leastOf].map((term) => [term.name, namedBy(term)]));
  const reaches = (from: string, to: string, seen = new Set<string>()): boolean =>
    (next.get(from) ?? []).some((name) => {
      if (name === to) return true;
      if (seen.has(name)) return false;
      seen.add(name);
      return reaches(name, to, seen);
    });
  const circular = [
    ...terms.map(({ name }, index) => ({ name, path: ['terms', index] })),
    ...leastOf.map(({ name }, index) => ({ name, path: ['leastOf', index] })),
  ].filter(({ name }) => reaches(name, name));
  for (const { path } of circular) report(path, 'LIMIT_CYCLIC');
  return circular.length > 0;
}
