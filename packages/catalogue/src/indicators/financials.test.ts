import type { CitReturn, FinancialStatement } from '@xinqiao/contracts';
import { describe, expect, it } from 'vitest';
import { handComputed } from '../../test/hand-computed.ts';
import { computeIndicators } from './compute-indicators.ts';

const cit = (
  periodTo: string,
  revenue: string,
  profit: string,
  fact: Partial<CitReturn> = {},
): CitReturn => ({
  ...{ kind: 'PREPAYMENT', periodFrom: `${periodTo.slice(0, 4)}-01-01`, periodTo, revenue, cost: '0.00' },
  ...{ profit, taxPayable: '0.00', filedOn: periodTo, ...fact },
});

const settled = (year: number, revenue: string, profit: string, taxPayable = '0.00'): CitReturn =>
  cit(`${year}-12-31`, revenue, profit, { kind: 'ANNUAL', taxPayable });

const returns = [
  settled(2023, '950.00', '-5.00'),
  cit('2024-09-30', '700.00', '60.00'),
  settled(2024, '1000.00', '-10.00'),
  cit('2025-06-30', '500.00', '40.00'),
  cit('2025-09-30', '800.00', '70.00'),
  settled(2025, '1200.00', '100.00', '25.00'),
  // Prepaid for the same months and settled since.
  cit('2025-12-31', '1100.00', '95.00'),
  cit('2026-03-31', '300.00', '20.00'),
  cit('2026-06-30', '600.00', '50.00'),
  cit('2026-09-30', '900.00', '90.00'),
];

handComputed('tax.cit-returns', [
  {
    given: 'revenue and profit since the begin of each year, up to September 2026',
    records: returns,
    figures: {
      citRevenue3: ['300.00', '900 − 600'],
      citRevenue6: ['600.00', '900 − 300'],
      citRevenue12: ['1300.00', '900 + (1200 − 800)'],
      citRevenue24: ['2400.00', '900 + 1200 + (1000 − 700)'],
      citRevenue36: [null, '2023 up to September is missing'],
      citProfit3: ['40.00', '90 − 50'],
      citProfit12: ['120.00', '90 + (100 − 70)'],
      citProfit24: ['120.00', '90 + 100 + (−10 − 60)'],
      citProfitMargin12: ['0.092308', '120 ÷ 1300'],
      citRevenueGrowth12: ['0.181818', '1300 ÷ (800 + (1000 − 700)) − 1'],
      citTaxPayable: ['25.00', 'the settlement of 2025'],
      citBurden: ['0.020833', '25 ÷ 1200'],
      citLossYears: [2, '2024 and 2023'],
    },
  },
  {
    given: 'yearly settlements only',
    records: [settled(2024, '400.00', '40.00'), settled(2025, '500.00', '-1.00')],
    figures: {
      citRevenue12: ['500.00', 'the year 2025'],
      citRevenue24: ['900.00', '500 + 400'],
      citRevenue3: [null, 'October to December is not stated'],
      citProfitMargin12: ['-0.002', '−1 ÷ 500'],
      citRevenueGrowth12: ['0.25', '500 ÷ 400 − 1'],
      citLossYears: [1, '2025'],
    },
  },
  {
    given: 'a last return that closed 19 months ago, too old to stand for today',
    records: [cit('2025-03-31', '10.00', '1.00'), cit('2025-04-30', '20.00', '2.00')],
    asOf: '2026-11-21',
    figures: { citRevenue3: [null, 'nothing within 18 months'], citTaxPayable: [null, 'nothing settled'] },
  },
  {
    given: 'settlements with a year missing between them',
    records: [settled(2023, '1.00', '1.00'), settled(2025, '1.00', '1.00')],
    figures: { citLossYears: [null, '2024 may have been a loss'] },
  },
  {
    given: 'no settlement of late',
    records: [settled(2023, '1.00', '1.00')],
    figures: { citLossYears: [null, '2024 and 2025 may have been losses'] },
  },
  {
    given: 'no returns',
    records: [],
    figures: { citRevenue12: [null, 'nothing is known'], citLossYears: [null, 'no year is known'] },
  },
]);

const statement = (periodTo: string, fact: Partial<FinancialStatement> = {}): FinancialStatement => ({
  ...{ kind: 'QUARTER', periodTo, totalAssets: '1000.00', currentAssets: '600.00' },
  ...{ totalLiabilities: '450.00', currentLiabilities: '400.00', equity: '550.00' },
  ...{ revenue: '0.00', cost: '0.00', netProfit: '0.00', ...fact },
});

handComputed('tax.financial-statements', [
  {
    given: 'statements of 2025 and up to September 2026',
    records: [
      statement('2024-09-30', { revenue: '300.00', cost: '200.00', netProfit: '30.00' }),
      statement('2024-12-31', { revenue: '400.00', cost: '300.00', netProfit: '40.00' }),
      statement('2025-09-30', {
        totalAssets: '800.00',
        revenue: '500.00',
        cost: '400.00',
        netProfit: '10.00',
      }),
      statement('2025-12-31', { kind: 'YEAR', revenue: '700.00', cost: '550.00', netProfit: '-20.00' }),
      statement('2026-06-30', { revenue: '400.00', cost: '310.00', netProfit: '20.00' }),
      statement('2026-09-30', { revenue: '640.00', cost: '500.00', netProfit: '48.00' }),
    ],
    figures: {
      currentRatio: ['1.5', '600 ÷ 400'],
      debtRatio: ['0.45', '450 ÷ 1000'],
      netMargin: ['0.075', '48 ÷ 640, the year so far'],
      ownersEquity: ['550.00', 'as of September'],
      totalAssetsGrowth12: ['0.25', '1000 ÷ 800 − 1'],
      statementRevenue3: ['240.00', '640 − 400'],
      statementRevenue12: ['840.00', '640 + (700 − 500)'],
      statementRevenue24: ['1440.00', '640 + 700 + (400 − 300)'],
      statementNetProfit12: ['18.00', '48 + (−20 − 10)'],
      netMargin12: ['0.021429', '18 ÷ 840'],
      grossMargin12: ['0.22619', '(640 − 500 + (150 − 100)) ÷ 840 = 190 ÷ 840'],
      statementRevenueGrowth12: ['0.4', '840 ÷ (500 + (400 − 300)) − 1'],
    },
  },
  {
    given: 'a firm without debts',
    records: [statement('2026-09-30', { totalLiabilities: '0.00', currentLiabilities: '0.00' })],
    figures: { currentRatio: [null, '600 ÷ 0'], debtRatio: ['0', '0 ÷ 1000'], netMargin: [null, '0 ÷ 0'] },
  },
]);

describe('corporate income tax and statements in a short range', () => {
  const compute = (from: string) =>
    computeIndicators({ 'tax.cit-returns': returns }, '2026-11-21', undefined, { from, to: '2026-11-20' });

  it('count no loss year out of a range that does not reach back three years', () => {
    expect(compute('2023-01-01').citLossYears).toBe(2);
    expect(compute('2023-02-01').citLossYears).toBeNull();
  });

  it('need no more than the returns that are there', () => {
    expect(compute('2025-01-01').citRevenue12).toBe('1300.00');
  });
});
