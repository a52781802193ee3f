import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type AgencyHoldings, documentHoldings, serveAgency } from '@xinqiao/agency';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { readDocument, readPrivateKey, readPublicKey } from './agency-files.ts';
import { checkAgency } from './check-agency.ts';
import { serveAgencyFile } from './serve-agency-file.ts';
import { writeSample } from './write-sample.ts';

let folder: string;
let printed = '';
const file = (name: string) => join(folder, name);

/** The two files that `xinqiao keys create` writes. */
function createKeys(name: string): void {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const credentials = { keyId: name, privateKey: { ...privateKey.export({ format: 'jwk' }), kid: name } };
  writeFileSync(file(`${name}.json`), JSON.stringify(credentials));
  writeFileSync(
    file(`${name}.pub.json`),
    JSON.stringify({ ...publicKey.export({ format: 'jwk' }), kid: name }),
  );
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'xinqiao-agency-commands-'));
  createKeys('agency');
  createKeys('platform');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));
beforeEach(() => {
  printed = '';
  vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    printed += text;
    return true;
  });
});
afterEach(() => {
  vi.restoreAllMocks();
  process.exitCode = 0;
});

/** The sample, written once. */
let sampleCode = '';
function sample() {
  if (sampleCode === '') {
    writeSample({ out: file('records.json') });
    sampleCode = printed.trim();
    printed = '';
  }
  return readDocument('--data', file('records.json'));
}

const serve = (held: AgencyHoldings) =>
  serveAgency({
    holdings: held,
    key: readPrivateKey('--key', file('agency.json')),
    platformKeys: [readPublicKey('--platform', file('platform.pub.json'))],
    port: 0,
  });

/** What the checks found wrong, by name. */
async function problems(url: string, code?: string): Promise<{ all: number; wrong: string[] }> {
  await checkAgency({
    ...{ url, key: file('platform.json'), agency: file('agency.pub.json'), wait: '0', json: true },
    ...(code === undefined ? {} : { code }),
  });
  const checks = printed
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { check: string; ok: boolean });
  return { all: checks.length, wrong: checks.flatMap(({ check, ok }) => (ok ? [] : [check])) };
}
const problemsOf = async (held: AgencyHoldings) => {
  const service = await serve(held);
  const found = await problems(service.origin, sampleCode);
  await service.close();
  return found.wrong;
};

describe('xinqiao agency sample', () => {
  it('writes what can be served, and overwrites nothing', () => {
    const { items, subjects } = sample();
    expect(items).toContain('invoice.lines');
    expect(subjects).toHaveLength(3);
    expect(sampleCode).toBe(subjects[0]?.subject.code);
    expect(() => writeSample({ out: file('records.json') })).toThrow(
      expect.objectContaining({ code: 'CONFIGURATION_INVALID' }),
    );
  });
});

describe('xinqiao agency check', () => {
  it('finds nothing wrong with the reference service', async () => {
    const service = await serve(documentHoldings(sample()));
    expect(await problems(service.origin, sampleCode)).toEqual({ all: 11, wrong: [] });
    expect(process.exitCode).toBe(0);
    await service.close();
  }, 60_000);

  it('finds everything wrong with a service that believes anybody, and ends with 1', async () => {
    const careless = createServer((socket) => {
      socket.on('error', () => socket.destroy());
      socket.end('HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 2\r\n\r\n{}');
    }).listen(0, '127.0.0.1');
    await once(careless, 'listening');
    const found = await problems(`http://127.0.0.1:${(careless.address() as AddressInfo).port}`);
    careless.close();
    expect(found).toMatchObject({ all: 8, wrong: { length: 8 } });
    expect(process.exitCode).toBe(1);
  });

  it('finds a version that state and read do not agree on', async () => {
    const held = documentHoldings(sample());
    const state = async () => ({ asOf: null, version: 'other' });
    expect(await problemsOf({ ...held, state })).toEqual([
      'tells by /v1/state the versions that /v1/read gives',
    ]);
  }, 60_000);

  it('finds pages that do not add up', async () => {
    const held = documentHoldings(sample());
    const page: AgencyHoldings['page'] = async () => ({
      ...{ kind: 'page', rows: [], next: null, asOf: null, version: null },
    });
    expect(await problemsOf({ ...held, page })).toEqual(['gives pages that add up to the list']);
  }, 60_000);

  it('finds that strangers are denied rather than unknown', async () => {
    const held = documentHoldings(sample());
    const read: AgencyHoldings['read'] = async (subject, item, range) =>
      subject.code === sampleCode ? held.read(subject, item, range) : { kind: 'denied' };
    expect(await problemsOf({ ...held, read })).toEqual(['has no data of a firm nobody knows']);
  }, 60_000);
});

describe('files of the agency commands', () => {
  const refusedFor = (setting: string) =>
    expect.objectContaining({
      code: 'CONFIGURATION_INVALID',
      details: expect.objectContaining({ setting }),
    });

  it.each([
    ['that are not there', 'nowhere.json'],
    ['with a public key alone', 'platform.pub.json'],
    ['that are no JSON', 'text.json'],
  ])('credentials %s are refused', (_what, name) => {
    writeFileSync(file('text.json'), 'key');
    expect(() => readPrivateKey('--key', file(name))).toThrow(refusedFor('--key'));
  });

  it('an address with a path is refused', async () => {
    await expect(problems('http://127.0.0.1:1/v1')).rejects.toEqual(refusedFor('--url'));
  });

  it.each([
    ['--code', { code: '91341602mp00003865' }],
    ['--wait', { wait: 'long' }],
  ])('%s that is none is refused before anybody is called', async (setting, fact) => {
    const files = { key: file('platform.json'), agency: file('agency.pub.json') };
    const called = checkAgency({ url: 'http://127.0.0.1:1', ...files, wait: '0', json: true, ...fact });
    await expect(called).rejects.toEqual(refusedFor(setting));
    expect(printed).toBe('');
  });

  it.each([
    ['--origin', () => ({ origin: 'https://data.agency.example/api' })],
    ['--port', (taken: string) => ({ port: taken })],
    ['--host', () => ({ host: '192.0.2.1' })],
  ])('%s that cannot be served is refused by its name', async (setting, fact) => {
    const other = await serve(documentHoldings(sample()));
    const options = {
      ...{ key: file('agency.json'), platform: [file('platform.pub.json')], data: file('records.json') },
      ...{ host: '127.0.0.1', port: '0', ...fact(new URL(other.origin).port) },
    };
    await expect(serveAgencyFile(options)).rejects.toEqual(refusedFor(setting));
    await other.close();
  });

  it.each(['-1', '65536', 'web', '1.5'])('port %s is refused', async (port) => {
    const options = { key: '', platform: [], data: '', host: '127.0.0.1', port };
    await expect(serveAgencyFile(options)).rejects.toEqual(refusedFor('--port'));
  });

  it('records that are not as the catalogue has them are refused, by their place', () => {
    sample();
    const document = JSON.parse(readFileSync(file('records.json'), 'utf8'));
    document.subjects[0].records['tax.credit-grades'][0].grade = 'Z';
    writeFileSync(file('wrong.json'), JSON.stringify(document));
    expect(() => readDocument('--data', file('wrong.json'))).toThrow(
      expect.objectContaining({
        errors: [expect.objectContaining({ path: 'subjects.0.records.tax.credit-grades.0.grade' })],
      }),
    );
  });
});
