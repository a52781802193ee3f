import { execFile, execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { gunzipSync, gzipSync } from 'node:zlib';
import { IMPORT_KINDS } from '@xinqiao/contracts';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Platform, startPlatform } from '../support/platform.ts';
import { type TextFile, totalsInForce, totalsOfText } from './support/firm-totals.ts';
import { headerOf } from './support/header-of.ts';

const CLI = fileURLToPath(new URL('../../../../packages/cli/src/main.ts', import.meta.url));
/** A folder of real files in place of those made here, and kills of its import: for the record. */
const FOLDER = process.env.XINQIAO_IMPORT_FOLDER;
const KILLS = Number(process.env.XINQIAO_IMPORT_KILLS ?? 3);
const ROWS = 80_000;

/** Invoices of ten firms in order, every hundredth written twice, every thousandth of nobody. */
function bigFile(): string {
  const lines = Array.from({ length: ROWS }, (_, at) => {
    const number = at % 100 === 1 ? at - 1 : at;
    const firm = number % 1_000 === 7 ? 'NOBODY' : `K${Math.floor((number * 10) / ROWS)}`;
    const amount = `${(number * 7_919) % 100_000}.${String(number % 100).padStart(2, '0')}`;
    return `${firm},${number},2026/1/${(number % 28) + 1},B${number % 50},${amount},0.00,${amount},有效发票\n`;
  });
  return headerOf('invoice-out') + lines.join('');
}

describe('an import whose process is killed', () => {
  let platform: Platform;
  let database: pg.Client;
  const scratch = mkdtempSync(join(tmpdir(), 'xinqiao-kill-'));
  const folder = FOLDER ?? join(scratch, 'files');
  const credentials = join(scratch, 'operator.json');
  beforeAll(async () => {
    platform = await startPlatform();
    database = new pg.Client({ connectionString: platform.adminUrl });
    await database.connect();
    writeFileSync(credentials, JSON.stringify(platform.credentials('operator')));
    if (FOLDER === undefined) {
      execFileSync('mkdir', [folder]);
      writeFileSync(join(folder, 'invoices.csv.gz'), gzipSync(bigFile()));
    }
  });
  afterAll(async () => {
    await database.end();
    await platform.close();
    rmSync(scratch, { recursive: true, force: true });
  });

  const filesOfFolder = (): TextFile[] =>
    readdirSync(folder).flatMap((name) => {
      if (!name.endsWith('.csv.gz')) return [];
      const text = gunzipSync(readFileSync(join(folder, name))).toString();
      const header = text.slice(0, text.indexOf('\n')).replace(/^\ufeff|\r$/g, '');
      const kind = (['invoice-out', 'invoice-in'] as const).find(
        (each) => IMPORT_KINDS[each].columns.join() === header,
      );
      return kind === undefined ? [] : [{ kind, text }];
    });
  const register = (codes: readonly string[]) =>
    database.query(
      `WITH subject AS (
         INSERT INTO subject (id, operator_id, type, name, source_id, created_at)
         SELECT 'sub_' || code, 'bozhou', 'ENTERPRISE', code, 'import', now() FROM unnest($1::text[]) AS code
       )
       INSERT INTO subject_identifier (subject_id, scheme, value, status, valid_from)
       SELECT 'sub_' || code, 'source:import', code, 'valid', now() FROM unnest($1::text[]) AS code`,
      [codes],
    );
  const rowsRead = async () =>
    (
      await database.query<{ sum: number }>(
        'SELECT coalesce(sum(rows_read), 0)::int AS sum FROM source_import',
      )
    ).rows[0]?.sum ?? 0;
  /** Import processes of the server, which runs in this process. */
  const importProcesses = () =>
    execFileSync('ps', ['-A', '-o', 'pid=,ppid=,args='])
      .toString()
      .split('\n')
      .map((line) => /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [])
      .filter(([, , parent, args]) => Number(parent) === process.pid && args?.includes('import-process'))
      .map(([, pid]) => Number(pid));

  it('goes on by itself behind what was committed, and ends with every row once, exact to the cent', async () => {
    const files = filesOfFolder();
    const codes = new Set(
      files.flatMap(({ text }) => [...text.matchAll(/^([EK]\d+),/gm)].map(([, code]) => code)),
    );
    await register([...codes] as string[]);
    const rows = files.reduce((sum, { text }) => sum + text.split('\n').filter(Boolean).length - 1, 0);
    // Anywhere but in the very last chunks, which a kill might miss.
    const points = Array.from({ length: KILLS }, () => Math.random() * (rows - 30_000)).sort((a, b) => a - b);

    const output = new Promise<string>((resolve, reject) => {
      const args = [CLI, 'import', folder, '--as', credentials, '--url', platform.url, '--json'];
      execFile(process.execPath, args, { maxBuffer: 2 ** 26 }, (error, stdout) =>
        error === null ? resolve(stdout) : reject(error),
      );
    });
    const killed = new Set<number>();
    for (const point of points) {
      let victim: number | undefined;
      for (; victim === undefined; await sleep(20))
        if ((await rowsRead()) >= point) victim = importProcesses().find((pid) => !killed.has(pid));
      // In the middle of a chunk, of a commit, of a settlement, of its start: at any moment.
      await sleep(Math.random() * 300);
      process.kill(victim, 'SIGKILL');
      killed.add(victim);
    }
    const result = JSON.parse((await output).trim().split('\n').at(-1) ?? '');
    expect(killed.size).toBe(KILLS);
    expect(result).toMatchObject({ ok: true, rowsRead: rows });
    expect(result.rowsStored + result.rowsQuarantined).toBe(rows);
    const totals = await totalsOfText(database, files);
    expect(totals.length).toBeGreaterThanOrEqual(codes.size);
    expect(await totalsInForce(database)).toEqual(totals);
    const { rows: imports } = await database.query(`SELECT FROM source_import`);
    expect(imports).toHaveLength(files.length);
  }, 1_200_000);
});
