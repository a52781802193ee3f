import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SourceHealth } from '@xinqiao/contracts';
import {
  AGENCY_RANGE,
  type AgencyDatabase,
  agencyCode,
  createAgencyDatabase,
  createTestDatabase,
} from '@xinqiao/db/testing';
import { decodeJwt } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { agreedConsent, type Platform, startPlatform } from '../support/platform.ts';
import { expectProblem } from '../support/problem.ts';
import { RawClient } from '../support/raw-client.ts';

const OWNER = 'owner-at-an-agency';
const ITEMS = ['registration.profile', 'tax.credit-grades', 'tax.arrears'] as const;

/** A platform with an agency’s PostgreSQL and a second one that holds the registrations alone. */
describe('a platform with sources of agencies', () => {
  let agency: AgencyDatabase;
  let platform: Platform;
  let bank: RawClient;
  let operator: RawClient;
  let consentId: string;
  let release: () => Promise<void>;
  beforeAll(async () => {
    const database = await createTestDatabase();
    agency = await createAgencyDatabase(database.adminUrl);
    const [exchange] = agency.document.sources;
    const { 'registration.profile': profile, ...rest } = exchange.items;
    const registry = {
      ...{ ...exchange, sourceId: 'registry', deadlineMs: 10_000 },
      items: { 'registration.profile': profile },
    };
    const directory = mkdtempSync(join(tmpdir(), 'xinqiao-sources-'));
    const path = join(directory, 'sources.json');
    writeFileSync(
      path,
      JSON.stringify({ sources: [{ ...exchange, deadlineMs: 4_000, items: rest }, registry] }),
    );
    platform = await startPlatform({ XINQIAO_SOURCES: path, XINQIAO_SOURCE_EXCHANGE: agency.url });
    release = async () => {
      await platform.close();
      await agency.drop();
      await database.drop();
      rmSync(directory, { recursive: true, force: true });
    };
    bank = await RawClient.of(platform);
    operator = await RawClient.of(platform, 'operator');
    const body = {
      ...{ type: 'ENTERPRISE', name: '亳州市第1药业有限公司', sourceId: 'exchange' },
      identifier: { scheme: 'uscc', value: agencyCode(1) },
      representative: { identityId: OWNER, name: '某某' },
    };
    expect((await operator.send('POST', '/v1/subjects', { body })).status).toBe(201);
    const fact = { items: [...ITEMS], range: AGENCY_RANGE, customer: { uscc: agencyCode(1) } };
    ({ consentId } = await agreedConsent(platform, { fact, persona: OWNER }));
  });
  afterAll(() => release());

  const fetchPackage = async () => {
    const response = await bank.send('POST', `/v1/consents/${consentId}/packages`, { body: {} });
    return { response, text: await response.clone().text() };
  };
  const itemsOf = (text: string) => {
    const { items } = decodeJwt<{ items: readonly Record<string, unknown>[] }>(
      (JSON.parse(text) as { package: string }).package,
    );
    return Object.fromEntries(items.map(({ item, sourceId, status }) => [item, [sourceId, status]]));
  };
  const sources = async (client = operator) => {
    const response = await client.send('GET', '/v1/sources');
    expect(response.status).toBe(200);
    const { items } = (await response.json()) as { items: unknown[] };
    return items.map((item) => SourceHealth.parse(item));
  };

  it('delivers each item from the source that holds it, of one subject from several', async () => {
    const { response, text } = await fetchPackage();
    expect(response.status).toBe(201);
    expect(itemsOf(text)).toEqual({
      'registration.profile': ['registry', 'DELIVERED'],
      'tax.credit-grades': ['exchange', 'DELIVERED'],
      'tax.arrears': ['exchange', 'DELIVERED'],
    });
  });

  it('delivers the registration while the tax source hangs, and says of the rest TIMEOUT', async () => {
    const client = await agency.connect();
    await client.query('BEGIN; LOCK TABLE exchange.grade IN ACCESS EXCLUSIVE MODE');
    try {
      const { response, text } = await fetchPackage();
      expect(response.status).toBe(201);
      expect(itemsOf(text)).toEqual({
        'registration.profile': ['registry', 'DELIVERED'],
        'tax.credit-grades': ['exchange', expect.stringMatching(/^(TIMEOUT|UNAVAILABLE)$/)],
        'tax.arrears': ['exchange', expect.stringMatching(/^(TIMEOUT|UNAVAILABLE)$/)],
      });
    } finally {
      await client.end();
    }
  });

  it('when every source is away says so, and nothing of what they said', async () => {
    await agency.sql(`ALTER ROLE ${agency.reader} NOLOGIN`);
    await agency.sql('SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE usename = $1', [
      agency.reader,
    ]);
    try {
      const { response, text } = await fetchPackage();
      await expectProblem(response, 'SOURCE_UNAVAILABLE');
      expect(text).not.toMatch(/role|login|reader_|pg_|postgres|SQL/i);
      const away = (await sources()).filter(({ reachable }) => !reachable).map(({ sourceId }) => sourceId);
      expect(away).toEqual(['exchange', 'registry']);
    } finally {
      await agency.sql(`ALTER ROLE ${agency.reader} LOGIN`);
    }
  });

  describe('sources.list', () => {
    it('tells the operator of each source, the preferred first, how it is', async () => {
      await fetchPackage();
      const listed = await sources();
      expect(listed.map(({ sourceId, kind }) => [sourceId, kind])).toEqual([
        ['city', 'CITY'],
        ['exchange', 'SQL'],
        ['registry', 'SQL'],
        ['import', 'FILES'],
      ]);
      const registry = listed.find(({ sourceId }) => sourceId === 'registry');
      expect(registry).toMatchObject({ reachable: true, breaker: 'CLOSED', failuresInARow: 0 });
      expect(registry?.items).toMatchObject([
        { item: 'registration.profile', asOf: '2026-11-20T18:00:00.000Z', refusedRows: 0 },
      ]);
    });

    it('says which data are older than the catalogue promises', async () => {
      await agency.sql(`UPDATE exchange.load_state SET loaded_at = '2020-01-01'`);
      const [, exchange] = await sources();
      expect(exchange?.items.every(({ fresh }) => fresh === false)).toBe(true);
      await agency.sql(`UPDATE exchange.load_state SET loaded_at = now()`);
      const [, now] = await sources();
      expect(now?.items.every(({ fresh }) => fresh === true)).toBe(true);
    });

    it('tells a bank nothing', async () => {
      await expectProblem(await bank.send('GET', '/v1/sources'), 'SCOPE_MISSING');
    });
  });
});
