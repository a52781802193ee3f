/**
 * Thresholds of the stability index: below `yellow` nothing to do, from `red` on the policy must be looked at anew.
 *
 * @see Siddiqi, Intelligent Credit Scoring, 2nd ed. (2017): 0.10 and 0.25, a convention and no test
 */
export interface DriftThresholds {
  readonly yellow: number;
  readonly red: number;
}
export const DRIFT_THRESHOLDS: DriftThresholds = { yellow: 0.1, red: 0.25 };

export type DriftLight = 'GREEN' | 'YELLOW' | 'RED';

export function driftLight(index: number, { yellow, red }: DriftThresholds = DRIFT_THRESHOLDS): DriftLight {
  if (index >= red) return 'RED';
  return index >= yellow ? 'YELLOW' : 'GREEN';
}
