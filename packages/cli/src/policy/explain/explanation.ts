import { type CalendarDate, INDICATORS, type LocalizedText, type PolicyResult } from '@xinqiao/contracts';
import { type Applicant, counterfactuals, decide, type Policy, scoreApplicant } from '@xinqiao/scoring';

/** What one characteristic gave and took. */
export interface ExplainedCharacteristic {
  readonly name: string;
  readonly feature: string;
  readonly label: LocalizedText;
  /** Null where it is not known. */
  readonly value: string | number | null;
  readonly points: number;
  /** Points below (or above) the baseline; negative where the attribute beats it. */
  readonly pointsLost: number;
  readonly reasonCode: string;
}

export interface ExplainedChange {
  readonly feature: string;
  readonly label: LocalizedText;
  readonly from: string | number;
  readonly to: string | number;
}

/** A decision with everything that led to it. */
export interface Explanation {
  readonly asOf: CalendarDate;
  readonly result: PolicyResult;
  /** What the term that bound the limit rests on; null unless approved. */
  readonly boundBy: { readonly term: string; readonly source: LocalizedText } | null;
  /** In policy order; null where the matter ended before scoring. */
  readonly characteristics: readonly ExplainedCharacteristic[] | null;
  readonly initialScore: number;
  /** The smallest changes, of figures that the enterprise can move, that would have been decided better. */
  readonly counterfactuals: readonly {
    readonly changes: readonly ExplainedChange[];
    readonly outcome: PolicyResult['outcome'];
    readonly limit: string;
    readonly annualRate: string | null;
  }[];
  /** False where the search for them ended early. */
  readonly exhaustive: boolean;
  /** Whether some figure that the policy reads can be moved by the enterprise at all. */
  readonly canBeMoved: boolean;
  readonly missing: readonly { readonly feature: string; readonly label: LocalizedText }[];
  /** What was given and the policy does not read: a name misspelt is one of them. */
  readonly notRead: readonly string[];
}

/**
 * Explains what a policy decides about one applicant, by the policy’s own arithmetic.
 *
 * @throws {PolicyNotInForce} outside the policy’s validity
 * @throws {FeatureInvalid} naming features whose value cannot be
 */
export function explain(policy: Policy, applicant: Applicant, asOf: CalendarDate): Explanation {
  const result = decide(policy, applicant, asOf);
  const found = counterfactuals(policy, applicant, asOf);
  const score = result.score === null ? null : scoreApplicant(policy, applicant);
  const features = new Map(policy.features.map((feature) => [feature.name, feature]));
  const label = (name: string): LocalizedText => labelOf(features.get(name)?.definition?.name, name);
  const bound = policy.limit.leastOf.find(({ name }) => name === result.limitBoundBy);
  return {
    asOf,
    result,
    boundBy:
      bound === undefined
        ? null
        : {
            term: bound.name,
            source: policy.references.find(({ id }) => id === bound.reference)!.text,
          },
    characteristics:
      score?.characteristics.map(({ name, partialScore, pointsLost, reasonCode }, at) => {
        const { feature } = policy.scorecard.characteristics[at]!;
        return {
          name,
          feature,
          label: label(feature),
          value: given(applicant, feature),
          points: partialScore,
          pointsLost,
          reasonCode,
        };
      }) ?? null,
    initialScore: policy.scorecard.initialScore,
    counterfactuals: found.found.map(({ changes, result: { outcome, limit, annualRate } }) => ({
      changes: changes.map(({ feature, from, to }) => ({ feature, label: label(feature), from, to })),
      outcome,
      limit,
      annualRate,
    })),
    exhaustive: found.exhaustive,
    canBeMoved: policy.features.some(({ influence }) => influence !== undefined),
    missing: result.missing.map((feature) => ({ feature, label: label(feature) })),
    notRead: Object.keys(applicant).filter((name) => !features.has(name)),
  };
}

const given = (applicant: Applicant, name: string): string | number | null =>
  Object.hasOwn(applicant, name) ? (applicant[name] ?? null) : null;

const labelOf = (own: LocalizedText | undefined, name: string): LocalizedText => {
  if (own !== undefined) return own;
  return Object.hasOwn(INDICATORS, name)
    ? INDICATORS[name as keyof typeof INDICATORS].name
    : { zh: name, en: name };
};
