import type { PolicyResult } from '@xinqiao/contracts';
import { BANDS, CAP_YUAN, MINIMUM_YUAN, MODEL_FEATURES, STEP_YUAN } from './features.ts';

/** What every engine answers. */
export interface ModelResult {
  /** Codes of the rules that refuse. */
  readonly codes: readonly string[];
  readonly score: number;
  /** Places of the figures that cost most points, heaviest first; −1 where there are fewer. */
  readonly reasons: readonly number[];
  /** Points lost by each of them. */
  readonly lost: readonly number[];
  /** Whole yuan; 0 where nothing is lent. */
  readonly limit: number;
  readonly rating: string;
  readonly annualRate: string | null;
}

const MOST = MODEL_FEATURES.map(({ most }) => most);

/** Points and what the engine made of rules, score and limit, as the answer: for engines that cannot rank. */
export function ranked(
  codes: readonly string[],
  score: number,
  points: ArrayLike<number>,
  limit: number,
): ModelResult {
  const reasons = [-1, -1, -1, -1];
  const lost = [0, 0, 0, 0];
  for (let place = 0; place < MOST.length; place++) {
    const loss = MOST[place]! - points[place]!;
    if (loss <= lost[3]!) continue;
    let at = 3;
    for (; at > 0 && loss > lost[at - 1]!; at--) {
      lost[at] = lost[at - 1]!;
      reasons[at] = reasons[at - 1]!;
    }
    lost[at] = loss;
    reasons[at] = place;
  }
  const band = bandOf(score);
  return {
    codes,
    score,
    reasons,
    lost,
    limit,
    rating: band?.rating ?? 'F',
    annualRate: limit > 0 ? band!.annualRate : null,
  };
}

/** Undefined below the lowest that is lent to. */
export function bandOf(score: number): (typeof BANDS)[number] | undefined {
  for (const band of BANDS) if (score >= band.from) return band;
  return undefined;
}

const YUAN_UNITS = 1_000_000n;
const CAP = BigInt(CAP_YUAN) * YUAN_UNITS;
const STEP = BigInt(STEP_YUAN) * YUAN_UNITS;

/** Limit in whole yuan, exact: fen × hundredths × hundredths are units of 10^−6 yuan. */
export function limitByBigInt(
  salesFen: string,
  debtFen: string,
  debtRatioPercent: number,
  score: number,
): number {
  const band = bandOf(score);
  if (band === undefined) return 0;
  let units =
    BigInt(salesFen) * BigInt(band.percent) * BigInt(100 - debtRatioPercent) - BigInt(debtFen) * 10_000n;
  if (units > CAP) units = CAP;
  if (units < 0n) return 0;
  const yuan = Number(units / STEP) * STEP_YUAN;
  return yuan < MINIMUM_YUAN ? 0 : yuan;
}

/** The same in floats. */
export function limitByNumber(
  salesFen: string,
  debtFen: string,
  debtRatioPercent: number,
  score: number,
): number {
  const band = bandOf(score);
  if (band === undefined) return 0;
  const units = Number(salesFen) * band.percent * (100 - debtRatioPercent) - Number(debtFen) * 10_000;
  const yuan = Math.floor(Math.min(units / 1_000_000, CAP_YUAN) / STEP_YUAN) * STEP_YUAN;
  return yuan < MINIMUM_YUAN ? 0 : yuan;
}

/** What a policy result says, in the same words. */
export function asModelResult({
  outcome,
  limit,
  rating,
  score,
  annualRate,
  reasons,
}: PolicyResult): ModelResult {
  const rules = reasons.filter(({ code }) => code.startsWith('A'));
  const losses = reasons.filter(({ pointsLost }) => pointsLost > 0);
  return {
    codes: rules.map(({ code }) => code),
    score: score!,
    reasons: [0, 1, 2, 3].map((place) => (losses[place] ? Number(losses[place].code.slice(1)) : -1)),
    lost: [0, 1, 2, 3].map((place) => losses[place]?.pointsLost ?? 0),
    limit: outcome === 'APPROVED' ? Number(limit) : 0,
    rating: rating!,
    annualRate,
  };
}
