import { setImmediate as nextTurn } from 'node:timers/promises';
import {
  type CalendarDate,
  DATA_ITEM_IDS,
  type DataItemId,
  type DateRange,
  type Instant,
  type InvoiceLine,
  intersectRanges,
  lastDayOf,
  type Month,
  monthRange,
} from '@xinqiao/contracts';
import { type City, residentIdOf } from '@xinqiao/sandbox';
import {
  LARGE_ROWS,
  type Source,
  type SourceAnswer,
  type SourceDescription,
  type SourceState,
} from './source.ts';

export const CITY_SOURCE_ID = 'city';

const DESCRIPTION: SourceDescription = {
  sourceId: CITY_SOURCE_ID,
  agency: { zh: '模拟城市', en: 'Seeded city' },
  kind: 'CITY',
  items: DATA_ITEM_IDS,
  subjects: 'OWN',
  pageable: ['invoice.lines'],
  deadlineMs: 5_000,
};

/**
 * The seeded city of the sandbox: computed on demand, the same for the same seed.
 *
 * Its agencies bring their data up to date at midnight, so its state is its day. Invoices are made month by month and
 * never all at once.
 *
 * @param cityOfToday The city as its sources know it today; its past stays as it was told.
 */
export const citySource = (cityOfToday: () => City): Source => ({
  describe: () => DESCRIPTION,

  async read({ code }, items, range, { signal }) {
    const city = cityOfToday();
    const state = stateAt(city.asOf);
    const answers = new Map<DataItemId, SourceAnswer>();
    for (const item of items) {
      signal.throwIfAborted();
      answers.set(item, await answerOf(city, code, item, range, state, signal));
    }
    return answers;
  },

  async readPage({ code }, item, range, after, limit, { signal }) {
    if (item !== 'invoice.lines') return { kind: 'failed' };
    const city = cityOfToday();
    const state = stateAt(city.asOf);
    if (!knows(city, code, range)) return { kind: 'no-data', ...state };
    const from = cursorOf(after, range);
    if (from === undefined) return { kind: 'failed' };
    const rows: InvoiceLine[] = [];
    let next: string | null = null;
    for await (const { month, at, line } of linesFrom(city, code, range, from, signal)) {
      if (rows.length === limit) {
        next = `${month}:${at}`;
        break;
      }
      rows.push(line);
    }
    return { kind: 'page', rows: rows as never, next, whole: true, ...state };
  },

  async stateOf(_subject, items) {
    const state = stateAt(cityOfToday().asOf);
    return new Map(items.map((item) => [item, state]));
  },

  // Any firm may have filed or invoiced overnight: there is no list of who did.
  async changesSince(cursor) {
    const { asOf } = cityOfToday();
    return { changes: [], cursor: asOf, more: false, gap: cursor !== null && cursor !== asOf };
  },

  async health() {
    const { asOf } = stateAt(cityOfToday().asOf);
    return new Map(DATA_ITEM_IDS.map((item) => [item, asOf]));
  },

  async representativeOf({ code }) {
    const named = cityOfToday().enterprise(code)?.legalRepresentative;
    return named && { name: named.name, residentId: residentIdOf(named.identityId) };
  },
});

/** Whether the city’s tax bureau, whose invoices are, has the code and keeps anything of the range. */
const knows = (city: City, code: string, range: DateRange): boolean =>
  city.records(code, 'tax.status', range) !== undefined;

async function answerOf(
  city: City,
  code: string,
  item: DataItemId,
  range: DateRange,
  state: SourceState,
  signal: AbortSignal,
): Promise<SourceAnswer> {
  if (item !== 'invoice.lines') {
    const records = city.records(code, item, range);
    return records === undefined
      ? { kind: 'no-data', ...state }
      : { kind: 'records', records, whole: true, ...state };
  }
  if (!knows(city, code, range)) return { kind: 'no-data', ...state };
  const records: InvoiceLine[] = [];
  const first = { month: range.from.slice(0, 7), at: 0 };
  for await (const { line } of linesFrom(city, code, range, first, signal)) {
    if (records.length === LARGE_ROWS) return { kind: 'large', ...state };
    records.push(line);
  }
  return { kind: 'records', records, whole: true, ...state };
}

/** A place in the list of invoices. */
interface Place {
  readonly month: Month;
  /** Invoices of the month that come before it. */
  readonly at: number;
}

/** Where the page after a cursor begins; undefined when it is no cursor of the range. */
function cursorOf(after: string | null, range: DateRange): Place | undefined {
  const first = range.from.slice(0, 7);
  if (after === null) return { month: first, at: 0 };
  const [, month = '', at = ''] = /^(\d{4}-\d{2}):(\d{1,9})$/.exec(after) ?? [];
  return monthRange(first, range.to.slice(0, 7)).includes(month) ? { month, at: Number(at) } : undefined;
}

/** Invoices of the range from a place on, one month in memory at a time; other requests get their turn between. */
async function* linesFrom(city: City, code: string, range: DateRange, from: Place, signal: AbortSignal) {
  for (const month of monthRange(from.month, range.to.slice(0, 7))) {
    await nextTurn();
    signal.throwIfAborted();
    const days = intersectRanges(range, { from: `${month}-01`, to: lastDayOf(month) });
    const lines = days === undefined ? undefined : city.records(code, 'invoice.lines', days);
    for (const [at, line] of (lines ?? []).entries()) {
      if (month !== from.month || at >= from.at) yield { month, at, line };
    }
  }
}

const stateAt = (day: CalendarDate): SourceState => ({
  asOf: new Date(`${day}T00:00:00.000+08:00`).toISOString() as Instant,
  version: day,
});
