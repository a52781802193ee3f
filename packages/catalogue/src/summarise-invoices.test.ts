import { InvoiceSummary, sumAmounts } from '@xinqiao/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { line } from '../test/records.ts';
import { summariseInvoices } from './summarise-invoices.ts';

const year = { from: '2025-11-01', to: '2026-10-31' };

describe('summariseInvoices', () => {
  it('sets blue, red and void invoices of a month apart', () => {
    const lines = [
      line('2026-03-01', { amount: '100.00', tax: '13.00' }),
      line('2026-03-02', { amount: '50.50', tax: '6.57' }),
      line('2026-03-31', { amount: '-20.00', tax: '-2.60' }),
      line('2026-03-15', { amount: '999.00', tax: '129.87', status: 'VOID' }),
    ];
    expect(summariseInvoices(lines, year).months).toEqual([
      {
        month: '2026-03',
        direction: 'OUT',
        count: 2,
        amount: '150.50',
        tax: '16.97',
        redCount: 1,
        redAmount: '20.00',
        voidCount: 1,
      },
    ]);
  });

  it('lists months oldest first, OUT before IN, months without invoices not at all', () => {
    const lines = [
      line('2026-10-31', { direction: 'IN' }),
      line('2026-10-01'),
      line('2025-11-01', { direction: 'IN' }),
    ];
    const months = summariseInvoices(lines, year).months.map(
      ({ month, direction }) => `${month} ${direction}`,
    );
    expect(months).toEqual(['2025-11 IN', '2026-10 OUT', '2026-10 IN']);
  });

  it('takes a zero invoice for a blue one', () => {
    expect(summariseInvoices([line('2026-03-01', { amount: '0.00' })], year).months[0]?.count).toBe(1);
  });

  it('leaves days outside the range out, also within its first and last month', () => {
    const range = { from: '2026-03-02', to: '2026-04-29' };
    const lines = ['2026-03-01', '2026-03-02', '2026-04-29', '2026-04-30'].map((day) => line(day));
    expect(summariseInvoices(lines, range).months.map(({ count }) => count)).toEqual([1, 1]);
  });

  it('counts counterparties over the last twelve whole months that end on or before the range does', () => {
    const lines = [
      line('2025-09-30', { counterparty: 'too old' }),
      line('2025-10-01', { counterparty: 'first month' }),
      line('2026-09-30', { counterparty: 'last whole month' }),
      line('2026-10-20', { counterparty: 'month not whole' }),
    ];
    const [out] = summariseInvoices(lines, { from: '2025-01-01', to: '2026-10-30' }).concentration;
    expect(out).toEqual({ direction: 'OUT', counterparties: 2, topTenShare: '1' });
  });

  it('takes the ten largest by their valid blue amount', () => {
    const lines = Array.from({ length: 20 }, (_, at) =>
      line('2026-03-01', { counterparty: `c-${at}`, amount: at < 10 ? '30.00' : '10.00' }),
    );
    const red = line('2026-03-02', { counterparty: 'c-0', amount: '-30.00' });
    const voided = line('2026-03-02', { counterparty: 'c-void', status: 'VOID' });
    const [out] = summariseInvoices([...lines, red, voided], year).concentration;
    expect(out).toEqual({ direction: 'OUT', counterparties: 20, topTenShare: '0.75' });
  });

  it('knows no share where nothing was invoiced', () => {
    expect(summariseInvoices([], year)).toEqual({
      months: [],
      concentration: [
        { direction: 'OUT', counterparties: 0, topTenShare: null },
        { direction: 'IN', counterparties: 0, topTenShare: null },
      ],
    });
  });

  it('adds up to the lines of the range, whatever they are', () => {
    const day = fc.date({ min: new Date('2025-01-01'), max: new Date('2026-12-31'), noInvalidDate: true });
    const lines = fc.array(
      fc
        .record({
          day,
          direction: fc.constantFrom('OUT', 'IN'),
          fen: fc.integer({ min: -99_999, max: 99_999 }),
          status: fc.constantFrom('VALID', 'VOID'),
          counterparty: fc.constantFrom('a', 'b', 'c'),
        })
        .map(({ day, fen, ...fact }) =>
          line(day.toISOString().slice(0, 10), {
            ...fact,
            amount: (fen / 100).toFixed(2).replace(/^-0.00$/, '0.00'),
          }),
        ),
    );
    fc.assert(
      fc.property(lines, (all) => {
        const summary = InvoiceSummary.parse(summariseInvoices(all, year));
        const valid = all.filter(
          ({ status, issuedOn }) => status === 'VALID' && issuedOn >= year.from && issuedOn <= year.to,
        );
        const net = sumAmounts(summary.months.map(({ amount }) => amount)).minus(
          sumAmounts(summary.months.map(({ redAmount }) => redAmount)),
        );
        expect(net.toFixed(2)).toBe(sumAmounts(valid.map(({ amount }) => amount)).toFixed(2));
        expect(summary.months.reduce((total, { count, redCount }) => total + count + redCount, 0)).toBe(
          valid.length,
        );
      }),
    );
  });
});
