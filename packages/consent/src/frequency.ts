import {
  addPeriodToDate,
  type CalendarDate,
  dateOf,
  FREQUENCY_UNITS,
  type Frequency,
  type FrequencyUnit,
  type Instant,
} from '@xinqiao/contracts';

const LENGTH = { DAY: 'P1D', MONTH: 'P1M', YEAR: 'P1Y' } as const satisfies Record<FrequencyUnit, string>;
/** Most days in a unit. */
const DAYS: Readonly<Record<FrequencyUnit, number>> = { DAY: 1, MONTH: 31, YEAR: 366 };
const MONTHS_OF_YEAR = 12;

/** A calendar period, from its first instant up to, not including, the first of the next; UTC. */
export interface CountingPeriod {
  readonly from: Instant;
  readonly to: Instant;
}

/** The calendar day, month or year of Asia/Shanghai in which an instant lies: there deliveries are counted. */
export function countingPeriod(unit: FrequencyUnit, now: Instant): CountingPeriod {
  const today = dateOf(now);
  const first = { DAY: today, MONTH: `${today.slice(0, 7)}-01`, YEAR: `${today.slice(0, 4)}-01-01` }[unit];
  return { from: midnight(first), to: midnight(addPeriodToDate(first, LENGTH[unit])) };
}

/** The first instant of a Shanghai day (fixed +08:00), in UTC. */
const midnight = (date: CalendarDate): Instant => new Date(`${date}T00:00:00.000+08:00`).toISOString();

/** How many units of the one there are in a unit of the other at most; 1 when it is as long or longer. */
function mostWithin(unit: FrequencyUnit, other: FrequencyUnit): number {
  if (FREQUENCY_UNITS.indexOf(unit) >= FREQUENCY_UNITS.indexOf(other)) return 1;
  return unit === 'MONTH' ? MONTHS_OF_YEAR : DAYS[other];
}

/** True when no calendar period can hold more deliveries under `asked` than under `limit`. Null is no limit. */
export function isWithin(asked: Frequency | null, limit: Frequency | null): boolean {
  if (limit === null) return true;
  return asked !== null && asked.value * mostWithin(asked.unit, limit.unit) <= limit.value;
}

/**
 * A frequency within both, and of those in the units of either the one that allows most.
 *
 * Where one lies within the other it is that one. 5 a day and 60 a month make 1 a day: 31 days hold at most 31.
 */
export function tighterFrequency(one: Frequency | null, other: Frequency | null): Frequency | null {
  if (isWithin(one, other)) return one;
  if (isWithin(other, one)) return other;
  // Neither is null, or it would hold the other.
  const both = [one, other] as [Frequency, Frequency];
  const candidates = both
    .map(({ unit }) => ({
      unit,
      value: Math.min(...both.map((limit) => Math.floor(limit.value / mostWithin(unit, limit.unit)))),
    }))
    .filter(({ value }) => value >= 1);
  return candidates.reduce((most, next) => (perYear(next) > perYear(most) ? next : most));
}

const perYear = ({ unit, value }: Frequency): number => value * mostWithin(unit, 'YEAR');
