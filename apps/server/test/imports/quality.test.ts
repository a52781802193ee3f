import { IMPORT_RULES, QuarantineReason } from '@xinqiao/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectProblem } from '../support/problem.ts';
import { RawClient } from '../support/raw-client.ts';
import { headerOf } from './support/header-of.ts';
import { type ImportSite, importSite } from './support/import-site.ts';

let number = 0;
const invoice = (fact: Record<number, string> = {}) =>
  `${['F1', `N${++number}`, '2026-01-05', 'B1', '100.00', '6.00', '106.00', '有效发票'].map((cell, at) => fact[at] ?? cell).join(',')}\n`;
const payment = (fact: Record<number, string> = {}) =>
  `${['F1', `T${++number}`, '增值税', '2026-01-01', '2026-01-31', '1000.00', '0.00', '30.00', '2026-02-15', '2026-02-14'].map((cell, at) => fact[at] ?? cell).join(',')}\n`;

/** A row for every reason there is to set one aside. */
const ASIDE: Readonly<
  Record<QuarantineReason, { kind: 'invoice-out' | 'tax-payments'; rows: () => string }>
> = {
  COLUMN_COUNT: { kind: 'invoice-out', rows: () => 'F1,1\n' },
  ROW_UNREADABLE: { kind: 'invoice-out', rows: () => invoice({ 3: '"B"1' }) },
  SUBJECT_UNKNOWN: { kind: 'invoice-out', rows: () => invoice({ 0: 'F9' }) },
  CODE_CHECKSUM_WRONG: { kind: 'invoice-out', rows: () => invoice({ 0: '91350100M0001TGQXM' }) },
  NUMBER_MISSING: { kind: 'invoice-out', rows: () => invoice({ 1: ' ' }) },
  DATE_INVALID: { kind: 'tax-payments', rows: () => payment({ 9: '2026-02-30' }) },
  PERIOD_INVALID: { kind: 'tax-payments', rows: () => payment({ 4: '2025-12-31' }) },
  TAX_TYPE_MISSING: { kind: 'tax-payments', rows: () => payment({ 2: '' }) },
  COUNTERPARTY_MISSING: { kind: 'invoice-out', rows: () => invoice({ 3: '' }) },
  AMOUNT_INVALID: { kind: 'tax-payments', rows: () => payment({ 5: '壹万' }) },
  AMOUNT_NEGATIVE: { kind: 'tax-payments', rows: () => payment({ 7: '-30.00' }) },
  TAX_INVALID: { kind: 'invoice-out', rows: () => invoice({ 5: '6%' }) },
  TOTAL_INVALID: { kind: 'invoice-out', rows: () => invoice({ 6: '' }) },
  STATUS_UNKNOWN: { kind: 'invoice-out', rows: () => invoice({ 7: '失控发票' }) },
  DUPLICATE: {
    kind: 'tax-payments',
    rows: () => {
      const row = payment();
      return row + row;
    },
  },
  JOIN_EXPLOSION: {
    kind: 'tax-payments',
    rows: () => {
      const row = payment();
      return row + row.replace('增值税', '城市维护建设税') + row.replace('增值税', '印花税');
    },
  },
};

describe('rules of quality', () => {
  let site: ImportSite;
  beforeAll(async () => {
    site = await importSite();
    await site.register('F1');
  });
  afterAll(() => site.platform.close());

  it.each(QuarantineReason.options)('%s sets a row aside, counts it and keeps its line', async (reason) => {
    const { kind, rows } = ASIDE[reason];
    const good = kind === 'tax-payments' ? payment() : invoice();
    const report = await site.imported(headerOf(kind) + good + rows(), { kind });
    const count = reason === 'JOIN_EXPLOSION' ? 2 : 1;
    const firstLine = ['DUPLICATE', 'JOIN_EXPLOSION'].includes(reason) ? 4 : 3;
    expect(report.quarantine).toEqual([{ reason, count, firstLine }]);
    expect(report.rowsRead).toBe(report.rowsStored + report.rowsQuarantined);
    const aside = await site.quarantine(report.importId, `?reason=${reason}`);
    expect(aside).toHaveLength(count);
    expect(aside[0]).toMatchObject({ line: firstLine, reason });
    if (firstLine === 3) expect(aside[0]?.raw).toBe(rows().length > 0 ? aside[0]?.raw : '');
  });

  it('payments of one number that differ in an amount, a day or the period are several', async () => {
    const row = payment();
    const others = [
      row.replace('30.00', '31.00'),
      row.replace('2026-02-14', '2026-02-13'),
      row.replace('2026-01-01', '2026-01-02'),
    ];
    const report = await site.imported(headerOf('tax-payments') + row + others.join(''), {
      kind: 'tax-payments',
    });
    expect(report).toMatchObject({ rowsStored: 4, quarantine: [] });
  });

  it('notices red invoices, stray spaces, mixed signs and totals that do not add up, and keeps them', async () => {
    const report = await site.imported(
      headerOf('invoice-out') +
        invoice({ 4: '-100.00', 5: '-6.00', 6: '-106.00' }) +
        invoice({ 7: ' 作废发票' }) +
        invoice({ 5: '-6.00', 6: '94.00' }) +
        invoice({ 6: '107.00' }),
    );
    expect(report).toMatchObject({ rowsStored: 4, quarantine: [] });
    expect(report.warnings).toEqual(
      ['STATUS_TRIMMED', 'RED_INVOICE', 'SIGN_MIXED', 'TOTAL_MISMATCH'].map((warning) => ({
        warning,
        count: 1,
      })),
    );
  });

  it('every rule has words in both languages and a kind it looks at', () => {
    for (const [, { words, kinds }] of Object.entries(IMPORT_RULES)) {
      expect(words.zh).toMatch(/[一-鿿].*。$/);
      expect(words.en).toMatch(/\.$/);
      expect(kinds.length).toBeGreaterThan(0);
    }
  });

  it('pages through what was set aside, by line', async () => {
    const bad = Array.from({ length: 7 }, () => 'F1,1\n').join('');
    const twice = invoice();
    const { importId } = await site.imported(headerOf('invoice-out') + bad + twice + twice);
    const seen: number[] = [];
    for (let after: number | null = 0; after !== null; ) {
      const path = `/v1/sources/import/files/${importId}/quarantine?limit=3&afterLine=${after}`;
      const page = (await (await site.operator.send('GET', path)).json()) as {
        items: { line: number }[];
        nextAfterLine: number | null;
      };
      seen.push(...page.items.map(({ line }) => line));
      after = page.nextAfterLine;
    }
    expect(seen).toEqual([2, 3, 4, 5, 6, 7, 8, 10]);
  });

  it('shows its import to the sender, and nobody else', async () => {
    const report = await site.imported(headerOf('invoice-out') + invoice());
    const path = `/v1/sources/import/files/${report.importId}`;
    const { repeated: _repeated, ...record } = report;
    expect(await (await site.operator.send('GET', path)).json()).toEqual(record);
    const list = await site.operator.send(
      'GET',
      `/v1/sources/import/files?contentHash=${report.contentHash}`,
    );
    expect(await list.json()).toEqual({ items: [record], nextCursor: null });
    const bank = await RawClient.of(site.platform);
    for (const each of [path, `${path}/quarantine`, '/v1/sources/import/files'])
      await expectProblem(await bank.send('GET', each), 'SCOPE_MISSING');
    const nobody = '/v1/sources/import/files/imp_019aa5b8-7c00-7c3e-9d52-6b1f0a4e8d77';
    for (const each of [nobody, `${nobody}/quarantine`])
      await expectProblem(await site.operator.send('GET', each), 'IMPORT_NOT_FOUND');
  });
});
