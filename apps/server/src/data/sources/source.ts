import type { DataItemId, DataItemRecords, DateRange, SubjectId } from '@xinqiao/contracts';
import type { Database } from '@xinqiao/db';
import type { RegisteredRepresentative } from './registered-representative.ts';

/** Whom a source is asked about. */
export interface SourceSubject {
  readonly subjectId: SubjectId;
  /** Code that agencies know it by now: unified social credit code, taxpayer id or resident number. */
  readonly code: string;
}

/** Records of one item, or the plain statement that the source holds none. */
export type SourceAnswer<Item extends DataItemId = DataItemId> =
  | { readonly kind: 'records'; readonly records: DataItemRecords[Item] }
  | { readonly kind: 'no-data' };

export interface SourceContext {
  readonly database: Database;
  /** Aborts when the deadline of the read has passed. */
  readonly signal: AbortSignal;
}

/** One place that holds government data: a connector of an agency, or the seeded city. */
export interface Source {
  readonly sourceId: string;
  readonly items: readonly DataItemId[];
  /** Longest time one read may take, in milliseconds. */
  readonly deadlineMs: number;
  read<Item extends DataItemId>(
    subject: SourceSubject,
    item: Item,
    range: DateRange,
    context: SourceContext,
  ): Promise<SourceAnswer<Item>>;
  /**
   * Whom the registry names as representing a firm; only of a source that holds registrations. Never delivered.
   *
   * @returns Undefined where it has no registration of that code.
   */
  representativeOf?(
    subject: Pick<SourceSubject, 'code'>,
    context: SourceContext,
  ): Promise<RegisteredRepresentative | undefined>;
}
