import type { Policy } from '../policy/policy.ts';
import { type Census, ratingBounds } from './census.ts';
import { total } from './stability-index.ts';

/** Most applicants of a census; sums stay exact far above it. */
const MOST = 1_000_000_000;

/**
 * Whether something is a census of this version, by the bounds of its rating bands: every applicant counted once in the
 * score and once in each characteristic, and not of nobody.
 */
export function isCensusOf(policy: Policy, given: unknown): given is Census {
  if (typeof given !== 'object' || given === null) return false;
  const { policyId, policyVersion, applicants, scoreBounds, score, characteristics, ...rest } =
    given as Partial<Census>;
  const bounds = ratingBounds(policy);
  const own = policy.scorecard.characteristics;
  const counts = (cells: unknown, length: number): boolean =>
    Array.isArray(cells) &&
    cells.length === length &&
    cells.every((count: unknown) => Number.isSafeInteger(count) && (count as number) >= 0) &&
    total(cells as number[]) === applicants;
  return (
    Object.keys(rest).length === 0 &&
    policyId === policy.policyId &&
    policyVersion === policy.version &&
    Number.isSafeInteger(applicants) &&
    applicants! > 0 &&
    applicants! <= MOST &&
    Array.isArray(scoreBounds) &&
    JSON.stringify(scoreBounds) === JSON.stringify(bounds) &&
    counts(score, bounds.length + 2) &&
    Array.isArray(characteristics) &&
    characteristics.length === own.length &&
    own.every(({ name, attributes }, index) => {
      const each: unknown = characteristics[index];
      if (typeof each !== 'object' || each === null || Object.keys(each).length !== 2) return false;
      const { name: given, cells } = each as Census['characteristics'][number];
      return given === name && counts(cells, attributes.length + 1);
    })
  );
}
