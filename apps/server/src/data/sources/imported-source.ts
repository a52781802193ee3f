import {
  type DataItemId,
  type DateRange,
  type Instant,
  type InvoiceLine,
  lastDayOf,
  monthRange,
  type TaxPayment,
} from '@xinqiao/contracts';
import {
  type ImportedQuery,
  type ImportedRecords,
  newestImport,
  type RowPlace,
  readImported,
  type SourceFamily,
} from '@xinqiao/db';
import { z } from 'zod';
import type { Vault } from '../../keys/vault.ts';
import { IMPORT_SOURCE_ID } from '../imports/import-source.ts';
import { expired } from './guard/guard-source.ts';
import {
  LARGE_ROWS,
  type Source,
  type SourceAnswer,
  type SourceContext,
  type SourceDescription,
  type SourceState,
  type SourceSubject,
} from './source.ts';

const DESCRIPTION: SourceDescription = {
  sourceId: IMPORT_SOURCE_ID,
  agency: { zh: '导入的文件', en: 'Imported files' },
  kind: 'FILES',
  items: ['invoice.summary', 'invoice.lines', 'tax.payments'],
  subjects: 'ALL',
  pageable: ['invoice.lines', 'tax.payments'],
  deadlineMs: 10_000,
};

const FAMILIES: Readonly<Partial<Record<DataItemId, SourceFamily>>> = {
  'invoice.summary': 'INVOICES',
  'invoice.lines': 'INVOICES',
  'tax.payments': 'TAX_PAYMENTS',
};

/** A row that is one too many shows that there are more. */
const ONE_MORE = LARGE_ROWS + 1;

/**
 * Files that the operator or an agency imported. All that is asked at once is read by one statement, and so of one
 * instant. Other parties of an invoice get a code of their own for each enterprise: nobody finds one across two.
 */
export const importedSource = (vault: Pick<Vault, 'digest'>): Source => ({
  describe: () => DESCRIPTION,

  async read(subject, items, range, context) {
    const found = await query(context, subject, range, {
      summary: items.includes('invoice.summary'),
      lines: items.includes('invoice.lines') ? ONE_MORE : 0,
      payments: items.includes('tax.payments') ? ONE_MORE : 0,
    });
    return new Map(items.map((item) => [item, answerOf(vault, subject, item, found)]));
  },

  async readPage(subject, item, range, after, limit, context) {
    const place = after === null ? undefined : placeOf(after);
    const known = DESCRIPTION.pageable.includes(item) && (after === null || place !== undefined);
    if (!known) return { kind: 'failed' };
    const found = await query(context, subject, range, {
      summary: false,
      lines: item === 'invoice.lines' ? limit + 1 : 0,
      payments: item === 'tax.payments' ? limit + 1 : 0,
      after: place,
    });
    const state = stateIn(found, item);
    if (state === undefined) return { kind: 'no-data', ...NO_STATE };
    const rows = item === 'invoice.lines' ? found.lines : found.payments;
    const shown = rows.slice(0, limit);
    const next = rows.length > limit ? cursorOf(shown.at(-1)?.place) : null;
    return { kind: 'page', rows: rowsOf(vault, subject, shown) as never, next, whole: true, ...state };
  },

  async stateOf(subject, items, range, context) {
    const found = await query(context, subject, range, { summary: false, lines: 0, payments: 0 });
    return new Map(items.map((item) => [item, stateIn(found, item) ?? NO_STATE]));
  },

  // Row security shows one subject at a time, so it is told that something came, not whom it concerns.
  async changesSince(cursor, _limit, { database }) {
    const newest = await database.transaction({}, newestImport);
    const now = String(newest?.sequence ?? 0);
    return { changes: [], cursor: now, more: false, gap: cursor !== null && cursor !== now };
  },

  async health({ database }) {
    const newest = await database.transaction({}, newestImport);
    const asOf = newest?.liveSince.toISOString() ?? null;
    return new Map(DESCRIPTION.items.map((item) => [item, asOf]));
  },
});

const NO_STATE: SourceState = { asOf: null, version: null };

async function query(
  { database, signal }: SourceContext,
  { subjectId }: SourceSubject,
  range: DateRange,
  wanted: Pick<ImportedQuery, 'summary' | 'lines' | 'payments' | 'after'>,
): Promise<ImportedRecords> {
  const shares = wanted.summary ? (lastWholeMonths(range, 12) ?? null) : null;
  signal.throwIfAborted();
  const reading = database.transaction({ subjectId }, (tx) =>
    readImported(tx, { ...{ subjectId, from: range.from, to: range.to, shares }, ...wanted }),
  );
  // A statement that runs into its own timeout after nobody waits for it any more is nobody’s failure.
  reading.catch(() => {});
  return Promise.race([reading, expired(signal)]);
}

/** Undefined where nothing of the kind was ever imported for the subject. */
function stateIn({ states }: ImportedRecords, item: DataItemId): SourceState | undefined {
  const state = states.find(({ family }) => family === FAMILIES[item]);
  return state && { asOf: state.changedAt as Instant, version: state.sequence };
}

function answerOf(
  vault: Pick<Vault, 'digest'>,
  subject: SourceSubject,
  item: DataItemId,
  found: ImportedRecords,
): SourceAnswer {
  const state = stateIn(found, item);
  if (state === undefined) return { kind: 'no-data', ...NO_STATE };
  if (item === 'invoice.summary')
    return {
      kind: 'records',
      records: {
        months: [...found.months],
        concentration: (['OUT', 'IN'] as const).map(
          (direction) =>
            found.shares.find((share) => share.direction === direction) ?? {
              ...{ direction, counterparties: 0, topTenShare: null },
            },
        ),
      },
      whole: true,
      ...state,
    } as SourceAnswer;
  const rows = item === 'invoice.lines' ? found.lines : found.payments;
  if (rows.length > LARGE_ROWS) return { kind: 'large', ...state };
  return { kind: 'records', records: rowsOf(vault, subject, rows), whole: true, ...state } as SourceAnswer;
}

type PlacedRow = ImportedRecords['lines'][number] | ImportedRecords['payments'][number];

function rowsOf(
  vault: Pick<Vault, 'digest'>,
  { subjectId }: SourceSubject,
  rows: readonly PlacedRow[],
): (InvoiceLine | TaxPayment)[] {
  const codes = new Map<string, string>();
  const codeOf = (party: string) => {
    const known = codes.get(party) ?? vault.digest('counterparty of an invoice', `${subjectId} ${party}`);
    codes.set(party, known);
    return known;
  };
  return rows.map(({ place: _place, ...row }) =>
    'counterparty' in row ? { ...row, counterparty: codeOf(row.counterparty) } : row,
  );
}

const Place = z.tuple([z.iso.date(), z.string().max(40), z.string().max(60), z.int().nonnegative()]);

const cursorOf = (place: RowPlace | undefined): string | null =>
  place === undefined
    ? null
    : Buffer.from(JSON.stringify([place.day, place.number, place.importId, place.line])).toString(
        'base64url',
      );

/** Undefined for what is no cursor of ours. */
function placeOf(cursor: string): RowPlace | undefined {
  try {
    const [day, number, importId, line] = Place.parse(
      JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')),
    );
    return { day, number, importId, line };
  } catch {
    return undefined;
  }
}

/** The last whole months of a range, at most `count`; undefined when it holds none. */
export function lastWholeMonths(range: DateRange, count: number): DateRange | undefined {
  const whole = monthRange(range.from.slice(0, 7), range.to.slice(0, 7)).filter(
    (month) => `${month}-01` >= range.from && lastDayOf(month) <= range.to,
  );
  const last = whole.at(-1);
  const first = whole.at(-count) ?? whole[0];
  return first === undefined || last === undefined ? undefined : { from: `${first}-01`, to: lastDayOf(last) };
}
