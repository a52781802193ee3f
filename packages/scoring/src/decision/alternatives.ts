import {
  type CalendarDate,
  type DecisionAlternative,
  INDICATORS,
  type LocalizedText,
  MOST_ALTERNATIVES,
} from '@xinqiao/contracts';
import { Dec } from '../decimal.ts';
import { allFacts, type FeatureFacts, isIndicator } from '../policy/feature.ts';
import { amountsOf, type Limit, limitFeatures } from '../policy/limit.ts';
import type { Policy } from '../policy/policy.ts';
import type { PolicyValue } from '../policy/value.ts';
import { type Change, counterfactuals } from './counterfactuals.ts';
import type { Applicant } from './feature-values.ts';

/** Decisions a search may cost. Whoever repeats a decision searches as far. */
const MOST_DECISIONS = 10_000;
/** Amounts and factors of limits that these may cost: a long limit leaves fewer decisions. */
const MOST_PARTS = 200_000;
/** Most figures × ratings × parts of a limit in which steps are looked for; the policies of the market have below 100. */
const MOST_LIMIT_WORK = 2_000;

/**
 * What would have changed the answer, in words for the enterprise: at most three, those with the smallest changes.
 *
 * Deterministic and bounded whatever the policy: a decision waits for it.
 *
 * @returns Null where the policy is too large to be searched.
 * @throws As `decide`.
 */
export function alternativesOf(
  policy: Policy,
  applicant: Applicant,
  asOf: CalendarDate,
): DecisionAlternative[] | null {
  const parts = partsIn(policy.limit);
  if (movedBy(policy) * policy.rating.length * parts > MOST_LIMIT_WORK) return null;
  const { found } = counterfactuals(policy, applicant, asOf, {
    mostDecisions: Math.min(MOST_DECISIONS, Math.floor(MOST_PARTS / parts)),
    mostFound: MOST_ALTERNATIVES,
  });
  const facts = allFacts(policy.features);
  return found.map(({ changes, result }) => ({
    changes: changes.map((change) => ({
      feature: change.feature,
      from: change.from,
      to: change.to,
      text: inWords(change, facts.get(change.feature)!, nameOf(policy, change.feature)),
    })),
    outcome: result.outcome,
    limit: result.limit,
  }));
}

/** Amounts and factors of a limit as it is written: a decision works out each once. */
const partsIn = (limit: Limit): number =>
  [...amountsOf(limit)].reduce(
    (sum, { amount }) => sum + 1 + ('product' in amount ? amount.product.factors.length : 0),
    0,
  );

/** How many figures of the limit an enterprise can move. */
function movedBy({ limit, features }: Policy): number {
  const movable = new Set(features.flatMap(({ name, influence }) => (influence === undefined ? [] : [name])));
  return new Set(limitFeatures(limit).flatMap(({ feature }) => (movable.has(feature) ? [feature] : []))).size;
}

function nameOf({ features }: Policy, name: string): LocalizedText {
  if (isIndicator(name)) return INDICATORS[name].name;
  return features.find((feature) => feature.name === name)!.definition!.name;
}

function inWords({ from, to }: Change, { unit }: FeatureFacts, name: LocalizedText): LocalizedText {
  const rises = new Dec(to).gt(from);
  const [zh, en] = [from, to]
    .map((value) => UNITS[unit]?.(value) ?? { zh: String(value), en: String(value) })
    .reduce<readonly [string[], string[]]>(
      ([all, every], { zh, en }) => [
        [...all, zh],
        [...every, en],
      ],
      [[], []],
    );
  return {
    zh: `${name.zh}：由 ${zh[0]} ${rises ? '提高' : '降低'}到 ${zh[1]}`,
    en: `${name.en}: ${rises ? 'up' : 'down'} from ${en[0]} to ${en[1]}`,
  };
}

const grouped = (value: PolicyValue): string => {
  const [whole = '', fraction] = new Dec(value).toFixed().split('.');
  const digits = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return fraction === undefined ? digits : `${digits}.${fraction}`;
};
const counted = (zh: string, en: string) => (value: PolicyValue) => ({
  zh: `${grouped(value)} ${zh}`,
  en: `${grouped(value)} ${en}${Number(value) === 1 ? '' : 's'}`,
});
const UNITS: Readonly<Partial<Record<string, (value: PolicyValue) => LocalizedText>>> = {
  AMOUNT: (value) => {
    const [whole, fraction = ''] = grouped(value).split('.');
    const yuan = `${whole}.${fraction.padEnd(2, '0')}`;
    return { zh: `${yuan} 元`, en: `${yuan} yuan` };
  },
  RATIO: (value) => {
    const percent = `${new Dec(value).times(100).toFixed()} %`;
    return { zh: percent, en: percent };
  },
  MONTHS: counted('个月', 'month'),
  DAYS: counted('天', 'day'),
};
