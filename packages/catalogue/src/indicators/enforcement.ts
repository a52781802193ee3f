import type { DataItemRecords } from '@xinqiao/contracts';
import { counting } from './events.ts';
import { amountFigure, sumOf } from './figure.ts';
import { formulasOf, state } from './formula.ts';
import { monthsAgo } from './series.ts';
import { isOpen } from './window.ts';

type Cases = DataItemRecords['enforcement.records'];
type Kind = Cases[number]['kind'];

interface Facts {
  readonly open: Cases;
  readonly filed: readonly { readonly ago: number; readonly kind: Kind }[];
}

const openOf = (kind: Kind) =>
  state<Facts>(({ open }) => open.filter((record) => record.kind === kind).length);

const filed = (base: string, kind?: Kind) =>
  counting<Facts>(base, (facts) =>
    facts.filed.filter((record) => kind === undefined || record.kind === kind).map(({ ago }) => ago),
  );

/** Indicators of `enforcement.records`. */
export const enforcementFormulas = formulasOf<'enforcement.records', Facts>(
  (cases, asOf) => ({
    open: cases.filter(({ filedOn, closedOn }) => isOpen(filedOn, closedOn, asOf)),
    filed: cases.map(({ filedOn, kind }) => ({ ago: monthsAgo(filedOn, asOf), kind })),
  }),
  {
    openEnforcements: state(({ open }) => open.length),
    openEnforcementCases: openOf('ENFORCEMENT'),
    openDishonestyListings: openOf('DISHONEST'),
    openConsumptionLimits: openOf('CONSUMPTION_LIMIT'),
    openEnforcementAmount: state(({ open }) =>
      amountFigure(sumOf(open.filter(({ kind }) => kind === 'ENFORCEMENT').map(({ amount }) => amount))),
    ),
    ...filed('enforcements'),
    ...filed('enforcementCases', 'ENFORCEMENT'),
    ...filed('dishonestyListings', 'DISHONEST'),
    ...filed('consumptionLimits', 'CONSUMPTION_LIMIT'),
  },
);
