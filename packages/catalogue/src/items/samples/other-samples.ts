import type { SamplesOf } from './item-samples.ts';

/** Social insurance, housing fund, utilities and courts about the enterprise of the samples. */
export const OTHER_SAMPLES: SamplesOf<
  'social.insurance' | 'housing-fund.deposits' | 'utility.usage' | 'enforcement.records'
> = {
  'social.insurance': [
    { month: '2026-09', insured: 12, due: '14760.00', paid: '14760.00' },
    { month: '2026-10', insured: 11, due: '13530.00', paid: '13530.00' },
  ],
  'housing-fund.deposits': [
    { month: '2026-09', depositors: 8, paid: '6400.00' },
    { month: '2026-10', depositors: 8, paid: '6400.00' },
  ],
  'utility.usage': [
    { month: '2026-10', utility: 'WATER', quantity: '86.5', billed: '302.75', overdue: '0.00' },
    { month: '2026-10', utility: 'ELECTRICITY', quantity: '5230', billed: '3922.50', overdue: '3922.50' },
  ],
  'enforcement.records': [
    { kind: 'ENFORCEMENT', filedOn: '2022-11-02', amount: '85000.00', closedOn: '2023-01-18' },
  ],
};
