import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import type { ImportKind, SubjectId } from '@xinqiao/contracts';
import pg from 'pg';
import { importFile } from '../../src/data/imports/import-file.ts';
import { importedSource } from '../../src/data/sources/imported-source.ts';
import { LARGE_ROWS, type SourceSubject } from '../../src/data/sources/source.ts';
import { openVault } from '../../src/keys/vault.ts';
import { headerOf } from '../imports/support/header-of.ts';
import { foundImportWorld, type ImportWorld, SENDER } from '../imports/support/import-world.ts';
import { describeConformance } from './conformance.ts';

const RANGE = { from: '2025-03-01', to: '2026-02-28' };
const MONTHS = Array.from({ length: 16 }, (_, at) =>
  new Date(Date.UTC(2025, at, 11)).toISOString().slice(0, 10),
);

const invoice = (firm: string, number: number, day: string) =>
  `${firm},${number},${day},B${number % 3},${number}.00,0.06,${number}.06,有效发票\n`;
const payment = (number: number, day: string) =>
  `F1,T${number},增值税,2025-01-01,2025-01-31,1000.00,0.00,${number}.00,${day},${day}\n`;

async function imported(world: ImportWorld, kind: ImportKind, rows: readonly string[]): Promise<void> {
  const bytes = Buffer.from(headerOf(kind) + rows.join(''));
  await importFile(world.services, {
    ...{ participantId: SENDER, actor: 'test', kind, fileName: 'f' },
    contentHash: createHash('sha256').update(bytes).digest('base64url'),
    body: Readable.from([bytes], { objectMode: false }),
  });
}

const subject = (code: string): SourceSubject => ({
  subjectId: `sub_${code}` as SubjectId,
  sourceId: 'import',
  scheme: 'uscc',
  code,
});

describeConformance(
  'imported files',
  async () => {
    const world = await foundImportWorld(['F1', 'F2', 'F3']);
    // Two invoices a month, some before the range and some after.
    const few = MONTHS.flatMap((day, at) => [invoice('F1', 2 * at, day), invoice('F1', 2 * at + 1, day)]);
    const many = Array.from({ length: LARGE_ROWS + 500 }, (_, at) => invoice('F2', at, RANGE.from));
    await imported(world, 'invoice-out', [...few, ...many]);
    await imported(world, 'invoice-in', [invoice('F1', 1, RANGE.from)]);
    await imported(
      world,
      'tax-payments',
      MONTHS.map((day, at) => payment(at, day)),
    );
    return {
      source: importedSource(openVault('x'.repeat(32))),
      database: world.services.database,
      range: RANGE,
      held: ['invoice.summary', 'invoice.lines', 'tax.payments'],
      paged: 'invoice.lines',
      subject: subject('F1'),
      stranger: subject('F3'),
      large: { subject: subject('F2'), range: RANGE },
      async hang() {
        const other = new pg.Client({ connectionString: world.database.adminUrl });
        await other.connect();
        await other.query('BEGIN; LOCK TABLE source_subject_state');
        return async () => {
          await other.query('ROLLBACK');
          await other.end();
        };
      },
      close: () => world.close(),
    };
  },
  // It lives in the platform’s own database, without which nothing asks it.
  { pages: true, large: true, hang: true, stop: false },
);
