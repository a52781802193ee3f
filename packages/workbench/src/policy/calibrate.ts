import { fitLogistic } from '../model/elastic-net.ts';
import { riskAtScore, type Scaling } from '../model/points.ts';
import type { Outcome } from '../statistics/area.ts';

/** Log odds of being bad = shift + slope · log odds that the scorecard gives. */
export interface Calibration {
  readonly shift: number;
  readonly slope: number;
}

const logOdds = (risk: number): number => Math.log(risk / (1 - risk));
const LEAST = 1e-6;

/**
 * Corrects probabilities by what happened to rows that the scorecard had not seen: logistic regression of the outcome
 * on the log odds. Slope 1 and shift 0 = calibrated already; a slope below 1 = too sure of itself.
 *
 * @see Platt, Advances in Large Margin Classifiers (1999) 61–74; Cox, Biometrika 45 (1958) 562–565
 */
export function calibrate({ risk, bad }: Outcome): Calibration {
  const column = Float64Array.from(risk, (one) => logOdds(Math.min(1 - LEAST, Math.max(LEAST, one))));
  const { intercept, coefficients } = fitLogistic(
    { columns: [column], outcome: bad },
    { lambda: 0, alpha: 0 },
  );
  return { shift: intercept, slope: coefficients[0]! };
}

/** Probability of being bad at a score, corrected. */
export function calibratedRisk(score: number, scaling: Scaling, { shift, slope }: Calibration): number {
  const risk = riskAtScore(score, scaling);
  return 1 / (1 + Math.exp(-(shift + slope * logOdds(Math.min(1 - LEAST, Math.max(LEAST, risk))))));
}
