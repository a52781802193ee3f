import {
  addDays,
  addMonths,
  lastDayOf,
  type TaxPayment,
  type TaxReduction,
  type TaxRefund,
} from '@xinqiao/contracts';
import { type Accounts, incomeTaxPolicy } from './accounts.ts';
import type { EnterpriseFacts } from './facts.ts';
import { shareOf, yuan } from './fen.ts';
import { random } from './random.ts';
import type { VatPeriod } from './vat-periods.ts';
import { VAT } from './vat-returns.ts';

const INCOME_TAX = '企业所得税';

/** What is levied on top of VAT paid; maintenance tax is 7 % in the city and 5 % in county towns (城市维护建设税法 art. 4). */
const surcharges = ({ division, taxpayer }: EnterpriseFacts, due: number) =>
  [
    { taxType: '城市维护建设税', rate: division.code === '341602' ? 0.07 : 0.05 },
    { taxType: '教育费附加', rate: 0.03 },
    { taxType: '地方教育附加', rate: 0.02 },
  ].map(({ taxType, rate }) => {
    const full = shareOf(due, rate);
    const reduced = taxpayer.smallScale ? shareOf(full, 0.5) : 0;
    return { taxType, full, reduced };
  });

const daysOf = ({ period, months }: VatPeriod) => ({
  periodFrom: `${addMonths(period, 1 - months)}-01`,
  periodTo: lastDayOf(period),
});

/** VAT of a period and what is levied on top of it, all paid on one day; none where nothing was due or paid. */
export function vatPayments(facts: EnterpriseFacts, worked: VatPeriod): TaxPayment[] {
  const { due, dueOn, paidOn, sales, reduced } = worked;
  if (due === 0 || paidOn === null) return [];
  const days = { ...daysOf(worked), dueOn, paidOn };
  return [
    {
      ...{ taxType: VAT, ...days },
      basis: yuan(sales.taxable + sales.simplified),
      reduced: yuan(reduced),
      paid: yuan(due),
    },
    ...surcharges(facts, due)
      .filter(({ full }) => full > 0)
      .map(({ taxType, full, reduced: spared }) => ({
        ...{ taxType, ...days },
        basis: yuan(due),
        reduced: yuan(spared),
        paid: yuan(full - spared),
      })),
  ];
}

/** Reductions of VAT and of what is levied on top of it. */
export function vatReductions(facts: EnterpriseFacts, worked: VatPeriod): TaxReduction[] {
  const { sales, reduced, due } = worked;
  const { periodTo } = daysOf(worked);
  return [
    { taxType: VAT, policy: '小规模纳税人减按1%征收率征收增值税', fen: reduced },
    {
      taxType: VAT,
      policy: '农业生产者销售自产农产品免征增值税',
      fen: shareOf(sales.exempt, facts.industry.salesRate),
    },
    ...surcharges(facts, due).map(({ taxType, reduced: fen }) => ({
      ...{ taxType, fen },
      policy: '小规模纳税人“六税两费”减半征收',
    })),
  ]
    .filter(({ fen }) => fen > 0)
    .map(({ taxType, policy, fen }) => ({ taxType, periodTo, policy, amount: yuan(fen) }));
}

/** What was paid with one closing of the year, and given back after the last. Amounts in fen. */
export interface Settlement {
  readonly closing: Accounts;
  readonly paid: number;
  readonly reduced: number;
  readonly refunded: number;
}

/** Each prepayment pays what the year owes beyond the payments before it; the settlement pays or gets back the rest. */
export function settlements(closings: readonly Accounts[]): Settlement[] {
  let paidBefore = 0;
  let reducedBefore = 0;
  return closings.map((closing) => {
    const paid = Math.max(0, closing.tax - paidBefore);
    const reduced = Math.max(0, closing.reduced - reducedBefore);
    const refunded = closing.kind === 'ANNUAL' ? Math.max(0, paidBefore - closing.tax) : 0;
    paidBefore += paid;
    reducedBefore += reduced;
    return { closing, paid, reduced, refunded };
  });
}

export const incomeTaxPayments = ({ closing, paid, reduced }: Settlement): TaxPayment[] =>
  paid === 0
    ? []
    : [
        {
          taxType: INCOME_TAX,
          periodFrom: `${closing.year}-01-01`,
          periodTo: closing.closedOn,
          basis: yuan(closing.profit),
          reduced: yuan(reduced),
          paid: yuan(paid),
          dueOn: closing.dueOn,
          paidOn: closing.filedOn,
        },
      ];

export const incomeTaxReductions = (
  facts: EnterpriseFacts,
  { closing, reduced }: Settlement,
): TaxReduction[] =>
  reduced === 0
    ? []
    : [
        {
          taxType: INCOME_TAX,
          periodTo: closing.closedOn,
          policy: incomeTaxPolicy(facts),
          amount: yuan(reduced),
        },
      ];

/** Income tax prepaid beyond the year's tax, given back some weeks after the settlement. */
export const incomeTaxRefunds = (
  { stream }: EnterpriseFacts,
  { closing, refunded }: Settlement,
): TaxRefund[] =>
  refunded === 0
    ? []
    : [
        {
          taxType: INCOME_TAX,
          kind: 'EXCESS',
          amount: yuan(refunded),
          refundedOn: addDays(closing.filedOn, random(stream, 'refund', closing.year).int(10, 60)),
        },
      ];
