import type {
  AgencyChangesAnswer,
  AgencyListItemId,
  AgencySubject,
  DataItemId,
  DataItemRecords,
  DateRange,
  Instant,
} from '@xinqiao/contracts';

/** Which state of the data an answer stands for. */
export interface HoldingState {
  /** When the data were last brought up to date; null where it is not known. */
  readonly asOf: Instant | null;
  /**
   * Changes whenever the records of this subject and item do: a sequence number, or the time of the last change. Not a
   * hash of the records. Null where it cannot be told; then nobody can skip what has not changed.
   */
  readonly version: string | null;
}

/** What an agency holds of one item about one subject. */
export type Holding<Item extends DataItemId = DataItemId> =
  | ({
      readonly kind: 'records';
      /** In the shape of the catalogue, lists oldest first. Days outside the range are cut off by the service. */
      readonly records: DataItemRecords[Item];
      /** False when rows are known to be missing. Default true. */
      readonly whole?: boolean;
    } & HoldingState)
  | ({ readonly kind: 'no-data' } & HoldingState)
  /** A list too long to be read at once; only where there is a `page`. */
  | ({ readonly kind: 'paged' } & HoldingState)
  | { readonly kind: 'denied' };

/** Some rows of a list, in the order of the whole list. */
export type HoldingPage =
  | ({
      readonly kind: 'page';
      readonly rows: readonly unknown[];
      /** Where the page after this one begins, as the agency likes to note it; null after the last. */
      readonly next: string | null;
      /** Default true. */
      readonly whole?: boolean;
    } & HoldingState)
  | ({ readonly kind: 'no-data' } & HoldingState)
  | { readonly kind: 'denied' };

/** The one thing an agency writes itself: where its data come from. */
export interface AgencyHoldings {
  /** Items it answers for. */
  readonly items: readonly DataItemId[];
  /** Reads one item of one subject. What it throws is told to the platform as UNAVAILABLE, without its words. */
  read(subject: AgencySubject, item: DataItemId, range: DateRange): Promise<Holding>;
  /** One page of a list, for lists that are too long to be read at once. Default: cut from what `read` gives. */
  page?(
    subject: AgencySubject,
    item: AgencyListItemId,
    range: DateRange,
    after: string | null,
    limit: number,
  ): Promise<HoldingPage>;
  /** The state alone, when that is cheaper than reading. Default: by `read`, which then reads every record to tell it. */
  state?(subject: AgencySubject, item: DataItemId, range: DateRange): Promise<HoldingState>;
  /**
   * Whose data changed; see the contract. Default: it never tells, and says so by `gap`.
   *
   * @param since Undefined to begin with the present.
   */
  changes?(since: string | undefined, limit: number): Promise<AgencyChangesAnswer>;
  /** When the data of an item were last brought up to date. Throws when the service is down. Default: not known. */
  updatedAt?(item: DataItemId): Promise<Instant | null>;
}
