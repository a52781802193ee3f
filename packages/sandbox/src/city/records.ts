import { cutRecords } from '@xinqiao/catalogue';
import {
  addMonths,
  type CalendarDate,
  type DataItemId,
  type DataItemRecords,
  type DateRange,
  type InvoiceLine,
  intersectRanges,
  type Month,
  monthRange,
  type TaxCreditGrade,
} from '@xinqiao/contracts';
import { type Accounts, closings } from './accounts.ts';
import { drawMonth } from './draw-invoices.ts';
import type { EnterpriseFacts } from './facts.ts';
import { yuan } from './fen.ts';
import { citReturn, financialStatement } from './financial-records.ts';
import { invoiceLines } from './invoice-lines.ts';
import { invoiceSummary } from './invoice-summary.ts';
import { housingFund, socialInsurance, utilityUsage } from './livelihood.ts';
import { registrationChanges, shareholders } from './registration-records.ts';
import { filingViolations, taxpayerStatus } from './supervision.ts';
import {
  incomeTaxPayments,
  incomeTaxReductions,
  incomeTaxRefunds,
  settlements,
  vatPayments,
  vatReductions,
} from './tax-movements.ts';
import { type VatPeriod, vatPeriod } from './vat-periods.ts';
import { lateFee, taxArrear, vatReturn } from './vat-returns.ts';

/** Months before the month of `asOf` that the agencies of the city keep. */
const KEPT_MONTHS = 36;
/** Months that a payment may come after the tax period it is of. */
const LONGEST_DELAY = 12;

type Readers = {
  readonly [K in DataItemId]: (
    facts: EnterpriseFacts,
    kept: DateRange,
    asOf: CalendarDate,
  ) => DataItemRecords[K];
};

/** What each source holds of the days `kept` when it is read on `asOf`; it may say more, which is cut off after. */
const READERS: Readers = {
  'registration.profile': (facts) => ({
    uscc: facts.uscc,
    name: facts.name,
    status: facts.status,
    establishedOn: facts.establishedOn,
    authority: `${facts.division.name}市场监督管理局`,
    divisionCode: facts.division.code,
    industryCode: facts.industry.code,
    registeredCapital: yuan(facts.registeredCapital),
    legalRepresentative: facts.legalRepresentative.name,
    legalRepresentativeChanges: facts.legalRepresentativeChanges.map((changedOn) => ({ changedOn })),
    abnormalListings: [...facts.abnormalListings],
  }),
  'registration.shareholders': (facts) => shareholders(facts),
  'registration.changes': (facts) => registrationChanges(facts),
  'registration.penalties': ({ supervision }) => [...supervision.penalties],
  'tax.status': (facts, _, asOf) => taxpayerStatus(facts, asOf),
  'tax.vat-returns': (facts, kept, asOf) =>
    vatPeriods(facts, kept).flatMap((worked) => vatReturn(facts, worked, asOf) ?? []),
  'tax.payments': (facts, kept, asOf) =>
    [
      ...vatPeriods(facts, sinceBefore(kept)).flatMap((worked) => vatPayments(facts, worked)),
      ...settled(facts, kept, asOf).flatMap(incomeTaxPayments),
    ].sort(by(({ paidOn }) => paidOn)),
  'tax.refunds': (facts, kept, asOf) =>
    settled(facts, kept, asOf).flatMap((settlement) => incomeTaxRefunds(facts, settlement)),
  'tax.reductions': (facts, kept, asOf) =>
    [
      ...vatPeriods(facts, kept)
        .filter(({ filedOn }) => filedOn <= asOf)
        .flatMap((worked) => vatReductions(facts, worked)),
      ...settled(facts, kept, asOf).flatMap((settlement) => incomeTaxReductions(facts, settlement)),
    ].sort(by(({ periodTo }) => periodTo)),
  'tax.cit-returns': (facts, kept, asOf) => filedClosings(facts, kept, asOf).map(citReturn),
  'tax.financial-statements': (facts, kept, asOf) =>
    filedClosings(facts, kept, asOf).map((closing) => financialStatement(facts, closing)),
  'tax.credit-grades': (facts, _, asOf) => creditGrades(facts, asOf),
  'tax.arrears': (facts, kept, asOf) =>
    unpaidPeriods(facts, held(kept, asOf)).flatMap((worked) => taxArrear(worked, asOf) ?? []),
  'tax.late-fees': (facts, kept, asOf) =>
    [
      ...unpaidPeriods(facts, held(kept, asOf)),
      ...(facts.taxpayer.lateShare === 0 ? [] : vatPeriods(facts, sinceBefore(kept))).filter(
        ({ paidWithReturn }) => paidWithReturn,
      ),
    ]
      .flatMap((worked) => lateFee(worked, kept.to) ?? [])
      .sort(by(({ from }) => from)),
  'tax.violations': (facts, kept, asOf) =>
    [
      ...facts.supervision.violations,
      ...monthsOf(held(kept, asOf)).flatMap((period) => filingViolations(facts, period)),
    ].sort(by(({ registeredOn }) => registeredOn)),
  'tax.audits': ({ supervision }) => [...supervision.audits],
  'invoice.summary': invoiceSummary,
  'invoice.lines': (facts, kept) => linesOf(facts, kept),
  'social.insurance': (facts, kept, asOf) =>
    monthsOf(kept).flatMap((month) => socialInsurance(facts, month, asOf) ?? []),
  'housing-fund.deposits': (facts, kept, asOf) =>
    monthsOf(kept).flatMap((month) => housingFund(facts, month, asOf) ?? []),
  'utility.usage': (facts, kept, asOf) => monthsOf(kept).flatMap((month) => utilityUsage(facts, month, asOf)),
  'enforcement.records': ({ enforcements }) => [...enforcements],
};

/** Items of the registry: all there is about an enterprise that nobody else knows yet. */
const REGISTERED: readonly DataItemId[] = [
  'registration.profile',
  'registration.shareholders',
  'registration.changes',
  'registration.penalties',
];

/**
 * What the city's sources answer for an enterprise, an item and a range.
 *
 * @param asOf The day of the reading: nothing later is known, and invoices and returns of more than 36
 *   months before its month are kept no more.
 * @returns `undefined` when the range lies wholly outside the time the sources keep, or nobody holds the item of it.
 */
export function readRecords<K extends DataItemId>(
  facts: EnterpriseFacts,
  item: K,
  range: DateRange,
  asOf: CalendarDate,
): DataItemRecords[K] | undefined {
  if (facts.registeredOnly && !REGISTERED.includes(item)) return undefined;
  const kept = intersectRanges(range, { from: `${addMonths(asOf.slice(0, 7), -KEPT_MONTHS)}-01`, to: asOf });
  const records = kept && READERS[item](facts, kept, asOf);
  return kept && records && cutRecords(item, records, kept);
}

const monthsOf = ({ from, to }: DateRange): Month[] => monthRange(from.slice(0, 7), to.slice(0, 7));

const linesOf = (facts: EnterpriseFacts, kept: DateRange): InvoiceLine[] =>
  cutRecords(
    'invoice.lines',
    monthsOf(kept).flatMap((month) => invoiceLines(facts, month, drawMonth(facts, month))),
    kept,
  );

const vatPeriods = (facts: EnterpriseFacts, kept: DateRange): VatPeriod[] =>
  monthsOf(kept).flatMap((period) => vatPeriod(facts, period) ?? []);

/** All time that what is still open may come from, whatever part of it is asked for. */
const held = ({ to }: DateRange, asOf: CalendarDate): DateRange => ({
  from: `${addMonths(asOf.slice(0, 7), -KEPT_MONTHS - LONGEST_DELAY)}-01`,
  to,
});

/** Periods whose tax did not come with the return. Most enterprises have none, and nothing is worked out for them. */
const unpaidPeriods = (facts: EnterpriseFacts, time: DateRange): VatPeriod[] =>
  facts.taxpayer.unpaid.length === 0
    ? []
    : vatPeriods(facts, time).filter(({ paidWithReturn }) => !paidWithReturn);

const sinceBefore = ({ from, to }: DateRange): DateRange => ({
  from: `${addMonths(from.slice(0, 7), -LONGEST_DELAY)}-01`,
  to,
});

/** All closings of the years whose tax may be paid, given back or reduced in the days kept, year by year. */
const settled = (facts: EnterpriseFacts, kept: DateRange, asOf: CalendarDate) =>
  yearsOf(sinceBefore(kept))
    .flatMap((year) => settlements(closings(facts, year, asOf)))
    .filter(({ closing }) => closing.filedOn <= asOf);

const filedClosings = (facts: EnterpriseFacts, kept: DateRange, asOf: CalendarDate): Accounts[] =>
  yearsOf(kept)
    .flatMap((year) => closings(facts, year, asOf))
    .filter(({ filedOn }) => filedOn <= asOf);

const yearsOf = ({ from, to }: DateRange): number[] => {
  const first = Number(from.slice(0, 4));
  return Array.from({ length: Number(to.slice(0, 4)) - first + 1 }, (_, at) => first + at);
};

/** Orders by a day; rows of one day stay as they came. */
const by =
  <Row>(dayOf: (row: Row) => CalendarDate) =>
  (a: Row, b: Row): number =>
    Number(dayOf(a) > dayOf(b)) - Number(dayOf(a) < dayOf(b));

/** Grades of the last four years, each published at the end of the next April; a new enterprise starts at M. */
function creditGrades({ taxpayer, establishedOn }: EnterpriseFacts, asOf: CalendarDate): TaxCreditGrade[] {
  const thisYear = Number(asOf.slice(0, 4));
  const founded = Number(establishedOn.slice(0, 4));
  return [4, 3, 2, 1]
    .map((back) => thisYear - back)
    .filter((year) => year >= founded && `${year + 1}-04-30` <= asOf)
    .map((year) => ({
      year,
      grade: taxpayer.gradeOfYear[year] ?? (year === founded ? 'M' : taxpayer.grade),
    }));
}
