import {
  addDays,
  addMonths,
  type CalendarDate,
  DATA_ITEM_IDS,
  type DataItemId,
  type DataItemRecords,
  DataPackage,
  type DateRange,
  INDICATORS,
  type IndicatorName,
  type Month,
} from '@xinqiao/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assembly, sha256 } from '../../test/consented.ts';
import { assemblePackage } from './assemble.ts';
import { packageIndicators } from './package-indicators.ts';

const day = fc.integer({ min: 0, max: 1500 }).map((days) => addDays('2022-12-01', days));
const consent = fc
  .record({
    items: fc.uniqueArray(fc.constantFrom(...DATA_ITEM_IDS), { minLength: 1 }),
    disclosure: fc.constantFrom('ANSWER', 'INDICATORS', 'RECORDS'),
    days: fc.tuple(day, day),
  })
  .map(({ days, ...terms }) => ({ ...terms, range: { from: days.sort()[0]!, to: days[1]! } }));

/** First and last day that a row speaks of; null where what it speaks of goes on. */
type Span = readonly [from: CalendarDate, to: CalendarDate | null, lasts?: 'lasts'];

const monthSpan = (month: Month): readonly [CalendarDate, CalendarDate] => [
  `${month}-01`,
  addDays(`${addMonths(month, 1)}-01`, -1),
];

const SPANS: { readonly [K in DataItemId]: (records: DataItemRecords[K]) => readonly Span[] } = {
  'registration.profile': ({ abnormalListings }) =>
    abnormalListings.map(({ listedOn, removedOn }) => [listedOn, removedOn, 'lasts']),
  'tax.vat-returns': (returns) => returns.map(({ period }) => monthSpan(period)),
  'tax.credit-grades': (grades) => grades.map(({ year }) => [`${year}-01-01`, `${year + 2}-04-30`, 'lasts']),
  'tax.arrears': (arrears) => arrears.map(({ dueOn, settledOn }) => [dueOn, settledOn, 'lasts']),
  // A source makes the summary for the range, so its months at the edges hold the days inside only.
  'invoice.summary': ({ months }) => months.map(({ month }) => [...monthSpan(month), 'lasts']),
  'invoice.lines': (lines) => lines.map(({ issuedOn }) => [issuedOn, issuedOn]),
  'enforcement.records': (records) => records.map(({ filedOn, closedOn }) => [filedOn, closedOn, 'lasts']),
};

const spansOf = <K extends DataItemId>(item: K, records: Partial<DataItemRecords> = {}): readonly Span[] => {
  const rows = records[item];
  return rows === undefined ? [] : SPANS[item](rows);
};

const liesInside = ([from, to, lasts]: Span, range: DateRange): boolean =>
  lasts
    ? from <= range.to && (to === null || to >= range.from)
    : from >= range.from && to !== null && to <= range.to;

describe('a package · PIPL arts. 6 and 14: nothing but what was consented', () => {
  it('holds no item, level or day beyond the consent, for any consent and asOf', () => {
    fc.assert(
      fc.property(consent, day, (terms, asOf) => {
        const made = DataPackage.parse(assemblePackage(assembly(terms, { asOf }), sha256));
        for (const entry of made.items) {
          expect(terms.items).toContain(entry.item);
          expect(Object.keys(entry.records ?? {})).toEqual(entry.records ? [entry.item] : []);
          if (terms.disclosure !== 'RECORDS') expect(entry).not.toHaveProperty('records');
          if (terms.disclosure !== 'INDICATORS') expect(entry).not.toHaveProperty('indicators');
          for (const name of Object.keys(entry.indicators ?? {}))
            expect(INDICATORS[name as IndicatorName].item).toBe(entry.item);
          const [until] = [asOf, terms.range.to].sort() as [CalendarDate, CalendarDate];
          const shown = spansOf(entry.item, entry.records as Partial<DataItemRecords>);
          expect(shown.filter((span) => !liesInside(span, { from: terms.range.from, to: until }))).toEqual(
            [],
          );
        }
      }),
    );
  });

  it('tells the same figures at RECORDS as at INDICATORS', () => {
    fc.assert(
      fc.property(consent, day, (terms, asOf) => {
        const at = (disclosure: 'INDICATORS' | 'RECORDS') =>
          packageIndicators(assemblePackage(assembly({ ...terms, disclosure }, { asOf }), sha256));
        expect(at('RECORDS')).toEqual(at('INDICATORS'));
      }),
    );
  });
});
