import { addDays, type CalendarDate } from '@xinqiao/contracts';

/**
 * True when figures and rows of two days come from the same months: of unchanged sources a package of the one says
 * what a package of the other says. Figures that count months since a day, such as the age of a firm, may still have
 * gone up by one.
 */
export const sameWindow = (one: CalendarDate, other: CalendarDate): boolean =>
  one.slice(0, 7) === other.slice(0, 7) && nextMonth(one) === nextMonth(other);

/** Month of the day after: a month is whole on its last day. */
const nextMonth = (day: CalendarDate): string => addDays(day, 1).slice(0, 7);
