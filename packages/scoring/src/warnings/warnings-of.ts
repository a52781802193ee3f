import { dateOf, type Instant, type LocalizedText } from '@xinqiao/contracts';
import { holds } from '../decision/failed-rules.ts';
import type { Applicant } from '../decision/feature-values.ts';
import { readWhatCanBe } from '../decision/read-what-can-be.ts';
import { PolicyNotInForce } from '../error.ts';
import type { FeatureName } from '../policy/feature.ts';
import type { Policy } from '../policy/policy.ts';
import { textOfReason } from '../policy/reason.ts';
import { WarningSeverity } from '../policy/warning.ts';

/** A trigger that holds of a borrower (预警). */
export interface Warning {
  readonly triggerId: string;
  readonly feature: FeatureName;
  readonly severity: WarningSeverity;
  readonly reasonCode: string;
  /** The reason in words. */
  readonly text: LocalizedText;
  readonly raisedAt: Instant;
  /** When a person of the bank must have looked. */
  readonly dueAt: Instant;
}

/** A trigger that could not be looked at. Silence about it is not good news. */
export interface Unwatched {
  readonly triggerId: string;
  readonly feature: FeatureName;
  /** MISSING no value is known, INVALID the value is not one the feature can have. */
  readonly cause: 'MISSING' | 'INVALID';
}

export interface WarningReport {
  /** Worst first; of equals in policy order. */
  readonly warnings: readonly Warning[];
  /** In policy order. */
  readonly unwatched: readonly Unwatched[];
}

/**
 * Looks at a borrower by the early-warning triggers of a policy (贷后预警).
 *
 * Pure and exact, as a decision is. What is not known raises no warning and clears none: it is named under `unwatched`.
 *
 * @param applicant Values by feature; null and absent both mean not known. Only the features of triggers are read.
 * @param at When the borrower is looked at; the deadlines count from here.
 * @throws {PolicyNotInForce} before the policy’s first day. Loans outlive the policy they were granted by: it watches on
 *   after its last.
 * @throws {ValueError} `INSTANT_INVALID`
 */
export function warningsOf(policy: Policy, applicant: Applicant, at: Instant): WarningReport {
  if (dateOf(at) < policy.validFrom) throw new PolicyNotInForce();
  const triggers = policy.warnings ?? [];
  const watched = new Set(triggers.map(({ feature }) => feature));
  const { values, invalid } = readWhatCanBe(
    policy.features.filter(({ name }) => watched.has(name)),
    applicant,
  );

  const warnings: Warning[] = [];
  const unwatched: Unwatched[] = [];
  for (const { id, feature, when, severity, deadlineHours, reasonCode } of triggers) {
    const value = values.get(feature);
    if (value === undefined)
      unwatched.push({ triggerId: id, feature, cause: invalid.has(feature) ? 'INVALID' : 'MISSING' });
    else if (holds(when, value))
      warnings.push({
        triggerId: id,
        feature,
        severity,
        reasonCode,
        text: { ...textOfReason(policy.reasons ?? [], reasonCode) },
        raisedAt: at,
        dueAt: hoursAfter(at, deadlineHours),
      });
  }
  return { warnings: worstFirst(warnings), unwatched };
}

/** Sorting is stable, so equals keep their order. */
export const worstFirst = (warnings: readonly Warning[]): readonly Warning[] =>
  warnings.toSorted((a, b) => rank(a.severity) - rank(b.severity));

const rank = (severity: WarningSeverity): number => WarningSeverity.options.indexOf(severity);

const HOUR_MS = 3_600_000;

const hoursAfter = (at: Instant, hours: number): Instant =>
  new Date(Date.parse(at) + hours * HOUR_MS).toISOString();
