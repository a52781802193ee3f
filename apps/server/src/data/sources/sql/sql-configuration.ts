import { DATA_ITEM_IDS, type DataItemId, IdentifierScheme } from '@xinqiao/contracts';
import { z } from 'zod';
import { SOURCE_HEAD } from '../configured/source-head.ts';
import { numberParameters } from './named-parameters.ts';

/** A query with some of these named parameters and no others. */
const query = (...names: readonly string[]) => {
  const parameters = Object.fromEntries(names.map((name, at) => [name, `$${at + 1}`]));
  return z
    .string()
    .min(1)
    .max(20_000)
    .superRefine((sql, context) => {
      try {
        numberParameters(sql, parameters);
        if (!/^(\s|\()*(select|with|values)\b/i.test(sql))
          throw new RangeError('A query begins with SELECT or WITH.');
      } catch (error) {
        if (!(error instanceof RangeError)) throw error;
        context.addIssue({ code: 'custom', message: error.message });
      }
    });
};

/** Name of a schema or of an output column, as it is written in double quotes. */
const Column = z.string().regex(/^[a-z_][a-z0-9_]{0,62}$/i);

export const SqlItem = z
  .strictObject({
    query: query('code', 'from', 'to').describe(
      'SELECT with :code, :from and :to (dates). A column for each field of the record, under the field’s own name in double quotes, and subject_code: the code that the row is about. Amounts are numeric, days date, months text YYYY-MM; a member that is a list is a json column.',
    ),
    state: query('code', 'from', 'to')
      .optional()
      .describe('SELECT of one row with as_of (timestamptz) and version (text) of what the query reads.'),
    pageBy: z
      .array(Column)
      .min(1)
      .max(4)
      .optional()
      .describe(
        'Output columns of the query, not null and together unique for a code, that order its rows; it makes a list item pageable.',
      ),
  })
  .meta({ id: 'SqlSourceItem', description: 'How one item is read from a database.' });
export type SqlItem = z.infer<typeof SqlItem>;

/** An agency’s or a data centre’s PostgreSQL, read by a role that can do nothing else. */
export const SqlSourceConfiguration = z
  .strictObject({
    kind: z.literal('SQL'),
    ...SOURCE_HEAD,
    urlFrom: z
      .string()
      .regex(/^XINQIAO_SOURCE_[A-Z0-9_]{1,47}$/)
      .describe(
        'Environment variable with the connection string, XINQIAO_SOURCE_…; the file never holds it.',
      ),
    schema: Column.default('public').describe(
      'Schema that names in the queries are looked up in. Default public.',
    ),
    connections: z.int().min(1).max(50).default(8).describe('Connections at once. Default 8.'),
    schemes: z
      .array(IdentifierScheme)
      .min(1)
      .default(['uscc', 'taxpayer-id'])
      .describe('Kinds of codes it knows subjects by. Default uscc, taxpayer-id.'),
    knows: query('code').describe('SELECT with :code that has a row when the agency knows the code.'),
    representative: query('code')
      .optional()
      .describe(
        'SELECT with :code of one row with subject_code, name and resident_id (text, GB 11643; null where it has another document of hers): whom the registry names as representing the firm. Only of an agency that registers firms; never delivered.',
      ),
    state: query()
      .optional()
      .describe('SELECT of one row with as_of (timestamptz) and version (text) of the database as a whole.'),
    changes: z
      .strictObject({
        now: query().describe('SELECT of one row with cursor (text): where a reader that begins now begins.'),
        since: query('after', 'limit').describe(
          'SELECT with :after and :limit: code, item and cursor (text) of each change after the cursor, in order.',
        ),
      })
      .optional()
      .describe('How changes are found; without it a reader is told that everything may have changed.'),
    items: z
      .partialRecord(z.enum(DATA_ITEM_IDS), SqlItem)
      .refine((items) => Object.keys(items).length > 0, { error: 'Name at least one item.' })
      .describe('Items it holds, each with its query.'),
  })
  .meta({ id: 'SqlSourceConfiguration', description: 'A PostgreSQL database as a source.' });
export type SqlSourceConfiguration = z.infer<typeof SqlSourceConfiguration>;

/** Items of a configuration, in the order of the catalogue. */
export const itemsOf = ({ items }: SqlSourceConfiguration): readonly DataItemId[] =>
  DATA_ITEM_IDS.filter((item) => items[item] !== undefined);
