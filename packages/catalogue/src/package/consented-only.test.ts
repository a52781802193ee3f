import {
  ANSWERS,
  type AnswerName,
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
import { assembly, delivered, everything, hashesOf } from '../../test/consented.ts';
import { answerOf } from '../answers/compute-answers.ts';
import { DATA_ITEMS } from '../items/data-items.ts';
import { assemblePackage, isOffered } from './assemble.ts';
import { coveredDays } from './covered-days.ts';
import { cutRecords } from './cut-records.ts';
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
  'registration.shareholders': (shareholders) =>
    shareholders.map(({ since, until }) => [since, until, 'lasts']),
  'registration.changes': (changes) => changes.map(({ changedOn }) => [changedOn, changedOn]),
  'registration.penalties': (penalties) =>
    penalties.map(({ decidedOn, publishedUntil }) => [decidedOn, publishedUntil, 'lasts']),
  'tax.status': ({ abnormalPeriods }) => abnormalPeriods.map(({ from, to }) => [from, to, 'lasts']),
  'tax.vat-returns': (returns) =>
    returns.map(({ period, months }) => [monthSpan(addMonths(period, 1 - months))[0], monthSpan(period)[1]]),
  'tax.payments': (payments) => payments.map(({ paidOn }) => [paidOn, paidOn]),
  'tax.refunds': (refunds) => refunds.map(({ refundedOn }) => [refundedOn, refundedOn]),
  'tax.reductions': (reductions) => reductions.map(({ periodTo }) => [periodTo, periodTo]),
  'tax.cit-returns': (returns) => returns.map(({ periodFrom, periodTo }) => [periodFrom, periodTo]),
  'tax.financial-statements': (statements) =>
    statements.map(({ periodTo }) => [`${periodTo.slice(0, 4)}-01-01`, periodTo]),
  'tax.credit-grades': (grades) => grades.map(({ year }) => [`${year}-01-01`, `${year + 2}-04-30`, 'lasts']),
  'tax.arrears': (arrears) => arrears.map(({ dueOn, settledOn }) => [dueOn, settledOn, 'lasts']),
  'tax.late-fees': (fees) => fees.map(({ from, paidOn }) => [from, paidOn, 'lasts']),
  'tax.violations': (violations) =>
    violations.map(({ registeredOn, closedOn }) => [registeredOn, closedOn, 'lasts']),
  'tax.audits': (audits) => audits.map(({ openedOn, closedOn }) => [openedOn, closedOn, 'lasts']),
  // A source makes the summary for the range, so its months at the edges hold the days inside only.
  'invoice.summary': ({ months }) => months.map(({ month }) => [...monthSpan(month), 'lasts']),
  'invoice.lines': (lines) => lines.map(({ issuedOn }) => [issuedOn, issuedOn]),
  'social.insurance': (rows) => rows.map(({ month }) => monthSpan(month)),
  'housing-fund.deposits': (rows) => rows.map(({ month }) => monthSpan(month)),
  'utility.usage': (rows) => rows.map(({ month }) => monthSpan(month)),
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

/** Text that stands in the records of an item and nowhere else. */
const MARKS: Readonly<Partial<Record<DataItemId, string>>> = {
  'registration.profile': '标记登记',
  'registration.shareholders': '标记股东',
  'registration.penalties': '标记处罚',
  'tax.payments': '标记税种',
  'tax.refunds': '标记退税',
  'tax.reductions': '标记减免',
  'tax.late-fees': '标记滞纳',
  'tax.arrears': '标记欠税',
  'tax.violations': '标记违章',
  'invoice.lines': '标记发票',
};
/** `everything`, with the mark of its item in the first of these members that each record has. */
const markedIn = (named: readonly string[]) =>
  Object.fromEntries(
    Object.entries(everything).map(([item, records]) => {
      const mark = MARKS[item as DataItemId];
      const place = (row: object) => {
        const name = named.find((member) => member in row && typeof row[member as never] === 'string');
        return mark === undefined || name === undefined ? row : { ...row, [name]: mark };
      };
      return [item, Array.isArray(records) ? records.map(place) : place(records)];
    }),
  ) as unknown as DataItemRecords;

const NAMES = ['name', 'authority', 'policy', 'counterparty'];
const marked = markedIn([...NAMES, 'kind', 'taxType']);

const make = (...facts: Parameters<typeof assembly>) => {
  const input = assembly(...facts);
  return assemblePackage(input, hashesOf(input.packageId));
};

/** A package without what a keyed hash makes of records that do not leave. */
const unkeyed = (made: DataPackage) => ({
  ...made,
  snapshotHash: '',
  items: made.items.map((item) => ({ ...item, snapshotHash: item.snapshotHash === null ? null : '' })),
});

describe('a package · PIPL arts. 6 and 14: nothing but what was consented', () => {
  it('holds no item, level or day beyond the consent, for any consent and asOf', () => {
    fc.assert(
      fc.property(consent, day, (terms, asOf) => {
        const made = DataPackage.parse(make(terms, { asOf }));
        expect(made.items.map(({ item }) => item)).toEqual(
          DATA_ITEM_IDS.filter((item) => terms.items.includes(item)),
        );
        for (const entry of made.items) {
          expect(Object.keys(entry.records ?? {})).toEqual(entry.records ? [entry.item] : []);
          if (terms.disclosure !== 'RECORDS') expect(entry).not.toHaveProperty('records');
          if (terms.disclosure !== 'INDICATORS') expect(entry).not.toHaveProperty('indicators');
          if (terms.disclosure !== 'ANSWER') expect(entry).not.toHaveProperty('answers');
          if (!DATA_ITEMS[entry.item].allowedDisclosure.includes(terms.disclosure))
            expect(entry).toMatchObject({ status: 'DENIED', snapshotHash: null });
          for (const name of Object.keys(entry.indicators ?? {}))
            expect(INDICATORS[name as IndicatorName].item).toBe(entry.item);
          for (const name of Object.keys(entry.answers ?? {}))
            expect(ANSWERS[name as AnswerName].item).toBe(entry.item);
          const [until] = [asOf, terms.range.to].sort() as [CalendarDate, CalendarDate];
          const shown = spansOf(entry.item, entry.records as Partial<DataItemRecords>);
          expect(shown.filter((span) => !liesInside(span, { from: terms.range.from, to: until }))).toEqual(
            [],
          );
        }
      }),
    );
  });

  it('is the same to the byte whatever the sources hold beyond the consent, and in whatever order they answer', () => {
    fc.assert(
      fc.property(consent, day, fc.boolean(), (terms, asOf, reversed) => {
        const covered = coveredDays(terms.range, asOf);
        const only = delivered().flatMap((result) => {
          if (!terms.items.includes(result.item)) return [];
          const records = covered && result.records && cutRecords(result.item, result.records, covered);
          return [records === undefined ? result : { ...result, records }];
        });
        const results = reversed ? delivered().toReversed() : delivered();
        expect(make(terms, { asOf, results })).toEqual(make(terms, { asOf, results: only }));
      }),
    );
  });

  it('holds no text of an item that is not consented, nor any text of records below RECORDS', () => {
    fc.assert(
      fc.property(consent, day, (terms, asOf) => {
        const text = JSON.stringify(make(terms, { asOf, results: delivered(marked) }));
        const found = Object.entries(MARKS).filter(([, mark]) => text.includes(mark));
        const allowed = terms.disclosure === 'RECORDS' ? terms.items : [];
        expect(found.map(([item]) => item).filter((item) => !allowed.includes(item as DataItemId))).toEqual(
          [],
        );
      }),
    );
  });

  it('finds the marks where they may be, so that the property above can fail', () => {
    const text = JSON.stringify(make({ items: DATA_ITEM_IDS }, { results: delivered(marked) }));
    expect(Object.values(MARKS).filter((mark) => !text.includes(mark))).toEqual([]);
  });

  it('below RECORDS is a function of the figures alone: other rows of the same figures give the same package', () => {
    // Names, numbers and the order of rows make no figure.
    const renamed = delivered(markedIn(NAMES)).map((result) => ({
      ...result,
      ...(Array.isArray(result.records) ? { records: result.records.toReversed() as never } : {}),
    }));
    fc.assert(
      fc.property(consent, day, (terms, asOf) => {
        const disclosure = terms.disclosure === 'RECORDS' ? 'INDICATORS' : terms.disclosure;
        const one = make({ ...terms, disclosure }, { asOf });
        const other = make({ ...terms, disclosure }, { asOf, results: renamed });
        expect(unkeyed(other)).toEqual(unkeyed(one));
      }),
    );
  });

  it('says of a subject the sources do not know which items they hold nothing of, and nothing else', () => {
    fc.assert(
      fc.property(consent, day, (terms, asOf) => {
        const absent = delivered().map(({ item, sourceId }) => ({
          ...{ item, sourceId, status: 'NO_DATA' as const },
        }));
        const known = make(terms, { asOf });
        const unknown = make(terms, { asOf, results: absent });
        const denied = (item: DataItemId) => !DATA_ITEMS[item].allowedDisclosure.includes(terms.disclosure);
        expect(unknown).toEqual({
          ...known,
          snapshotHash: unknown.snapshotHash,
          items: known.items.map(({ item, schemaVersion, sourceId }) => ({
            ...{ item, schemaVersion, sourceId, sourceAsOf: null, snapshotHash: null },
            status: denied(item) ? 'DENIED' : 'NO_DATA',
          })),
        });
        // The hash over all is one that whoever knows the consent can compute: it hides nothing.
        expect(unknown.snapshotHash).toBe(make(terms, { asOf, results: absent.toReversed() }).snapshotHash);
      }),
    );
  });

  it('tells the same figures at RECORDS as at INDICATORS', () => {
    fc.assert(
      fc.property(consent, day, (terms, asOf) => {
        const items = terms.items.filter((item) => isOffered(item, 'INDICATORS'));
        const at = (disclosure: 'INDICATORS' | 'RECORDS') =>
          packageIndicators(make({ ...terms, items, disclosure }, { asOf }));
        expect(at('RECORDS')).toEqual(at('INDICATORS'));
      }),
    );
  });

  it('answers at ANSWER what the figures at INDICATORS say', () => {
    fc.assert(
      fc.property(consent, day, (terms, asOf) => {
        const answers = make({ ...terms, disclosure: 'ANSWER' }, { asOf }).items;
        const figures = make({ ...terms, disclosure: 'INDICATORS' }, { asOf }).items;
        for (const [at, entry] of answers.entries())
          for (const [name, answer] of Object.entries(entry.answers ?? {})) {
            const definition = ANSWERS[name as AnswerName];
            const figure = figures[at]?.indicators?.[definition.indicator] ?? null;
            expect(answer, name).toBe(answerOf(definition, figure));
          }
      }),
    );
  });
});
