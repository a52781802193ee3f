import { cutRecords } from '@xinqiao/catalogue';
import type { DataItemId, DataItemRecords, DateRange, Instant } from '@xinqiao/contracts';
import type { Database } from '@xinqiao/db';
import { type GuardedSource, SourceFailure } from './guard/guard-source.ts';
import type { ListItemId, SourceAnswer, SourcePage, SourceState, SourceSubject } from './source.ts';

/** The sources in the order in which they are preferred, and the database that imported files lie in. */
export interface ReadingServices {
  readonly sources: readonly GuardedSource[];
  readonly database: Database;
}

/** What came of one item. */
export interface SourceReading {
  readonly item: DataItemId;
  /** Source that answered, or did not. */
  readonly sourceId: string;
  /**
   * DELIVERED whole; PARTIAL rows missing; READY too large for one answer, to be read by pages; NO_DATA no source
   * holds any; DENIED the source refuses; TIMEOUT and UNAVAILABLE it failed.
   */
  readonly status: 'DELIVERED' | 'PARTIAL' | 'READY' | 'DENIED' | 'NO_DATA' | 'TIMEOUT' | 'UNAVAILABLE';
  /** With DELIVERED and PARTIAL, cut to the range. */
  readonly records?: DataItemRecords[DataItemId];
  /** When the source’s data were last brought up to date; null where it does not tell. */
  readonly asOf: Instant | null;
  /** Opaque: as long as `statesOf` gives the same, so would a reading. Null where a source cannot tell. */
  readonly version: string | null;
}

export interface ReadingOptions {
  /** Longest each source may take, in milliseconds, if shorter than its own deadline. */
  readonly deadlineMs?: number;
  readonly signal?: AbortSignal;
}

/**
 * Reads items of a subject: each from the first source, in configured order, that lists it and is there for the
 * subject; from the next one only where that says it holds none. Sources are asked in parallel, each once for all its
 * items, so one that fails, or is known to fail, costs nothing but its own items.
 *
 * @returns One reading per item, in the order asked for. It never rejects.
 */
export async function readSources(
  services: ReadingServices,
  subject: SourceSubject,
  items: readonly DataItemId[],
  range: DateRange,
  options: ReadingOptions = {},
): Promise<SourceReading[]> {
  const own = services.sources.some(({ description }) => description.sourceId === subject.sourceId);
  const readings = await readRank(services, subject, items, range, options, 0);
  const missing = { sourceId: subject.sourceId, asOf: null, version: null };
  return items.map(
    (item) => readings.get(item) ?? { item, ...missing, status: own ? 'NO_DATA' : 'UNAVAILABLE' },
  );
}

/** Asks the source at `rank` of each item, and the next one for what it does not hold. */
async function readRank(
  services: ReadingServices,
  subject: SourceSubject,
  items: readonly DataItemId[],
  range: DateRange,
  options: ReadingOptions,
  rank: number,
): Promise<ReadonlyMap<DataItemId, SourceReading>> {
  const bySource = Map.groupBy(items, (item) => sourcesOf(services, subject, item)[rank]);
  bySource.delete(undefined);
  const groups = await Promise.all(
    [...bySource].map(async ([source, asked]) => {
      const readings = await readOne(source as GuardedSource, services, subject, asked, range, options);
      const absent = readings.filter(({ status }) => status === 'NO_DATA').map(({ item }) => item);
      const more = absent.filter((item) => sourcesOf(services, subject, item)[rank + 1] !== undefined);
      if (more.length === 0) return readings;
      const next = await readRank(services, subject, more, range, options, rank + 1);
      return readings.map((reading) => {
        const later = next.get(reading.item);
        return later === undefined
          ? reading
          : { ...telling(reading, later), version: joined(reading, later) };
      });
    }),
  );
  return new Map(groups.flat().map((reading) => [reading.item, reading]));
}

/** Of two sources where nothing may be held, the one that says as of when; else the last that was asked. */
const telling = (first: SourceReading, later: SourceReading): SourceReading =>
  later.status === 'NO_DATA' && later.asOf === null && first.asOf !== null ? first : later;

async function readOne(
  source: GuardedSource,
  { database }: ReadingServices,
  subject: SourceSubject,
  items: readonly DataItemId[],
  range: DateRange,
  options: ReadingOptions,
): Promise<SourceReading[]> {
  const { sourceId } = source.description;
  const none = (readings: readonly SourceReading[]) =>
    readings.every(({ status }) => status === 'UNAVAILABLE');
  try {
    // What is made of the answers is part of the call: records that cannot be cut are a failure, logged as one.
    return await source.call(
      async (to, signal) => {
        const answers = await to.read(subject, items, range, { database, signal });
        return items.map((item) => reading(item, sourceId, answers.get(item) ?? { kind: 'failed' }, range));
      },
      { ...options, failed: none },
    );
  } catch (error) {
    if (!(error instanceof SourceFailure)) throw error;
    const { reason: status } = error;
    return items.map((item) => ({ item, sourceId, status, asOf: null, version: null }));
  }
}

function reading(item: DataItemId, sourceId: string, answer: SourceAnswer, range: DateRange): SourceReading {
  const silent = { item, sourceId, asOf: null, version: null };
  if (answer.kind === 'failed') return { ...silent, status: 'UNAVAILABLE' };
  if (answer.kind === 'denied') return { ...silent, status: 'DENIED' };
  const head = { item, sourceId, asOf: answer.asOf, version: tagged(sourceId, answer.version) };
  if (answer.kind === 'no-data') return { ...head, status: 'NO_DATA' };
  if (answer.kind === 'large') return { ...head, status: 'READY' };
  // Cut once more: what a connector forgets to leave out never leaves the platform.
  const records = cutRecords(item, answer.records, range);
  return { ...head, status: answer.whole ? 'DELIVERED' : 'PARTIAL', records };
}

/**
 * Reads one page of an item from the source that said it is large.
 *
 * @param after `next` of the page before; null for the first.
 * @throws {SourceFailure}
 */
export async function readSourcePage<Item extends ListItemId>(
  services: ReadingServices,
  of: {
    readonly sourceId: string;
    readonly subject: SourceSubject;
    readonly item: Item;
    readonly range: DateRange;
    readonly after: string | null;
    readonly limit: number;
  },
  options: ReadingOptions = {},
): Promise<SourcePage<Item>> {
  const { sourceId, subject, item, range, after, limit } = of;
  const source = sourcesOf(services, subject, item).find(
    ({ description }) => description.sourceId === sourceId,
  );
  if (source?.description.pageable.includes(item) !== true) throw new SourceFailure('UNAVAILABLE');
  const page = await source.call(
    (to, signal) => to.readPage(subject, item, range, after, limit, { database: services.database, signal }),
    { ...options, failed: (answer: SourcePage) => answer.kind === 'failed' },
  );
  if (page.kind !== 'page') return page;
  return { ...page, rows: cutRecords(item, page.rows as never, range) as never };
}

/**
 * The versions that readings would have now, without reading a record.
 *
 * @param known Items, each with the source that answered when it was read.
 * @returns Null where a source cannot tell, fails, or is no longer the one to ask.
 */
export async function statesOf(
  services: ReadingServices,
  subject: SourceSubject,
  known: readonly { readonly item: DataItemId; readonly sourceId: string }[],
  range: DateRange,
  options: ReadingOptions = {},
): Promise<ReadonlyMap<DataItemId, string | null>> {
  // Every source up to the one that answered counts: an earlier one may hold the item by now.
  const chains = known.map(({ item, sourceId }) => {
    const order = sourcesOf(services, subject, item);
    const at = order.findIndex(({ description }) => description.sourceId === sourceId);
    return { item, chain: order.slice(0, at + 1) };
  });
  const asked = [...new Set(chains.flatMap(({ chain }) => chain))];
  const states = new Map(
    await Promise.all(
      asked.map(async (source) => {
        const items = chains.flatMap(({ item, chain }) => (chain.includes(source) ? [item] : []));
        const call = source.call(
          (to, signal) => to.stateOf(subject, items, range, { database: services.database, signal }),
          options,
        );
        return [source, await call.catch(() => new Map<DataItemId, SourceState>())] as const;
      }),
    ),
  );
  return new Map(
    chains.map(({ item, chain }) => {
      const versions = chain.map((source) =>
        tagged(source.description.sourceId, states.get(source)?.get(item)?.version ?? null),
      );
      const [last = null, ...earlier] = versions.reverse();
      return [item, earlier.reduce((later, version) => join(version, later), last)] as const;
    }),
  );
}

/** Sources of an item for a subject, in configured order. */
const sourcesOf = (
  { sources }: ReadingServices,
  { sourceId }: SourceSubject,
  item: DataItemId,
): readonly GuardedSource[] =>
  sources.filter(
    ({ description }) =>
      description.items.includes(item) &&
      (description.subjects === 'ALL' || description.sourceId === sourceId),
  );

const tagged = (sourceId: string, version: string | null): string | null =>
  version === null ? null : JSON.stringify([sourceId, version]);

const join = (one: string | null, next: string | null): string | null =>
  one === null || next === null ? null : `${one}${next}`;

const joined = (one: SourceReading, next: SourceReading) => join(one.version, next.version);
