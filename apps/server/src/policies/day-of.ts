import type { CalendarDate } from '@xinqiao/contracts';

/** A date of the database, which has no time, as on the wire. */
export const dayOf = (date: Date): CalendarDate => date.toISOString().slice(0, 10);
