import { CountsInvalid } from '../error.ts';
import type { FeatureName } from '../policy/feature.ts';
import type { Policy } from '../policy/policy.ts';
import type { Characteristic } from '../policy/scorecard.ts';
import type { Census } from './census.ts';
import { DRIFT_THRESHOLDS, type DriftLight, type DriftThresholds, driftLight } from './drift-light.ts';
import { type Stability, stabilityIndex, total } from './stability-index.ts';

export interface Drift extends Stability {
  readonly light: DriftLight;
}

export interface CharacteristicDrift extends Drift {
  readonly name: string;
  readonly feature: FeatureName;
  /** Mean points of the scored applicants now − then: how far this feature alone moved the score. */
  readonly pointsShift: number;
}

/** That a score or a feature has moved so far that a person must look: the data of an event. */
export interface DriftAlarm {
  readonly kind: 'SCORE_DRIFT' | 'FEATURE_DRIFT';
  readonly policyId: string;
  readonly policyVersion: string;
  /** Null for the score. */
  readonly characteristic: string | null;
  readonly feature: FeatureName | null;
  readonly light: 'YELLOW' | 'RED';
  /** Stability index. */
  readonly index: number;
  /** Whether chance alone would pass this less often than was asked: once in twenty times by default. */
  readonly beyondChance: boolean;
}

export interface DriftReport {
  readonly score: Drift;
  /** In policy order. */
  readonly characteristics: readonly CharacteristicDrift[];
  /** Red before yellow, then the score, then in policy order. */
  readonly alarms: readonly DriftAlarm[];
}

/**
 * How far score and features of applicants have moved since the baseline, with alarms.
 *
 * @param chance How often chance alone may pass what is called beyond it, for each index.
 * @throws {CountsInvalid} when a census is of another policy or version, of other bounds, or counts nobody.
 */
export function measureDrift(
  policy: Policy,
  baseline: Census,
  current: Census,
  thresholds: DriftThresholds = DRIFT_THRESHOLDS,
  chance = 0.05,
): DriftReport {
  if (!areComparable(policy, baseline, current)) throw new CountsInvalid();
  const driftOf = (before: readonly number[], now: readonly number[]): Drift => {
    const stability = stabilityIndex(before, now, chance);
    return { ...stability, light: driftLight(stability.index, thresholds) };
  };
  const score = driftOf(baseline.score, current.score);
  const characteristics = policy.scorecard.characteristics.map(
    (characteristic, index): CharacteristicDrift => {
      const [before, now] = [baseline.characteristics[index]!.cells, current.characteristics[index]!.cells];
      return {
        name: characteristic.name,
        feature: characteristic.feature,
        ...driftOf(before, now),
        pointsShift: meanPoints(characteristic, now) - meanPoints(characteristic, before),
      };
    },
  );
  const about = { policyId: policy.policyId, policyVersion: policy.version };
  const alarms = [
    ...alarmOf(score, { ...about, kind: 'SCORE_DRIFT', characteristic: null, feature: null }),
    ...characteristics.flatMap((drift) =>
      alarmOf(drift, { ...about, kind: 'FEATURE_DRIFT', characteristic: drift.name, feature: drift.feature }),
    ),
  ];
  return {
    score,
    characteristics,
    alarms: alarms.toSorted((a, b) => LIGHTS.indexOf(a.light) - LIGHTS.indexOf(b.light)),
  };
}

const LIGHTS = ['RED', 'YELLOW'];

const areComparable = ({ policyId, version, scorecard }: Policy, ...censuses: readonly Census[]): boolean =>
  censuses.every(
    (census) =>
      census.policyId === policyId &&
      census.policyVersion === version &&
      String(census.scoreBounds) === String(censuses[0]!.scoreBounds) &&
      census.score.length === census.scoreBounds.length + 2 &&
      census.characteristics.length === scorecard.characteristics.length &&
      census.characteristics.every(({ name, cells }, index) => {
        const own = scorecard.characteristics[index]!;
        return name === own.name && cells.length === own.attributes.length + 1;
      }),
  );

/** Of those an attribute is for; 0 where there are none. */
function meanPoints({ attributes }: Characteristic, cells: readonly number[]): number {
  const scored = cells.slice(0, attributes.length);
  const points = total(attributes.map(({ partialScore }, index) => partialScore * scored[index]!));
  return points / Math.max(total(scored), 1);
}

function alarmOf(
  { light, index, byChance }: Drift,
  about: Omit<DriftAlarm, 'light' | 'index' | 'beyondChance'>,
): DriftAlarm[] {
  return light === 'GREEN' ? [] : [{ ...about, light, index, beyondChance: index > byChance }];
}
