import { createHmac, hash } from 'node:crypto';
import { assemblePackage, indicatorsOf, snapshotHashes } from '@xinqiao/catalogue';
import { DATA_ITEM_IDS, type DataItemId, type SubjectId } from '@xinqiao/contracts';
import type { Database } from '@xinqiao/db';
import { AGENCY_RANGE, type AgencyDatabase, agencyCode } from '@xinqiao/db/testing';
import pg from 'pg';
import { guardSource } from '../../../src/data/sources/guard/guard-source.ts';
import { readSources } from '../../../src/data/sources/read-sources.ts';
import type { SourceSubject } from '../../../src/data/sources/source.ts';
import { numberParameters } from '../../../src/data/sources/sql/named-parameters.ts';
import { SqlSourceConfiguration } from '../../../src/data/sources/sql/sql-configuration.ts';
import { sqlSource } from '../../../src/data/sources/sql/sql-source.ts';
import { readStatement } from '../../../src/data/sources/sql/statement.ts';

/** Every item that an indicator is computed from. */
export const INDICATOR_ITEMS: readonly DataItemId[] = DATA_ITEM_IDS.filter(
  (item) => indicatorsOf(item).length > 0,
);

/** Milliseconds; the middle of the rounds, and the lowest and highest of them. */
export interface Figure {
  readonly median: number;
  readonly lowest: number;
  readonly highest: number;
}

export interface FetchFigures {
  /** A fetch and its package, of all indicator items of one enterprise over 24 months. */
  readonly fetchMs: Figure;
  /** Of it the reading alone: records that were checked and cut, and nothing made of them. */
  readonly readMs: Figure;
  /** The same statement by `pg`, its JSON parsed, nothing made of it. */
  readonly handSqlMs: Figure;
  /** The queries of the items one after the other by `pg`. */
  readonly itemByItemMs: Figure;
  /** Round by round: what a fetch takes, as a multiple of the same SQL by hand. */
  readonly ratioToHandSql: Figure;
  readonly ratioToItemByItem: Figure;
  readonly items: number;
  readonly roundTrips: number;
}

const ROUNDS = 7;
const nothing = () => {};
const sha256 = (bytes: Uint8Array) => new Uint8Array(hash('sha256', bytes, 'buffer'));

/** Measures a fetch beside the SQL it consists of, turn by turn on the same rows of the same server. */
export async function fetchFigures(agency: AgencyDatabase, seconds: number): Promise<FetchFigures> {
  const configuration = SqlSourceConfiguration.parse(agency.document.sources[0]);
  const source = sqlSource(configuration, agency.url, { warn: nothing });
  const services = {
    sources: [guardSource(source, { logger: { error: nothing, warn: nothing } })],
    database: {} as Database,
  };
  const client = new pg.Client({ connectionString: agency.url });
  await client.connect();
  await client.query(`SET search_path = ${configuration.schema}`);

  const subject = (n: number): SourceSubject => ({
    ...{ subjectId: `sub_${n}` as SubjectId, sourceId: 'exchange', scheme: 'uscc', code: agencyCode(n) },
  });
  const read = async (n: number) => {
    const results = await readSources(services, subject(n), INDICATOR_ITEMS, AGENCY_RANGE);
    if (results.some(({ status }) => status !== 'DELIVERED'))
      throw new Error('Not everything was delivered.');
    return results;
  };
  const fetch = async (n: number) => {
    const results = await read(n);
    const packageId = 'pkg_0' as never;
    const consent = {
      ...{ consentId: 'cns_0', participantId: 'ptc_0', subjectId: 'sub_0', purpose: 'CREDIT_DECISION' },
      ...{ items: INDICATOR_ITEMS, disclosure: 'INDICATORS', range: AGENCY_RANGE, dataLife: 'P24M' },
    } as never;
    const keyed = (text: string) => createHmac('sha256', 'key').update(text).digest('base64url');
    assemblePackage(
      {
        ...{ operatorId: 'bozhou' as never, packageId, consent, results },
        ...{ asOf: '2026-11-01', extractedAt: '2026-11-21T08:00:00.000Z' },
      },
      snapshotHashes(sha256, keyed, packageId),
    );
  };
  const text = readStatement(configuration, INDICATOR_ITEMS);
  const byHand = async (n: number) => {
    const { from, to } = AGENCY_RANGE;
    await client.query({ name: 'all', text, values: [agencyCode(n), from, to] });
  };
  const queries = INDICATOR_ITEMS.map((item) => {
    const sql = configuration.items[item]?.query ?? '';
    const numbered = numberParameters(sql, { code: '$1::text', from: '$2::date', to: '$3::date' });
    return { name: item, text: numbered.text, ranged: numbered.names.has('from') };
  });
  const itemByItem = async (n: number) => {
    const { from, to } = AGENCY_RANGE;
    const code = agencyCode(n);
    for (const { name, text: query, ranged } of queries)
      await client.query({ name, text: query, values: ranged ? [code, from, to] : [code] });
  };

  try {
    const rounds = await alternate([fetch, byHand, itemByItem, read], seconds);
    const times = (at: number) => rounds.map((round) => round[at] ?? Number.NaN);
    const ratios = (to: number) =>
      rounds.map((round) => (round[0] ?? Number.NaN) / (round[to] ?? Number.NaN));
    return {
      ...{ fetchMs: figure(times(0)), handSqlMs: figure(times(1)), itemByItemMs: figure(times(2)) },
      readMs: figure(times(3)),
      ...{ ratioToHandSql: figure(ratios(1)), ratioToItemByItem: figure(ratios(2)) },
      ...{ items: INDICATOR_ITEMS.length, roundTrips: await roundTripsOf(fetch) },
    };
  } finally {
    await client.end();
    await source.close();
  }
}

/** Turns of each way, one after the other, so that what else the machine does disturbs all alike. */
async function alternate(
  ways: readonly ((n: number) => Promise<unknown>)[],
  seconds: number,
): Promise<readonly (readonly number[])[]> {
  const rounds: number[][] = [];
  let n = 0;
  // The first round lets compilers, plans and caches settle.
  for (let round = 0; round <= ROUNDS; round++) {
    const until = performance.now() + (seconds * 1_000) / (ROUNDS + 1);
    const times = ways.map(() => [] as number[]);
    do {
      n += 1;
      for (const [at, way] of ways.entries()) {
        const begun = performance.now();
        await way((n % FIRMS) + 1);
        times[at]?.push(performance.now() - begun);
      }
    } while (performance.now() < until);
    if (round > 0) rounds.push(times.map(median));
  }
  return rounds;
}

/** Firms that the measured database holds at least. */
export const FIRMS = 50;

async function roundTripsOf(fetch: (n: number) => Promise<void>): Promise<number> {
  const { query } = pg.Client.prototype;
  let count = 0;
  pg.Client.prototype.query = function counted(this: pg.Client, ...args: never[]) {
    count += 1;
    return (query as (...all: never[]) => unknown).apply(this, args);
  } as never;
  try {
    await fetch(1);
    return count;
  } finally {
    pg.Client.prototype.query = query;
  }
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[sorted.length >> 1] ?? Number.NaN;
}

const figure = (values: readonly number[]): Figure => ({
  median: rounded(median(values)),
  lowest: rounded(Math.min(...values)),
  highest: rounded(Math.max(...values)),
});

const rounded = (value: number) => Math.round(value * 1_000) / 1_000;
