import { addDays, type CalendarDate, type DateRange } from '@xinqiao/contracts';

/** First and last day that sources are asked for: a consent may reach into days to come. */
export const begunDays = ({ from, to }: DateRange, today: CalendarDate): DateRange => ({
  from,
  to: to < today ? to : today,
});

/** Day that figures stand for: today, or the day after the range if that is earlier. */
export function figuresOf({ to }: DateRange, today: CalendarDate): CalendarDate {
  const dayAfter = addDays(to, 1);
  return dayAfter < today ? dayAfter : today;
}
