import { addPeriodToDate, type CalendarDate, type Period } from '@xinqiao/contracts';

/** The lower of two levels of a scale that runs from low to high; the first where they are the same. */
export const lower = <Level extends string>(scale: readonly Level[], one: Level, other: Level): Level =>
  scale.indexOf(other) < scale.indexOf(one) ? other : one;

/** The shorter of two periods from a day on, for P30D and P1M differ from month to month; the first where they end as one. */
export const shorterFrom =
  (today: CalendarDate) =>
  (one: Period, other: Period): Period =>
    addPeriodToDate(today, other) < addPeriodToDate(today, one) ? other : one;
