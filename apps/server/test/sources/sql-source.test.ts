import type { DataItemId } from '@xinqiao/contracts';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { RoleMayWrite } from '../../src/data/sources/sql/read-only-role.ts';
import { type Agency, context, firm, foundAgency, RANGE } from './support/sql-world.ts';

type Item = { readonly query: string; readonly state?: string; readonly pageBy?: readonly string[] };

describe('an agency’s PostgreSQL', () => {
  let world: Agency;
  beforeAll(async () => {
    world = await foundAgency();
  });
  afterAll(() => world.close());
  beforeEach(() => vi.clearAllMocks());
  afterEach(() => vi.restoreAllMocks());

  const HARMLESS = { query: `SELECT :code AS subject_code, 2024 AS year, 'B' AS grade` };
  /** A source of these items only. */
  const sourceOf = (items: Partial<Record<DataItemId, Item>>, fact: object = {}) =>
    world.connect((same) => ({ ...same, ...fact, items }));
  const read = (items: Partial<Record<DataItemId, Item>>, fact: object = {}) =>
    sourceOf(items, fact).read(firm(1), Object.keys(items) as DataItemId[], RANGE, context());
  const arrears = (columns: string, from = '') => ({
    query: `SELECT :code AS subject_code, '增值税' AS "taxType", date '2025-03-15' AS "dueOn", ${columns} ${from}`,
  });

  describe('what it reads', () => {
    it('comes by at most three round trips, however many the items', async () => {
      const source = world.connect();
      await source.check(context());
      const query = vi.spyOn(pg.Client.prototype, 'query');
      const { items } = source.describe();
      expect(items).toHaveLength(22);
      const answers = await source.read(firm(1), items, RANGE, context());
      expect(query.mock.calls.length).toBeLessThanOrEqual(3);
      expect([...answers.values()].map(({ kind }) => kind)).toEqual(items.map(() => 'records'));
    });

    it('is of one instant: what commits between two items shows in neither', async () => {
      // The first item waits for a lock that is let go of by a transaction which changes the second.
      const items = {
        'tax.credit-grades': HARMLESS,
        'tax.arrears': arrears('amount, settled AS "settledOn"', 'FROM arrear WHERE uscc = :code'),
      };
      const before = (await read(items)).get('tax.arrears');
      const source = sourceOf({
        ...items,
        'tax.credit-grades': {
          query: `SELECT :code AS subject_code, 2024 + (SELECT 0 FROM pg_sleep(0.4)) AS year, 'B' AS grade`,
        },
      });
      await source.check(context());
      const reading = source.read(firm(1), ['tax.credit-grades', 'tax.arrears'], RANGE, context());
      await new Promise((resolve) => setTimeout(resolve, 150));
      await world.agency.sql('UPDATE exchange.arrear SET amount = amount + 1');
      expect((await reading).get('tax.arrears')).toEqual(before);
      await world.agency.sql('UPDATE exchange.arrear SET amount = amount - 1');
    });

    it('tells when the agency loaded it, and which load it was', async () => {
      const answers = await read({ 'tax.credit-grades': HARMLESS });
      expect(answers.get('tax.credit-grades')).toMatchObject({
        asOf: '2026-11-20T18:00:00.000Z',
        version: '7',
      });
    });

    it('tells of an item its own state where it has one', async () => {
      const state = `SELECT timestamptz '2026-11-21 12:00+08' AS as_of, 'own' AS version`;
      const answers = await read({
        'tax.credit-grades': { ...HARMLESS, state },
        'tax.arrears': arrears(`1 AS amount, NULL AS "settledOn"`),
      });
      expect(answers.get('tax.credit-grades')).toMatchObject({
        asOf: '2026-11-21T04:00:00.000Z',
        version: 'own',
      });
      expect(answers.get('tax.arrears')).toMatchObject({ version: '7' });
    });

    it('tells an empty list from no data', async () => {
      const nothing = arrears(`1.00 AS amount, NULL::date AS "settledOn"`, 'WHERE false');
      const source = sourceOf({ 'tax.arrears': nothing });
      expect(
        (await source.read(firm(1), ['tax.arrears'], RANGE, context())).get('tax.arrears'),
      ).toMatchObject({ kind: 'records', records: [] });
      expect(
        (await source.read(firm(9), ['tax.arrears'], RANGE, context())).get('tax.arrears'),
      ).toMatchObject({ kind: 'no-data' });
    });

    it('has no data of a code of a kind that the agency does not go by', async () => {
      const source = sourceOf({ 'tax.credit-grades': HARMLESS }, { schemes: ['taxpayer-id'] });
      const answers = await source.read(firm(1), ['tax.credit-grades'], RANGE, context());
      expect(answers.get('tax.credit-grades')).toMatchObject({ kind: 'no-data' });
    });
  });

  describe('rows that are not what they should be', () => {
    it.each([
      ['NaN', `'NaN'::numeric`],
      ['infinite', `'Infinity'::float8`],
      ['1e308', `1e308::float8`],
      ['of three places', '1.005'],
      ['negative where none can be', '-1.00'],
      ['a word', `'viel'`],
      ['missing', 'NULL'],
      ['true', 'true'],
    ])(
      'an amount that is %s is left out and counted; the answer says that it lacks rows',
      async (_what, amount) => {
        const { query } = arrears(`12.5::numeric AS amount, NULL::date AS "settledOn"`);
        const bad = arrears(`(${amount})::text AS amount, NULL::date AS "settledOn"`).query.replace(
          amount,
          amount,
        );
        const good = query.replace('12.5::numeric', '12.50::text');
        const source = sourceOf({ 'tax.arrears': { query: `${good} UNION ALL ${bad}` } });
        const answer = (await source.read(firm(1), ['tax.arrears'], RANGE, context())).get('tax.arrears');
        expect(answer).toMatchObject({ kind: 'records', whole: false, records: [{ amount: '12.50' }] });
        expect(source.refusedRows?.().get('tax.arrears')).toBe(1);
      },
    );

    it('an amount keeps every digit that a float would lose', async () => {
      const answers = await read({
        'tax.arrears': arrears(`9007199254740993.01::numeric AS amount, NULL::date AS "settledOn"`),
      });
      expect(answers.get('tax.arrears')).toMatchObject({
        whole: true,
        records: [{ amount: '9007199254740993.01' }],
      });
    });

    it.each([
      ['another subject', `'91341600MA0000002X'`],
      ['nobody', 'NULL'],
      ['the subject, almost', `:code || ' '`],
    ])('a row about %s is left out', async (_what, whose) => {
      const query = `SELECT ${whose} AS subject_code, 2024 AS year, 'D' AS grade UNION ALL ${HARMLESS.query}`;
      const answers = await read({ 'tax.credit-grades': { query } });
      expect(answers.get('tax.credit-grades')).toMatchObject({ whole: false, records: [{ grade: 'B' }] });
    });

    it.each([
      ['a date that is a timestamp', `timestamptz '2025-03-15 00:00+08'`],
      ['a date that does not exist', `text '2025-02-30'`],
      ['a date in another writing', `text '15.03.2025'`],
    ])('%s is left out', async (_what, day) => {
      const query = arrears(`1.00 AS amount, NULL::date AS "settledOn"`).query.replace(
        `date '2025-03-15'`,
        day,
      );
      expect((await read({ 'tax.arrears': { query } })).get('tax.arrears')).toMatchObject({
        whole: false,
        records: [],
      });
    });

    it('a count that JavaScript cannot hold is left out', async () => {
      const query = `SELECT :code AS subject_code, '2025-03' AS month, 9007199254740993 AS insured, 1.00 AS due, 1.00 AS paid`;
      expect((await read({ 'social.insurance': { query } })).get('social.insurance')).toMatchObject({
        whole: false,
        records: [],
      });
    });

    it('a column beyond the item’s own never gets through', async () => {
      const { query } = HARMLESS;
      const answers = await read({
        'tax.credit-grades': { query: query.replace('2024', `'x' AS secret, 2024`) },
      });
      expect(JSON.stringify([...answers])).not.toContain('secret');
    });

    it('days outside the range never get through', async () => {
      const query = arrears(`1.00 AS amount, date '2020-01-02' AS "settledOn"`).query.replace(
        '2025-03-15',
        '2020-01-01',
      );
      expect((await read({ 'tax.arrears': { query } })).get('tax.arrears')).toMatchObject({
        whole: true,
        records: [],
      });
    });

    it('two registrations of one code are no answer', async () => {
      const [source] = world.agency.document.sources;
      const { query } = source.items['registration.profile'];
      const answers = await read({ 'registration.profile': { query: `${query} UNION ALL ${query}` } });
      expect(answers.get('registration.profile')).toEqual({ kind: 'failed' });
    });

    it('more rows than an answer can hold are no answer', async () => {
      const query = `SELECT :code AS subject_code, 2014 + n % 80 AS year, 'B' AS grade FROM generate_series(1, 20000) n`;
      expect((await read({ 'tax.credit-grades': { query } })).get('tax.credit-grades')).toEqual({
        kind: 'failed',
      });
    });

    it('pages whose keys are not unique are no answer: a row could fall between them', async () => {
      const query = `SELECT uscc AS subject_code, direction, '1' AS number, date '2025-01-01' AS "issuedOn",
        party AS counterparty, amount, tax, amount + tax AS total, status FROM invoice WHERE uscc = :code`;
      const source = sourceOf({ 'invoice.lines': { query, pageBy: ['issuedOn', 'number'] } });
      const page = await source.readPage(firm(1), 'invoice.lines', RANGE, null, 10, context());
      expect(page).toEqual({ kind: 'failed' });
    });
  });

  describe('a query that fails', () => {
    it.each([
      ['a table that is gone', 'SELECT * FROM nowhere'],
      ['a column that is gone', `SELECT :code AS subject_code, 1 AS year`],
      ['a table it may not read', 'SELECT * FROM public.consent'],
      ['a division by zero', `SELECT :code AS subject_code, 1 / 0 AS year, 'B' AS grade`],
      [
        'two rows where there may be one',
        `SELECT (SELECT uscc FROM firm) AS subject_code, 1 AS year, 'B' AS grade`,
      ],
    ])('by %s fails its own item only', async (_what, query) => {
      const fine = arrears(`1.00 AS amount, NULL::date AS "settledOn"`);
      const answers = await read({ 'tax.credit-grades': { query }, 'tax.arrears': fine });
      expect(answers.get('tax.credit-grades')).toEqual({ kind: 'failed' });
      expect(answers.get('tax.arrears')).toMatchObject({ kind: 'records', whole: true });
    });

    it('is told to the operator by item and SQLSTATE, without a word of the data', async () => {
      const query = `SELECT :code AS subject_code, (:code)::int AS year, 'B' AS grade`;
      const source = sourceOf({ 'tax.credit-grades': { query } });
      await source.read(firm(1), ['tax.credit-grades'], RANGE, context());
      const told = world.logger.warn.mock.calls;
      expect(told).toEqual([
        [{ sourceId: 'exchange', item: 'tax.credit-grades', code: '22P02' }, expect.any(String)],
      ]);
      expect(JSON.stringify(told)).not.toContain(firm(1).code);
    });

    it('is found at the start', async () => {
      const source = sourceOf({ 'tax.credit-grades': { query: 'SELECT * FROM nowhere' } });
      expect(await source.check(context())).toEqual([{ item: 'tax.credit-grades', code: '42P01' }]);
    });
  });

  describe('a query that would change something', () => {
    it.each([
      [
        'a WITH that deletes',
        `WITH gone AS (DELETE FROM firm RETURNING uscc) SELECT uscc AS subject_code, 1 AS year, 'B' AS grade FROM gone`,
      ],
      ['a sequence', `SELECT :code AS subject_code, nextval('change_log_id_seq')::int AS year, 'B' AS grade`],
      [
        'a setting that outlasts the read',
        `SELECT :code AS subject_code, 2024 AS year, set_config('transaction_read_only', 'off', false) AS grade`,
      ],
    ])('by %s does not', async (_what, query) => {
      const before = await world.agency.sql('SELECT count(*) FROM exchange.firm');
      const source = sourceOf({ 'tax.credit-grades': { query } });
      expect(
        (await source.read(firm(1), ['tax.credit-grades'], RANGE, context())).get('tax.credit-grades'),
      ).toEqual({ kind: 'failed' });
      expect(await world.agency.sql('SELECT count(*) FROM exchange.firm')).toEqual(before);
    });
  });

  describe('the role', () => {
    const withPower = async (grant: string, revoke: string, test: () => Promise<void>) => {
      await world.agency.sql(grant);
      try {
        await test();
      } finally {
        await world.agency.sql(revoke);
      }
    };

    it.each([
      ['write a table', 'GRANT INSERT ON exchange.grade TO', 'REVOKE INSERT ON exchange.grade FROM'],
      [
        'write a column',
        'GRANT UPDATE (year) ON exchange.grade TO',
        'REVOKE UPDATE (year) ON exchange.grade FROM',
      ],
      ['empty a table', 'GRANT TRUNCATE ON exchange.grade TO', 'REVOKE TRUNCATE ON exchange.grade FROM'],
      ['create tables', 'GRANT CREATE ON SCHEMA exchange TO', 'REVOKE CREATE ON SCHEMA exchange FROM'],
      ['run programs', 'GRANT pg_execute_server_program TO', 'REVOKE pg_execute_server_program FROM'],
    ])('that may %s is refused, and nothing is read by it', async (_what, grant, revoke) => {
      const { reader } = world.agency;
      await withPower(`${grant} ${reader}`, `${revoke} ${reader}`, async () => {
        const source = sourceOf({ 'tax.credit-grades': HARMLESS });
        await expect(source.check(context())).rejects.toThrow(RoleMayWrite);
        await expect(source.read(firm(1), ['tax.credit-grades'], RANGE, context())).rejects.toThrow(
          RoleMayWrite,
        );
      });
    });

    it('of a superuser is refused', async () => {
      const { agency } = world;
      await withPower(
        `ALTER ROLE ${agency.reader} SUPERUSER`,
        `ALTER ROLE ${agency.reader} NOSUPERUSER`,
        async () => {
          await expect(sourceOf({ 'tax.credit-grades': HARMLESS }).check(context())).rejects.toThrow(
            RoleMayWrite,
          );
        },
      );
    });
  });

  describe('a database that does not keep up', () => {
    const slow = { query: HARMLESS.query.replace('2024', '2024 + (SELECT 0 FROM pg_sleep(30))') };

    it('has its statement ended by itself at the deadline', async () => {
      const source = sourceOf({ 'tax.credit-grades': slow }, { deadlineMs: 200 });
      await expect(source.read(firm(1), ['tax.credit-grades'], RANGE, context())).rejects.toMatchObject({
        code: '57014',
      });
    });

    it('answers the next read on another connection when one was broken off', async () => {
      const source = sourceOf(
        { 'tax.credit-grades': slow, 'tax.arrears': arrears(`1.00 AS amount, NULL::date AS "settledOn"`) },
        { connections: 1 },
      );
      const signal = AbortSignal.timeout(300);
      await expect(source.read(firm(1), ['tax.credit-grades'], RANGE, context(signal))).rejects.toThrow();
      const answers = await source.read(firm(1), ['tax.arrears'], RANGE, context());
      expect(answers.get('tax.arrears')).toMatchObject({ kind: 'records' });
    });

    it('that drops a connection in the middle of a read fails that read and no other', async () => {
      const source = sourceOf({
        'tax.credit-grades': slow,
        'tax.arrears': arrears(`1.00 AS amount, NULL::date AS "settledOn"`),
      });
      const reading = source
        .read(firm(1), ['tax.credit-grades'], RANGE, context())
        .catch((error: Error) => error);
      await vi.waitFor(async () => {
        const [{ ended } = { ended: 0 }] = await world.agency.sql<{ ended: number }>(
          `SELECT count(pg_terminate_backend(pid))::int AS ended FROM pg_stat_activity
           WHERE usename = $1 AND wait_event = 'PgSleep'`,
          [world.agency.reader],
        );
        expect(ended).toBe(1);
      }, 10_000);
      expect(await reading).toBeInstanceOf(Error);
      const answers = await source.read(firm(1), ['tax.arrears'], RANGE, context());
      expect(answers.get('tax.arrears')).toMatchObject({ kind: 'records' });
    });
  });

  describe('representativeOf()', () => {
    const HER_NUMBER = '341602199001010012';
    const her = `SELECT :code AS subject_code, '某某' AS name, '${HER_NUMBER}' AS resident_id`;
    const ask = (representative: string, code = firm(1).code) =>
      sourceOf({ 'tax.credit-grades': HARMLESS }, { representative }).representativeOf?.({ code }, context());

    it('is not offered by an agency that registers no firms', () => {
      expect(sourceOf({ 'tax.credit-grades': HARMLESS }).representativeOf).toBeUndefined();
    });

    it('names whom the registry names, with her resident number', async () => {
      expect(await ask(her)).toEqual({ name: '某某', residentId: HER_NUMBER });
    });

    it('knows no registration without a row, whatever the code', async () => {
      const query = `${her} FROM firm WHERE uscc = :code`;
      for (const code of [firm(99).code, '%', `' OR true --`, '91\u0000'])
        expect(await ask(query, code), code).toBeUndefined();
    });

    it.each([
      ['has another document', her.replace(`'${HER_NUMBER}'`, 'NULL::text')],
      ['has a number with a wrong check character', her.replace(HER_NUMBER, '341602199001010013')],
      ['is one of two', `${her} UNION ALL SELECT :code, '他人', '${HER_NUMBER}'`],
    ])('gives no number where she %s', async (_what, query) => {
      expect(await ask(query)).toEqual({ name: expect.any(String), residentId: undefined });
    });

    it.each([
      ['about another firm', her.replace(':code', `:code || 'X'`)],
      ['that names nobody', her.replace('某某', ' ')],
      ['that lacks a column', her.replace('resident_id', 'number')],
    ])('takes a row %s for no answer', async (_what, query) => {
      await expect(ask(query)).rejects.toThrow();
    });
  });

  describe('changesSince()', () => {
    it('tells who changed after the cursor, in order, so many at a time, and where to go on', async () => {
      const source = world.connect();
      const { cursor } = await source.changesSince(null, 10, context());
      await world.agency.sql(
        `INSERT INTO exchange.change_log (uscc, item) VALUES ($1, 'tax.arrears'), ($2, NULL), ($1, 'no.such-item')`,
        [firm(1).code, firm(2).code],
      );
      const first = await source.changesSince(cursor, 2, context());
      expect(first).toMatchObject({
        changes: [
          { code: firm(1).code, items: ['tax.arrears'] },
          { code: firm(2).code, items: source.describe().items },
        ],
        more: true,
        gap: false,
      });
      const rest = await source.changesSince(first.cursor, 2, context());
      expect(rest).toMatchObject({ changes: [], more: false });
      expect(await source.changesSince(rest.cursor, 2, context())).toMatchObject({
        changes: [],
        cursor: rest.cursor,
      });
    });

    it('says that everything may have changed where the agency keeps no list', async () => {
      const source = sourceOf({ 'tax.credit-grades': HARMLESS }, { changes: undefined });
      expect(await source.changesSince(null, 10, context())).toMatchObject({ gap: false });
      expect(await source.changesSince('', 10, context())).toMatchObject({ changes: [], gap: true });
    });
  });
});
