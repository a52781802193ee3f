import type {
  CalendarDate,
  DataItemId,
  DataItemRecords,
  IndicatorName,
  IndicatorValue,
} from '@xinqiao/contracts';
import { describe, expect, it } from 'vitest';
import { computeIndicators, indicatorsOf } from '../src/index.ts';

/** Records with the figures a person computed from them, each with the arithmetic. */
interface Case<K extends DataItemId> {
  readonly given: string;
  readonly records: DataItemRecords[K];
  /** Default 2026-11-21: the last month is 2026-10, the last 12 begin with 2025-11. */
  readonly asOf?: CalendarDate;
  readonly figures: Readonly<Partial<Record<IndicatorName, readonly [value: IndicatorValue, why: string]>>>;
}

const baseOf = (name: string): string => name.replace(/\d+$/, '');

/**
 * Tests of the indicators of an item by hand-computed cases; a formula without any fails.
 */
export function handComputed<K extends DataItemId>(item: K, cases: readonly Case<K>[]): void {
  describe(`indicators of ${item}, by hand`, () => {
    const table = cases.flatMap(({ given, records, asOf = '2026-11-21', figures }) =>
      (Object.entries(figures) as [IndicatorName, readonly [IndicatorValue, string]][]).map(
        ([name, [value, why]]) => ({ given, name, value, why, records, asOf }),
      ),
    );

    it.each(table)('$given: $name = $value, for $why', ({ name, value, records, asOf }) => {
      const given: Partial<DataItemRecords> = { [item]: records };
      expect(computeIndicators(given, asOf, [name])[name]).toEqual(value);
    });

    it('has a case with a known figure for every formula', () => {
      const shown = new Set(table.filter(({ value }) => value !== null).map(({ name }) => baseOf(name)));
      expect(indicatorsOf(item).filter((name) => !shown.has(baseOf(name)))).toEqual([]);
    });
  });
}
