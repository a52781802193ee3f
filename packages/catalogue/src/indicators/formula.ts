import type {
  CalendarDate,
  DataItemId,
  DataItemRecords,
  IndicatorName,
  IndicatorValue,
} from '@xinqiao/contracts';

/** How one indicator is computed from what was prepared of the records of one data item. */
export interface Formula<Facts> {
  /** Whole months before the month of `asOf` that it reads; 0 = the state on `asOf`. Default: the months of its family. */
  readonly reads: number | ((facts: Facts) => number);
  /** Pure. The records were delivered whole; an empty list among them is an answer, not a gap. */
  readonly value: (facts: Facts) => IndicatorValue;
}

export type Formulas<Facts> = Readonly<Record<string, Formula<Facts>>>;

/** A figure with the months it reads. */
export interface Figure {
  readonly reads: number;
  readonly value: () => IndicatorValue;
}

/** The formulas of one data item. */
export interface ItemFormulas<K extends DataItemId> {
  readonly names: readonly string[];
  /** Reads the records once; what it returns gives any figure, undefined for a name without formula. */
  readonly on: (
    records: DataItemRecords[K],
    asOf: CalendarDate,
  ) => (name: IndicatorName) => Figure | undefined;
}

/**
 * @param prepare Groups the records once for all formulas.
 */
export const formulasOf = <K extends DataItemId, Facts>(
  prepare: (records: DataItemRecords[K], asOf: CalendarDate) => Facts,
  formulas: Formulas<Facts>,
): ItemFormulas<K> => ({
  names: Object.keys(formulas),
  on: (records, asOf) => {
    const facts = prepare(records, asOf);
    return (name) => {
      const formula = formulas[name];
      if (!formula) return undefined;
      const { reads, value } = formula;
      return { reads: typeof reads === 'number' ? reads : reads(facts), value: () => value(facts) };
    };
  },
});

/** A formula of the state on `asOf`. */
export const state = <Facts>(value: (facts: Facts) => IndicatorValue): Formula<Facts> => ({
  reads: 0,
  value,
});

/** The formulas of a family, under its base name and the months: one window, or more if `reads` says so. */
export const over = <Facts>(
  base: string,
  windows: readonly number[],
  value: (facts: Facts, months: number) => IndicatorValue,
  reads: (months: number, facts: Facts) => number = (months) => months,
): Formulas<Facts> =>
  Object.fromEntries(
    windows.map((months) => [
      `${base}${months}`,
      {
        reads: (facts: Facts) => reads(months, facts),
        value: (facts: Facts) => value(facts, months),
      },
    ]),
  );
