import {
  type CalendarDate,
  type DataItemRecords,
  GAP_WINDOWS,
  GROWTH_WINDOWS,
  type TaxPayment,
  WINDOWS,
  YEAR_ON_YEAR_WINDOWS,
} from '@xinqiao/contracts';
import { amountsBy, summing } from './events.ts';
import { ratioFigure } from './figure.ts';
import { formulasOf, over } from './formula.ts';
import { growthOver, isWithin, last, longestGap, monthsAgo, positiveMonths, type Series } from './series.ts';

interface PaymentFacts {
  readonly all: Series;
  readonly valueAdded: Series;
  readonly income: Series;
  readonly late: Series;
  readonly types: readonly { readonly ago: number; readonly taxType: string }[];
}

function payments(rows: readonly TaxPayment[], asOf: CalendarDate): PaymentFacts {
  const paid = (holds: (row: TaxPayment) => boolean): Series =>
    amountsBy(
      rows.filter(holds),
      ({ paidOn }) => paidOn,
      (row) => row.paid,
      asOf,
    );
  return {
    all: paid(() => true),
    valueAdded: paid(({ taxType }) => taxType === '增值税'),
    income: paid(({ taxType }) => taxType === '企业所得税'),
    late: paid(({ paidOn, dueOn }) => paidOn > dueOn),
    types: rows
      .filter((row) => row.paid !== '0.00')
      .map(({ paidOn, taxType }) => ({ ago: monthsAgo(paidOn, asOf), taxType })),
  };
}

/** Indicators of `tax.payments`. A month without a row is one without payment: a true zero. */
export const paymentFormulas = formulasOf<'tax.payments', PaymentFacts>(payments, {
  ...summing<PaymentFacts>('taxPaid', ({ all }) => all),
  ...summing<PaymentFacts>('valueAddedTaxPaid', ({ valueAdded }) => valueAdded),
  ...summing<PaymentFacts>('incomeTaxPaid', ({ income }) => income),
  ...over<PaymentFacts>(
    'taxPaidGrowth',
    GROWTH_WINDOWS,
    ({ all }, months) => growthOver(all, months, months),
    (months) => 2 * months,
  ),
  ...over<PaymentFacts>(
    'taxPaidYearOnYear',
    YEAR_ON_YEAR_WINDOWS,
    ({ all }, months) => growthOver(all, months, 12),
    (months) => 12 + months,
  ),
  ...over<PaymentFacts>('taxPaidMonths', WINDOWS, ({ all }, months) => positiveMonths(all, last(months))),
  ...over<PaymentFacts>('longestTaxPaymentGap', GAP_WINDOWS, ({ all }, months) =>
    longestGap(last(months), (ago) => all.get(ago) > 0n),
  ),
  ...over<PaymentFacts>('lateTaxPaymentMonths', WINDOWS, ({ late }, months) =>
    positiveMonths(late, last(months)),
  ),
  ...over<PaymentFacts>('lateTaxPaidShare', WINDOWS, ({ late, all }, months) =>
    ratioFigure(late.sumOver(last(months)), all.sumOver(last(months))),
  ),
  ...over<PaymentFacts>(
    'taxTypesPaid',
    WINDOWS,
    ({ types }, months) =>
      new Set(types.filter(({ ago }) => isWithin(ago, last(months))).map(({ taxType }) => taxType)).size,
  ),
});

type Refunds = DataItemRecords['tax.refunds'];

interface RefundFacts {
  readonly all: Series;
  readonly exports: Series;
  readonly creditBalance: Series;
}

function refunds(rows: Refunds, asOf: CalendarDate): RefundFacts {
  const refunded = (kind?: Refunds[number]['kind']): Series =>
    amountsBy(
      rows.filter((row) => kind === undefined || row.kind === kind),
      ({ refundedOn }) => refundedOn,
      ({ amount }) => amount,
      asOf,
    );
  return { all: refunded(), exports: refunded('EXPORT'), creditBalance: refunded('CREDIT_BALANCE') };
}

/** Indicators of `tax.refunds`. */
export const refundFormulas = formulasOf<'tax.refunds', RefundFacts>(refunds, {
  ...summing<RefundFacts>('taxRefunded', ({ all }) => all),
  ...summing<RefundFacts>('exportTaxRefunded', (facts) => facts.exports),
  ...summing<RefundFacts>('creditBalanceRefunded', ({ creditBalance }) => creditBalance),
  ...over<RefundFacts>('taxRefundMonths', WINDOWS, ({ all }, months) => positiveMonths(all, last(months))),
});

interface ReductionFacts {
  readonly all: Series;
  readonly policies: readonly { readonly ago: number; readonly policy: string }[];
}

/** Indicators of `tax.reductions`, by the last day of their tax period. */
export const reductionFormulas = formulasOf<'tax.reductions', ReductionFacts>(
  (rows, asOf) => ({
    all: amountsBy(
      rows,
      ({ periodTo }) => periodTo,
      ({ amount }) => amount,
      asOf,
    ),
    policies: rows
      .filter(({ amount }) => amount !== '0.00')
      .map(({ periodTo, policy }) => ({ ago: monthsAgo(periodTo, asOf), policy })),
  }),
  {
    ...summing<ReductionFacts>('taxReduced', ({ all }) => all),
    ...over<ReductionFacts>(
      'taxReductionPolicies',
      WINDOWS,
      ({ policies }, months) =>
        new Set(policies.filter(({ ago }) => isWithin(ago, last(months))).map(({ policy }) => policy)).size,
    ),
  },
);
