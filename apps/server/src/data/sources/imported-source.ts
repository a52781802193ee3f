import {
  addDays,
  addMonths,
  type CalendarDate,
  type DataItemRecords,
  type DateRange,
  monthRange,
} from '@xinqiao/contracts';
import { counterpartyShares, monthlyInvoiceSummary } from '@xinqiao/db';
import { IMPORT_SOURCE_ID } from '../imports/import-invoices.ts';
import type { Source, SourceAnswer } from './source.ts';

/** Invoices that the operator imported from files. Lines are not offered: a summary serves lending. */
export const importedSource: Source = {
  sourceId: IMPORT_SOURCE_ID,
  items: ['invoice.summary'],
  deadlineMs: 10_000,
  async read({ subjectId }, _item, range, { database }) {
    const recent = lastWholeMonths(range, 12);
    const summary: DataItemRecords['invoice.summary'] = await database.transaction(
      { subjectId },
      async (tx) => {
        const months = await monthlyInvoiceSummary(tx, subjectId, range.from, range.to);
        const shares =
          recent === undefined ? [] : await counterpartyShares(tx, subjectId, recent.from, recent.to);
        return {
          months: months.map(({ total: _total, ...month }) => month),
          concentration: (['OUT', 'IN'] as const).map(
            (direction) =>
              shares.find((share) => share.direction === direction) ?? {
                direction,
                counterparties: 0,
                topTenShare: null,
              },
          ),
        };
      },
    );
    // The source is asked for nothing but the summary, so the answer has its shape.
    return { kind: 'records', records: summary } as SourceAnswer as never;
  },
};

/** The last whole months of a range, at most `count`; undefined when it holds none. */
export function lastWholeMonths(range: DateRange, count: number): DateRange | undefined {
  const whole = monthRange(range.from.slice(0, 7), range.to.slice(0, 7)).filter(
    (month) => `${month}-01` >= range.from && lastDayOf(month) <= range.to,
  );
  const last = whole.at(-1);
  const first = whole.at(-count) ?? whole[0];
  return first === undefined || last === undefined ? undefined : { from: `${first}-01`, to: lastDayOf(last) };
}

const lastDayOf = (month: string): CalendarDate => addDays(`${addMonths(month, 1)}-01`, -1);
