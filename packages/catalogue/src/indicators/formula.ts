import type {
  CalendarDate,
  DataItemId,
  DataItemRecords,
  IndicatorName,
  IndicatorValue,
} from '@xinqiao/contracts';

/** How one indicator is computed from the records of one data item. */
export interface Formula<K extends DataItemId> {
  /** Whole months before the month of `asOf` that it reads; 0 = the state on `asOf`. */
  readonly months: 0 | 12 | 24;
  /** Pure. `records` were delivered whole; an empty list among them is an answer, not a gap. */
  readonly value: (records: DataItemRecords[K], asOf: CalendarDate) => IndicatorValue;
}

export type Formulas<K extends DataItemId> = Readonly<Partial<Record<IndicatorName, Formula<K>>>>;
