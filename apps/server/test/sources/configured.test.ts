import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PlatformError } from '@xinqiao/contracts';
import type { Database } from '@xinqiao/db';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clockFrom } from '../../src/clock.ts';
import { openConfiguredSources } from '../../src/data/sources/configured/open-sources.ts';
import { SourcesDocument } from '../../src/data/sources/configured/source-configuration.ts';
import { type Agency, foundAgency } from './support/sql-world.ts';

describe('a document of sources', () => {
  let world: Agency;
  let directory: string;
  beforeAll(async () => {
    world = await foundAgency();
    directory = mkdtempSync(join(tmpdir(), 'xinqiao-sources-'));
  });
  afterAll(async () => {
    await world.close();
    rmSync(directory, { recursive: true, force: true });
  });

  const open = (document: unknown, secrets: Record<string, string> = {}) => {
    const path = join(directory, 'sources.json');
    writeFileSync(path, typeof document === 'string' ? document : JSON.stringify(document));
    const logger = pino({ level: 'silent' }) as never;
    return openConfiguredSources(path, { secrets, database: {} as Database, clock: clockFrom(), logger });
  };
  const refusalOf = async (document: unknown, secrets?: Record<string, string>) => {
    const error: unknown = await open(document, secrets).catch((refused: unknown) => refused);
    expect(error).toMatchObject({ code: 'CONFIGURATION_INVALID' });
    return error as PlatformError;
  };
  const source = {
    ...{ kind: 'SQL', sourceId: 'tax', urlFrom: 'XINQIAO_SOURCE_TAX' },
    agency: { zh: '税务局', en: 'Tax bureau' },
    knows: 'SELECT 1 WHERE :code IS NOT NULL',
    items: { 'tax.credit-grades': { query: 'SELECT 1' } },
  };
  const KEY = { kid: 'agency-1', kty: 'OKP', crv: 'Ed25519', x: 'one' };
  const service = {
    ...{ kind: 'HTTP', sourceId: 'tax', agency: source.agency, items: ['tax.credit-grades'] },
    ...{ url: 'https://data.tax.example', keyFile: 'tax.json', agencyKeys: [KEY] },
  };

  it('opens its sources in its order', async () => {
    const [exchange] = world.agency.document.sources;
    const sources = [{ ...exchange, sourceId: 'second' }, exchange];
    const opened = await open({ sources }, { XINQIAO_SOURCE_EXCHANGE: world.agency.url });
    expect(opened.map((each) => each.describe().sourceId)).toEqual(['second', 'exchange']);
    await Promise.all(opened.map((each) => each.close?.()));
  });

  it.each(['en', 'zh-CN'])('is one in the guide to sources, %s', async (language) => {
    const page = new URL(`../../../../docs/${language}/operations/sources.md`, import.meta.url);
    const [, json = ''] = /```json\n([\s\S]*?)```/.exec(await readFile(page, 'utf8')) ?? [];
    const { sources } = SourcesDocument.parse(JSON.parse(json));
    expect(sources.map(({ sourceId }) => sourceId)).toEqual(['tax-exchange']);
  });

  it('opens a source that is away: it answers when it is back', async () => {
    const { agency } = world;
    await agency.sql(`ALTER ROLE ${agency.reader} NOLOGIN`);
    try {
      const opened = await open(agency.document, { XINQIAO_SOURCE_EXCHANGE: agency.url });
      expect(opened).toHaveLength(1);
      await opened[0]?.close?.();
    } finally {
      await agency.sql(`ALTER ROLE ${agency.reader} LOGIN`);
    }
  });

  it.each([
    ['is no JSON', '{', 'XINQIAO_SOURCES'],
    ['names a kind there is not', { sources: [{ ...source, kind: 'FTP' }] }, 'sources.0.kind'],
    ['has two of one name', { sources: [source, source] }, 'sources'],
    ['takes the name of the city', { sources: [{ ...source, sourceId: 'city' }] }, 'sources.0.sourceId'],
    [
      'holds a connection string',
      { sources: [{ ...source, url: 'postgresql://a:secret@b/c' }] },
      'sources.0',
    ],
    ['names another variable', { sources: [{ ...source, urlFrom: 'DATABASE_URL' }] }, 'sources.0.urlFrom'],
    ['would delete', { sources: [{ ...source, knows: 'DELETE FROM firm' }] }, 'sources.0.knows'],
    [
      'has an item there is not',
      { sources: [{ ...source, items: { 'tax.nothing': { query: 'SELECT 1' } } }] },
      'sources.0.items',
    ],
    [
      'pins two keys of an agency under one name',
      { sources: [{ ...service, agencyKeys: [KEY, { ...KEY, x: 'other' }] }] },
      'sources.0.agencyKeys',
    ],
    ['names a variable that is not set', { sources: [source] }, 'sources.0.urlFrom'],
  ])('that %s is refused by its place, without a value of it', async (_what, document, place) => {
    const { message, errors, details } = await refusalOf(document);
    expect(errors?.map(({ path }) => path)).toContain(place);
    expect(JSON.stringify([message, errors, details])).not.toContain('secret');
  });

  it.each([
    [
      'beyond this machine need not prove who it is',
      'postgresql://reader:secret@db.example/tax?sslmode=require',
    ],
    ['beyond this machine is reached without TLS', 'postgresql://reader:secret@10.0.0.7/tax'],
    [
      'is named in a parameter to look like this machine',
      'postgresql://r:secret@127.0.0.1/tax?host=db.example',
    ],
    ['is given settings of its own', 'postgresql://r:secret@127.0.0.1/tax?options=-c%20statement_timeout=0'],
    ['is none', 'https://127.0.0.1/secret'],
  ])('whose server %s is refused', async (_what, url) => {
    const { errors } = await refusalOf({ sources: [source] }, { XINQIAO_SOURCE_TAX: url });
    expect(errors).toMatchObject([{ path: 'sources.0.urlFrom' }]);
    expect(JSON.stringify(errors)).not.toContain('secret');
  });

  it('whose role may write is refused, in words that say what to take from it', async () => {
    const { agency } = world;
    await agency.sql(`GRANT DELETE ON exchange.grade TO ${agency.reader}`);
    try {
      const { errors } = await refusalOf(agency.document, { XINQIAO_SOURCE_EXCHANGE: agency.url });
      const [error] = errors ?? [];
      expect(error?.path).toBe('sources.0.urlFrom');
      expect(error?.problem).toContain('grant it SELECT and nothing else');
    } finally {
      await agency.sql(`REVOKE DELETE ON exchange.grade FROM ${agency.reader}`);
    }
  });
});
