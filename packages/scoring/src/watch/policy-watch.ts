import type { PolicyWatch } from '@xinqiao/contracts';
import type { Drift, DriftReport } from './drift.ts';
import type { PolicyUse } from './watch-counts.ts';

/** Most months of one answer. */
const MOST_MONTHS = 36;

/** How a version was used, as on the wire: the latest month first. @param uncounted Decisions not counted yet. */
export const policyWatch = (
  { policyId, version }: Pick<PolicyWatch, 'policyId' | 'version'>,
  { baseline, months }: PolicyUse,
  uncounted: number,
): PolicyWatch => ({
  ...{ policyId, version, uncounted, baseline },
  months: months
    .slice(-MOST_MONTHS)
    .toReversed()
    .map(({ month, approved, declined, referred, drift }) => ({
      ...{ month, approved, declined, referred },
      drift: drift && driftsOf(drift),
    })),
});

type MonthDrift = PolicyWatch['months'][number]['drift'];

const driftsOf = ({ score, characteristics }: DriftReport): MonthDrift => [
  driftView(null, score),
  ...characteristics.map((drift) => driftView(drift.name, drift)),
];

const driftView = (characteristic: string | null, { index, light, byChance }: Drift) => ({
  ...{ characteristic, light },
  index: writeIndex(index),
  beyondChance: index > byChance,
});

/** A stability index as on the wire. */
export const writeIndex = (index: number): string => index.toFixed(4);
