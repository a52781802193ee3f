export { type ApplicationFact, approvalsByMonth, type MonthOfApprovals } from './approvals.ts';
export { type Cells, type Census, cellsOf, takeCensus } from './census.ts';
export {
  type CharacteristicDrift,
  type Drift,
  type DriftAlarm,
  type DriftReport,
  measureDrift,
} from './drift.ts';
export { DRIFT_THRESHOLDS, type DriftLight, type DriftThresholds, driftLight } from './drift-light.ts';
export { isCensusOf } from './is-census.ts';
export { policyWatch, writeIndex } from './policy-watch.ts';
export { type ObservedShare, observedShare } from './share.ts';
export { type Stability, stabilityIndex } from './stability-index.ts';
export { type LoanFact, type Vintage, vintages } from './vintages.ts';
export {
  BASELINE_DECISIONS,
  type CellCount,
  type MonthOfUse,
  OUTCOMES_COUNTED,
  type PolicyUse,
  SCORE_COUNTED,
  watchCounts,
} from './watch-counts.ts';
