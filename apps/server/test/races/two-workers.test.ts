import { setTimeout as sleep } from 'node:timers/promises';
import type { ParticipantId } from '@xinqiao/contracts';
import { type Database, openDatabase } from '@xinqiao/db';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { appendEntry } from '../../src/audit/append.ts';
import { clockFrom } from '../../src/clock.ts';
import { idFactory } from '../../src/ids.ts';
import { patienceMs, requests } from './support/bounds.ts';
import { agreedConsent, type Cluster, startCluster } from './support/cluster.ts';
import { apartFromCopies, copyConsent } from './support/consents.ts';
import { untilIntegrated } from './support/entries.ts';
import { readLogState, sha256 } from './support/log-state.ts';
import { logViolations } from './support/log-violations.ts';

/** Consents whose term ends at one moment: several rounds of work for both workers. */
const TERMS_OVER = 400;
const WRITERS = 12;
const ENTRIES = requests(1_500);
/** Longest wait of a writer between its ticket and its commit, in milliseconds: tickets commit out of order. */
const LATEST_MS = 30;

describe('two nodes whose workers run side by side', () => {
  let cluster: Cluster;
  let writers: Database;
  beforeAll(async () => {
    cluster = await startCluster();
    writers = openDatabase(cluster.database.urls.application, { poolSize: WRITERS });
    await recordPublishers(cluster.admin);
  });
  afterAll(async () => {
    await writers.close();
    await cluster.close();
  });

  it(
    'integrate one log without gap or fork, while writers commit late and others watch',
    async () => {
      let left = ENTRIES;
      const seen: string[] = [];
      const writer = async () => {
        while (left-- > 0) await writeLate(writers, Math.random() * LATEST_MS);
      };
      const watcher = async ({ url }: { readonly url: string }) => {
        while (left > 0) {
          const answer = await fetch(`${url}/log/checkpoint`);
          if (answer.ok) seen.push(await answer.text());
          await sleep(5);
        }
      };
      await Promise.all([...Array.from({ length: WRITERS }, writer), ...cluster.nodes.map(watcher)]);
      await untilIntegrated(cluster.admin);

      const log = await readLogState(cluster.admin);
      expect(await logViolations(log, cluster.logKey, seen)).toEqual([]);
      expect(log.entries).toBeGreaterThanOrEqual(ENTRIES);
      expect(new Set(seen).size).toBeGreaterThan(1);
      expect(await publishers(cluster.admin)).toEqual(['node-1', 'node-2']);
      expect(cluster.nodes.flatMap((node) => apartFromCopies(node.errors()))).toEqual([]);
    },
    patienceMs(ENTRIES),
  );

  it('expire each consent once, and neither stumbles over the other', async () => {
    const { consentId } = await agreedConsent(cluster);
    const over = await copyConsent(cluster.database, consentId, TERMS_OVER, {
      columns: { expires_at: new Date() },
    });
    const filter = { id: { in: over } };
    const active = () =>
      cluster.admin.transaction({}, (tx) => tx.consent.count({ where: { ...filter, status: 'ACTIVE' } }));
    while ((await active()) > 0) await sleep(50);
    const expired = await cluster.admin.transaction({}, (tx) =>
      tx.logEntry.groupBy({
        by: ['consentId'],
        where: { consentId: { in: over }, kind: 'CONSENT_EXPIRED' },
        _count: true,
      }),
    );
    expect(expired).toHaveLength(TERMS_OVER);
    expect(expired.filter(({ _count }) => _count !== 1)).toEqual([]);
    expect(cluster.nodes.flatMap((node) => apartFromCopies(node.errors()))).toEqual([]);
  });
});

const BANK = 'ptc_00000000-0000-7000-8000-000000000002' as ParticipantId;
const clock = clockFrom();
const services = { clock, newId: idFactory(clock), operatorId: 'bozhou', sha256, logOrigin: 'test' };

/** Appends an entry as a bank's call does, and holds its transaction open for a while. */
const writeLate = (database: Database, ms: number) =>
  database.transaction({ participantId: BANK }, async (tx) => {
    const act = { kind: 'ACCESS_DENIED', actor: 'late', participantId: BANK } as const;
    await appendEntry(services, tx, { ...act, subjectId: null, consentId: null, detail: {} });
    await sleep(ms);
  });

/** Remembers which node published each checkpoint: its connections bear its name. */
const recordPublishers = (admin: Database) =>
  admin.transaction({}, async (tx) => {
    await tx.$executeRaw`CREATE TABLE publisher (size bigint, node text)`;
    await tx.$executeRaw`
      CREATE FUNCTION record_publisher() RETURNS trigger SECURITY DEFINER LANGUAGE plpgsql AS $$ BEGIN
        INSERT INTO public.publisher VALUES (NEW.size, current_setting('application_name'));
        RETURN NEW;
      END $$`;
    await tx.$executeRaw`
      CREATE TRIGGER record_publisher AFTER INSERT ON log_checkpoint
      FOR EACH ROW EXECUTE FUNCTION record_publisher()`;
  });

const publishers = async (admin: Database) => {
  const rows = await admin.transaction(
    {},
    (tx) => tx.$queryRaw<{ node: string }[]>`SELECT DISTINCT node FROM publisher ORDER BY node`,
  );
  return rows.map(({ node }) => node);
};
