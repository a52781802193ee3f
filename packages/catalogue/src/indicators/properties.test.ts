import {
  addDays,
  addMonths,
  type CalendarDate,
  DATA_ITEM_IDS,
  type DataItemId,
  type DataItemRecords,
  INDICATOR_NAMES,
  INDICATORS,
  type IndicatorName,
  type InvoiceLine,
  Money,
  monthRange,
} from '@xinqiao/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { everything } from '../../test/consented.ts';
import { filing, line } from '../../test/records.ts';
import { computeIndicators, cutRecords, indicatorsOf, summariseInvoices } from '../index.ts';

const asOf = '2026-11-21';
const months = monthRange('2023-11', '2026-11');
const month = fc.constantFrom(...months);
const day = fc
  .tuple(month, fc.integer({ min: 1, max: 28 }))
  .map(([of, at]) => `${of}-${String(at).padStart(2, '0')}`);
const amount = fc.integer({ min: 0, max: 10_000_000 }).map((fen) => new Money(fen).div(100).toFixed(2));

const payments = fc.array(
  fc
    .record({
      paidOn: day,
      dueOn: day,
      paid: amount,
      taxType: fc.constantFrom('增值税', '企业所得税', '印花税'),
    })
    .map((fact) => ({
      ...{ periodFrom: '2026-01-01', periodTo: '2026-01-31', basis: '0.00', reduced: '0.00' },
      ...fact,
    })),
  { maxLength: 30 },
);
const insurance = fc.array(
  fc.record({ month, insured: fc.integer({ min: 0, max: 50 }), due: amount, paid: amount }),
  { maxLength: 30 },
);
const lines = fc.array(
  fc
    .record({
      day,
      amount,
      isRed: fc.boolean(),
      status: fc.constantFrom('VALID', 'VOID'),
      counterparty: fc.constantFrom('a', 'b', 'c'),
    })
    .map(
      ({ day: issuedOn, amount: figure, isRed, ...fact }): InvoiceLine =>
        line(issuedOn, { ...fact, amount: isRed && figure !== '0.00' ? `-${figure}` : figure }),
    ),
  { maxLength: 40 },
);
const kept = { from: '2023-11-01', to: asOf };
const ofLines = (all: readonly InvoiceLine[]) =>
  computeIndicators(
    { 'invoice.summary': summariseInvoices(all, kept) },
    asOf,
    indicatorsOf('invoice.summary'),
  );

/** The one-month figure in each of the months of a window, by moving `asOf` back. */
const byMonth = (records: Partial<DataItemRecords>, base: string, window: number): Money =>
  Array.from({ length: window }, (_, back) => `${addMonths('2026-11', -back)}-01`)
    .map((of) => computeIndicators(records, of, [`${base}1` as IndicatorName])[`${base}1` as IndicatorName])
    .reduce((total: Money, figure) => total.plus(figure ?? 0), new Money(0));

describe('a window is the sum of its months', () => {
  const windows = [3, 6, 12, 24, 36];

  it.each(['taxPaid', 'valueAddedTaxPaid', 'taxPaidMonths', 'lateTaxPaymentMonths'])('%s', (base) => {
    fc.assert(
      fc.property(payments, fc.constantFrom(...windows), (rows, window) => {
        const records = { 'tax.payments': rows };
        const name = `${base}${window}` as IndicatorName;
        const whole = computeIndicators(records, asOf, [name])[name];
        expect(new Money(String(whole)).eq(byMonth(records, base, window))).toBe(true);
      }),
      { numRuns: 30 },
    );
  });

  it.each(['invoicedSales', 'invoicedPurchases', 'invoicedMonths', 'salesInvoices'])('%s', (base) => {
    fc.assert(
      fc.property(lines, fc.constantFrom(...windows), (rows, window) => {
        const records = { 'invoice.summary': summariseInvoices(rows, kept) };
        const name = `${base}${window}` as IndicatorName;
        const whole = computeIndicators(records, asOf, [name])[name];
        expect(new Money(String(whole)).eq(byMonth(records, base, window))).toBe(true);
      }),
      { numRuns: 30 },
    );
  });

  it('vatSales and vatFiledMonths of monthly returns', () => {
    const returns = fc.uniqueArray(fc.tuple(month, amount), { selector: ([of]) => of, minLength: 1 });
    fc.assert(
      fc.property(returns, fc.constantFrom(...windows), (filed, window) => {
        const records = {
          'tax.vat-returns': filed.map(([period, taxableSales]) => filing(period, { taxableSales })),
        };
        for (const base of ['vatSales', 'vatFiledMonths']) {
          const name = `${base}${window}` as IndicatorName;
          const whole = computeIndicators(records, asOf, [name])[name] ?? 0;
          expect(new Money(String(whole)).eq(byMonth(records, base, window))).toBe(true);
        }
      }),
      { numRuns: 30 },
    );
  });
});

describe('splitting the rows of a month changes nothing', () => {
  it('of payments: none of the figures', () => {
    fc.assert(
      fc.property(payments, fc.integer({ min: 1, max: 99 }), (rows, percent) => {
        const split = rows.flatMap((row) => {
          const part = new Money(row.paid).times(percent).div(100).toDecimalPlaces(2, Money.ROUND_DOWN);
          const rest = new Money(row.paid).minus(part);
          return [
            { ...row, paid: part.toFixed(2) },
            { ...row, paid: rest.toFixed(2) },
          ];
        });
        const of = (of: typeof rows) =>
          computeIndicators({ 'tax.payments': of }, asOf, indicatorsOf('tax.payments'));
        expect(of(split)).toEqual(of(rows));
      }),
    );
  });

  it('of social insurance: none of the figures', () => {
    fc.assert(
      fc.property(insurance, (rows) => {
        const split = rows.flatMap((row) => [{ ...row, insured: 0, due: '0.00', paid: '0.00' }, row]);
        const of = (of: typeof rows) =>
          computeIndicators({ 'social.insurance': of }, asOf, indicatorsOf('social.insurance'));
        expect(of(split)).toEqual(of(rows));
      }),
    );
  });
});

describe('the order of rows changes nothing', () => {
  /** Of these a later row replaces an earlier one of the same period. */
  const REPLACED = ['tax.vat-returns', 'tax.credit-grades', 'tax.cit-returns', 'tax.financial-statements'];

  it.each(
    Object.entries(everything).filter(([, records]) => Array.isArray(records)) as [
      keyof DataItemRecords,
      object[],
    ][],
  )('of %s, each period told once', (item, records) => {
    expect(computeIndicators({ [item]: records.toReversed() }, asOf, indicatorsOf(item))).toEqual(
      computeIndicators({ [item]: records }, asOf, indicatorsOf(item)),
    );
  });

  it('of payments, whatever they are', () => {
    fc.assert(
      fc.property(payments, (rows) => {
        const of = (of: typeof rows) =>
          computeIndicators({ 'tax.payments': of }, asOf, indicatorsOf('tax.payments'));
        expect(of(rows.toReversed())).toEqual(of(rows));
      }),
    );
  });

  it.each(REPLACED)('of %s it does where a period is told twice: the later row counts', (item) => {
    const rows = everything[item as 'tax.vat-returns'].filter(({ period }) => period !== '2026-11');
    const newest = rows.at(-1);
    const figures = {
      taxableSales: '1.00',
      grade: 'D',
      revenue: '7777.00',
      profit: '7777.00',
      currentAssets: '1.00',
    };
    const changed = Object.fromEntries(
      Object.entries(newest ?? {}).map(([key, value]) => [
        key,
        key in figures ? figures[key as 'grade'] : value,
      ]),
    );
    const of = (all: unknown) =>
      computeIndicators({ [item]: all } as never, asOf, indicatorsOf(item as 'tax.vat-returns'));
    expect(of([...rows, changed])).not.toEqual(of([changed, ...rows]));
    expect(of([changed, ...rows])).toEqual(of(rows));
  });
});

describe('what an invoice can and cannot do', () => {
  it('a void invoice never changes sales, purchases or growth', () => {
    fc.assert(
      fc.property(lines, day, amount, (all, issuedOn, figure) => {
        const voided = line(issuedOn, { amount: figure, status: 'VOID' });
        const { ...before } = ofLines(all);
        const after = ofLines([...all, voided]);
        const others = indicatorsOf('invoice.summary').filter((name) => !/void/i.test(name));
        expect(others.filter((name) => before[name] !== after[name])).toEqual([]);
      }),
    );
  });

  it('a red invoice never raises net sales, and a blue one never lowers them', () => {
    fc.assert(
      fc.property(lines, day, amount, fc.boolean(), (all, issuedOn, figure, isRed) => {
        const red = isRed && figure !== '0.00';
        const after = ofLines([...all, line(issuedOn, { amount: red ? `-${figure}` : figure })]);
        const before = ofLines(all);
        for (const name of ['invoicedSales1', 'invoicedSales12', 'invoicedSales36'] as const) {
          const change = new Money(String(after[name])).minus(String(before[name]));
          expect(red ? change.lte(0) : change.gte(0)).toBe(true);
        }
      }),
    );
  });
});

describe('every figure', () => {
  const within = (name: IndicatorName, value: unknown): boolean => {
    const { unit, range } = INDICATORS[name];
    if (value === null || unit === 'GRADE') return true;
    const figure = new Money(String(value));
    const [lowest, highest] = range;
    return (lowest === null || figure.gte(lowest)) && (highest === null || figure.lte(highest));
  };

  it('lies in the range that the catalogue states for it', () => {
    fc.assert(
      fc.property(payments, insurance, lines, (paid, insured, all) => {
        const records = {
          ...everything,
          'tax.payments': paid,
          'social.insurance': insured,
          'invoice.summary': summariseInvoices(all, kept),
        };
        const figures = computeIndicators(records, asOf);
        expect(INDICATOR_NAMES.filter((name) => !within(name, figures[name] ?? null))).toEqual([]);
      }),
    );
  });

  const quarterly = (period: string) => filing(period, { months: 3, taxpayerKind: 'SMALL_SCALE' });
  const quarterEnds = months.filter((of) => ['03', '06', '09', '12'].includes(of.slice(5)));
  const FILERS: readonly (readonly [string, DataItemRecords['tax.vat-returns']])[] = [
    ['monthly', everything['tax.vat-returns']],
    ['quarterly', quarterEnds.map(quarterly)],
    ['quarterly, the last quarter not filed', quarterEnds.slice(0, -1).map(quarterly)],
    [
      'quarterly and then monthly',
      [
        ...quarterEnds.filter((period) => period < '2026').map(quarterly),
        ...months.filter((period) => period > '2026').map((period) => filing(period)),
      ],
    ],
    [
      'monthly and then quarterly',
      [
        ...months.filter((period) => period < '2025-07').map((period) => filing(period)),
        ...quarterEnds.filter((period) => period > '2025-07').map(quarterly),
      ],
    ],
    ['never', []],
  ];

  const froms = months.flatMap((of) => [`${of}-01`, `${of}-15`]);
  const days = ['2026-09-30', '2026-10-10', '2026-11-21', '2026-12-31'];

  /** Figures that a range of a consent would show otherwise than all there is shows them. */
  const misleading = (
    items: readonly DataItemId[],
    records: Partial<DataItemRecords>,
    from: CalendarDate,
    on: CalendarDate,
  ): string[] => {
    const range = { from, to: addDays(on, -1) };
    if (range.from > range.to) return [];
    const names = items.flatMap(indicatorsOf);
    const cut = Object.fromEntries(
      items.map((item) => [item, cutRecords(item, records[item] as never, range)]),
    );
    const whole = computeIndicators(records, on, names);
    const figures = computeIndicators(cut, on, names, range);
    return names.filter((name) => figures[name] !== null && figures[name] !== whole[name]);
  };

  it('is the same in a range of a consent as with all there is, or null', () => {
    fc.assert(
      fc.property(fc.constantFrom(...froms), fc.constantFrom(...days), (from, on) => {
        expect(misleading(DATA_ITEM_IDS, everything, from, on)).toEqual([]);
      }),
      { numRuns: 50 },
    );
  });

  it.each(FILERS)('is so in every range, of VAT filed %s', (_, returns) => {
    const records = { 'tax.vat-returns': returns };
    const found = froms.flatMap((from) =>
      days.flatMap((on) =>
        misleading(['tax.vat-returns'], records, from, on).map((name) => [name, from, on]),
      ),
    );
    expect(found).toEqual([]);
  });
});
