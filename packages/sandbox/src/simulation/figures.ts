import { type AmountCny, Money, roundHalfEvenToFen, toAmountCny } from '@xinqiao/contracts';
import { APPLICANTS, type ApplicantKind, type World } from './assumptions.ts';
import type { Tallies } from './simulator.ts';
import { decided, moneyOf, sumOf } from './tally.ts';

/** The four figures that were published. Shares are fractions of 6 places; null where there is nothing to divide by. */
export interface Figures {
  /** Granted to all applications. */
  readonly grantedShare: string | null;
  /** Yuan of a granted line, rounded half even to the fen. */
  readonly averageCredit: AmountCny | null;
  readonly totalCredit: AmountCny;
  /** What bad borrowers owe to all that is owed, at the end of the last month (不良率). */
  readonly badRate: string | null;
}

/**
 * Reads the figures off the counts.
 *
 * @param world Its number of applicants of each kind, beside those of `drawnFrom`, weighs the kinds; what it says of
 *   referred applications adds as many lines of the average size of their kind.
 * @param drawnFrom The world whose shares of applicants were drawn.
 */
export function figuresOf(tallies: Tallies, world: World, drawnFrom: World): Figures {
  const weights = weightsOf(world, drawnFrom);
  const total = (count: (kind: ApplicantKind) => Money) =>
    APPLICANTS.reduce((sum, kind) => sum.plus(count(kind).times(weights[kind])), new Money(0));
  const last = world.months - 1;

  const applications = total((kind) => new Money(sumOf(tallies[kind].decisions)));
  const granted = total((kind) => grantedOf(tallies[kind], world));
  const credit = total((kind) => {
    const lines = decided(tallies[kind], 'APPROVED');
    const sum = new Money(sumOf(moneyOf(tallies[kind], 'credit'))).div(100);
    return lines === 0 ? new Money(0) : sum.times(grantedOf(tallies[kind], world)).div(lines);
  });
  const bad = total((kind) => new Money(moneyOf(tallies[kind], 'bad')[last]!));
  const outstanding = total((kind) => new Money(moneyOf(tallies[kind], 'outstanding')[last]!));
  return {
    grantedShare: shareOf(granted, applications),
    averageCredit: granted.isZero() ? null : toAmountCny(roundHalfEvenToFen(credit.div(granted))),
    totalCredit: toAmountCny(roundHalfEvenToFen(credit)),
    badRate: shareOf(bad, outstanding),
  };
}

function grantedOf(tally: Tallies[ApplicantKind], { referredGranted }: World): Money {
  const lines = decided(tally, 'APPROVED');
  // Without a line of their kind there is no size to give them.
  return lines === 0
    ? new Money(0)
    : new Money(decided(tally, 'REFERRED')).times(referredGranted).plus(lines);
}

/** What one application of each kind counts for, so that all together stay as many. */
function weightsOf(world: World, drawnFrom: World): Readonly<Record<ApplicantKind, Money>> {
  const whole = ({ applicants }: World) => sumOf(APPLICANTS.map((kind) => applicants[kind]));
  const same = APPLICANTS.every((kind) => world.applicants[kind] === drawnFrom.applicants[kind]);
  return Object.fromEntries(
    APPLICANTS.map((kind) => [
      kind,
      same
        ? new Money(1)
        : new Money(world.applicants[kind])
            .times(whole(drawnFrom))
            .div(new Money(drawnFrom.applicants[kind]).times(whole(world))),
    ]),
  ) as Record<ApplicantKind, Money>;
}

export const shareOf = (part: Money, whole: Money): string | null =>
  whole.isZero() ? null : part.div(whole).toDecimalPlaces(6, Money.ROUND_HALF_EVEN).toFixed();
