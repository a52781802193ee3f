import { cutRecords, summariseInvoices } from '@xinqiao/catalogue';
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
import { drawMonth } from './draw-invoices.ts';
import type { EnterpriseFacts } from './facts.ts';
import { yuan } from './fen.ts';
import { invoiceLines } from './invoice-lines.ts';
import { taxArrear, vatReturn } from './vat-returns.ts';

/** Months before the month of `asOf` that the agencies of the city keep. */
const KEPT_MONTHS = 36;

type Readers = {
  readonly [K in DataItemId]: (
    facts: EnterpriseFacts,
    kept: DateRange,
    asOf: CalendarDate,
  ) => DataItemRecords[K];
};

/** What each source holds of the days `kept` when it is read on `asOf`. */
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
  'tax.vat-returns': (facts, kept, asOf) =>
    monthsOf(kept).flatMap((period) => vatReturn(facts, period, asOf) ?? []),
  'tax.credit-grades': (facts, _, asOf) => creditGrades(facts, asOf),
  'tax.arrears': (facts, kept, asOf) =>
    monthsOf(kept).flatMap((period) => taxArrear(facts, period, asOf) ?? []),
  'invoice.summary': (facts, kept) => summariseInvoices(linesOf(facts, kept), kept),
  'invoice.lines': (facts, kept) => linesOf(facts, kept),
  'enforcement.records': ({ enforcements }) => [...enforcements],
};

/**
 * What the city's sources answer for an enterprise, an item and a range.
 *
 * @param asOf The day of the reading: nothing later is known, and invoices and returns of more than 36
 *   months before its month are kept no more.
 * @returns `undefined` when the range lies wholly outside the time the sources keep.
 */
export function readRecords<K extends DataItemId>(
  facts: EnterpriseFacts,
  item: K,
  range: DateRange,
  asOf: CalendarDate,
): DataItemRecords[K] | undefined {
  const kept = intersectRanges(range, { from: `${addMonths(asOf.slice(0, 7), -KEPT_MONTHS)}-01`, to: asOf });
  return kept && cutRecords(item, READERS[item](facts, kept, asOf), kept);
}

const monthsOf = ({ from, to }: DateRange): Month[] => monthRange(from.slice(0, 7), to.slice(0, 7));

const linesOf = (facts: EnterpriseFacts, kept: DateRange): InvoiceLine[] =>
  cutRecords(
    'invoice.lines',
    monthsOf(kept).flatMap((month) => invoiceLines(facts, month, drawMonth(facts, month))),
    kept,
  );

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
