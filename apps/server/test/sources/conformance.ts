import { cutRecords } from '@xinqiao/catalogue';
import { addDays, DATA_ITEM_SCHEMAS, type DataItemId, type DateRange } from '@xinqiao/contracts';
import type { Database } from '@xinqiao/db';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  LARGE_ROWS,
  type ListItemId,
  type Source,
  type SourceAnswer,
  type SourceContext,
  type SourceSubject,
} from '../../src/data/sources/source.ts';

/** A connector on something it can read, and what is known of the data behind it. */
export interface ConnectedSource {
  readonly source: Source;
  /** Given to every call; a source that does not read the platform’s database needs none. */
  readonly database?: Database;
  /** A subject of which every item in `held` has records, some of them outside `range`. */
  readonly subject: SourceSubject;
  /** Items it holds for the subject, at least one. */
  readonly held: readonly DataItemId[];
  /** Days of which it holds records, with some on days before or after. */
  readonly range: DateRange;
  /** A subject of the same kind that it has never heard of. */
  readonly stranger: SourceSubject;
  /** A pageable item in `held` with at least seven rows in the range; left out where the source has none. */
  readonly paged?: ListItemId;
  /** A subject with more than `LARGE_ROWS` rows of the paged item in its range; left out where the source has none. */
  readonly large?: { readonly subject: SourceSubject; readonly range: DateRange };
  /** Makes the source hang until the function that comes back is called; left out where it cannot. */
  hang?(): Promise<() => Promise<void>>;
  /** Takes the source away until the function that comes back is called; left out where it cannot. */
  stop?(): Promise<() => Promise<void>>;
  close(): Promise<void>;
}

/** What can be shown of a connector. A source that has no pages, say, has nothing to show of them. */
export interface Shown {
  readonly pages: boolean;
  readonly large: boolean;
  readonly hang: boolean;
  readonly stop: boolean;
}

/** What every connector keeps to, whatever is behind it. */
export function describeConformance(
  name: string,
  connect: () => Promise<ConnectedSource>,
  shown: Shown = { pages: true, large: true, hang: true, stop: true },
): void {
  describe(`${name} as a source`, () => {
    let connected: ConnectedSource;
    beforeAll(async () => {
      connected = await connect();
    });
    afterAll(() => connected.close());

    const context = (signal: AbortSignal = new AbortController().signal): SourceContext => ({
      database: connected.database as Database,
      signal,
    });
    const read = (
      fact: Partial<{ subject: SourceSubject; items: readonly DataItemId[]; range: DateRange }> = {},
    ) =>
      connected.source.read(
        fact.subject ?? connected.subject,
        fact.items ?? connected.held,
        fact.range ?? connected.range,
        context(),
      );
    const recordsOf = (answer: SourceAnswer | undefined) => {
      if (answer?.kind !== 'records') throw new Error(`There are no records, but ${answer?.kind}.`);
      return answer.records;
    };

    describe('describe()', () => {
      it('is the same every time', () => {
        expect(connected.source.describe()).toEqual(connected.source.describe());
      });

      it('names an agency in both languages, a deadline, and pages only of its items', () => {
        const { agency, deadlineMs, items, pageable } = connected.source.describe();
        expect(agency.zh).not.toBe('');
        expect(agency.en).not.toBe('');
        expect(deadlineMs).toBeGreaterThan(0);
        expect(items.length).toBeGreaterThan(0);
        expect(new Set(items).size).toBe(items.length);
        expect(pageable.filter((item) => !items.includes(item))).toEqual([]);
      });
    });

    describe('read()', () => {
      it('answers exactly the items it was asked for', async () => {
        expect([...(await read()).keys()].sort()).toEqual([...connected.held].sort());
        const [one] = connected.held;
        expect([...(await read({ items: [one as DataItemId] })).keys()]).toEqual([one]);
      });

      it('gives records of each held item that are valid by its schema', async () => {
        for (const [item, answer] of await read()) {
          const records = recordsOf(answer);
          expect(DATA_ITEM_SCHEMAS[item].safeParse(records).error, item).toBeUndefined();
          expect(DATA_ITEM_SCHEMAS[item].parse(records), item).toEqual(records);
        }
      });

      it('has cut them to the range', async () => {
        for (const [item, answer] of await read()) {
          const records = recordsOf(answer);
          expect(cutRecords(item, records as never, connected.range), item).toEqual(records);
        }
      });

      it('gives less of a shorter range, and nothing else', async () => {
        const { from, to } = connected.range;
        const short = { from, to: addDays(to, -45) };
        const [long, shorter] = [await read(), await read({ range: short })];
        for (const [item, answer] of shorter) {
          if (item === 'invoice.summary' || answer.kind !== 'records') continue;
          const cut = cutRecords(item, recordsOf(long.get(item)) as never, short);
          expect(answer.records, item).toEqual(cut);
        }
      });

      it('gives the same bytes twice', async () => {
        expect(JSON.stringify([...(await read())])).toBe(JSON.stringify([...(await read())]));
      });

      it('gives the same in whatever order the items are asked for, together or alone', async () => {
        const together = await read();
        const reversed = await read({ items: [...connected.held].reverse() });
        for (const item of connected.held) {
          expect(reversed.get(item), item).toEqual(together.get(item));
          expect((await read({ items: [item] })).get(item), item).toEqual(together.get(item));
        }
      });

      it('has no data of a subject it does not know, item by item as of one it knows', async () => {
        const answers = await read({ subject: connected.stranger });
        expect([...answers.keys()].sort()).toEqual([...connected.held].sort());
        for (const { kind } of answers.values()) expect(kind).toBe('no-data');
      });

      it('takes a code that is none for a stranger', async () => {
        for (const code of ['', "' OR '1'='1", "\\'); --", '%', '../..', '91\u0000', '9'.repeat(64)]) {
          const answers = await read({ subject: { ...connected.stranger, code } });
          for (const { kind } of answers.values()) expect(kind, code).toBe('no-data');
        }
      });

      it('answers many at once as it answers one', async () => {
        const alone = JSON.stringify([...(await read())]);
        const all = await Promise.all(Array.from({ length: 12 }, () => read()));
        for (const each of all) expect(JSON.stringify([...each])).toBe(alone);
      });

      it('rejects when the deadline has passed before it begins', async () => {
        const { subject, held, range, source } = connected;
        await expect(source.read(subject, held, range, context(AbortSignal.abort()))).rejects.toThrow();
      });
    });

    const hangs = () => {
      it('lets go as soon as the signal aborts, and answers again afterwards', async () => {
        const release = await (connected as Required<ConnectedSource>).hang();
        try {
          const { subject, held, range, source } = connected;
          const giveUp = new AbortController();
          const ownDeadline = AbortSignal.timeout(source.describe().deadlineMs);
          const reading = source.read(subject, held, range, context(giveUp.signal));
          const outcome = expect(reading).rejects.toThrow();
          await new Promise((resolve) => setTimeout(resolve, 50));
          giveUp.abort();
          await outcome;
          expect(ownDeadline.aborted, 'ended by its own deadline, not by the signal').toBe(false);
        } finally {
          await release();
        }
        expect(recordsOf((await read()).get(connected.held[0] as DataItemId))).toBeDefined();
      });
    };
    if (shown.hang) describe('when the source hangs', hangs);

    const away = () => {
      it('rejects, and answers again when it is back', async () => {
        const comeBack = await (connected as Required<ConnectedSource>).stop();
        try {
          await expect(read()).rejects.toThrow();
          await expect(connected.source.health(context())).rejects.toThrow();
        } finally {
          await comeBack();
        }
        expect(recordsOf((await read()).get(connected.held[0] as DataItemId))).toBeDefined();
      });
    };
    if (shown.stop) describe('when the source is away', away);

    const pageTests = () => {
      const page = (after: string | null, limit: number, of = connected) =>
        of.source.readPage(of.subject, of.paged as ListItemId, of.range, after, limit, context());
      async function pages(limit: number, of = connected): Promise<readonly (readonly unknown[])[]> {
        const all: (readonly unknown[])[] = [];
        for (let after: string | null = null; ; ) {
          const next = await page(after, limit, of);
          if (next.kind !== 'page') throw new Error(`There is no page, but ${next.kind}.`);
          expect(next.rows.length).toBeLessThanOrEqual(limit);
          all.push(next.rows);
          if (next.next === null) return all;
          after = next.next;
        }
      }

      it('gives pages that add up to the whole, whatever their size', async () => {
        const paged = connected.paged as ListItemId;
        const whole = recordsOf((await read({ items: [paged] })).get(paged)) as readonly unknown[];
        expect(whole.length).toBeGreaterThan(6);
        for (const limit of [Math.ceil(whole.length / 7), whole.length - 1, whole.length, LARGE_ROWS])
          expect((await pages(limit)).flat(), `${limit}`).toEqual(whole);
      });

      it('gives the same page twice', async () => {
        const first = await page(null, 3);
        if (first.kind !== 'page') throw new Error('There is no page.');
        expect(JSON.stringify(await page(null, 3))).toBe(JSON.stringify(first));
        expect(JSON.stringify(await page(first.next, 3))).toBe(JSON.stringify(await page(first.next, 3)));
      });

      it('gives no page after what is no cursor', async () => {
        for (const after of ['nonsense', '', "'; --", '[]', '[1]', 'null']) {
          const answer = await page(after, 3).catch(() => ({ kind: 'rejected' }));
          expect(['failed', 'rejected'], after).toContain(answer.kind);
        }
      });

      it('has no data of a subject it does not know', async () => {
        const answer = await page(null, 3, { ...connected, subject: connected.stranger });
        expect(answer.kind).toBe('no-data');
      });

      const readLarge = async () => {
        const { large: most, paged } = connected as Required<ConnectedSource>;
        const answer = (await read({ ...most, items: [paged] })).get(paged);
        expect(answer).toMatchObject({ kind: 'large' });
        expect(answer).not.toHaveProperty('records');
        const rows = (await pages(LARGE_ROWS, { ...connected, ...most })).flat();
        expect(rows.length).toBeGreaterThan(LARGE_ROWS);
        expect(new Set(rows.map((row) => JSON.stringify(row))).size).toBe(rows.length);
      };
      if (shown.large)
        it('is where a large item is read: read() says that it is large and gives none of it', readLarge);
    };
    if (shown.pages) describe('readPage()', pageTests);

    describe('readPage() of an item that is not pageable', () => {
      it('fails', async () => {
        const { items, pageable } = connected.source.describe();
        const other = items.find((item) => !(pageable as readonly string[]).includes(item));
        if (other === undefined) return;
        const { source, subject, range } = connected;
        const answer = await source
          .readPage(subject, other as ListItemId, range, null, 3, context())
          .catch(() => ({ kind: 'rejected' }));
        expect(['failed', 'rejected']).toContain(answer.kind);
      });
    });

    describe('stateOf()', () => {
      it('tells of each item the state that read() answers from', async () => {
        const { source, subject, held, range } = connected;
        const states = await source.stateOf(subject, held, range, context());
        for (const [item, answer] of await read()) {
          if (answer.kind !== 'records') continue;
          expect(states.get(item)?.version ?? null, item).toBe(answer.version);
        }
      });
    });

    describe('changesSince()', () => {
      it('begins with the present: a cursor and no changes', async () => {
        const first = await connected.source.changesSince(null, 10, context());
        expect(first.changes).toEqual([]);
      });

      it('goes on from its own cursor', async () => {
        const { source } = connected;
        const { cursor } = await source.changesSince(null, 10, context());
        const next = await source.changesSince(cursor, 10, context());
        expect(next).toMatchObject({ changes: [], more: false });
        expect(typeof next.cursor).toBe('string');
      });
    });

    describe('health()', () => {
      it('tells of each of its items when it was brought up to date, or that it does not tell', async () => {
        const health = await connected.source.health(context());
        expect([...health.keys()].sort()).toEqual([...connected.source.describe().items].sort());
        for (const asOf of health.values()) {
          if (asOf !== null) expect(new Date(asOf).toISOString()).toBe(asOf);
        }
      });
    });
  });
}
