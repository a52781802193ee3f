import type { HousingFundMonth, SocialInsuranceMonth, UtilityMonth } from '@xinqiao/contracts';
import { describe, expect, it } from 'vitest';
import { handComputed } from '../../test/hand-computed.ts';
import { computeIndicators } from './compute-indicators.ts';

const insured = (month: string, persons: number, due: string, paid = due): SocialInsuranceMonth => ({
  ...{ month, insured: persons, due, paid },
});

const insurance = [
  insured('2025-10', 4, '40.00'),
  insured('2026-04', 16, '160.00'),
  insured('2026-08', 10, '100.00'),
  insured('2026-09', 10, '100.00', '60.00'),
  insured('2026-10', 5, '50.00'),
  // A second place of work.
  insured('2026-10', 3, '30.00'),
];

handComputed('social.insurance', [
  {
    given: 'months of insurance with a gap',
    records: insurance,
    figures: {
      insured: [8, '5 + 3 in October'],
      insuredChange1: ['-0.2', '8 ÷ 10 − 1'],
      insuredChange3: [null, 'July is not known'],
      insuredChange6: ['-0.5', '8 ÷ 16 of April − 1'],
      insuredChange12: ['1', '8 ÷ 4 of October 2025 − 1'],
      insurancePaid3: ['240.00', '50 + 30 + 60 + 100'],
      insurancePaid12: ['400.00', '240 + 160'],
      insuranceUnpaid3: ['40.00', '100 − 60'],
      insurancePaidMonths6: [3, 'August to October'],
      insurancePaidMonths12: [4, 'and April'],
      longestInsuranceGap12: [3, 'May to July'],
    },
  },
  {
    given: 'a last month that is not told yet',
    records: [insured('2026-08', 20, '1.00'), insured('2026-09', 10, '1.00')],
    figures: {
      insured: [10, 'September'],
      insuredChange1: ['-0.5', '10 ÷ 20 − 1'],
      insurancePaid1: ['1.00', 'September: of October nothing is known'],
      insurancePaid3: ['2.00', 'September, August, and July without'],
      insurancePaidMonths1: [1, 'September'],
      insurancePaidMonths3: [2, 'September and August'],
      longestInsuranceGap6: [0, 'from August to September'],
    },
  },
  {
    given: 'a last month that is not told yet, and one before it that was not paid',
    records: [insured('2026-09', 10, '50.00', '20.00')],
    figures: { insuranceUnpaid1: ['30.00', '50 − 20 of September: not the 0.00 of an unknown October'] },
  },
  {
    given: 'insurance of April and September, the last month not told yet',
    records: [insured('2026-04', 1, '1.00'), insured('2026-09', 1, '1.00')],
    figures: { longestInsuranceGap6: [4, 'May to August, of April to September'] },
  },
  {
    given: 'a last month more than three months ago',
    records: [insured('2026-07', 10, '1.00')],
    figures: { insured: [null, 'too old'], insuredChange1: [null, 'too old'] },
  },
  {
    given: 'nobody insured a month before, and one overpaid',
    records: [insured('2026-09', 0, '0.00', '5.00'), insured('2026-10', 3, '3.00', '1.00')],
    figures: {
      insuredChange1: [null, '3 ÷ 0'],
      insuranceUnpaid3: ['2.00', '3 − 1; what was overpaid pays nothing'],
    },
  },
]);

const deposit = (month: string, depositors: number, paid: string): HousingFundMonth => ({
  ...{ month, depositors, paid },
});

handComputed('housing-fund.deposits', [
  {
    given: 'months with one of 断缴',
    records: [
      deposit('2025-11', 10, '100.00'),
      deposit('2026-08', 10, '100.00'),
      deposit('2026-09', 0, '0.00'),
      deposit('2026-10', 6, '66.60'),
    ],
    figures: {
      depositors: [6, 'October'],
      depositorsChange1: [null, '6 ÷ 0'],
      depositorsChange3: [null, 'July is not known'],
      housingFundPaid3: ['166.60', '66.60 + 0 + 100'],
      housingFundPaidMonths3: [2, 'October and August'],
      longestHousingFundGap6: [1, 'September, from August on'],
      longestHousingFundGap12: [8, 'December to July'],
    },
  },
  {
    given: 'a last month that is not told yet',
    records: [deposit('2026-08', 5, '50.00'), deposit('2026-09', 5, '55.00')],
    figures: {
      housingFundPaid1: ['55.00', 'September'],
      housingFundPaidMonths1: [1, 'September'],
      longestHousingFundGap6: [0, 'from August to September'],
    },
  },
  {
    given: 'fewer accounts than two months ago',
    records: [deposit('2026-07', 8, '8.00'), deposit('2026-10', 6, '6.00')],
    figures: { depositorsChange3: ['-0.25', '6 ÷ 8 − 1'] },
  },
  {
    given: 'nothing',
    records: [],
    figures: { longestHousingFundGap12: [12, 'the whole window'], depositors: [null, 'none'] },
  },
]);

const used = (month: string, quantity: string, fact: Partial<UtilityMonth> = {}): UtilityMonth => ({
  ...{ month, utility: 'ELECTRICITY', quantity, billed: '10.00', overdue: '0.00', ...fact },
});

handComputed('utility.usage', [
  {
    given: 'electricity of a year and some, water and gas',
    records: [
      ...[used('2026-10', '150.5'), used('2026-09', '100'), used('2026-08', '50.5')],
      ...[used('2026-07', '120', { overdue: '3.00' }), used('2026-06', '50'), used('2026-05', '30')],
      used('2025-10', '75.25'),
      ...[
        used('2026-10', '30', { utility: 'WATER', overdue: '1.00' }),
        used('2026-08', '10', { utility: 'WATER' }),
      ],
      ...[used('2026-06', '30', { utility: 'WATER' }), used('2026-05', '20', { utility: 'WATER' })],
      ...[used('2025-09', '10', { utility: 'WATER' }), used('2025-08', '10', { utility: 'WATER' })],
      ...[
        used('2026-10', '9', { utility: 'GAS', overdue: '2.50' }),
        used('2026-09', '6', { utility: 'GAS' }),
      ],
      used('2025-10', '12', { utility: 'GAS' }),
    ],
    figures: {
      electricityGrowth1: ['0.505', '150.5 ÷ 100 − 1'],
      electricityGrowth3: ['0.505', '(150.5 + 100 + 50.5) ÷ (120 + 50 + 30) − 1 = 301 ÷ 200 − 1'],
      electricityYearOnYear1: ['1', '150.5 ÷ 75.25 − 1'],
      waterGrowth3: ['-0.2', '(30 + 10) ÷ (30 + 20) − 1, read every other month'],
      waterYearOnYear3: ['1', '(30 + 10) ÷ (10 + 10) − 1'],
      electricityYearOnYear3: [
        null,
        'of a year before one month of three is known: 301 ÷ 75.25 would be no growth',
      ],
      gasGrowth1: ['0.5', '9 ÷ 6 − 1'],
      gasYearOnYear1: ['-0.25', '9 ÷ 12 − 1'],
      utilitiesBilled1: ['30.00', 'electricity, water and gas of October'],
      utilitiesBilled3: ['70.00', '30, two bills of September and two of August'],
      utilitiesOverdue1: ['3.50', '1 + 2.50'],
      utilitiesOverdue6: ['6.50', '3.50 + 3'],
      utilityOverdueMonths6: [2, 'October, once for two utilities, and July'],
    },
  },
  {
    given: 'a last month not read yet: both windows end a month earlier',
    records: [used('2026-09', '60'), used('2026-08', '40')],
    figures: {
      electricityGrowth1: ['0.5', '60 of September ÷ 40 of August − 1'],
      electricityGrowth3: [null, 'of April to June nothing is known'],
      utilitiesBilled1: ['10.00', 'September'],
      waterGrowth1: [null, 'nothing is known of water'],
    },
  },
  {
    given: 'a last month not read yet, and the one before it overdue',
    records: [used('2026-09', '60', { overdue: '8.00' })],
    figures: {
      utilitiesOverdue1: ['8.00', 'September: not the 0.00 of an unknown October'],
      utilityOverdueMonths1: [1, 'September'],
    },
  },
  {
    given: 'nothing used in the base',
    records: [used('2026-10', '60'), used('2026-09', '0')],
    figures: { electricityGrowth1: [null, '60 ÷ 0'] },
  },
]);

describe('a month that lags behind', () => {
  const records = { 'social.insurance': [insured('2026-08', 20, '1.00'), insured('2026-09', 10, '1.00')] };
  const change = (from: string) =>
    computeIndicators(records, '2026-11-21', ['insuredChange1'], { from, to: '2026-11-20' }).insuredChange1;

  it('moves the window of a change, which must be covered from there', () => {
    expect(change('2026-08-01')).toBe('-0.5');
    expect(change('2026-08-02')).toBeNull();
  });
});
