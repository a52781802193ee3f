import type { SamplesOf } from './item-samples.ts';

/** Records of the tax bureau about the enterprise of the samples, but for invoices. */
export const TAX_SAMPLES: SamplesOf<
  | 'tax.status'
  | 'tax.vat-returns'
  | 'tax.payments'
  | 'tax.refunds'
  | 'tax.reductions'
  | 'tax.cit-returns'
  | 'tax.financial-statements'
  | 'tax.credit-grades'
  | 'tax.arrears'
  | 'tax.late-fees'
  | 'tax.violations'
  | 'tax.audits'
> = {
  'tax.status': {
    state: 'NORMAL',
    stateSince: '2020-10-15',
    kind: 'GENERAL',
    kindSince: '2026-10-01',
    abnormalPeriods: [{ from: '2020-09-01', to: '2020-10-15' }],
  },
  'tax.vat-returns': [
    {
      ...{ period: '2026-09', months: 3, taxpayerKind: 'SMALL_SCALE', taxableSales: '0.00' },
      ...{ simplifiedSales: '420000.00', exemptSales: '0.00', outputTax: '0.00', inputTax: '0.00' },
      ...{ taxPayable: '12600.00', taxReduced: '8400.00', taxPaid: '4200.00', daysLate: 0 },
    },
    {
      ...{ period: '2026-10', months: 1, taxpayerKind: 'GENERAL', taxableSales: '180000.00' },
      ...{ simplifiedSales: '0.00', exemptSales: '0.00', outputTax: '23400.00', inputTax: '19500.00' },
      ...{ taxPayable: '3900.00', taxReduced: '0.00', taxPaid: '3900.00', daysLate: 2 },
    },
  ],
  'tax.payments': [
    {
      ...{ taxType: '增值税', periodFrom: '2026-10-01', periodTo: '2026-10-31', basis: '180000.00' },
      ...{ reduced: '0.00', paid: '3900.00', dueOn: '2026-11-16', paidOn: '2026-11-18' },
    },
    {
      ...{ taxType: '城市维护建设税', periodFrom: '2026-10-01', periodTo: '2026-10-31', basis: '3900.00' },
      ...{ reduced: '136.50', paid: '136.50', dueOn: '2026-11-16', paidOn: '2026-11-18' },
    },
  ],
  'tax.refunds': [{ taxType: '企业所得税', kind: 'EXCESS', amount: '1850.00', refundedOn: '2026-06-22' }],
  'tax.reductions': [
    {
      ...{ taxType: '增值税', periodTo: '2026-09-30', amount: '8400.00' },
      policy: '小规模纳税人减按 1% 征收率征收增值税',
    },
  ],
  'tax.cit-returns': [
    {
      ...{ kind: 'ANNUAL', periodFrom: '2025-01-01', periodTo: '2025-12-31', revenue: '1650000.00' },
      ...{ cost: '1320000.00', profit: '96000.00', taxPayable: '4800.00', filedOn: '2026-05-20' },
    },
    {
      ...{ kind: 'PREPAYMENT', periodFrom: '2026-07-01', periodTo: '2026-09-30', revenue: '1240000.00' },
      ...{ cost: '1005000.00', profit: '71000.00', taxPayable: '3550.00', filedOn: '2026-10-19' },
    },
  ],
  'tax.financial-statements': [
    {
      ...{ kind: 'QUARTER', periodTo: '2026-09-30', totalAssets: '2860000.00', currentAssets: '1930000.00' },
      ...{ totalLiabilities: '1120000.00', currentLiabilities: '870000.00', equity: '1740000.00' },
      ...{ revenue: '1240000.00', cost: '1005000.00', netProfit: '67450.00' },
    },
  ],
  'tax.credit-grades': [
    { year: 2024, grade: 'B' },
    { year: 2025, grade: 'A' },
  ],
  'tax.arrears': [
    { taxType: '房产税', dueOn: '2024-04-15', amount: '2400.00', settledOn: '2024-06-30' },
    { taxType: '印花税', dueOn: '2026-10-26', amount: '180.00', settledOn: null },
  ],
  'tax.late-fees': [
    { taxType: '房产税', from: '2024-04-16', to: '2024-06-30', amount: '91.20', paidOn: '2024-06-30' },
  ],
  'tax.violations': [
    { registeredOn: '2020-09-01', kind: '未按规定期限办理纳税申报', fine: '200.00', closedOn: '2020-10-15' },
  ],
  'tax.audits': [{ openedOn: '2023-05-08', closedOn: '2023-09-12', assessed: '6300.00', fine: '3150.00' }],
};
