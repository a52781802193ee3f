import { Dec } from '../../decimal.ts';
import { allFacts, type FeatureFacts, type FeatureName } from '../../policy/feature.ts';
import { type Limit, limitFeatures } from '../../policy/limit.ts';
import { amountExtents, limitBound } from '../../policy/limit-places.ts';
import type { Policy } from '../../policy/policy.ts';
import { type Dialect, limitSources } from '../limit-source.ts';
import { floored, type Level, MOST_QUOTIENT, quotient } from './expressions.ts';

const MOST_BIGINT = 2n ** 63n - 1n;
const WIDE = 'DECIMAL(38,0)';
/** Bounds of amounts, in fen, within which 64 bits may do: from any amount there is down to ten million yuan. */
const BOUNDS = Array.from({ length: 10 }, (_, index) => 10n ** BigInt(18 - index));

/**
 * The steps to `yuan`, NULL where nothing is lent, and `bound_by`, the place of the term that binds. Amounts within a
 * bound are computed in 64 bits, larger ones in 38 digits.
 *
 * @param column Name of the column of a feature.
 * @param offered Whether there is something to offer.
 * @param at Column of the place of the rating, and what the names of all other columns begin with.
 * @throws {RangeError} where the caps are so large that no database would divide them exactly
 */
export function limitLevels(
  policy: Policy,
  column: (name: string) => string,
  offered: string,
  { band, prefix }: { readonly band: string; readonly prefix: string } = { band: 'band', prefix: '' },
): Level[] {
  const { limit } = policy;
  const facts = allFacts(policy.features);
  if (mostYuan(limit, facts) >= MOST_QUOTIENT)
    throw new RangeError('The caps of the limit are too large for SQL.');
  const bound = BOUNDS.find((most) => limitBound(limit, facts, most) <= MOST_BIGINT);
  const always = limitBound(limit, facts) <= MOST_BIGINT;
  const amounts = new Set(
    limitFeatures(limit).flatMap(({ feature, as }) => (as === 'AMOUNT' ? [column(feature)] : [])),
  );
  const usual = always
    ? 'TRUE'
    : bound === undefined
      ? 'FALSE'
      : [...amounts].map((name) => `${name} BETWEEN -${bound} AND ${bound}`).join(' AND ') || 'TRUE';

  const small = terms(policy, facts, column, band, 'BIGINT');
  const wide = terms(policy, facts, column, band, WIDE);
  const [hasSmall, hasWide] = [usual !== 'FALSE', usual !== 'TRUE'];
  const each = (sources: readonly string[], name: string, when: string): Level =>
    Object.fromEntries(
      sources.map((source, index) => [
        `${prefix}${name}_${index}`,
        `CASE WHEN ${prefix}${when} THEN ${source} END`,
      ]),
    );
  const least = (name: string) =>
    `LEAST(${small.sources.map((_, index) => `${prefix}${name}_${index}`).join(', ')})`;
  const binding = (name: string, minimum: string) =>
    `CASE ${small.sources.map((_, index) => (index === small.sources.length - 1 ? `ELSE ${index}` : `WHEN ${prefix}${name}_${index} = ${prefix}${minimum} THEN ${index}`)).join(' ')} END`;
  const pick = (ofSmall: string, ofWide: string): string => {
    if (!hasWide) return `CASE WHEN ${prefix}small THEN ${ofSmall} END`;
    return hasSmall
      ? `CASE WHEN ${prefix}small THEN ${ofSmall} WHEN ${prefix}wide THEN ${ofWide} END`
      : `CASE WHEN ${prefix}wide THEN ${ofWide} END`;
  };

  const unit = 10n ** BigInt(small.places);
  const wholeSmall = quotient(floored(`GREATEST(${prefix}least_small, 0)`, unit), unit);
  const rounded = `ROUND(GREATEST(${prefix}least_wide, 0), -${small.places})`;
  const wholeWide = quotient(
    `(CASE WHEN ${rounded} > GREATEST(${prefix}least_wide, 0) THEN ${rounded} - ${unit} ELSE ${rounded} END)`,
    unit,
  );
  const minimum = new Dec(limit.minimum).ceil().toFixed();
  const stepped = floored(`${prefix}whole`, limit.roundDownTo);
  return [
    {
      ...(hasSmall ? { [`${prefix}small`]: `(${offered}) AND ${usual}` } : {}),
      ...(hasWide ? { [`${prefix}wide`]: `(${offered}) AND NOT (${usual})` } : {}),
    },
    {
      ...(hasSmall ? each(small.sources, 'small', 'small') : {}),
      ...(hasWide ? each(wide.sources, 'wide', 'wide') : {}),
    },
    {
      ...(hasSmall ? { [`${prefix}least_small`]: least('small') } : {}),
      ...(hasWide ? { [`${prefix}least_wide`]: least('wide') } : {}),
    },
    {
      [`${prefix}whole`]: pick(wholeSmall, wholeWide),
      [`${prefix}bound_by`]: pick(binding('small', 'least_small'), binding('wide', 'least_wide')),
    },
    { [`${prefix}yuan`]: `CASE WHEN ${stepped} >= ${minimum} THEN ${stepped} END` },
  ];
}

/** No least of terms is more than the greatest that each of them can be. */
function mostYuan(limit: Limit, facts: ReadonlyMap<FeatureName, FeatureFacts>): bigint {
  const extent = amountExtents(limit, facts);
  return limit.leastOf
    .map(extent)
    .map(({ most, places }) => most / 10n ** BigInt(places))
    .reduce((one, other) => (one < other ? one : other));
}

/** The terms that can bind, all at the same places, in the numbers of one type. */
function terms(
  { limit, rating }: Policy,
  facts: ReadonlyMap<FeatureName, FeatureFacts>,
  column: (name: string) => string,
  place: string,
  type: string,
): { places: number; sources: string[] } {
  const cast = (source: string) => `CAST(${source} AS ${type})`;
  const dialect: Dialect = {
    feature: (name) => (type === WIDE ? cast(column(name)) : column(name)),
    literal: (units) => cast(`${units}`),
    byRating: (units) => {
      const cases = rating.flatMap(({ rating: name }, band) =>
        units[name] === undefined ? [] : [`WHEN ${band} THEN ${units[name]}`],
      );
      return cast(cases.length === 0 ? 'NULL' : `CASE ${place} ${cases.join(' ')} END`);
    },
    least: (parts) => `LEAST(${parts.join(', ')})`,
    greatest: (parts) => `GREATEST(${parts.join(', ')})`,
    exact: (source) => (type === WIDE ? cast(`(${source})`) : `(${source})`),
  };
  const { places, terms: all } = limitSources(limit, facts, dialect);
  return { places, sources: all.map(({ source }) => source) };
}
