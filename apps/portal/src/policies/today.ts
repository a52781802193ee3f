import { type CalendarDate, dateOf, type Instant } from '@xinqiao/contracts';

/** The day it is in Shanghai, by the clock of the browser: for what is shown only. */
export const today = (): CalendarDate => dateOf(new Date().toISOString() as Instant);
