import { cutRecords } from '@xinqiao/catalogue';
import {
  type AgencyListItemId,
  agencyRowSchema,
  DATA_ITEM_SCHEMAS,
  type DataItemId,
  type DataItemRecords,
  type DateRange,
  isAgencyListItem,
} from '@xinqiao/contracts';
import type { RowOf, SourceSubject } from '../source.ts';

/** What is left of what an agency sent. */
export interface CheckedRecords<Item extends DataItemId> {
  readonly records: DataItemRecords[Item];
  /** False when rows were dropped: they had not the shape of the item. */
  readonly whole: boolean;
}

/**
 * Holds what an agency sent against the item’s schema, row by row, and cuts it to the range.
 *
 * @returns Undefined where nothing of it can be used, or it is about another firm.
 */
export function checkedRecords<Item extends DataItemId>(
  subject: SourceSubject,
  item: Item,
  sent: unknown,
  range: DateRange,
): CheckedRecords<Item> | undefined {
  if (isAgencyListItem(item)) {
    if (!Array.isArray(sent)) return undefined;
    const { rows, whole } = checkedRows(item, sent, range);
    return rows.length === 0 && !whole ? undefined : { records: rows as never, whole };
  }
  const parsed = DATA_ITEM_SCHEMAS[item].safeParse(sent);
  if (!parsed.success || !isAbout(subject, parsed.data)) return undefined;
  return { records: cutRecords(item, parsed.data as DataItemRecords[Item], range), whole: true };
}

/** The rows that have the shape of the item, those of the range; `whole` tells whether all had it. */
export function checkedRows<Item extends AgencyListItemId>(
  item: Item,
  sent: readonly unknown[],
  range: DateRange,
): { readonly rows: readonly RowOf<Item>[]; readonly whole: boolean } {
  const schema = agencyRowSchema(item);
  const valid = sent.flatMap((row) => {
    const parsed = schema.safeParse(row);
    return parsed.success ? [parsed.data] : [];
  });
  return { rows: cutRecords(item, valid as never, range) as never, whole: valid.length === sent.length };
}

/** The registration names its firm: one that names another was mixed up. */
const isAbout = ({ scheme, code }: SourceSubject, records: object): boolean =>
  scheme !== 'uscc' || !('uscc' in records) || records.uscc === code;
