import type { VatReturn } from '@xinqiao/contracts';
import { monthRange } from '@xinqiao/contracts';
import { describe, expect, it } from 'vitest';
import { handComputed } from '../../test/hand-computed.ts';
import { filing, zeroFiling } from '../../test/records.ts';
import { computeIndicators } from './compute-indicators.ts';

const month = (period: string, sales: string, fact: Partial<VatReturn> = {}): VatReturn =>
  zeroFiling(period, { taxableSales: sales, ...fact });
/** A quarter of a small-scale taxpayer, by its last month. */
const quarter = (period: string, sales: string, fact: Partial<VatReturn> = {}): VatReturn =>
  zeroFiling(period, { months: 3, taxpayerKind: 'SMALL_SCALE', simplifiedSales: sales, ...fact });

const quarters = [
  quarter('2024-09', '70.00'),
  quarter('2024-12', '320.00'),
  quarter('2025-03', '80.00'),
  quarter('2025-06', '160.00'),
  quarter('2025-09', '240.00'),
  quarter('2025-12', '400.00'),
  quarter('2026-03', '100.00', { taxPayable: '3.00', daysLate: 4 }),
  quarter('2026-06', '200.00'),
];
const third = quarter('2026-09', '300.00', { daysLate: 1 });

handComputed('tax.vat-returns', [
  {
    given: 'monthly returns, July not filed',
    records: [
      month('2026-06', '200.00', {
        ...{ simplifiedSales: '100.00', outputTax: '26.00', inputTax: '6.00', taxPayable: '20.00' },
        ...{ taxReduced: '5.00', taxPaid: '15.00', daysLate: 2 },
      }),
      zeroFiling('2026-08'),
      month('2026-09', '600.00', {
        ...{ outputTax: '78.00', inputTax: '60.00', taxPayable: '18.00', taxPaid: '18.00', daysLate: 5 },
      }),
      month('2026-10', '1000.00', {
        ...{ exemptSales: '200.00', outputTax: '130.00', inputTax: '100.00', taxPayable: '30.00' },
        ...{ taxReduced: '10.00', taxPaid: '20.00' },
      }),
    ],
    figures: {
      vatFiledMonths1: [1, 'October'],
      vatFiledMonths6: [4, 'June, August to October'],
      vatSales1: ['1200.00', '1000 + 200'],
      vatSales3: ['1800.00', '1200 + 600 + 0'],
      vatSales6: ['2100.00', '1800 + 200 + 100'],
      vatSalesGrowth1: ['1', '1200 ÷ 600 − 1'],
      vatSalesGrowth3: [null, 'July of the base was not filed'],
      vatSalesYearOnYear1: [null, 'October 2025 was not filed'],
      vatPayable6: ['68.00', '30 + 18 + 0 + 20'],
      vatReduced6: ['15.00', '10 + 5'],
      vatPaid6: ['53.00', '20 + 18 + 0 + 15'],
      vatBurden6: ['0.025238', '53 ÷ 2100'],
      vatInputShare6: ['0.709402', '166 ÷ 234'],
      vatExemptShare6: ['0.095238', '200 ÷ 2100'],
      zeroFilingMonths6: [1, 'August'],
      longestZeroFilingStreak6: [1, 'August'],
      lateFilings6: [2, 'June and September'],
      longestFilingDelay6: [5, 'September'],
      longestUnfiledGap6: [1, 'July, from June on'],
    },
  },
  {
    given: 'a monthly year and the same a year before, the last month not filed yet',
    records: [
      ...monthRange('2024-11', '2025-10').map((period) => month(period, '10.00', { taxPayable: '1.00' })),
      ...monthRange('2025-11', '2026-09').map((period) => month(period, '12.00', { taxPayable: '1.50' })),
    ],
    figures: {
      vatSalesGrowth1: ['0', '12 of September ÷ 12 of August − 1'],
      vatSalesGrowth6: ['0.028571', '6 × 12 ÷ (10 + 5 × 12) − 1, both a month earlier'],
      vatSalesYearOnYear3: ['0.2', '36 ÷ 30 − 1'],
      vatPayableGrowth12: ['0.5', '11 × 1.50 ÷ (11 × 1.00) − 1'],
      vatFiledMonths12: [11, 'October is missing'],
      longestUnfiledGap12: [0, 'October may still be filed'],
    },
  },
  {
    given: 'monthly returns of a firm that began in May, July missing, October not filed yet',
    records: ['2026-05', '2026-06', '2026-08', '2026-09'].map((period) => month(period, '10.00')),
    asOf: '2026-11-10',
    figures: {
      longestUnfiledGap6: [1, 'July, of May to September'],
      longestUnfiledGap12: [1, 'July: the months before May are no gap'],
    },
  },
  {
    given: 'monthly returns, September and October not filed',
    records: ['2026-07', '2026-08'].map((period) => month(period, '10.00')),
    figures: { longestUnfiledGap6: [1, 'September; October may still be filed'] },
  },
  {
    given: 'quarterly returns up to September, as of November',
    records: [...quarters, third],
    figures: {
      vatFiledMonths1: [1, 'September'],
      vatFiledMonths12: [12, 'October 2025 to September 2026: four quarters fill twelve months'],
      vatFiledMonths24: [24, 'October 2024 to September 2026'],
      vatSales1: [null, 'a quarter says nothing of one month'],
      vatSales3: ['300.00', 'the third quarter'],
      vatSales6: ['500.00', '300 + 200'],
      vatSales12: ['1000.00', '300 + 200 + 100 + 400'],
      vatSales24: ['1800.00', '1000 + 240 + 160 + 80 + 320'],
      vatSalesGrowth1: [null, 'a quarter says nothing of one month'],
      vatSalesGrowth3: ['0.5', '300 ÷ 200 − 1'],
      vatSalesGrowth6: ['0', '(300 + 200) ÷ (100 + 400) − 1'],
      vatSalesGrowth12: [
        '0.25',
        '(300 + 200 + 100) ÷ (240 + 160 + 80) − 1: quarters wholly in the 12 months',
      ],
      vatSalesYearOnYear3: ['0.25', '300 ÷ 240 − 1'],
      vatSalesYearOnYear6: ['0.25', '(300 + 200) ÷ (240 + 160) − 1'],
      vatPayable12: ['3.00', 'the first quarter'],
      lateFilings12: [2, 'a late quarter is one late filing'],
      longestFilingDelay12: [4, 'the first quarter'],
      zeroFilingMonths12: [0, 'none'],
      longestUnfiledGap24: [0, 'none'],
    },
  },
  {
    given: 'quarterly returns, in the month in which the third quarter is filed and before it is',
    records: quarters,
    asOf: '2026-10-10',
    figures: {
      vatFiledMonths12: [12, 'July 2025 to June 2026'],
      vatSales12: ['940.00', '200 + 100 + 400 + 240'],
      vatSalesGrowth12: [
        '0.25',
        '(200 + 100 + 400) ÷ (160 + 80 + 320) − 1: the third quarter is left out of both',
      ],
      vatSalesGrowth3: ['1', '200 ÷ 100 − 1'],
      longestUnfiledGap12: [0, 'nothing is overdue'],
    },
  },
  {
    given: 'quarterly returns, in that month and after it was filed',
    records: [...quarters, third],
    asOf: '2026-10-10',
    figures: {
      vatFiledMonths12: [12, 'October 2025 to September 2026'],
      vatSales12: ['1000.00', '300 + 200 + 100 + 400'],
      vatSalesGrowth12: ['0.25', '1000 ÷ (240 + 160 + 80 + 320) − 1'],
    },
  },
  {
    given: 'quarterly returns, the third quarter never filed, as of November',
    records: quarters,
    figures: {
      vatFiledMonths12: [9, 'October to June'],
      vatSales12: ['700.00', '200 + 100 + 400'],
      longestUnfiledGap12: [3, 'July to September'],
      vatSalesGrowth12: ['-0.375', '(200 + 100) ÷ (240 + 160 + 80) − 1: a quarter overdue is lost sales'],
    },
  },
  {
    given: 'quarterly returns, none for years',
    records: quarters.slice(0, 1),
    figures: {
      vatFiledMonths12: [0, 'none'],
      vatSales12: [null, 'nothing filed'],
      longestUnfiledGap12: [12, 'all'],
    },
  },
  {
    given: 'two quarters of nothing',
    records: [
      quarter('2025-12', '1.00'),
      quarter('2026-03', '1.00'),
      quarter('2026-06', '0.00'),
      quarter('2026-09', '0.00'),
    ],
    figures: {
      zeroFilingMonths12: [6, 'two quarters'],
      longestZeroFilingStreak12: [6, 'April to September'],
      longestZeroFilingStreak3: [3, 'July to September'],
    },
  },
  {
    given: 'quarterly until 2025 and monthly since',
    records: [
      ...quarters.slice(0, 6),
      ...monthRange('2026-01', '2026-10').map((period) => month(period, '50.00')),
    ],
    figures: {
      vatSales1: ['50.00', 'October'],
      vatSales3: ['150.00', 'August to October'],
      vatFiledMonths12: [12, 'October 2025 to September 2026, since a quarter reaches into November'],
      vatSales12: ['850.00', '9 × 50 + 400'],
      vatSalesYearOnYear3: ['-0.375', '150 of July to September ÷ 240 − 1'],
      vatSalesGrowth12: ['-0.0625', '9 × 50 ÷ (240 + 160 + 80) − 1'],
    },
  },
  {
    given: 'a quarter filed by months first: the later row replaces what it overlaps',
    records: [month('2026-08', '7.00'), month('2026-09', '8.00'), quarter('2026-09', '30.00')],
    figures: { vatSales3: ['30.00', 'the quarter alone'], vatFiledMonths3: [3, 'July to September'] },
  },
]);

describe('quarterly returns in a range of the consent', () => {
  const compute = (from: string, to: string, asOf: string) =>
    computeIndicators(
      { 'tax.vat-returns': [...quarters, third].filter(({ period }) => period > from.slice(0, 7)) },
      asOf,
      undefined,
      { from, to },
    );

  it('of 24 months tell the year, the growth and the filings of a small-scale taxpayer', () => {
    expect(compute('2024-11-01', '2026-10-31', '2026-11-01')).toMatchObject({
      vatFiledMonths12: 12,
      vatSales12: '1000.00',
      vatSalesGrowth12: '0.25',
      vatSales24: null,
    });
  });

  it('of 12 months that begin within a quarter are not known for the year, rather than unfiled', () => {
    expect(compute('2025-11-01', '2026-10-31', '2026-11-01')).toMatchObject({
      vatFiledMonths12: null,
      vatSales12: null,
      vatFiledMonths6: 6,
    });
  });

  it('of 12 months that are four quarters are', () => {
    expect(compute('2025-10-01', '2026-10-31', '2026-11-01')).toMatchObject({ vatFiledMonths12: 12 });
  });
});

describe('a return that does not follow the calendar quarters', () => {
  it('makes sums over a part of it unknown, and still fills its months', () => {
    const returns = [filing('2026-07'), quarter('2026-10', '30.00')];
    expect(computeIndicators({ 'tax.vat-returns': returns }, '2026-11-21')).toMatchObject({
      vatSales3: null,
      vatFiledMonths3: 3,
    });
  });
});
