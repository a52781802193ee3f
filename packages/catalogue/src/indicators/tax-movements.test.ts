import type { TaxPayment, TaxReduction, TaxRefund } from '@xinqiao/contracts';
import { handComputed } from '../../test/hand-computed.ts';

const payment = (paidOn: string, paid: string, fact: Partial<TaxPayment> = {}): TaxPayment => ({
  ...{ taxType: '增值税', periodFrom: '2026-01-01', periodTo: '2026-01-31', basis: '0.00', reduced: '0.00' },
  ...{ paid, dueOn: paidOn, paidOn, ...fact },
});

handComputed('tax.payments', [
  {
    given: 'payments from the month of asOf back to the 37th month before it',
    records: [
      payment('2026-11-01', '888.00'),
      payment('2026-10-14', '100.00'),
      payment('2026-10-20', '50.00', { taxType: '企业所得税', dueOn: '2026-10-15' }),
      payment('2026-10-02', '0.00', { taxType: '印花税' }),
      payment('2026-08-31', '30.00'),
      payment('2026-05-01', '20.00', { taxType: '城市维护建设税', dueOn: '2026-04-30' }),
      payment('2025-11-01', '40.00'),
      payment('2025-10-31', '60.00'),
      payment('2024-11-01', '5.00'),
      payment('2023-11-01', '7.00'),
      payment('2023-10-31', '999.00'),
    ],
    figures: {
      taxPaid1: ['150.00', '100 + 50 + 0'],
      taxPaid3: ['180.00', '150 + 30'],
      taxPaid6: ['200.00', '180 + 20'],
      taxPaid12: ['240.00', '200 + 40'],
      taxPaid24: ['305.00', '240 + 60 + 5'],
      taxPaid36: ['312.00', '305 + 7'],
      valueAddedTaxPaid12: ['170.00', '100 + 30 + 40'],
      incomeTaxPaid12: ['50.00', 'the one of 企业所得税'],
      taxPaidGrowth1: [null, '150 ÷ 0 of September'],
      taxPaidGrowth3: ['8', '180 ÷ 20 − 1'],
      taxPaidGrowth6: ['4', '200 ÷ 40 − 1'],
      taxPaidGrowth12: ['2.692308', '240 ÷ (60 + 5) − 1'],
      taxPaidYearOnYear1: ['1.5', '150 ÷ 60 of October 2025 − 1'],
      taxPaidYearOnYear3: ['2', '180 ÷ (0 + 0 + 60) − 1'],
      taxPaidYearOnYear6: ['2.333333', '200 ÷ 60 − 1'],
      taxPaidMonths12: [4, 'October, August, May and November'],
      longestTaxPaymentGap6: [2, 'June and July, from May on'],
      longestTaxPaymentGap12: [5, 'December to April'],
      lateTaxPaymentMonths1: [1, 'October'],
      lateTaxPaymentMonths6: [2, 'October and May'],
      lateTaxPaidShare6: ['0.35', '(50 + 20) ÷ 200'],
      taxTypesPaid6: [3, '增值税, 企业所得税, 城市维护建设税; nothing was paid of 印花税'],
    },
  },
  {
    given: 'no payments, which is an answer',
    records: [],
    figures: {
      taxPaid12: ['0.00', 'an empty sum'],
      taxPaidMonths12: [0, 'none'],
      longestTaxPaymentGap24: [24, 'the whole window'],
      lateTaxPaidShare12: [null, '0 ÷ 0'],
      taxPaidGrowth12: [null, '0 ÷ 0'],
    },
  },
]);

const refund = (refundedOn: string, amount: string, kind: TaxRefund['kind']): TaxRefund => ({
  ...{ taxType: '增值税', refundedOn, amount, kind },
});

handComputed('tax.refunds', [
  {
    given: 'refunds of three kinds',
    records: [
      refund('2026-10-31', '10.00', 'EXPORT'),
      refund('2026-10-01', '5.50', 'EXCESS'),
      refund('2026-08-15', '4.50', 'CREDIT_BALANCE'),
      refund('2025-10-31', '100.00', 'EXPORT'),
    ],
    figures: {
      taxRefunded1: ['15.50', '10 + 5.50'],
      taxRefunded3: ['20.00', '15.50 + 4.50'],
      taxRefunded24: ['120.00', '20 + 100'],
      exportTaxRefunded12: ['10.00', 'October 2025 lies before the window'],
      exportTaxRefunded24: ['110.00', '10 + 100'],
      creditBalanceRefunded3: ['4.50', 'the one of August'],
      taxRefundMonths12: [2, 'October and August'],
    },
  },
]);

const reduction = (periodTo: string, amount: string, policy = '小微企业'): TaxReduction => ({
  ...{ taxType: '增值税', periodTo, amount, policy },
});

handComputed('tax.reductions', [
  {
    given: 'reductions under three policies, one of them of nothing',
    records: [
      reduction('2026-10-31', '1.10'),
      reduction('2026-09-30', '2.20', '研发加计'),
      reduction('2026-09-30', '0.00', '出口免税'),
      reduction('2025-11-30', '3.30'),
      reduction('2025-10-31', '9.00', '重点群体'),
    ],
    figures: {
      taxReduced1: ['1.10', 'October'],
      taxReduced3: ['3.30', '1.10 + 2.20 + 0'],
      taxReduced12: ['6.60', '3.30 + 3.30'],
      taxReduced24: ['15.60', '6.60 + 9'],
      taxReductionPolicies12: [2, '小微企业 and 研发加计'],
      taxReductionPolicies24: [3, 'and 重点群体'],
    },
  },
]);
