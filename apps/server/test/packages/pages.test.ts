import type { InvoiceLine } from '@xinqiao/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bookInvoices } from '../docs/snippets/book-invoices.ts';
import { expectProblem } from '../support/problem.ts';
import { RawClient } from '../support/raw-client.ts';
import { rows } from '../support/rows.ts';
import { type AgencyPlatform, startAgencyPlatform } from './support/agency-platform.ts';

/** 2,400 invoices: three pages of at most 1,000. */
const PER_MONTH = 100;

describe('a large item waits as pages', () => {
  let platform: AgencyPlatform;
  /** One that tests only read. */
  let shared: Awaited<ReturnType<typeof fetched>>;
  beforeAll(async () => {
    platform = await startAgencyPlatform(PER_MONTH);
    shared = await fetched();
  });
  afterAll(() => platform.close());

  const fetched = async (fact = {}) => {
    const bank = platform.bank();
    const { consentId } = await platform.consentTo(fact);
    return { bank, consentId, ...(await bank.data.fetch(consentId)) };
  };
  const linesOf = async ({ bank, data }: Awaited<ReturnType<typeof fetched>>) => {
    const lines: InvoiceLine[] = [];
    for await (const page of bank.data.pages(data, 'invoice.lines')) lines.push(...page.rows);
    return lines;
  };

  it('the guide’s example books every invoice once, of a large package as of a small one', async () => {
    const { bank, consentId } = shared;
    const small = await bank.data.fetch(consentId, { range: { from: '2026-01-01', to: '2026-01-31' } });
    for (const [fetchedData, count] of [
      [shared, 2400],
      [small, 100],
    ] as const) {
      const booked: string[] = [];
      await bookInvoices(bank, fetchedData, async (lines) => {
        booked.push(...lines.map(({ number }) => number));
      });
      expect(new Set(booked).size).toBe(count);
    }
  });

  const entries = (consentId: string) =>
    rows<{ kind: string; detail: Record<string, unknown> }>(
      platform,
      'SELECT kind, detail FROM log_entry WHERE consent_id = $1 ORDER BY recorded_at, id',
      [consentId],
    );

  it('the package lists how many rows there are and the hash of each page, and holds none', () => {
    const { data } = shared;
    expect(data.items).toMatchObject([
      {
        item: 'invoice.lines',
        status: 'READY',
        sourceId: 'exchange',
        pages: { rows: 2400, rowsPerPage: 1000 },
      },
    ]);
    expect(data.items[0]).not.toHaveProperty('records');
    expect(data.items[0]).toHaveProperty('pages.hashes.length', 3);
  });

  it('all pages together are what the agency holds, each row once, in its order', async () => {
    const lines = await linesOf(shared);
    const held = await platform.agency.sql<{ number: string; issued: string }>(
      `SELECT number, issued::text FROM exchange.invoice WHERE issued BETWEEN '2024-11-01' AND '2026-10-31'`,
    );
    expect(lines).toHaveLength(2400);
    expect(lines.map(({ number }) => number).toSorted()).toEqual(held.map(({ number }) => number).toSorted());
    expect(lines.map(({ issuedOn }) => issuedOn)).toEqual(lines.map(({ issuedOn }) => issuedOn).toSorted());
  });

  it('a page holds no day before the range that was asked for', async () => {
    const { bank, consentId } = shared;
    const range = { from: '2025-01-15', to: '2026-10-31' };
    const { data } = await bank.data.fetch(consentId, { range });
    const lines: InvoiceLine[] = [];
    for await (const page of bank.data.pages(data, 'invoice.lines')) lines.push(...page.rows);
    expect(lines.length).toBeGreaterThan(2000);
    expect(lines.filter(({ issuedOn }) => issuedOn < range.from)).toEqual([]);
  });

  it('each page is a read of its own: logged before and after, with a receipt of its own', async () => {
    const made = await fetched();
    const receipts: string[] = [];
    for await (const { receipt } of made.bank.data.pages(made.data, 'invoice.lines'))
      receipts.push(receipt.payload.entryId);
    expect(new Set(receipts).size).toBe(3);
    const ofPages = (await entries(made.consentId)).filter(({ detail }) => detail?.pageOf === made.packageId);
    expect(ofPages.map(({ kind, detail }) => [kind, detail.page])).toEqual(
      [1, 2, 3].flatMap((page) => [
        ['ACCESS_ALLOWED', page],
        ['DATA_DELIVERED', page],
      ]),
    );
  });

  it('pages count with their package: one fetch a year reads all of them, and no second package', async () => {
    const made = await fetched({ frequency: { unit: 'YEAR', value: 1 } });
    expect(await linesOf(made)).toHaveLength(2400);
    await expect(made.bank.data.fetch(made.consentId)).rejects.toMatchObject({
      code: 'CONSENT_FREQUENCY_EXCEEDED',
    });
    expect(await linesOf(made)).toHaveLength(2400);
  });

  it('no page is had once the consent is revoked', async () => {
    const made = await fetched();
    await made.bank.consents.revoke(made.consentId);
    await expect(linesOf(made)).rejects.toMatchObject({ code: 'CONSENT_REVOKED' });
  });

  it('no page is had once the data life of the package is over', async () => {
    const made = await fetched({ dataLife: 'P1M' });
    platform.advance(32 * 86_400_000);
    try {
      await expect(linesOf(made)).rejects.toMatchObject({ code: 'PACKAGE_NOT_FOUND' });
    } finally {
      platform.advance(-32 * 86_400_000);
    }
  });

  it('a page whose rows changed at the source is refused, and the failure logged', async () => {
    const change = (by: number) =>
      platform.agency.sql(
        `UPDATE exchange.invoice SET amount = amount + $1
         WHERE number = (SELECT max(number) FROM exchange.invoice WHERE issued < '2026-11-01')`,
        [by],
      );
    await change(0.01);
    try {
      await expect(linesOf(shared)).rejects.toMatchObject({ code: 'PACKAGE_CHANGED' });
      const last = (await entries(shared.consentId)).at(-1);
      expect(last).toMatchObject({ kind: 'DATA_FAILED', detail: { code: 'PACKAGE_CHANGED' } });
    } finally {
      await change(-0.01);
    }
  });

  it('where the rows begin at the source lies sealed in the database', async () => {
    const { packageId } = shared;
    const pages = await rows<{ page: number; sealed_start: string | null; hash: string }>(
      platform,
      'SELECT page, sealed_start, hash FROM package_page WHERE package_id = $1 ORDER BY page',
      [packageId],
    );
    expect(pages.map(({ page, sealed_start }) => [page, sealed_start === null])).toEqual([
      [1, true],
      [2, false],
      [3, false],
    ]);
    const numbers = await platform.agency.sql<{ number: string }>('SELECT number FROM exchange.invoice');
    const opened = JSON.stringify(
      pages.map(({ sealed_start }) => atob((sealed_start ?? '').replaceAll('-', '+').replaceAll('_', '/'))),
    );
    expect(numbers.filter(({ number }) => opened.includes(number))).toEqual([]);
  });

  describe('asked by hand', () => {
    let client: RawClient;
    beforeAll(async () => {
      client = await RawClient.of(platform);
    });
    const page = (packageId: string, item = 'invoice.lines', number: number | string = 1, from = client) =>
      from.send(
        'GET',
        `/v1/consents/${shared.consentId}/packages/${packageId}/items/${item}/pages/${number}`,
      );

    it.each([
      ['a page beyond the last', 'invoice.lines', 4, 'PACKAGE_PAGE_NOT_FOUND'],
      ['an item the consent does not cover', 'tax.arrears', 1, 'CONSENT_ITEM_NOT_COVERED'],
      ['no page', 'invoice.lines', 0, 'VALIDATION_FAILED'],
      ['half a page', 'invoice.lines', '1.5', 'VALIDATION_FAILED'],
      ['no item', 'invoice.everything', 1, 'VALIDATION_FAILED'],
    ] as const)('%s', async (_what, item, number, code) => {
      await expectProblem(await page(shared.packageId, item, number), code);
    });

    it('a package of another consent is none of this one', async () => {
      const other = await fetched();
      await expectProblem(await page(other.packageId), 'PACKAGE_NOT_FOUND');
    });

    it('another bank learns nothing: its answer is that of a consent that does not exist', async () => {
      const stranger = await RawClient.of(platform, 'other-bank');
      await expectProblem(await page(shared.packageId, 'invoice.lines', 1, stranger), 'CONSENT_NOT_FOUND');
    });
  });

  it('of 50,000 invoices no answer carries more than a page', async () => {
    await platform.agency.sql(
      `INSERT INTO exchange.invoice SELECT uscc, 'OUT', 'X' || lpad(i::text, 6, '0'), date '2025-02-01' + (i % 500), 'P1',
         100.00, 13.00, 'VALID' FROM exchange.firm, generate_series(1, 47600) i`,
    );
    try {
      const made = await fetched();
      expect(made.data.items[0]).toMatchObject({ status: 'READY', pages: { rows: 50_000 } });
      expect(made.jws.length).toBeLessThan(10_000);
      const sizes: number[] = [];
      for await (const { rows: page } of made.bank.data.pages(made.data, 'invoice.lines'))
        sizes.push(page.length);
      expect(sizes).toEqual(Array.from({ length: 50 }, () => 1_000));
    } finally {
      await platform.agency.sql(`DELETE FROM exchange.invoice WHERE number LIKE 'X%'`);
    }
  }, 120_000);
});
