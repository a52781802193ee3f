import {
  type CalendarDate,
  daysBetween,
  type LateFee,
  type TaxArrear,
  type TaxpayerStatus,
} from '@xinqiao/contracts';
import { agesOf, amountsBy, counting, summing } from './events.ts';
import { amountFigure, sumOf } from './figure.ts';
import { formulasOf, state } from './formula.ts';
import type { Series } from './series.ts';
import { isOpen, monthsSince } from './window.ts';

interface StatusFacts {
  readonly status: TaxpayerStatus;
  readonly listings: readonly number[];
  readonly asOf: CalendarDate;
}

/** Indicators of `tax.status`. A state that began after `asOf` says nothing of `asOf`. */
export const statusFormulas = formulasOf<'tax.status', StatusFacts>(
  (status, asOf) => ({
    status,
    listings: agesOf(
      status.abnormalPeriods.map(({ from }) => from),
      asOf,
    ),
    asOf,
  }),
  {
    taxpayerNormal: state(({ status, asOf }) =>
      status.stateSince > asOf ? null : Number(status.state === 'NORMAL'),
    ),
    taxpayerStateMonths: state(({ status, asOf }) => monthsSince(status.stateSince, asOf)),
    generalTaxpayer: state(({ status, asOf }) =>
      status.kindSince > asOf ? null : Number(status.kind === 'GENERAL'),
    ),
    taxpayerKindMonths: state(({ status, asOf }) => monthsSince(status.kindSince, asOf)),
    ...counting<StatusFacts>('abnormalTaxpayerListings', ({ listings }) => listings),
  },
);

interface ArrearsFacts {
  readonly open: readonly TaxArrear[];
  readonly incurred: Series;
  readonly asOf: CalendarDate;
}

/** Indicators of `tax.arrears`. On the day it is due a tax may still be paid. */
export const arrearsFormulas = formulasOf<'tax.arrears', ArrearsFacts>(
  (arrears, asOf) => ({
    open: arrears.filter(({ dueOn, settledOn }) => dueOn < asOf && isOpen(dueOn, settledOn, asOf)),
    incurred: amountsBy(
      arrears,
      ({ dueOn }) => dueOn,
      ({ amount }) => amount,
      asOf,
    ),
    asOf,
  }),
  {
    openArrears: state(({ open }) => amountFigure(sumOf(open.map(({ amount }) => amount)))),
    oldestOpenArrearDays: state(({ open, asOf }) => {
      const [oldest] = open
        .filter(({ amount }) => amount !== '0.00')
        .map(({ dueOn }) => dueOn)
        .sort();
      return oldest === undefined ? 0 : daysBetween(oldest, asOf);
    }),
    ...summing<ArrearsFacts>('arrearsIncurred', ({ incurred }) => incurred),
  },
);

interface LateFeeFacts {
  readonly open: readonly LateFee[];
  readonly begun: Series;
}

/** Indicators of `tax.late-fees`. */
export const lateFeeFormulas = formulasOf<'tax.late-fees', LateFeeFacts>(
  (fees, asOf) => ({
    open: fees.filter(({ from, paidOn }) => isOpen(from, paidOn, asOf)),
    begun: amountsBy(
      fees,
      ({ from }) => from,
      ({ amount }) => amount,
      asOf,
    ),
  }),
  {
    openLateFees: state(({ open }) => amountFigure(sumOf(open.map(({ amount }) => amount)))),
    ...summing<LateFeeFacts>('lateFees', ({ begun }) => begun),
  },
);

interface ViolationFacts {
  readonly open: number;
  readonly registered: readonly number[];
  readonly fines: Series;
}

/** Indicators of `tax.violations`. */
export const violationFormulas = formulasOf<'tax.violations', ViolationFacts>(
  (violations, asOf) => ({
    open: violations.filter(({ registeredOn, closedOn }) => isOpen(registeredOn, closedOn, asOf)).length,
    registered: agesOf(
      violations.map(({ registeredOn }) => registeredOn),
      asOf,
    ),
    fines: amountsBy(
      violations,
      ({ registeredOn }) => registeredOn,
      ({ fine }) => fine,
      asOf,
    ),
  }),
  {
    openTaxViolations: state(({ open }) => open),
    ...counting<ViolationFacts>('taxViolations', ({ registered }) => registered),
    ...summing<ViolationFacts>('taxViolationFines', ({ fines }) => fines),
  },
);

interface AuditFacts {
  readonly open: number;
  readonly opened: readonly number[];
  readonly assessed: Series;
  readonly fines: Series;
}

/** Indicators of `tax.audits`. What an audit assesses is known when it is closed. */
export const auditFormulas = formulasOf<'tax.audits', AuditFacts>(
  (audits, asOf) => {
    const closed = (field: 'assessed' | 'fine') =>
      amountsBy(
        audits,
        ({ closedOn }) => closedOn,
        (audit) => audit[field],
        asOf,
      );
    return {
      open: audits.filter(({ openedOn, closedOn }) => isOpen(openedOn, closedOn, asOf)).length,
      opened: agesOf(
        audits.map(({ openedOn }) => openedOn),
        asOf,
      ),
      assessed: closed('assessed'),
      fines: closed('fine'),
    };
  },
  {
    openTaxAudits: state(({ open }) => open),
    ...counting<AuditFacts>('taxAudits', ({ opened }) => opened),
    ...summing<AuditFacts>('taxAuditAssessed', ({ assessed }) => assessed),
    ...summing<AuditFacts>('taxAuditFines', ({ fines }) => fines),
  },
);
