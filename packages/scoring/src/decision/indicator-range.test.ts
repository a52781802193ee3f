import { describe, expect, it } from 'vitest';
import { Dec } from '../decimal.ts';
import { inRange } from './indicator-range.ts';

describe('inRange · what a formula of the catalogue can give', () => {
  it.each([
    ['registrationActive', 0, 1],
    ['vatFiledMonths12', 0, 12],
    ['zeroFilingMonths12', 0, 12],
    ['longestZeroFilingStreak12', 0, 12],
    ['lateFilings12', 0, 12],
    ['invoicedMonths12', 0, 12],
    ['longestInvoiceGap24', 0, 24],
    ['voidShare12', 0, 1],
    ['topTenCustomerShare12', 0, 1],
  ] as const)('%s: from %d to %d', (indicator, lowest, highest) => {
    const step = '0.000001';
    const values = [
      new Dec(lowest).minus(step),
      new Dec(lowest),
      new Dec(highest),
      new Dec(highest).plus(step),
    ];
    expect(values.map((value) => inRange(indicator, value))).toEqual([false, true, true, false]);
  });

  it.each([
    'ageMonths',
    'legalRepresentativeMonths',
    'openAbnormalListings',
    'openArrears',
    'redShare12',
    'customers12',
    'openEnforcements',
  ] as const)('%s: from 0 on', (indicator) => {
    const values = ['-0.01', '0', '1000000'].map((value) => new Dec(value));
    expect(values.map((value) => inRange(indicator, value))).toEqual([false, true, true]);
  });

  it.each([
    'vatSales12',
    'vatSalesGrowth12',
    'vatPayable12',
    'invoicedSales12',
    'invoicedSalesGrowth12',
    'invoicedPurchases12',
  ] as const)('%s: below 0 too, after refunds and red invoices', (indicator) => {
    expect(inRange(indicator, new Dec('-5'))).toBe(true);
  });
});
