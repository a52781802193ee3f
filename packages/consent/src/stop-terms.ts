import type { CalendarDate, LocalizedText } from '@xinqiao/contracts';

/** How long a bank may take to answer when a consent stops. */
export interface StopTerms {
  /** First day, Asia/Shanghai. */
  readonly from: CalendarDate;
  /** Without an acknowledgement a stop turns yellow, then red, in milliseconds after it. */
  readonly acknowledgeMs: { readonly yellow: number; readonly red: number };
  /** Longest time data are kept once a consent ended, whatever their data life, in milliseconds. */
  readonly deleteMs: number;
  /** How long before the data are to be deleted the bank is asked for its attestation, in milliseconds. */
  readonly askAheadMs: number;
  /** Least time a bank has for it once it was asked, in milliseconds. */
  readonly attestMs: number;
  /** How long after that a missing attestation turns from yellow to red, in milliseconds. */
  readonly overdueMs: number;
  readonly reference: LocalizedText;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

const STOP_TERMS: readonly StopTerms[] = [
  {
    from: '2026-01-01',
    acknowledgeMs: { yellow: HOUR_MS, red: DAY_MS },
    deleteMs: 30 * DAY_MS,
    askAheadMs: 7 * DAY_MS,
    attestMs: DAY_MS,
    overdueMs: 7 * DAY_MS,
    reference: {
      zh: '《个人信息保护法》第十五条、第十九条、第四十七条；平台规则',
      en: 'PIPL arts. 15, 19, 47; platform policy',
    },
  },
];

/**
 * The terms in force on a day.
 *
 * A stop has those of its own day: its light and its day of deletion are reckoned so. What counts the stops of all
 * banks at once, and what asks for attestations ahead, takes those of the present day: with a second entry above, both
 * would have to tell stops apart by their day.
 *
 * @param onDate Asia/Shanghai day.
 * @throws {RangeError} when none are in force yet
 */
export function stopTerms(onDate: CalendarDate, terms: readonly StopTerms[] = STOP_TERMS): StopTerms {
  const found = terms.filter(({ from }) => from <= onDate).sort((a, b) => (a.from < b.from ? 1 : -1))[0];
  if (found === undefined) throw new RangeError(`no terms in force on ${onDate}`);
  return found;
}
