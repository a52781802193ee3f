import type { DateRange } from '@xinqiao/contracts';
import { describe, expect, it } from 'vitest';
import { filing, invoiceMonth, line, profile, summary } from '../../test/records.ts';
import { cutRecords } from './cut-records.ts';

const range: DateRange = { from: '2025-01-15', to: '2026-03-20' };
const concentration = [{ direction: 'OUT' as const, counterparties: 3, topTenShare: '1' }];

describe('cutRecords · what happened on a day', () => {
  it('keeps invoices issued in the range, its two ends included', () => {
    const days = ['2025-01-14', '2025-01-15', '2026-03-20', '2026-03-21'];
    const kept = cutRecords(
      'invoice.lines',
      days.map((day) => line(day)),
      range,
    );
    expect(kept.map(({ issuedOn }) => issuedOn)).toEqual(['2025-01-15', '2026-03-20']);
  });
});

describe('cutRecords · what speaks of a month', () => {
  it('keeps returns of months that lie in the range as a whole', () => {
    const periods = ['2024-12', '2025-01', '2025-02', '2026-02', '2026-03'];
    const kept = cutRecords(
      'tax.vat-returns',
      periods.map((period) => filing(period)),
      range,
    );
    expect(kept.map(({ period }) => period)).toEqual(['2025-02', '2026-02']);
  });

  it('keeps a month of February 2024 only with its 29th day', () => {
    const cut = (to: string) =>
      cutRecords('tax.vat-returns', [filing('2024-02')], { from: '2024-02-01', to });
    expect(cut('2024-02-28')).toHaveLength(0);
    expect(cut('2024-02-29')).toHaveLength(1);
  });

  it('keeps the summary that a source made for the range, partial months included', () => {
    const given = summary([invoiceMonth('2025-01'), invoiceMonth('2026-03')], concentration);
    expect(cutRecords('invoice.summary', given, range)).toEqual(given);
  });

  it('keeps only whole months and no concentration of a summary made for another range', () => {
    const months = ['2024-12', '2025-01', '2025-02', '2026-03'].map((month) => invoiceMonth(month));
    const kept = cutRecords('invoice.summary', summary(months, concentration), range);
    expect(kept).toEqual({ months: [invoiceMonth('2025-02')], concentration: [] });
  });
});

describe('cutRecords · what lasts', () => {
  const arrear = (dueOn: string, settledOn: string | null) => ({
    taxType: '增值税',
    dueOn,
    amount: '1.00',
    settledOn,
  });
  const cutArrear = (dueOn: string, settledOn: string | null) =>
    cutRecords('tax.arrears', [arrear(dueOn, settledOn)], range);

  it.each([
    { what: 'open since before the range', dueOn: '2020-01-01', settledOn: null, kept: true },
    { what: 'settled on the first day', dueOn: '2020-01-01', settledOn: '2025-01-15', kept: true },
    { what: 'settled before the range', dueOn: '2020-01-01', settledOn: '2025-01-14', kept: false },
    { what: 'due on the last day', dueOn: '2026-03-20', settledOn: null, kept: true },
    { what: 'due after the range', dueOn: '2026-03-21', settledOn: null, kept: false },
  ])('an arrear $what is kept: $kept', ({ dueOn, settledOn, kept }) => {
    expect(cutArrear(dueOn, settledOn)).toEqual(kept ? [arrear(dueOn, settledOn)] : []);
  });

  it('an arrear settled after the range reads as open', () => {
    expect(cutArrear('2025-06-15', '2026-03-21')).toEqual([arrear('2025-06-15', null)]);
  });

  it('an enforcement closed after the range reads as open', () => {
    const record = {
      kind: 'ENFORCEMENT' as const,
      filedOn: '2025-06-01',
      amount: '1.00',
      closedOn: '2026-04-01',
    };
    expect(cutRecords('enforcement.records', [record], range)).toEqual([{ ...record, closedOn: null }]);
  });

  it('a listing removed after the range reads as open, one removed before it is gone', () => {
    const listing = (listedOn: string, removedOn: string | null) => ({
      listedOn,
      removedOn,
      reason: '地址失联',
    });
    const abnormalListings = [listing('2023-01-01', '2024-01-01'), listing('2025-07-01', '2026-07-01')];
    const kept = cutRecords('registration.profile', profile({ abnormalListings }), range);
    expect(kept.abnormalListings).toEqual([listing('2025-07-01', null)]);
  });

  it('a change of representative is kept while the tenure it began touches the range', () => {
    const changes = ['2020-01-01', '2022-01-01', '2025-06-01', '2026-03-21'].map((changedOn) => ({
      changedOn,
    }));
    const kept = cutRecords('registration.profile', profile({ legalRepresentativeChanges: changes }), range);
    expect(kept.legalRepresentativeChanges).toEqual([
      { changedOn: '2022-01-01' },
      { changedOn: '2025-06-01' },
    ]);
  });

  it('a grade is kept from the year it assesses until the next one is out in the April after next', () => {
    const grades = [2022, 2023, 2024, 2025, 2026, 2027].map((year) => ({ year, grade: 'B' as const }));
    const kept = cutRecords('tax.credit-grades', grades, range);
    expect(kept.map(({ year }) => year)).toEqual([2023, 2024, 2025, 2026]);
  });

  it('the standing facts of the register stay', () => {
    expect(cutRecords('registration.profile', profile(), range)).toEqual(profile());
  });
});
