import type { EnforcementRecord } from '@xinqiao/contracts';
import { handComputed } from '../../test/hand-computed.ts';

const record = (
  kind: EnforcementRecord['kind'],
  filedOn: string,
  amount = '0.00',
  closedOn: string | null = null,
): EnforcementRecord => ({ kind, filedOn, amount, closedOn });

handComputed('enforcement.records', [
  {
    given: 'cases of three kinds, open and closed',
    records: [
      record('ENFORCEMENT', '2026-10-08', '1000.00'),
      record('ENFORCEMENT', '2026-03-08', '500.50'),
      record('ENFORCEMENT', '2025-10-08', '70.00', '2026-01-01'),
      record('DISHONEST', '2026-09-30', '1000.00'),
      record('CONSUMPTION_LIMIT', '2026-09-30'),
      record('CONSUMPTION_LIMIT', '2024-09-30', '0.00', '2025-09-30'),
    ],
    figures: {
      openEnforcements: [4, 'all but the two closed'],
      openEnforcementCases: [2, 'October and March'],
      openDishonestyListings: [1, 'September'],
      openConsumptionLimits: [1, 'September 2026'],
      openEnforcementAmount: ['1500.50', '1000 + 500.50; a listing repeats the amount of its case'],
      enforcements1: [1, 'October'],
      enforcements3: [3, 'October and two in September'],
      enforcements24: [5, 'all but September 2024'],
      enforcementCases12: [2, 'October and March'],
      enforcementCases24: [3, 'closed or not'],
      dishonestyListings3: [1, 'September'],
      consumptionLimits36: [2, 'September 2026 and 2024'],
    },
  },
]);
