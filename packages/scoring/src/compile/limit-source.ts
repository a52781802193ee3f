import type { FeatureFacts, FeatureName } from '../policy/feature.ts';
import type { Amount, Factor, Limit } from '../policy/limit.ts';
import { amountExtents, factorExtent, limitPlaces, scaled } from '../policy/limit-places.ts';

/** How one way of compiling writes the arithmetic of limits on whole numbers. */
export interface Dialect {
  feature(name: string): string;
  /** A whole number that the policy states. */
  literal(units: bigint): string;
  /** A whole number for each admitted rating. */
  byRating(units: Readonly<Record<string, bigint>>): string;
  least(parts: readonly string[]): string;
  greatest(parts: readonly string[]): string;
  /** What a product or a sum is wrapped in. */
  exact(source: string): string;
}

/** Expressions of the terms that can bind, all at the same places. */
export function limitSources(
  limit: Limit,
  features: ReadonlyMap<FeatureName, FeatureFacts>,
  dialect: Dialect,
): { readonly places: number; readonly terms: readonly { name: string; source: string }[] } {
  const extent = amountExtents(limit, features);
  const places = limitPlaces(limit, features);
  const named = new Map([...(limit.terms ?? []), ...limit.leastOf].map((term) => [term.name, term]));
  const { feature, literal, least, greatest, exact } = dialect;

  const byRating = (decimals: Readonly<Record<string, string>>, at: number) =>
    dialect.byRating(
      Object.fromEntries(Object.entries(decimals).map(([rating, decimal]) => [rating, scaled(decimal, at)])),
    );
  const factor = (by: Factor): string => {
    const at = factorExtent(by, features).places;
    if ('number' in by) return literal(scaled(by.number, at));
    if ('numberByRating' in by) return byRating(by.numberByRating, at);
    const one = literal(scaled('1', at));
    return greatest([
      'feature' in by ? feature(by.feature) : `(${one} - ${feature(by.complementOf)})`,
      literal(0n),
    ]);
  };
  const raised = (source: string, from: number, to: number): string =>
    from === to ? source : exact(`${source} * ${literal(10n ** BigInt(to - from))}`);
  const aligned = (parts: readonly Amount[], at: number) =>
    parts.map((part) => raised(value(part), extent(part).places, at));

  const value = (amount: Amount): string => {
    const at = extent(amount).places;
    if ('feature' in amount)
      return exact(`${feature(amount.feature)} * ${literal(scaled(amount.multiple, at - 2))}`);
    if ('capByRating' in amount) return byRating(amount.capByRating, at);
    if ('amount' in amount) return literal(scaled(amount.amount, at));
    if ('term' in amount) return value(named.get(amount.term)!);
    if ('leastOf' in amount) return least(aligned(amount.leastOf, at));
    if ('greatestOf' in amount) return greatest(aligned(amount.greatestOf, at));
    if ('sumOf' in amount) return aligned(amount.sumOf, at).reduce((sum, part) => exact(`${sum} + ${part}`));
    if ('difference' in amount)
      return aligned(amount.difference, at).reduce((rest, part) => exact(`${rest} - ${part}`));
    return amount.product.factors
      .map(factor)
      .reduce((product, by) => exact(`${product} * ${by}`), value(amount.product.of));
  };
  return {
    places,
    terms: limit.leastOf.map((term) => ({
      name: term.name,
      source: raised(value(term), extent(term).places, places),
    })),
  };
}
