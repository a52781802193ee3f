import { shareOf, yuan } from './fen.ts';
import { random } from './random.ts';

/** What is assumed of the farming households of the city; shares are fractions. */
export interface HouseholdWorld {
  /** Applicants by age in whole years, both ends included. */
  readonly ages: readonly { readonly from: number; readonly to: number; readonly share: number }[];
  /** Mean yearly disposable income of a person in yuan, from the poorest to the richest of equal groups. */
  readonly incomeGroups: readonly number[];
  /** How far a household’s income may lie from the mean of its group, evenly. */
  readonly incomeWithin: number;
  /** Incomes of the city to those of the groups. */
  readonly incomeScale: number;
  /** Share of households of two persons, of three, and so on. */
  readonly persons: readonly number[];
  /** How often two traits of a household have the same rank; otherwise they have nothing to do with each other. */
  readonly likeness: number;
  readonly allowanceShare: number;
  readonly enforcementShare: number;
  readonly debtShare: number;
  /** Least and most debt to the income of a year. */
  readonly debtToIncome: readonly [number, number];
  readonly overdueShare: number;
  /** Most land in mu of a usual household; all amounts up to it are as frequent. */
  readonly usualLand: number;
  readonly largeFarmShare: number;
  /** Least and most land of a large farm, in mu. */
  readonly largeFarm: readonly [number, number];
  readonly gradedShare: number;
  /** Of the graded: POOR, FAIR, GOOD, EXCELLENT. */
  readonly grades: readonly [number, number, number, number];
  readonly utilityOverdueShare: number;
  /** Of the last five years, how many were paid. */
  readonly pensionPaid: number;
  /** How often the source of a figure has none. */
  readonly missingShare: number;
}

/** A farming household as a bank sees it: features of the example policy for households, in its units. */
export type HouseholdFeatures = Readonly<
  Record<
    | 'applicantAge'
    | 'openEnforcements'
    | 'onAllowance'
    | 'householdIncome12'
    | 'debtElsewhere'
    | 'creditOverdue24'
    | 'landMu'
    | 'villageGrade'
    | 'utilityOverdueMonths12'
    | 'pensionYears5',
    string | number | null
  >
>;

const GRADES = ['POOR', 'FAIR', 'GOOD', 'EXCELLENT'] as const;

/**
 * One household of the city, wholly invented. Traits lean on one rank from the weakest to the strongest, so that who
 * earns little is more often late. Every draw is made whatever the world, so that the same household in two worlds
 * differs only by what the worlds do.
 */
export function drawnHousehold(seed: string, number: number, world: HouseholdWorld): HouseholdFeatures {
  const draw = random(seed, 'household', number);
  const standing = draw.next();
  const rank = () => {
    const [like, own] = [draw.next(), draw.next()];
    return like < world.likeness ? standing : own;
  };
  const kept = (value: string | number) => (draw.next() < world.missingShare ? null : value);

  const [group, within] = [draw.next(), draw.next()];
  const { from, to } =
    world.ages[
      placeOf(
        world.ages.map(({ share }) => share),
        group,
      )
    ]!;
  const income = drawnIncome(rank(), draw.next(), draw.next(), world);
  const onAllowance = rank() < world.allowanceShare;
  const enforced = rank() < world.enforcementShare;
  const [owes, owed] = [draw.next() < world.debtShare, draw.next()];
  const [least, most] = world.debtToIncome;
  const overdue = rank() < world.overdueShare;
  const times = draw.int(1, 10);
  const [large, landShare] = [draw.next() < world.largeFarmShare, draw.next()];
  const [small, big] = large ? world.largeFarm : [0, world.usualLand];
  const [graded, merit] = [draw.next() < world.gradedShare, rank()];
  const [unpaid, months] = [rank() < world.utilityOverdueShare, draw.int(1, 6)];
  const pensionYears = [1, 2, 3, 4, 5].filter(() => draw.next() < world.pensionPaid).length;
  return {
    applicantAge: from + Math.floor(within * (to - from + 1)),
    openEnforcements: enforced ? 1 : 0,
    onAllowance: onAllowance ? 'YES' : 'NO',
    householdIncome12: kept(yuan(income)),
    debtElsewhere: yuan(owes ? shareOf(income, least + owed * (most - least)) : 0),
    creditOverdue24: overdue ? times : 0,
    landMu: kept(tenths(Math.round((small + landShare * (big - small)) * 10))),
    villageGrade: kept(graded ? GRADES[placeOf(world.grades, merit)]! : 'NOT_GRADED'),
    utilityOverdueMonths12: unpaid ? months : 0,
    pensionYears5: pensionYears,
  };
}

/** Yearly income of a household in fen. */
function drawnIncome(rank: number, place: number, size: number, world: HouseholdWorld): number {
  const { incomeGroups, incomeWithin, incomeScale, persons } = world;
  const mean = incomeGroups[Math.min(incomeGroups.length - 1, Math.floor(rank * incomeGroups.length))]!;
  const each = mean * (1 - incomeWithin + place * 2 * incomeWithin) * incomeScale;
  return Math.round(each * (2 + placeOf(persons, size)) * 100);
}

/** Which of several shares a number in [0, 1) falls into; shares count in proportion to their sum. */
export function placeOf(shares: readonly number[], drawn: number): number {
  const whole = shares.reduce((sum, share) => sum + share, 0);
  let reached = 0;
  for (const [place, share] of shares.entries()) {
    reached += share;
    if (drawn * whole < reached) return place;
  }
  return shares.length - 1;
}

const tenths = (whole: number): string => `${Math.floor(whole / 10)}.${whole % 10}`;
