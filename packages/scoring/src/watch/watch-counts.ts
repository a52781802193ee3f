import type { Month } from '@xinqiao/contracts';
import { CountsInvalid } from '../error.ts';
import type { Policy } from '../policy/policy.ts';
import { type Census, ratingBounds } from './census.ts';
import { type DriftReport, measureDrift } from './drift.ts';
import { DRIFT_THRESHOLDS } from './drift-light.ts';
import { total } from './stability-index.ts';

/** How many decisions of a month fell into one cell. */
export interface CellCount {
  readonly month: Month;
  /** `OUTCOMES_COUNTED`, `SCORE_COUNTED`, or from 0 the characteristics in policy order. */
  readonly characteristic: number;
  /** Of the outcomes: 0 approved, 1 declined, 2 referred; else a place in the list of a census. */
  readonly cell: number;
  /** 1 or more. */
  readonly count: number;
}

export const OUTCOMES_COUNTED = -2;
export const SCORE_COUNTED = -1;

/** Decisions that make a baseline where none came with the policy. */
export const BASELINE_DECISIONS = 500;

/**
 * A month is looked at again and again while it runs, and each look tries the score and all characteristics. Chance is
 * held to one month in twenty for a whole version: shared out among its indices, and among as many looks as looking all
 * the time comes to (measured: without drift 2 to 4 months in a hundred show something beyond chance).
 */
const CHANCE = 0.05;
const LOOKS = 10;

export interface MonthOfUse {
  readonly month: Month;
  readonly decisions: number;
  readonly approved: number;
  readonly declined: number;
  readonly referred: number;
  /** Null where there is nothing to measure from, and for months that themselves are the baseline. */
  readonly drift: DriftReport | null;
}

export interface PolicyUse {
  /** What drift is measured from; null while too few were decided on. */
  readonly baseline: { readonly source: 'GIVEN' | 'FIRST_MONTHS'; readonly applicants: number } | null;
  /** Months with decisions, earliest first. */
  readonly months: readonly MonthOfUse[];
}

/**
 * What became of the decisions of a version, month by month, and how its applicants drift.
 *
 * Without a census of its own, the version is measured from its first whole months, as many as make 500 decisions. A
 * month that is not over is never part of a baseline, and what is counted of months to come is left out.
 *
 * @param given Census that came with the version, by the bounds of its rating bands.
 * @param running The month it is now.
 * @throws {CountsInvalid} when counts do not add up, or are of other cells than the version has.
 */
export function watchCounts(
  policy: Policy,
  given: Census | null,
  counts: Iterable<CellCount>,
  running: Month,
): PolicyUse {
  const months = countedMonths(policy, counts).filter(({ month }) => month <= running);
  const first = given === null ? firstMonths(months, running) : [];
  const baseline = given ?? (first.length === 0 ? null : joined(first.map(({ census }) => census)));
  const chance = CHANCE / LOOKS / (1 + policy.scorecard.characteristics.length);
  return {
    baseline:
      baseline === null
        ? null
        : { source: given === null ? 'FIRST_MONTHS' : 'GIVEN', applicants: baseline.applicants },
    months: months.map((each) => {
      const [approved, declined, referred] = each.outcomes;
      const drift =
        baseline === null || first.includes(each)
          ? null
          : measureDrift(policy, baseline, each.census, DRIFT_THRESHOLDS, chance);
      return { month: each.month, decisions: each.census.applicants, approved, declined, referred, drift };
    }),
  };
}

interface CountedMonth {
  readonly month: Month;
  readonly outcomes: readonly [approved: number, declined: number, referred: number];
  readonly census: Census;
}

/** Earliest first. */
function countedMonths(policy: Policy, counts: Iterable<CellCount>): CountedMonth[] {
  const months = new Map<Month, { outcomes: [number, number, number]; census: Census }>();
  for (const { month, characteristic, cell, count } of counts) {
    let counted = months.get(month);
    if (counted === undefined) {
      counted = { outcomes: [0, 0, 0], census: emptyCensus(policy) };
      months.set(month, counted);
    }
    const { outcomes, census } = counted;
    const cells =
      characteristic === OUTCOMES_COUNTED
        ? outcomes
        : characteristic === SCORE_COUNTED
          ? census.score
          : census.characteristics[characteristic]?.cells;
    if (cells?.[cell] === undefined) throw new CountsInvalid();
    (cells as number[])[cell]! += count;
  }
  return [...months]
    .map(([month, { outcomes, census }]) => {
      const applicants = total(outcomes);
      const lists = [census.score, ...census.characteristics.map(({ cells }) => cells)];
      if (lists.some((cells) => total(cells) !== applicants)) throw new CountsInvalid();
      return { month, outcomes, census: { ...census, applicants } };
    })
    .sort((a, b) => (a.month < b.month ? -1 : 1));
}

function emptyCensus(policy: Policy): Census {
  const scoreBounds = ratingBounds(policy);
  const zeros = (length: number): number[] => Array.from({ length }, () => 0);
  return {
    policyId: policy.policyId,
    policyVersion: policy.version,
    applicants: 0,
    scoreBounds,
    score: zeros(scoreBounds.length + 2),
    characteristics: policy.scorecard.characteristics.map(({ name, attributes }) => ({
      name,
      cells: zeros(attributes.length + 1),
    })),
  };
}

/** The months that make a baseline; none while they have too few decisions. */
function firstMonths(months: readonly CountedMonth[], running: Month): readonly CountedMonth[] {
  let decisions = 0;
  for (const [index, { month, census }] of months.entries()) {
    if (month >= running) return [];
    decisions += census.applicants;
    if (decisions >= BASELINE_DECISIONS) return months.slice(0, index + 1);
  }
  return [];
}

const joined = (censuses: readonly Census[]): Census => {
  const [first] = censuses as [Census];
  const sums = (cellsIn: (census: Census) => readonly number[]): number[] =>
    cellsIn(first).map((_, cell) => total(censuses.map((census) => cellsIn(census)[cell]!)));
  return {
    ...first,
    applicants: total(censuses.map(({ applicants }) => applicants)),
    score: sums(({ score }) => score),
    characteristics: first.characteristics.map(({ name }, index) => ({
      name,
      cells: sums(({ characteristics }) => characteristics[index]!.cells),
    })),
  };
};
