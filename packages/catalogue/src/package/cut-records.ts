import {
  addDays,
  addMonths,
  type CalendarDate,
  type DataItemId,
  type DataItemRecords,
  type DateRange,
  type Month,
  monthRange,
  rangeContains,
} from '@xinqiao/contracts';
import { coversMonth, monthOfDate, wholeMonths } from '../indicators/window.ts';

type Cuts = {
  readonly [K in DataItemId]: (records: DataItemRecords[K], range: DateRange) => DataItemRecords[K];
};

/**
 * How each item is cut to a range.
 *
 * - What happened on a day stays when the day is in the range.
 * - What speaks of a month stays when the whole month is in the range: a figure cannot be cut.
 * - What lasts (a listing, an arrear, an enforcement, a legal representative's tenure, a grade in force)
 *   stays when it touches the range, and reads as it stood on the range's last day: an end that came later
 *   is null.
 * - The standing facts of the register (name, status, seat, capital) are public and have no date.
 */
const CUTS: Cuts = {
  'registration.profile': (profile, range) => ({
    ...profile,
    legalRepresentativeChanges: profile.legalRepresentativeChanges.filter(({ changedOn }, at, changes) =>
      touches(range, changedOn, dayBefore(changes[at + 1]?.changedOn)),
    ),
    abnormalListings: profile.abnormalListings
      .filter(({ listedOn, removedOn }) => touches(range, listedOn, removedOn))
      .map((listing) => ({ ...listing, removedOn: known(range, listing.removedOn) })),
  }),

  'registration.shareholders': (shareholders, range) =>
    shareholders
      .filter(({ since, until }) => touches(range, since, until))
      .map((shareholder) => ({ ...shareholder, until: known(range, shareholder.until) })),

  'registration.changes': (changes, range) =>
    changes.filter(({ changedOn }) => rangeContains(range, changedOn)),

  'registration.penalties': (penalties, range) =>
    penalties
      .filter(({ decidedOn, publishedUntil }) => touches(range, decidedOn, publishedUntil))
      .map((penalty) => ({ ...penalty, publishedUntil: known(range, penalty.publishedUntil) })),

  /** What a taxpayer is now is told as of now; stays on the list that ended before the range are not. */
  'tax.status': (status, range) => ({
    ...status,
    abnormalPeriods: status.abnormalPeriods
      .filter(({ from, to }) => touches(range, from, to))
      .map((period) => ({ ...period, to: known(range, period.to) })),
  }),

  'tax.vat-returns': (returns, range) => {
    const { first, last } = wholeMonths(range);
    return returns.filter(({ period, months }) => first <= addMonths(period, 1 - months) && period <= last);
  },

  'tax.payments': (payments, range) => payments.filter(({ paidOn }) => rangeContains(range, paidOn)),

  'tax.refunds': (refunds, range) => refunds.filter(({ refundedOn }) => rangeContains(range, refundedOn)),

  'tax.reductions': (reductions, range) =>
    reductions.filter(({ periodTo }) => rangeContains(range, periodTo)),

  // A return says what happened since the first day of its period: it stays when all of that is in the range.
  'tax.cit-returns': (returns, range) =>
    returns.filter(({ periodFrom, periodTo }) => range.from <= periodFrom && periodTo <= range.to),

  // Revenue and profit are those since the begin of the year.
  'tax.financial-statements': (statements, range) =>
    statements.filter(
      ({ periodTo }) => range.from <= `${periodTo.slice(0, 4)}-01-01` && periodTo <= range.to,
    ),

  // A grade is published in April of the next year and in force until the one after it is.
  'tax.credit-grades': (grades, range) =>
    grades.filter(({ year }) => touches(range, `${year}-01-01`, `${year + 2}-04-30`)),

  'tax.arrears': (arrears, range) =>
    arrears
      .filter(({ dueOn, settledOn }) => touches(range, dueOn, settledOn))
      .map((arrear) => ({ ...arrear, settledOn: known(range, arrear.settledOn) })),

  'tax.late-fees': (fees, range) =>
    fees
      .filter(({ from, paidOn }) => touches(range, from, paidOn))
      .map((fee) => ({ ...fee, paidOn: known(range, fee.paidOn) })),

  'tax.violations': (violations, range) =>
    violations
      .filter(({ registeredOn, closedOn }) => touches(range, registeredOn, closedOn))
      .map((violation) => ({ ...violation, closedOn: known(range, violation.closedOn) })),

  'tax.audits': (audits, range) =>
    audits
      .filter(({ openedOn, closedOn }) => touches(range, openedOn, closedOn))
      .map((audit) => ({ ...audit, closedOn: known(range, audit.closedOn) })),

  /**
   * A source computes the summary for the range it was asked for, so its first and last month may be
   * partial. One that gave months outside the range did not: then its partial months and its
   * concentration may speak of days outside too, and are left out.
   */
  'invoice.summary': ({ months, concentration }, range) => {
    const asked = new Set(monthRange(monthOfDate(range.from), monthOfDate(range.to)));
    if (months.every(({ month }) => asked.has(month))) return { months, concentration };
    return { months: cutMonths(months, range), concentration: [] };
  },

  'invoice.lines': (lines, range) => lines.filter(({ issuedOn }) => rangeContains(range, issuedOn)),

  'social.insurance': (months, range) => cutMonths(months, range),

  'housing-fund.deposits': (months, range) => cutMonths(months, range),

  'utility.usage': (months, range) => cutMonths(months, range),

  'enforcement.records': (records, range) =>
    records
      .filter(({ filedOn, closedOn }) => touches(range, filedOn, closedOn))
      .map((record) => ({ ...record, closedOn: known(range, record.closedOn) })),
};

/**
 * The part of an item's records that a range allows to be shown; nothing is added or rounded.
 *
 * @param records As a source gave them, lists oldest first.
 */
export const cutRecords = <K extends DataItemId>(
  item: K,
  records: DataItemRecords[K],
  range: DateRange,
): DataItemRecords[K] => CUTS[item](records, range);

/** The rows of the months that lie wholly in the range. */
function cutMonths<Row extends { readonly month: Month }>(rows: readonly Row[], range: DateRange): Row[] {
  const isShown = coversMonth(range);
  return rows.filter(({ month }) => isShown(month));
}

/** True when the days from `begin` to `end` (null = it lasts) share a day with the range. */
const touches = (range: DateRange, begin: CalendarDate, end: CalendarDate | null): boolean =>
  begin <= range.to && (end === null || end >= range.from);

const known = (range: DateRange, end: CalendarDate | null): CalendarDate | null =>
  end !== null && end <= range.to ? end : null;

const dayBefore = (date: CalendarDate | undefined): CalendarDate | null => (date ? addDays(date, -1) : null);
