import { cutRecords } from '@xinqiao/catalogue';
import { type DataItemId, type DateRange, Instant } from '@xinqiao/contracts';
import type { FastifyBaseLogger } from 'fastify';
import {
  LARGE_ROWS,
  type ListItemId,
  type Source,
  type SourceAnswer,
  type SourceContext,
  type SourceDescription,
  type SourcePage,
  type SourceState,
  type SourceSubject,
} from '../source.ts';
import { isStatementError, openConnections } from './connections.ts';
import { isListItem } from './item-fields.ts';
import { mapRows, recordsOf, type SqlRow } from './map-rows.ts';
import { numberParameters } from './named-parameters.ts';
import { readOnly } from './read-only-connections.ts';
import { representativeIn, representativeStatement } from './representative.ts';
import { itemsOf, type SqlSourceConfiguration } from './sql-configuration.ts';
import { columns, MOST_ROWS, pageStatement, readStatement, stateJson, stateStatement } from './statement.ts';

export interface SqlSource extends Source {
  /**
   * Looks at the role, and at each query with a code that nobody has.
   *
   * @returns Items whose query fails, with its SQLSTATE.
   * @throws {RoleMayWrite} of a role that could change something: nothing is read by it, now or later
   */
  check(context: SourceContext): Promise<readonly { readonly item: DataItemId; readonly code: string }[]>;
  close(): Promise<void>;
}

/** A row of a statement: `known`, and a column of JSON per item and state. */
type Row = Readonly<Record<string, unknown>> & { readonly known?: boolean };

/**
 * A PostgreSQL database as a source: all items of one instant by one statement, in a read-only transaction, by a role
 * that may do nothing but read.
 *
 * @param url Connection string; never logged, never in an error.
 */
export function sqlSource(
  configuration: SqlSourceConfiguration,
  url: string,
  logger: Pick<FastifyBaseLogger, 'warn'>,
): SqlSource {
  const { sourceId, agency, deadlineMs, connections: most, schema, schemes, representative } = configuration;
  const items = itemsOf(configuration);
  const pageable = items.filter(
    (item): item is ListItemId => isListItem(item) && configuration.items[item]?.pageBy !== undefined,
  );
  const description: SourceDescription = {
    ...{ sourceId, agency, items, pageable, deadlineMs },
    ...{ kind: 'SQL', subjects: 'ALL' },
  };
  const connections = openConnections({ url, connections: most, schema, statementTimeoutMs: deadlineMs });
  const guarded = readOnly(connections);
  const refused = new Map<DataItemId, number>();

  /** The code it would know the subject by; one of another kind is nobody’s, and is asked for all the same. */
  const codeOf = ({ scheme, code }: SourceSubject) =>
    // PostgreSQL has no text with a NUL in it.
    (schemes as readonly string[]).includes(scheme) && !code.includes('\0') ? code : '';
  const noteRefused = (item: DataItemId, rows: number) => {
    if (rows === 0) return;
    refused.set(item, (refused.get(item) ?? 0) + rows);
    logger.warn({ sourceId, item, rows }, 'source gave rows that are not valid');
  };

  const answerOf = (item: DataItemId, at: number, row: Row, code: string, range: DateRange): SourceAnswer => {
    const state = stateIn(row, at);
    if (row.known !== true) return { kind: 'no-data', ...state };
    const given = row[columns(at).rows] as readonly SqlRow[];
    const byPages = configuration.items[item]?.pageBy !== undefined;
    if (byPages && given.length > LARGE_ROWS) return { kind: 'large', ...state };
    if (given.length > MOST_ROWS) return { kind: 'failed' };
    const mapped = mapRows(item, code, given);
    noteRefused(item, mapped.refused);
    const records = recordsOf(item, mapped.rows, byPages);
    if (records === undefined) return given.length === 0 ? { kind: 'no-data', ...state } : { kind: 'failed' };
    return {
      kind: 'records',
      records: cutRecords(item, records, range),
      whole: mapped.refused === 0,
      ...state,
    };
  };

  /** All items by one statement; where one of them breaks it, one by one, so that it takes no other with it. */
  const readItems = async (
    code: string,
    asked: readonly DataItemId[],
    range: DateRange,
    signal: AbortSignal,
  ): Promise<Map<DataItemId, SourceAnswer>> => {
    const statement = { text: readStatement(configuration, asked), values: [code, range.from, range.to] };
    try {
      const row = (await guarded.query<Row>(statement, signal)) ?? {};
      return new Map(asked.map((item, at) => [item, answerOf(item, at, row, code, range)]));
    } catch (error) {
      if (!isOwnFault(error)) throw error;
      const [only] = asked;
      if (asked.length === 1) {
        logger.warn({ sourceId, item: only, code: error.code }, 'query of a source fails');
        return new Map([[only as DataItemId, { kind: 'failed' }]]);
      }
      const alone = await Promise.all(asked.map((item) => readItems(code, [item], range, signal)));
      return new Map(alone.flatMap((each) => [...each]));
    }
  };

  return {
    describe: () => description,

    read: (subject, asked, range, { signal }) => readItems(codeOf(subject), asked, range, signal),

    async readPage<Item extends ListItemId>(
      subject: SourceSubject,
      item: Item,
      range: DateRange,
      after: string | null,
      limit: number,
      { signal }: SourceContext,
    ): Promise<SourcePage<Item>> {
      const places = after === null ? [] : keysOf(after, configuration.items[item]?.pageBy?.length);
      if (places === undefined || !pageable.includes(item)) return { kind: 'failed' };
      const code = codeOf(subject);
      const text = pageStatement(configuration, item, after !== null);
      const values = [code, range.from, range.to, limit + 1, ...places];
      const row = await guarded.query<Row>({ text, values }, signal).catch((error: unknown) => {
        if (isOwnFault(error)) return undefined;
        throw error;
      });
      if (row === undefined) return { kind: 'failed' };
      const state = stateIn(row, 0);
      if (row.known !== true) return { kind: 'no-data', ...state };
      const given = row[columns(0).rows] as readonly (readonly [key: readonly string[], row: SqlRow])[];
      const keys = given.map(([key]) => JSON.stringify(key));
      // Two rows with one key could fall between two pages.
      if (new Set(keys).size < keys.length) return { kind: 'failed' };
      const mapped = mapRows(
        item,
        code,
        given.slice(0, limit).map(([, values]) => values),
      );
      noteRefused(item, mapped.refused);
      return {
        kind: 'page',
        rows: cutRecords(item, mapped.rows as never, range) as never,
        next: given.length > limit ? (keys[limit - 1] ?? null) : null,
        whole: mapped.refused === 0,
        ...state,
      };
    },

    async stateOf(subject, asked, range, { signal }) {
      const values = [codeOf(subject), range.from, range.to];
      const row = await guarded.query<Row>({ text: stateStatement(configuration, asked), values }, signal);
      return new Map(asked.map((item, at) => [item, stateIn(row ?? {}, at)]));
    },

    async changesSince(cursor, limit, { signal }) {
      const { changes } = configuration;
      if (changes === undefined) return { changes: [], cursor: '', more: false, gap: cursor !== null };
      if (cursor === null) {
        const now = await guarded.query<{ cursor?: unknown }>({ text: changes.now, values: [] }, signal);
        return { changes: [], cursor: String(now?.cursor ?? ''), more: false, gap: false };
      }
      const { text } = numberParameters(changes.since, { after: '$1::text', limit: '$2::int' });
      const found = await guarded.rows<Record<string, unknown>>({ text, values: [cursor, limit] }, signal);
      const known = found.slice(0, limit).map((row) => ({
        code: String(row.code),
        items: items.filter((item) => row.item === undefined || row.item === null || row.item === item),
      }));
      const last = found.at(known.length - 1);
      return {
        changes: known.filter((change) => change.items.length > 0),
        cursor: last === undefined ? cursor : String(last.cursor),
        more: found.length >= limit,
        gap: false,
      };
    },

    async health({ signal }) {
      const { state } = configuration;
      const text = state === undefined ? 'SELECT NULL AS state' : `SELECT (${stateJson(state)}) AS state`;
      const { asOf } = stateIn((await guarded.query<Row>({ text, values: [] }, signal)) ?? {}, 0);
      return new Map(items.map((item) => [item, asOf]));
    },

    refusedRows: () => refused,

    ...(representative !== undefined && {
      async representativeOf({ code }, { signal }) {
        if (code.includes('\0')) return undefined;
        const text = representativeStatement(representative);
        return representativeIn(code, await guarded.rows({ text, values: [code] }, signal));
      },
    }),

    async check({ signal }) {
      await guarded.check(signal);
      const broken: { item: DataItemId; code: string }[] = [];
      for (const item of items) {
        const text = readStatement(configuration, [item]);
        await connections.query({ text, values: ['', '2000-01-01', '2000-01-31'] }, signal).catch((error) => {
          if (!isStatementError(error)) throw error;
          broken.push({ item, code: error.code ?? '' });
        });
      }
      return broken;
    },

    close: () => connections.close(),
  };
}

/**
 * SQLSTATE classes in which the server or the connection is at fault. In all others the query or its data are: other
 * items of the same source may be well.
 */
const SERVER_FAULT = ['08', '40', '53', '55', '57', '58', 'XX'];

const isOwnFault = (error: unknown): error is Error & { readonly code: string } =>
  isStatementError(error) && !SERVER_FAULT.includes((error.code ?? 'XX').slice(0, 2));

/** State of the item at a place: its own where it has one, else that of the database. */
function stateIn(row: Row, at: number): SourceState {
  const state = row[columns(at).state] ?? row.state;
  const [asOf, version] = Array.isArray(state) ? (state as readonly unknown[]) : [];
  const instant = Instant.safeParse(asOf);
  return {
    asOf: instant.success ? instant.data : null,
    version: typeof version === 'string' ? version : null,
  };
}

/** Keys of a cursor, undefined where it is none of ours. */
function keysOf(after: string, count: number | undefined): readonly string[] | undefined {
  try {
    const keys: unknown = JSON.parse(after);
    const whole =
      Array.isArray(keys) && keys.length === count && keys.every((key) => typeof key === 'string');
    return whole ? (keys as string[]) : undefined;
  } catch {
    return undefined;
  }
}
