import { handComputed } from '../../test/hand-computed.ts';
import { invoiceMonth, summary } from '../../test/records.ts';

const out = (month: string, amount: string, fact: object = {}) =>
  invoiceMonth(month, { amount, count: 1, ...fact });
const incoming = (month: string, amount: string, fact: object = {}) =>
  out(month, amount, { direction: 'IN', ...fact });

handComputed('invoice.summary', [
  {
    given: 'sales and purchases of some months',
    records: summary(
      [
        out('2026-10', '300.00', { count: 3, redCount: 1, redAmount: '50.00', voidCount: 1 }),
        out('2026-09', '100.00', { count: 2 }),
        out('2026-07', '150.00'),
        out('2025-11', '80.00'),
        out('2025-10', '200.00'),
        out('2025-09', '50.00'),
        out('2024-11', '20.00'),
        out('2023-11', '1.00'),
        out('2023-10', '999.00'),
        incoming('2026-10', '90.00', { count: 4, redCount: 2, redAmount: '15.00', voidCount: 2 }),
        incoming('2026-08', '40.00'),
        incoming('2026-05', '23.00'),
        incoming('2025-10', '25.00'),
      ],
      [
        { direction: 'OUT', counterparties: 7, topTenShare: '1' },
        { direction: 'IN', counterparties: 12, topTenShare: '0.95' },
      ],
    ),
    figures: {
      invoicedSales1: ['250.00', '300 − 50'],
      invoicedSales3: ['350.00', '250 + 100'],
      invoicedSales6: ['500.00', '350 + 150'],
      invoicedSales12: ['580.00', '500 + 80'],
      invoicedSales24: ['850.00', '580 + 200 + 50 + 20'],
      invoicedSales36: ['851.00', '850 + 1'],
      invoicedSalesGrowth1: ['1.5', '250 ÷ 100 − 1'],
      invoicedSalesGrowth3: ['1.333333', '350 ÷ 150 − 1'],
      invoicedSalesGrowth6: ['5.25', '500 ÷ 80 − 1'],
      invoicedSalesGrowth12: ['1.148148', '580 ÷ 270 − 1'],
      invoicedSalesYearOnYear1: ['0.25', '250 ÷ 200 − 1'],
      invoicedSalesYearOnYear3: ['0.4', '350 ÷ (200 + 50) − 1'],
      invoicedMonths6: [3, 'October, September, July'],
      longestInvoiceGap6: [1, 'August, from July on'],
      longestInvoiceGap12: [7, 'December to June'],
      presentInvoiceGap12: [0, 'October has invoices'],
      voidShare1: ['0.2', '1 ÷ (3 + 1 + 1)'],
      redShare1: ['0.166667', '50 ÷ 300'],
      redShare3: ['0.125', '50 ÷ 400'],
      salesInvoices3: [5, '3 + 2'],
      busiestMonthShare12: ['0.47619', '300 ÷ (300 + 100 + 150 + 80) = 300 ÷ 630'],
      customers12: [7, 'as the summary counts'],
      topTenCustomerShare12: ['1', 'as the summary says'],
      invoicedPurchases1: ['75.00', '90 − 15'],
      invoicedPurchases6: ['138.00', '75 + 40 + 23'],
      invoicedPurchasesGrowth3: ['4', '(75 + 40) ÷ 23 − 1'],
      invoicedPurchasesYearOnYear1: ['2', '75 ÷ 25 − 1'],
      purchaseMonths6: [3, 'October, August, May'],
      longestPurchaseGap6: [2, 'June and July'],
      purchaseVoidShare1: ['0.25', '2 ÷ (4 + 2 + 2)'],
      purchaseRedShare1: ['0.166667', '15 ÷ 90'],
      purchaseSalesRatio1: ['0.3', '75 ÷ 250'],
      suppliers12: [12, 'as the summary counts'],
      topTenSupplierShare12: ['0.95', 'as the summary says'],
    },
  },
  {
    given: 'sales that ended in July',
    records: summary([out('2026-07', '1.00'), out('2026-09', '0.00', { count: 0, voidCount: 2 })]),
    figures: {
      presentInvoiceGap12: [3, 'August to October; a void invoice is none'],
      voidShare3: ['1', '2 ÷ 2'],
      purchaseSalesRatio12: ['0', '0 ÷ 1'],
      busiestMonthShare12: ['1', '1 ÷ 1'],
    },
  },
  {
    given: 'nothing',
    records: summary([]),
    figures: {
      presentInvoiceGap36: [36, 'the whole window'],
      busiestMonthShare12: [null, '0 ÷ 0'],
      purchaseSalesRatio12: [null, '0 ÷ 0'],
    },
  },
]);
