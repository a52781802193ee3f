import type { FeatureTest } from '../../policy/admission.ts';
import type { FeatureFacts } from '../../policy/feature.ts';
import { scaled } from '../../policy/limit-places.ts';
import type { Policy } from '../../policy/policy.ts';
import { meritSign } from '../../policy/scorecard.ts';
import { ceiled, quoted, quotient } from './expressions.ts';

/** Whether a rule’s test holds; NULL where the value is not known. */
export function testSql(test: FeatureTest, value: string, { categories, places }: FeatureFacts): string {
  const written = (given: string | number) =>
    categories === null ? `${scaled(given, places)}` : quoted(String(given));
  const list = (values: readonly (string | number)[]) => values.map(written).join(', ');
  if ('atLeast' in test) return `${value} >= ${written(test.atLeast)}`;
  if ('atMost' in test) return `${value} <= ${written(test.atMost)}`;
  if ('equals' in test) return `${value} = ${written(test.equals)}`;
  return 'oneOf' in test ? `${value} IN (${list(test.oneOf)})` : `${value} NOT IN (${list(test.noneOf)})`;
}

type Attributes = Policy['scorecard']['characteristics'][number]['attributes'];

/**
 * A number for the attribute that a value belongs to. The last one has no condition, so that it also stands for a value
 * that is not known and whose absence is not scored: such a row is not scored either.
 */
export function attributeSql(
  attributes: Attributes,
  value: string,
  { places }: FeatureFacts,
  numberOf: (place: number) => number,
): string {
  const missing = attributes.findIndex((attribute) => 'missing' in attribute);
  const known = attributes.flatMap((attribute, place) => {
    if ('missing' in attribute) return [];
    if ('values' in attribute)
      return [{ when: `${value} IN (${attribute.values.map(quoted).join(', ')})`, place }];
    return [{ when: attribute.to === null ? '' : `${value} < ${scaled(attribute.to, places)}`, place }];
  });
  const absent = missing < 0 ? '' : `WHEN ${value} IS NULL THEN ${numberOf(missing)} `;
  const cases = known.slice(0, -1).map(({ when, place }) => `WHEN ${when} THEN ${numberOf(place)} `);
  const last = numberOf(known.at(-1)!.place);
  if (absent === '' && cases.length === 0) return `${last}`;
  return `CASE ${absent}${cases.join('')}ELSE ${last} END`;
}

/** The place of the band of `score`, with `more` added to it; NULL without a score. */
export function bandSql({ rating, scorecard }: Policy, more = ''): string {
  const compare = meritSign(scorecard) === 1 ? '>=' : '<=';
  const cases = rating.map(({ from }, band) =>
    from === null ? `ELSE ${band}` : `WHEN score${more} ${compare} ${from} THEN ${band}`,
  );
  return `CASE WHEN score IS NULL THEN NULL ${cases.join(' ')} END`;
}

/** The probability of default at `score`, in millionths. */
export function millionthsSql({ defaultProbability }: Policy): string {
  if (defaultProbability === undefined) return 'CAST(NULL AS BIGINT)';
  const { knots } = defaultProbability;
  const units = knots.map(({ probability }) => scaled(probability, 6));
  const cases = knots.map(({ score }, index) => {
    if (index === 0) return `WHEN score <= ${score} THEN ${units[0]}`;
    const before = knots[index - 1]!;
    const weighed = `(${units[index - 1]} * (${score} - CAST(score AS BIGINT)) + ${units[index]} * (CAST(score AS BIGINT) - ${negative(before.score)}))`;
    const span = score - before.score;
    return `WHEN score <= ${score} THEN ${quotient(ceiled(weighed, span), span)}`;
  });
  return `CAST(CASE WHEN score IS NULL THEN NULL ${cases.join(' ')} ELSE ${units.at(-1)} END AS BIGINT)`;
}

/** A number after a minus sign: two of them would begin a comment. */
const negative = (number: number): string => (number < 0 ? `(${number})` : `${number}`);

/** Rate per year in millionths; NULL where none is offered. */
export function rateSql({ price, rating }: Policy): string {
  if (!('byRisk' in price)) {
    const cases = rating.flatMap((band, place) =>
      band.admitted ? [`WHEN ${place} THEN ${scaled(price.annualRateByRating[band.rating]!, 6)}`] : [],
    );
    return cases.length === 0 ? 'CAST(NULL AS BIGINT)' : `CAST(CASE band ${cases.join(' ')} END AS BIGINT)`;
  }
  const { fundingCost, lossGivenDefault, margin, floor } = price.byRisk;
  const fair = `(millionths * ${scaled(lossGivenDefault, 6)} + ${scaled(fundingCost, 12) + scaled(margin, 12)})`;
  // In units of 10^−12, rounded up at 4 places.
  const rounded = quotient(ceiled(fair, 10n ** 8n), 10n ** 6n);
  const rate = `GREATEST(${rounded}, ${scaled(floor, 6)})`;
  return `CASE WHEN ${admittedSql(rating)} AND ${rate} <= ${scaled(price.ceiling.annualRate, 6)} THEN ${rate} END`;
}

/** Whether the band is one that is lent to. */
export function admittedSql(rating: Policy['rating']): string {
  const bands = rating.flatMap((band, place) => (band.admitted ? [place] : []));
  return bands.length === 0 ? 'FALSE' : `band IN (${bands.join(', ')})`;
}
