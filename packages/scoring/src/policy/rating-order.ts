import { Dec } from '../decimal.ts';
import type { FeatureFacts, FeatureName } from './feature.ts';
import type { Amount, Limit, LimitTerm } from './limit.ts';
import { partsOf } from './limit.ts';
import type { Price } from './price.ts';
import { type Report, under } from './problem.ts';
import type { RatingBand } from './rating.ts';

type Place = readonly (string | number)[];
type Facts = ReadonlyMap<FeatureName, FeatureFacts>;

/** Which way an amount moves the limit: 1 = more of it lends more, −1 = more of it lends less. */
type Direction = 1 | -1;

/**
 * That a worse rating is never lent more. An absent value costs points and so lowers the rating: where a worse rating
 * were lent more, absence would help.
 *
 * @param bands Best first.
 * @param limit One without cycles, its terms and features known.
 */
export function checkLimitOrder(
  limit: Limit,
  features: Facts,
  bands: readonly RatingBand[],
  report: Report,
): void {
  const terms = new Map(
    [...(limit.terms ?? []).entries()]
      .map(([index, term]): [string, { term: LimitTerm; path: Place }] => [
        term.name,
        { term, path: ['terms', index] },
      ])
      .concat(
        [...limit.leastOf.entries()].map(([index, term]) => [term.name, { term, path: ['leastOf', index] }]),
      ),
  );
  const found = new Map<string, [Place, 'RATING_ORDER' | 'RATING_FACTOR_SIGN']>();
  const note = (path: Place, problem: 'RATING_ORDER' | 'RATING_FACTOR_SIGN') =>
    found.set(`${path.join('.')} ${problem}`, [path, problem]);
  const seen = new Set<string>();

  /** @param inSum Whether the amount is added to or taken from another on its way to the limit. */
  const visit = (amount: Amount, path: Place, direction: Direction, inSum: boolean): void => {
    const key = `${path.join('.')} ${direction} ${inSum}`;
    if (seen.has(key)) return;
    seen.add(key);
    if ('capByRating' in amount && !inOrder(amount.capByRating, bands, direction))
      note([...path, 'capByRating'], 'RATING_ORDER');
    if ('term' in amount) {
      const { term, path: place } = terms.get(amount.term)!;
      visit(term, place, direction, inSum);
    }
    if ('product' in amount)
      amount.product.factors.forEach((factor, index) => {
        if (!('numberByRating' in factor)) return;
        const at = [...path, 'product', 'factors', index, 'numberByRating'];
        if (!inOrder(factor.numberByRating, bands, direction)) note(at, 'RATING_ORDER');
        const differ = new Set(Object.values(factor.numberByRating).map(Number)).size > 1;
        if (differ && inSum && canBeNegative(amount.product.of, terms, features))
          note(at, 'RATING_FACTOR_SIGN');
      });
    const added = 'sumOf' in amount || 'difference' in amount;
    for (const { part, path: below } of partsOf(amount)) {
      const taken = 'difference' in amount && below.at(-1) === 1;
      visit(part, [...path, ...below], taken ? (-direction as Direction) : direction, inSum || added);
    }
  };
  for (const [index, term] of limit.leastOf.entries()) visit(term, ['leastOf', index], 1, false);
  for (const [path, problem] of found.values()) report(path, problem);
}

/** That a worse rating never pays less. */
export function checkPriceOrder(price: Price, bands: readonly RatingBand[], report: Report): void {
  if (!('annualRateByRating' in price)) return;
  if (!inOrder(price.annualRateByRating, bands, -1)) under(report, 'annualRateByRating')([], 'RATING_ORDER');
}

/** Whether the numbers fall (1) or rise (−1), or stay, from the best rating to the worst. */
function inOrder(
  byRating: Readonly<Record<string, string>>,
  bands: readonly RatingBand[],
  direction: Direction,
): boolean {
  const numbers = bands.flatMap(({ rating }) =>
    Object.hasOwn(byRating, rating) ? [new Dec(byRating[rating]!)] : [],
  );
  return numbers.every((number, index) => index === 0 || number.cmp(numbers[index - 1]!) * direction <= 0);
}

/** Whether an amount can be below 0; only features and differences can. */
function canBeNegative(
  amount: Amount,
  terms: ReadonlyMap<string, { readonly term: LimitTerm }>,
  features: Facts,
): boolean {
  const below = (part: Amount) => canBeNegative(part, terms, features);
  if ('feature' in amount) {
    const lowest = features.get(amount.feature)?.range[0] ?? null;
    return lowest === null || new Dec(lowest).lt(0);
  }
  if ('term' in amount) return below(terms.get(amount.term)!.term);
  if ('difference' in amount) return true;
  // The greatest of several is no less than any of them.
  if ('greatestOf' in amount) return amount.greatestOf.every(below);
  return partsOf(amount).some(({ part }) => below(part));
}
