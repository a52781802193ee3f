import type { LateFee, TaxArrear, TaxAudit, TaxpayerStatus, TaxViolation } from '@xinqiao/contracts';
import { handComputed } from '../../test/hand-computed.ts';

const status = (fact: Partial<TaxpayerStatus> = {}): TaxpayerStatus => ({
  ...{ state: 'NORMAL', stateSince: '2025-06-21', kind: 'SMALL_SCALE', kindSince: '2023-11-21' },
  abnormalPeriods: [],
  ...fact,
});

handComputed('tax.status', [
  {
    given: 'a small-scale taxpayer, listed twice and normal again',
    records: status({
      abnormalPeriods: [
        { from: '2023-10-31', to: '2023-11-30' },
        { from: '2025-04-01', to: '2025-06-20' },
        { from: '2026-11-05', to: null },
      ],
    }),
    figures: {
      taxpayerNormal: [1, 'NORMAL'],
      taxpayerStateMonths: [17, 'June 2025 to November 2026'],
      generalTaxpayer: [0, 'SMALL_SCALE'],
      taxpayerKindMonths: [36, 'three years to the day'],
      abnormalTaxpayerListings12: [0, 'April 2025 lies before, November 2026 after'],
      abnormalTaxpayerListings24: [1, 'April 2025'],
      abnormalTaxpayerListings36: [1, 'October 2023 lies before'],
    },
  },
  {
    given: 'a state that began after asOf',
    records: status({
      state: 'ABNORMAL',
      stateSince: '2026-11-22',
      kind: 'GENERAL',
      kindSince: '2026-11-22',
    }),
    figures: {
      taxpayerNormal: [null, 'what it was before is not known'],
      taxpayerStateMonths: [null, 'not begun'],
      generalTaxpayer: [null, 'what it was before is not known'],
      taxpayerKindMonths: [null, 'not begun'],
    },
  },
  { given: '非正常户', records: status({ state: 'ABNORMAL' }), figures: { taxpayerNormal: [0, 'ABNORMAL'] } },
]);

handComputed('tax.credit-grades', [
  {
    given: 'A, A, D, B from 2022 to 2025',
    records: [
      { year: 2022, grade: 'A' },
      { year: 2023, grade: 'A' },
      { year: 2024, grade: 'D' },
      { year: 2025, grade: 'B' },
    ],
    figures: {
      taxCreditGrade: ['B', '2025'],
      taxCreditGradeStepsDown: [0, 'B is above D'],
      worstTaxCreditGrade12: ['B', '2025 alone'],
      worstTaxCreditGrade24: ['D', 'of B and D'],
      worstTaxCreditGrade36: ['D', 'of B, D and A'],
    },
  },
  {
    given: 'from A to C',
    records: [
      { year: 2025, grade: 'C' },
      { year: 2024, grade: 'A' },
    ],
    figures: { taxCreditGradeStepsDown: [3, 'A over B and M to C'] },
  },
  {
    given: 'a year without grade between',
    records: [
      { year: 2025, grade: 'D' },
      { year: 2023, grade: 'A' },
    ],
    figures: { taxCreditGradeStepsDown: [null, '2024 is not known'], worstTaxCreditGrade12: ['D', '2025'] },
  },
  {
    given: 'no grade',
    records: [],
    figures: { taxCreditGrade: [null, 'none'], worstTaxCreditGrade36: [null, 'none'] },
  },
  {
    given: 'a latest grade of three years before',
    records: [
      { year: 2022, grade: 'B' },
      { year: 2023, grade: 'A' },
    ],
    figures: {
      taxCreditGrade: ['A', 'the latest there is'],
      taxCreditGradeInForce: [null, 'what was A up to April 2025 is not known by now'],
      taxCreditGradeStepsDown: [null, 'neither'],
      worstTaxCreditGrade36: ['A', '2023, the oldest of the three years'],
    },
  },
  {
    given: 'a grade not yet followed by that of the last year, as in spring',
    records: [{ year: 2024, grade: 'C' }],
    asOf: '2026-04-20',
    figures: { taxCreditGradeInForce: ['C', 'that of 2025 is published in April'] },
  },
]);

const arrear = (dueOn: string, amount: string, settledOn: string | null = null): TaxArrear => ({
  ...{ taxType: '增值税', dueOn, amount, settledOn },
});

handComputed('tax.arrears', [
  {
    given: 'arrears open and settled',
    records: [
      arrear('2026-10-15', '10.00'),
      arrear('2026-11-01', '5.00'),
      arrear('2026-11-21', '100.00'),
      arrear('2026-06-15', '3.00', '2026-07-01'),
      arrear('2024-01-15', '0.00'),
    ],
    figures: {
      openArrears: ['15.00', '10 + 5; what is due today may still be paid'],
      oldestOpenArrearDays: [37, '15 October to 21 November; nothing is owed of 2024'],
      arrearsIncurred1: ['10.00', 'October'],
      arrearsIncurred6: ['13.00', '10 + 3, settled or not'],
    },
  },
  {
    given: 'none',
    records: [],
    figures: { oldestOpenArrearDays: [0, 'none'], arrearsIncurred12: ['0.00', 'none'] },
  },
]);

const fee = (from: string, amount: string, paidOn: string | null): LateFee => ({
  ...{ taxType: '增值税', from, to: paidOn ?? '2026-11-21', amount, paidOn },
});

handComputed('tax.late-fees', [
  {
    given: 'late fees open and paid',
    records: [
      fee('2026-10-16', '1.50', null),
      fee('2026-05-16', '2.00', '2026-11-21'),
      fee('2025-10-16', '4.00', '2026-11-22'),
    ],
    figures: {
      openLateFees: ['5.50', '1.50 + 4.00, paid a day after asOf'],
      lateFees1: ['1.50', 'began in October'],
      lateFees12: ['3.50', '1.50 + 2.00'],
      lateFees24: ['7.50', '3.50 + 4.00'],
    },
  },
]);

const violation = (registeredOn: string, fine: string, closedOn: string | null): TaxViolation => ({
  ...{ registeredOn, kind: '逾期申报', fine, closedOn },
});

handComputed('tax.violations', [
  {
    given: 'breaches open and closed',
    records: [
      violation('2026-10-05', '50.00', null),
      violation('2026-09-05', '0.00', '2026-09-06'),
      violation('2025-10-05', '200.00', '2025-12-01'),
    ],
    figures: {
      openTaxViolations: [1, 'October 2026'],
      taxViolations1: [1, 'October'],
      taxViolations3: [2, 'and September'],
      taxViolations24: [3, 'and October 2025'],
      taxViolationFines3: ['50.00', '50 + 0'],
      taxViolationFines24: ['250.00', '50 + 0 + 200'],
    },
  },
]);

const audit = (openedOn: string, closedOn: string | null, assessed: string, fine: string): TaxAudit => ({
  ...{ openedOn, closedOn, assessed, fine },
});

handComputed('tax.audits', [
  {
    given: 'audits open and closed',
    records: [
      audit('2026-09-01', null, '999.00', '999.00'),
      audit('2025-03-01', '2026-08-31', '100.00', '50.00'),
      audit('2023-05-01', '2024-12-01', '10.00', '0.00'),
    ],
    figures: {
      openTaxAudits: [1, 'the one of September'],
      taxAudits3: [1, 'opened in September'],
      taxAudits24: [2, 'and March 2025'],
      taxAuditAssessed3: ['100.00', 'closed in August; the open one has assessed nothing yet'],
      taxAuditAssessed24: ['110.00', '100 + 10'],
      taxAuditFines24: ['50.00', '50 + 0'],
    },
  },
]);
