import type { DataItemId } from '@xinqiao/contracts';
import { LARGE_ROWS } from '../source.ts';
import { rowsOf } from './item-fields.ts';
import { numberParameters } from './named-parameters.ts';
import type { SqlItem, SqlSourceConfiguration } from './sql-configuration.ts';

/** Most rows of an item that is not read by pages; more than that fails it. */
export const MOST_ROWS = 10_000;

/** Parameters of every statement about a subject: its code, first and last day. */
const OF_SUBJECT = { code: '$1::text', from: '$2::date', to: '$3::date' };

const numbered = (sql: string, parameters: Readonly<Record<string, string>> = OF_SUBJECT) =>
  numberParameters(sql, parameters).text;

/** Names of what a statement gives for the item at a place. */
export const columns = (at: number) => ({ rows: `rows_${at}`, state: `state_${at}` });

/**
 * One statement that reads all the items, each as a column of JSON: all are of one instant, and one round trip brings
 * them however many they are.
 */
export function readStatement(configuration: SqlSourceConfiguration, items: readonly DataItemId[]): string {
  const parts = items.flatMap((item, at) => {
    const definition = configuration.items[item] as SqlItem;
    return [
      `(${rowsJson(item, definition)}) AS ${columns(at).rows}`,
      ...stateColumn(definition, columns(at).state),
    ];
  });
  return statementOf(configuration, parts);
}

/** The states of the items alone. */
export function stateStatement(configuration: SqlSourceConfiguration, items: readonly DataItemId[]): string {
  const parts = items.flatMap((item, at) =>
    stateColumn(configuration.items[item] as SqlItem, columns(at).state),
  );
  return statementOf(configuration, parts);
}

/** One page: rows after the key in $4 and on, $limit of them and one more, each with its key. */
export function pageStatement(
  configuration: SqlSourceConfiguration,
  item: DataItemId,
  after: boolean,
): string {
  const definition = configuration.items[item] as SqlItem;
  const keys = definition.pageBy as readonly string[];
  const order = keys.map((key) => `q.${quoted(key)}`).join(', ');
  const places = keys.map((_, at) => `$${at + 5}`).join(', ');
  const rows = `
    SELECT coalesce(json_agg(json_build_array(json_build_array(${textOf(keys, 'r')}), ${rowJson(item)})), '[]')
    FROM (
      SELECT * FROM (${numbered(definition.query)}) q
      ${after ? `WHERE (${order}) > (${places})` : ''}
      ORDER BY ${order} LIMIT $4::int
    ) r`;
  return statementOf(configuration, [
    `(${rows}) AS ${columns(0).rows}`,
    ...stateColumn(definition, columns(0).state),
  ]);
}

const statementOf = ({ knows, state }: SqlSourceConfiguration, parts: readonly string[]): string =>
  [
    // Every parameter is named, whether a query uses it or not.
    `SELECT EXISTS (${numbered(knows)}) AND $2::date <= $3::date AS known`,
    ...(state === undefined ? [] : [`(${stateJson(numbered(state, {}))}) AS state`]),
    ...parts,
  ].join(',\n');

function rowsJson(item: DataItemId, { query, pageBy }: SqlItem): string {
  const order = pageBy === undefined ? '' : `ORDER BY ${pageBy.map((key) => `q.${quoted(key)}`).join(', ')}`;
  const most = pageBy === undefined ? MOST_ROWS : LARGE_ROWS;
  return `
    SELECT coalesce(json_agg(${rowJson(item)}), '[]')
    FROM (SELECT * FROM (${numbered(query)}) q ${order} LIMIT ${most + 1}) r`;
}

/** A row as an array of JSON: the code it is about, then its fields. */
const rowJson = (item: DataItemId): string => {
  const fields = rowsOf(item).fields.map(
    ({ name, as }) => `r.${quoted(name)}${as === 'JSON' ? '' : '::text'}`,
  );
  return `json_build_array(r.subject_code::text, ${fields.join(', ')})`;
};

const stateColumn = ({ state }: SqlItem, name: string): string[] =>
  state === undefined ? [] : [`(${stateJson(numbered(state))}) AS ${name}`];

/** Exactly one row, or an error: a state that is two is none. */
export const stateJson = (query: string): string =>
  `SELECT json_build_array(
     to_char(s.as_of::timestamptz AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), s.version::text)
   FROM (${query}) s`;

const textOf = (keys: readonly string[], from: string): string =>
  keys.map((key) => `${from}.${quoted(key)}::text`).join(', ');

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
