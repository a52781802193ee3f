import { addDays, addMonths, addPeriodToDate, type CalendarDate, type Month } from '@xinqiao/contracts';

/** Days and months as a story tells them, counted back from the day it is told. */
export interface Told {
  readonly on: CalendarDate;
  readonly month: Month;
  /** The month so many before. */
  monthsAgo(months: number): Month;
  /** The corresponding day so many months before, or that month's last day where there is none. */
  sinceMonths(months: number): CalendarDate;
  daysAgo(days: number): CalendarDate;
}

export function told(on: CalendarDate): Told {
  const month = on.slice(0, 7);
  const monthsAgo = (months: number) => addMonths(month, -months);
  return {
    on,
    month,
    monthsAgo,
    sinceMonths: (months) => {
      const first = `${monthsAgo(months)}-01`;
      const last = addDays(addPeriodToDate(first, 'P1M'), -1);
      const day = `${monthsAgo(months)}-${on.slice(8)}`;
      return day < last ? day : last;
    },
    daysAgo: (days) => addDays(on, -days),
  };
}
