import { driftLight } from '@xinqiao/scoring';
import { unnamedCategories } from '../policy/attributes.ts';
import { gini } from '../statistics/area.ts';
import type { Study } from '../study/study.ts';

/** What a fit prints: figures of cross-validation first, and everything that should make one think. */
export function summaryOf(study: Study) {
  const { validation, scaled, scorecard, leaks, time, stability, fairness, calibration } = study;
  return {
    auc: round(validation.auc),
    aucCi: validation.aucCi.map(round),
    gini: round(gini(validation.auc)),
    ks: round(validation.ks),
    brier: round(validation.brier),
    calibrationError: round(validation.calibrationError),
    policyAuc: round(validation.policyAuc),
    features: scaled.characteristics.length,
    rows: study.rows.length,
    bads: study.bad.reduce((sum, one) => sum + one, 0),
    selected: scaled.characteristics.map(({ fitted }) => fitted.fit.feature.column.name),
    dropped: scorecard.dropped,
    leaks: leaks.map((leak) => ({ ...leak, auc: round(leak.auc), aucOfOthers: maybe(leak.aucOfOthers) })),
    missingLowered: scaled.characteristics.flatMap(({ fitted, missingLowered }) =>
      missingLowered ? [fitted.fit.feature.column.name] : [],
    ),
    unstable: stability
      .filter(({ used, variation, reversals }) => used < 0.5 || variation > 0.5 || reversals)
      .map(({ name }) => name),
    calibration: {
      shift: round(calibration.shift),
      slope: round(calibration.slope),
      /** Whether more risk told is no more defaults: the policy then states the odds of the whole. */
      flat: calibration.slope <= 0,
    },
    unnamedCategories: unnamedCategories(scaled.characteristics),
    time: {
      by: time.by,
      auc: maybe(time.auc),
      aucCi: time.aucCi === null ? null : time.aucCi.map(round),
      psi: maybe(time.psi),
      psiByChance: maybe(time.psiByChance),
      light: time.psi === null ? null : driftLight(time.psi),
      shifted: time.csi
        .filter(({ index }) => index >= 0.1)
        .map(({ name, index }) => ({ name, csi: round(index) })),
    },
    fairness,
  };
}

export type Summary = ReturnType<typeof summaryOf>;

const round = (value: number): number => Number(value.toFixed(4));
const maybe = (value: number | null): number | null => (value === null ? null : round(value));
