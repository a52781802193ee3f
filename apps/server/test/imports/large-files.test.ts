import { createHash } from 'node:crypto';
import { PassThrough } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import type { ImportReport } from '@xinqiao/contracts';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { SourceFile } from '../../src/data/imports/import-file.ts';
import { type ImportProcesses, importProcesses } from '../../src/data/imports/process/import-processes.ts';
import { sealingKey } from '../../src/keys/secret.ts';
import { headerOf } from './support/header-of.ts';
import { foundImportWorld, type ImportWorld, SECRET, SENDER } from './support/import-world.ts';

const ROWS = 30_000;
const fileOf = (seed: number): Buffer =>
  Buffer.from(
    headerOf('invoice-out') +
      Array.from({ length: ROWS }, (_, at) => `L1,${seed}${at},2026/1/5,B1,1.00,0.00,1.00,有效发票\n`).join(
        '',
      ),
  );

describe('a large file, in a process of its own', () => {
  let world: ImportWorld;
  let processes: ImportProcesses;
  let started: number[];
  let seed = 0;
  beforeAll(async () => {
    world = await foundImportWorld(['L1']);
  }, 120_000);
  afterAll(() => world.close());
  beforeEach(() => {
    started = [];
    const { services, database } = world;
    const { operatorId, logOrigin, clock } = services;
    processes = importProcesses(
      { databaseUrl: database.urls.application, sealingKey: sealingKey(SECRET), operatorId, logOrigin },
      clock,
      (pid) => started.push(pid ?? 0),
    );
  });
  afterEach(() => processes.close());

  const file = (bytes: Buffer, body: SourceFile['body'] = pieces(bytes)): SourceFile => ({
    ...{ participantId: SENDER, actor: 'test', kind: 'invoice-out', fileName: 'f', body },
    contentHash: createHash('sha256').update(bytes).digest('base64url'),
  });
  const upload = (bytes: Buffer, body?: SourceFile['body']): Promise<ImportReport> =>
    processes.importFile(file(bytes, body));
  /** Numbers begin with the seed and five more digits at most. */
  const stored = async (prefix: number) =>
    (
      await world.query<{ count: number }>(
        `SELECT count(*)::int FROM source_invoice JOIN source_live_import USING (import_id)
         WHERE shadowed IS NULL AND number LIKE $1 || '%'`,
        [prefix],
      )
    )[0]?.count;
  /** Waits until some of a file is stored. It gives up, so that nothing is left waiting behind a test that failed. */
  const begun = async (bytes: Buffer): Promise<void> => {
    for (let looks = 0; looks < 1_000; looks++) {
      const [row] = await world.query<{ rows_read: number }>(
        'SELECT rows_read FROM source_import WHERE content_hash = $1',
        [file(bytes).contentHash],
      );
      if ((row?.rows_read ?? 0) > 0) return;
      await sleep(20);
    }
    throw new Error('Nothing of the file was stored.');
  };
  const onlyProcess = (): number => {
    const [pid] = started;
    if (pid === undefined || pid < 1) throw new Error('No process was started.');
    return pid;
  };
  const newSeed = () => 100_000 + ++seed;

  it('is stored, and the same process takes the next one', async () => {
    const [one, other] = [newSeed(), newSeed()];
    expect(await upload(fileOf(one))).toMatchObject({ status: 'DONE', rowsStored: ROWS });
    expect(await upload(gzipSync(fileOf(other)))).toMatchObject({ status: 'DONE', rowsStored: ROWS });
    expect(await stored(one)).toBe(ROWS);
    expect(started).toHaveLength(1);
  });

  it('is settled, and later replaced, though statistics are as old as they can be', async () => {
    const [one, other, third] = [newSeed(), newSeed(), newSeed()];
    const { importId: old } = await upload(fileOf(one));
    await world.query('ANALYZE');
    expect(await upload(fileOf(other))).toMatchObject({ rowsStored: ROWS });
    // All of it is shadowed until what shadows it is replaced.
    const again = Buffer.concat([fileOf(one), Buffer.from('L1,1,2026/1/5,B1,1.00,0.00,1.00,有效发票\n')]);
    expect(await upload(again)).toMatchObject({ rowsRead: ROWS + 1 });
    const replacement = { ...file(fileOf(third)), replaces: old };
    expect(await processes.importFile(replacement)).toMatchObject({ rowsStored: ROWS });
    expect(await stored(one)).toBe(ROWS);
  });

  it('that is refused is refused with its reason, and its process takes the next one', async () => {
    await expect(upload(Buffer.from(`a,b\n${'1,2\n'.repeat(500_000)}`))).rejects.toMatchObject({
      code: 'IMPORT_UNREADABLE',
      details: { reason: expect.stringContaining('header') },
    });
    expect(await upload(fileOf(newSeed()))).toMatchObject({ rowsStored: ROWS });
    expect(started).toHaveLength(1);
  });

  it('is broken off when its process is killed, and goes on in another one', async () => {
    const bytes = fileOf(newSeed());
    const body = new PassThrough();
    body.write(bytes.subarray(0, -10_000));
    const broken = upload(bytes, body);
    broken.catch(() => {});
    await begun(bytes);
    process.kill(onlyProcess(), 'SIGKILL');
    await expect(broken).rejects.toMatchObject({ code: 'IMPORT_BROKEN_OFF' });
    expect(await upload(bytes)).toMatchObject({ rowsRead: ROWS, rowsStored: ROWS });
    expect(started).toHaveLength(2);
  });

  it('whose sender goes away keeps what was stored, and goes on from there', async () => {
    const bytes = fileOf(newSeed());
    const body = new PassThrough();
    body.write(bytes.subarray(0, -10_000));
    const broken = upload(bytes, body);
    broken.catch(() => {});
    await begun(bytes);
    body.destroy(new Error('gone'));
    await expect(broken).rejects.toMatchObject({ code: 'INTERNAL' });
    const kept = await world.query<{ status: string; rows_read: number }>(
      'SELECT status, rows_read FROM source_import ORDER BY id DESC LIMIT 1',
    );
    expect(kept[0]).toMatchObject({ status: 'RUNNING' });
    expect(kept[0]?.rows_read).toBeGreaterThan(0);
    expect(await upload(bytes)).toMatchObject({ rowsRead: ROWS, rowsStored: ROWS });
  });

  it('beyond what a node takes at once is put off', async () => {
    const bodies = Array.from({ length: 4 }, () => new PassThrough());
    const uploads = bodies.map((body) => upload(Buffer.from(''), body));
    for (const each of uploads) each.catch(() => {});
    await expect(upload(fileOf(newSeed()))).rejects.toMatchObject({ code: 'IMPORTS_BUSY' });
    for (const body of bodies) body.end();
    for (const each of uploads) await expect(each).rejects.toMatchObject({ code: 'IMPORT_UNREADABLE' });
    expect(await upload(fileOf(newSeed()))).toMatchObject({ rowsStored: ROWS });
  });

  it('sent twice at once is stored once; the later upload goes on, the earlier waits', async () => {
    const which = newSeed();
    const bytes = fileOf(which);
    const body = new PassThrough();
    body.write(bytes.subarray(0, -10_000));
    const first = upload(bytes, body);
    await begun(bytes);
    const second = upload(bytes);
    await sleep(200);
    body.end(bytes.subarray(-10_000));
    const reports = await Promise.all([first, second]);
    expect(reports.map(({ repeated }) => repeated).sort()).toEqual([false, true]);
    expect(new Set(reports.map(({ importId }) => importId)).size).toBe(1);
    expect(await stored(which)).toBe(ROWS);
  });

  it('that breaks off in gibberish leaves nothing, and may come again mended', async () => {
    const which = newSeed();
    await expect(upload(Buffer.concat([fileOf(which), Buffer.from('"never closed')]))).rejects.toMatchObject({
      code: 'IMPORT_UNREADABLE',
    });
    expect(await world.query(`SELECT FROM source_invoice WHERE number LIKE $1 || '%'`, [which])).toEqual([]);
    expect(await upload(fileOf(which))).toMatchObject({ status: 'DONE', rowsStored: ROWS });
  });

  it('ends with its server: a process whose channel closes is gone', async () => {
    await upload(fileOf(newSeed()));
    await processes.close();
    expect(() => process.kill(onlyProcess(), 0)).toThrow('ESRCH');
  });
});

async function* pieces(bytes: Buffer): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += 65_536) yield bytes.subarray(at, at + 65_536);
}
