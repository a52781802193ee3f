import type { Formulas } from './formula.ts';

/** Indicators of `enforcement.records`. */
export const enforcementFormulas = {
  /**
   * Number of cases of every kind filed on or before `asOf` and not closed on or before it. State on
   * `asOf`. An empty list is 0; never null.
   */
  openEnforcements: {
    months: 0,
    value: (records, asOf) =>
      records.filter(({ filedOn, closedOn }) => filedOn <= asOf && (closedOn === null || closedOn > asOf))
        .length,
  },
} as const satisfies Formulas<'enforcement.records'>;
