import type {
  DataItemId,
  DataItemRecords,
  DisclosureLevel,
  DisputedField,
  Instant,
} from '@xinqiao/contracts';
import { recordKey } from './record-key.ts';

/** An objection that is not settled yet. */
export interface OpenDispute {
  readonly item: DataItemId;
  readonly path: string;
  /** The record by its own key; null where the item is a single record. */
  readonly record: string | null;
  readonly since: Instant;
  /** What the subject lets readers be told; undefined for nothing. */
  readonly statement?: string | undefined;
}

/**
 * The marks of a delivered item: objections to records that are in it, by record and field.
 *
 * Only what the reader may see is marked: a record outside the days of the consent is not mentioned, and below RECORDS
 * neither record nor field is, because their keys would tell of a record.
 *
 * @param records The records as they are delivered or computed from, cut to the days of the consent; undefined where
 *   they wait as pages: then the item as a whole is marked.
 * @returns In the order of record, path and time; empty for an item that nobody disputes.
 */
export function disputesOf(
  item: DataItemId,
  records: DataItemRecords[DataItemId] | undefined,
  open: readonly OpenDispute[],
  disclosure: DisclosureLevel,
): DisputedField[] {
  const mine = open.filter((dispute) => dispute.item === item);
  if (mine.length === 0) return [];
  const named = disclosure === 'RECORDS' && records !== undefined;
  const keys = Array.isArray(records)
    ? new Set(records.map((record) => recordKey(item, record as Readonly<Record<string, unknown>>)))
    : undefined;
  const marks = mine
    .filter(({ record }) => keys === undefined || (record !== null && keys.has(record)))
    .map(({ path, record, since, statement }): DisputedField => {
      const told = statement === undefined ? { since } : { since, statement };
      return named ? { path, record, ...told } : { path: null, record: null, ...told };
    });
  return marks.toSorted((a, b) => compare(sortKey(a), sortKey(b)));
}

const sortKey = ({ record, path, since }: DisputedField): string =>
  `${record ?? ''}\n${path ?? ''}\n${since}`;
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
