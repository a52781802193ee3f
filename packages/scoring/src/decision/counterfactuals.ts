import type { CalendarDate, DecisionOutcome, PolicyResult } from '@xinqiao/contracts';
import { compilePolicy } from '../compile/compile-policy.ts';
import type { FeatureRecord } from '../compile/feature-record.ts';
import { Dec } from '../decimal.ts';
import { allFacts, type FeatureFacts, type FeatureName } from '../policy/feature.ts';
import type { Policy } from '../policy/policy.ts';
import type { PolicyValue } from '../policy/value.ts';
import { writeUnits } from '../policy/write-units.ts';
import { decide, decidingFeatures } from './decide.ts';
import { type Applicant, readFeatures } from './feature-values.ts';
import { stepsOf } from './steps.ts';

/** One figure that would have had to be different. */
export interface Change {
  readonly feature: FeatureName;
  readonly from: PolicyValue;
  readonly to: PolicyValue;
  /** How many bounds of the policy lie between the two, the one reached included. */
  readonly steps: number;
}

/** What would have changed the answer. */
export interface Counterfactual {
  /** In the order of the policy’s features. */
  readonly changes: readonly Change[];
  /** What `decide` says of the applicant with these changes. */
  readonly result: PolicyResult;
}

export interface Counterfactuals {
  /** Those with the fewest changes, of each choice of features the one with the fewest steps; fewest steps first. */
  readonly found: readonly Counterfactual[];
  /**
   * Whether all values of `stepsOf` were tried together; false when the search ended at `mostDecisions`: there may be more,
   * and smaller ones. `mostFound` leaves it true.
   */
  readonly exhaustive: boolean;
}

export interface CounterfactualOptions {
  /** Most figures that change together; default 3. */
  readonly mostFeatures?: number;
  /** Most decisions the search may cost; default 100,000. */
  readonly mostDecisions?: number;
  /** How many to find, those with the fewest steps; default all. */
  readonly mostFound?: number;
}

/**
 * The smallest changes by which an applicant would have been decided better: approved or referred in place of
 * declined, approved in place of referred, or with a higher limit.
 *
 * Only features with `influence` change, only the way it says, only within their range, and only to values the
 * policy treats differently (see `stepsOf`). What is not known stays so: `missing` names it. Every counterfactual is
 * checked by `decide` itself.
 *
 * @see Wachter, Mittelstadt, Russell: Counterfactual Explanations without Opening the Black Box (2018), for the idea;
 *   Ustun, Spangher, Liu: Actionable Recourse in Linear Classification (2019), for feasible changes only.
 * @throws As `decide`.
 */
export function counterfactuals(
  policy: Policy,
  applicant: Applicant,
  asOf: CalendarDate,
  { mostFeatures = 3, mostDecisions = 100_000, mostFound = Infinity }: CounterfactualOptions = {},
): Counterfactuals {
  const before = decide(policy, applicant, asOf);
  const choices = choicesOf(policy, applicant, before);
  const compiled = compilePolicy(policy);
  const record = compiled.read(applicant);
  let decisions = 0;
  let exhaustive = true;
  const improves = (picked: readonly Choice[], steps: readonly number[]): boolean => {
    decisions += 1;
    const changed: Record<FeatureName, FeatureRecord[string]> = { ...record };
    picked.forEach(({ facts, values }, index) => {
      changed[facts.name] = asUnits(values[steps[index]! - 1]!);
    });
    return isBetter(compiled.decide(changed, asOf), before);
  };

  for (let size = 1; size <= Math.min(mostFeatures, choices.length); size += 1) {
    const found: { picked: readonly Choice[]; steps: readonly number[] }[] = [];
    for (const picked of combinations(choices, size)) {
      for (const steps of stepVectors(picked.map(({ values }) => values.length))) {
        if (decisions >= mostDecisions) {
          exhaustive = false;
          break;
        }
        if (improves(picked, steps)) {
          found.push({ picked, steps });
          break;
        }
      }
      if (!exhaustive) break;
    }
    const checked: Counterfactual[] = [];
    for (const { picked, steps } of found.toSorted((one, other) => sum(one.steps) - sum(other.steps))) {
      if (checked.length === mostFound) break;
      const one = counterfactual(policy, applicant, asOf, picked, steps);
      if (isBetter(one.result, before)) checked.push(one);
    }
    if (checked.length > 0 || !exhaustive) return { found: checked, exhaustive };
  }
  return { found: [], exhaustive };
}

/** A feature that can change, with the values it can change to, nearest first. */
interface Choice {
  readonly facts: FeatureFacts;
  readonly values: readonly bigint[];
}

function choicesOf(policy: Policy, applicant: Applicant, { outcome, limit }: PolicyResult): Choice[] {
  const features = decidingFeatures(policy);
  const values = readFeatures(features, applicant);
  const { roundDownTo: step, minimum } = policy.limit;
  const least = new Dec(minimum).div(step).ceil().times(step);
  const target = outcome === 'APPROVED' ? new Dec(limit).plus(step) : least;
  return [...allFacts(features).values()]
    .map((facts) => ({ facts, values: stepsOf(policy, facts, values, target) }))
    .filter((choice) => choice.values.length > 0);
}

function counterfactual(
  policy: Policy,
  applicant: Applicant,
  asOf: CalendarDate,
  picked: readonly Choice[],
  steps: readonly number[],
): Counterfactual {
  const changes = picked.map(({ facts, values }, index) => ({
    feature: facts.name,
    from: applicant[facts.name]!,
    to: writeUnits(facts, values[steps[index]! - 1]!)!,
    steps: steps[index]!,
  }));
  const changed = { ...applicant, ...Object.fromEntries(changes.map(({ feature, to }) => [feature, to])) };
  return { changes, result: decide(policy, changed, asOf) };
}

const ORDER: readonly DecisionOutcome[] = ['DECLINED', 'REFERRED', 'APPROVED'];

function isBetter(after: PolicyResult, before: PolicyResult): boolean {
  const gain = ORDER.indexOf(after.outcome) - ORDER.indexOf(before.outcome);
  return gain > 0 || (gain === 0 && after.outcome === 'APPROVED' && new Dec(after.limit).gt(before.limit));
}

const sum = (steps: readonly number[]): number => steps.reduce((total, step) => total + step, 0);

const asUnits = (units: bigint): number | bigint =>
  Number.isSafeInteger(Number(units)) ? Number(units) : units;

/** Every choice of `size` items, in their order. */
function* combinations<T>(items: readonly T[], size: number, start = 0): Generator<readonly T[]> {
  if (size === 0) yield [];
  else
    for (let index = start; index <= items.length - size; index += 1)
      for (const rest of combinations(items, size - 1, index + 1)) yield [items[index]!, ...rest];
}

/** Every way to take 1 to `lengths[i]` steps in each place, fewest steps in all first. */
function* stepVectors(lengths: readonly number[]): Generator<readonly number[]> {
  for (let total = lengths.length; total <= sum(lengths); total += 1) yield* withSum(lengths, total);
}

function* withSum(lengths: readonly number[], total: number): Generator<readonly number[]> {
  const [length, ...others] = lengths;
  if (length === undefined) {
    if (total === 0) yield [];
    return;
  }
  const rest = sum(others);
  for (let steps = Math.max(1, total - rest); steps <= Math.min(length, total - others.length); steps += 1)
    for (const more of withSum(others, total - steps)) yield [steps, ...more];
}
