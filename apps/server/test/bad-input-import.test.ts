import { createHash } from 'node:crypto';
import { request as httpRequest } from 'node:http';
import { gzipSync } from 'node:zlib';
import type { ImportReport } from '@xinqiao/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openRow } from '../src/data/imports/sealed-aside.ts';
import { openVault } from '../src/keys/vault.ts';
import { ownerPersona, type Platform, startPlatform } from './support/platform.ts';
import { expectProblem } from './support/problem.ts';
import { RawClient } from './support/raw-client.ts';
import { rows, written } from './support/rows.ts';

const HEADER = '企业代号,发票号码,开票日期,购方单位代号,金额,税额,价税合计,发票状态\n';
const PATH = '/v1/sources/import/files?kind=invoice-out&fileName=invoices.csv';
let number = 0;
/** A good row; every one is another invoice. */
const row = (fact: { status?: string; subject?: string } = {}) =>
  `${fact.subject ?? ownerPersona().enterprise.uscc},${++number},2026-01-05,B1,100.00,6.00,106.00,${fact.status ?? '有效发票'}\n`;
const digestOf = (bytes: Uint8Array) => `sha-256=:${createHash('sha256').update(bytes).digest('base64')}:`;

describe('importing a file of invoices', () => {
  let platform: Platform;
  let operator: RawClient;
  beforeAll(async () => {
    platform = await startPlatform();
    operator = await RawClient.of(platform, 'operator');
  });
  afterAll(() => platform.close());

  const upload = (file: string | Uint8Array, headers: Record<string, string> = {}, path = PATH) => {
    const body = Buffer.from(file as string);
    const usual = { 'content-type': 'text/csv', 'content-digest': digestOf(body) };
    return operator.send('POST', path, { body, headers: { ...usual, ...headers } });
  };
  const imported = async (file: string | Uint8Array, headers: Record<string, string> = {}) => {
    const response = await upload(file, headers);
    expect(response.status).toBe(201);
    return (await response.json()) as ImportReport;
  };
  const expectRefused = async (ask: () => Promise<Response>, code: Parameters<typeof expectProblem>[1]) => {
    const before = await written(platform);
    const problem = await expectProblem(await ask(), code);
    expect(await written(platform)).toEqual(before);
    return problem;
  };
  const gzip = { 'content-type': 'application/gzip' };

  it('stores what is good and sets the rest aside, word for word, with line and reason', async () => {
    const twice = row();
    const report = await imported(
      `${HEADER}${twice}不是发票\n${twice}${row({ status: '失控发票' })}${row({ subject: '91341602MA2MQ1XX59' })}${row()}`,
    );
    expect(report).toMatchObject({ rowsRead: 6, rowsStored: 2, rowsQuarantined: 4, repeated: false });
    const aside = await rows<{ line: number; reason: string; raw: string }>(
      platform,
      'SELECT line, reason, raw FROM source_quarantine WHERE import_id = $1 ORDER BY line',
      [report.importId],
    );
    const vault = openVault(platform.secret);
    const opened = aside.map((kept) => ({ ...kept, raw: openRow(vault, report.importId, kept.raw) }));
    expect(opened).toEqual([
      { line: 3, reason: 'COLUMN_COUNT', raw: '不是发票' },
      { line: 5, reason: 'STATUS_UNKNOWN', raw: expect.stringContaining('失控发票') },
      { line: 6, reason: 'SUBJECT_UNKNOWN', raw: expect.stringContaining('91341602MA2MQ1XX59') },
    ]);
    // What another row says already stands with that row.
    expect(report.quarantine).toContainEqual({ reason: 'DUPLICATE', count: 1, firstLine: 4 });
  });

  it('sent again stores nothing again, and says so', async () => {
    const file = HEADER + row() + row();
    const first = await imported(file);
    const before = await written(platform);
    expect(await imported(file)).toEqual({ ...first, repeated: true });
    expect(await written(platform)).toEqual(before);
  });

  it('sent twice at once is stored once', async () => {
    const file = HEADER + row() + row();
    const reports = await Promise.all([imported(file), imported(file)]);
    expect(reports.map(({ repeated }) => repeated).sort()).toEqual([false, true]);
    expect(new Set(reports.map(({ importId }) => importId)).size).toBe(1);
  });

  it('two files at once that share all their rows, in opposite order, store each row once', async () => {
    const shared = Array.from({ length: 3_000 }, () => row());
    const reports = await Promise.all([
      imported(HEADER + shared.join('')),
      imported(HEADER + shared.reverse().join('')),
    ]);
    expect(reports.map(({ rowsStored }) => rowsStored).sort()).toEqual([0, 3_000]);
  });

  it.each<[string, () => Uint8Array | string, Record<string, string>?]>([
    ['a byte order mark', () => `\ufeff${HEADER}${row()}`],
    ['Windows line ends', () => (HEADER + row()).replaceAll('\n', '\r\n')],
    ['no line end at its end', () => (HEADER + row()).trimEnd()],
    ['empty lines', () => `${HEADER}\n\n${row()}\n`],
    ['gzip', () => gzipSync(HEADER + row()), gzip],
  ])('with %s is read', async (_what, file, headers) => {
    expect(await imported(file(), headers)).toMatchObject({ rowsRead: 1, rowsStored: 1 });
  });

  it('with NUL in a row sets that row aside', async () => {
    const report = await imported(`${HEADER}${row()}${row().replace('B1', 'B\0')}`);
    expect(report).toMatchObject({
      rowsStored: 1,
      quarantine: [{ reason: 'ROW_UNREADABLE', count: 1, firstLine: 3 }],
    });
  });

  it.each<[string, () => Uint8Array | string, Record<string, string>?]>([
    ['nothing in it', () => ''],
    ['another header', () => `企业,发票\n${row()}`],
    ['the header of received invoices', () => HEADER.replace('购方', '销方') + row()],
    ['no header', () => row()],
    ['text that claims to be gzip', () => 'hello', gzip],
    ['gzip cut short', () => gzipSync(HEADER + row()).subarray(0, 40), gzip],
    ['something behind the gzip', () => Buffer.concat([gzipSync(HEADER + row()), Buffer.from('more')]), gzip],
    ['a picture in it', () => Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0xff])],
    ['UTF-16', () => Buffer.from(HEADER + row(), 'utf16le')],
    ['a line of 100 000 characters', () => `${HEADER}${row()}${'x'.repeat(100_000)}\n${row()}`],
    ['a quote that never ends', () => `${HEADER}${row()}"${row()}${row()}`],
    ['a wrong header and five megabytes behind it', () => `a,b\n${row().repeat(80_000)}`],
  ])('with %s is refused as a whole', async (_what, file, headers) => {
    await expectRefused(() => upload(file(), headers), 'IMPORT_UNREADABLE');
  });

  it('that is not what its digest says is refused, also when the digest is that of a stored file', async () => {
    const known = HEADER + row();
    await imported(known);
    for (const digest of [digestOf(Buffer.from('x')), digestOf(Buffer.from(known))])
      await expectRefused(() => upload(HEADER + row(), { 'content-digest': digest }), 'IMPORT_UNREADABLE');
  });

  it.each(['', 'sha-256=abc', 'md5=:AAAA:', `sha-512=:${'A'.repeat(86)}==:`])(
    'with digest “%s” is refused',
    async (digest) => {
      await expectRefused(() => upload(HEADER, { 'content-digest': digest }), 'VALIDATION_FAILED');
    },
  );

  it.each([
    '',
    '?kind=invoice-out',
    '?kind=payroll&fileName=a',
    '?kind=invoice-out&fileName=%00',
    '?kind=invoice-out&fileName=a&more=1',
  ])('asked for with “%s” is refused', async (query) => {
    await expectRefused(() => upload(HEADER, {}, PATH.replace(/\?.*/, query)), 'VALIDATION_FAILED');
  });

  it.each(['application/json', 'application/octet-stream'])('sent as %s is refused', async (type) => {
    await expectRefused(() => upload(HEADER, { 'content-type': type }), 'MEDIA_TYPE_UNSUPPORTED');
  });

  it('of 400 megabytes is refused before it is sent', async () => {
    const url = new URL(`${platform.url}/api${PATH}`);
    const proof = await operator.proof('POST', url.origin + url.pathname, {
      claims: await operator.goodClaims(),
    });
    const headers = {
      authorization: `DPoP ${await operator.token()}`,
      dpop: proof,
      'content-type': 'text/csv',
      'content-digest': digestOf(Buffer.from('')),
      'content-length': 400_000_000,
    };
    const status = await new Promise((resolve, reject) => {
      const sent = httpRequest(url, { method: 'POST', headers }, (response) => {
        resolve(response.statusCode);
        sent.destroy();
      });
      sent.on('error', reject).write('企业代号');
    });
    expect(status).toBe(413);
  });
});
