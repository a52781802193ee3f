import type {
  DataItemId,
  DataItemRecords,
  DateRange,
  IdentifierScheme,
  Instant,
  LocalizedText,
  SourceKind,
  SubjectId,
} from '@xinqiao/contracts';
import type { Database } from '@xinqiao/db';
import type { RegisteredRepresentative } from './registered-representative.ts';

/** Items whose records are a list of rows: these can be read page by page. */
export type ListItemId = {
  [Item in DataItemId]: DataItemRecords[Item] extends readonly unknown[] ? Item : never;
}[DataItemId];

/** One row of a list item. */
export type RowOf<Item extends ListItemId> = DataItemRecords[Item] extends readonly (infer Row)[]
  ? Row
  : never;

/** Most rows that one answer or one page holds, of an item that is read by pages. */
export const LARGE_ROWS = 2_000;

/** What a source is, as it was configured; the same on every call. */
export interface SourceDescription {
  readonly sourceId: string;
  /** Who answers, as the owner and the bank are told. */
  readonly agency: LocalizedText;
  readonly kind: SourceKind;
  readonly items: readonly DataItemId[];
  /** Whom it is asked about: every subject, or only those that were registered from it (the seeded city). */
  readonly subjects: 'ALL' | 'OWN';
  /** Items of these that `readPage` reads. */
  readonly pageable: readonly ListItemId[];
  /** Longest time one call may take, in milliseconds. */
  readonly deadlineMs: number;
}

/** Whom a source is asked about. */
export interface SourceSubject {
  readonly subjectId: SubjectId;
  /** Where the platform knows the subject from: the source that registered it. */
  readonly sourceId: string;
  /** What `code` is. */
  readonly scheme: IdentifierScheme;
  /** Code that agencies know it by now; empty where it has none: then a source that goes by codes has no data. */
  readonly code: string;
}

export interface SourceContext {
  /** The platform’s own database: imported files are read by it. */
  readonly database: Database;
  /** Aborts when the deadline of the call has passed, or nobody waits for it any more. */
  readonly signal: AbortSignal;
}

/** Which state of its data a source answered from. */
export interface SourceState {
  /** When the data were last brought up to date, UTC; null where the source does not tell. */
  readonly asOf: Instant | null;
  /**
   * Opaque token: equal tokens of one subject, item and range mean equal records. Null where the source cannot tell.
   * It never holds or hashes the records themselves.
   */
  readonly version: string | null;
}

/**
 * What a source says about one item.
 *
 * - `records`: the rows of the range, oldest first, an empty list where it holds none; `whole` is false when rows are
 *   missing, because they were not valid or the source says so.
 * - `large`: a pageable item of more than `LARGE_ROWS` rows; read it by `readPage`.
 * - `no-data`: it does not know the subject, or keeps nothing of that time.
 * - `denied`: it knows the question and refuses to answer it.
 * - `failed`: this item failed; others may not have.
 */
export type SourceAnswer<Item extends DataItemId = DataItemId> =
  | ({
      readonly kind: 'records';
      readonly records: DataItemRecords[Item];
      readonly whole: boolean;
    } & SourceState)
  | ({ readonly kind: 'large' } & SourceState)
  | ({ readonly kind: 'no-data' } & SourceState)
  | { readonly kind: 'denied' }
  | { readonly kind: 'failed' };

/** Answers by item; an item that is missing has failed. */
export type SourceAnswers = ReadonlyMap<DataItemId, SourceAnswer>;

/** One page of a list item, in the order of the whole list. */
export type SourcePage<Item extends ListItemId = ListItemId> =
  | ({
      readonly kind: 'page';
      /** At most `limit`. */
      readonly rows: readonly RowOf<Item>[];
      /** What to give as `after` for the page that follows; null after the last. */
      readonly next: string | null;
      readonly whole: boolean;
    } & SourceState)
  | ({ readonly kind: 'no-data' } & SourceState)
  | { readonly kind: 'denied' }
  | { readonly kind: 'failed' };

/** Which subjects have new data, in the order in which it came. */
export interface SourceChanges {
  readonly changes: readonly { readonly code: string; readonly items: readonly DataItemId[] }[];
  /** Give it back to read on; also when nothing changed. */
  readonly cursor: string;
  /** True when there is more to read at once. */
  readonly more: boolean;
  /** True when changes after the cursor given may be missing: then everything may have changed. */
  readonly gap: boolean;
}

/**
 * One place that holds government data. Every connector passes `test/sources/conformance.ts`.
 *
 * A call rejects when the source fails as a whole, and when `signal` aborts; no connector retries or waits beyond it.
 * What it answers is valid by the item’s schema and cut to the range; the same question at the same state gives the
 * same bytes. Nothing it throws reaches a bank.
 */
export interface Source {
  describe(): SourceDescription;

  /**
   * Reads several items of one subject, of one state of the source where it can, at a cost that does not grow with
   * their number: at most three round trips.
   *
   * @param items Items that `describe` lists.
   * @param range First and last day, inclusive; never in the future.
   */
  read(
    subject: SourceSubject,
    items: readonly DataItemId[],
    range: DateRange,
    context: SourceContext,
  ): Promise<SourceAnswers>;

  /**
   * Reads one page of a pageable item; all pages together are what `read` would give.
   *
   * @param after `next` of the page before; null for the first.
   * @param limit Most rows wanted, 1 to `LARGE_ROWS`.
   */
  readPage<Item extends ListItemId>(
    subject: SourceSubject,
    item: Item,
    range: DateRange,
    after: string | null,
    limit: number,
    context: SourceContext,
  ): Promise<SourcePage<Item>>;

  /** The state each item has now, by the same tokens as `read` gives, without reading any record. */
  stateOf(
    subject: SourceSubject,
    items: readonly DataItemId[],
    range: DateRange,
    context: SourceContext,
  ): Promise<ReadonlyMap<DataItemId, SourceState>>;

  /**
   * @param cursor Of the last call; null to begin with the present: nothing but a cursor comes back.
   * @param limit Most changes wanted.
   */
  changesSince(cursor: string | null, limit: number, context: SourceContext): Promise<SourceChanges>;

  /**
   * Asks whether the source answers, about no subject.
   *
   * @returns When the data of each item were last brought up to date, null where it does not tell. Rejects when down.
   */
  health(context: SourceContext): Promise<ReadonlyMap<DataItemId, Instant | null>>;

  /** Rows left out since the start of this process, by item: not valid, or about somebody else. */
  refusedRows?(): ReadonlyMap<DataItemId, number>;

  /**
   * Whom the registry names as representing a firm; only of a source that holds registrations. Never delivered.
   *
   * @returns Undefined where it has no registration of that code.
   */
  representativeOf?(
    subject: Pick<SourceSubject, 'code'>,
    context: SourceContext,
  ): Promise<RegisteredRepresentative | undefined>;

  /** Frees connections at the end. */
  close?(): Promise<void>;
}
