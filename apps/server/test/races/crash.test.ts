import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ConsentId } from '@xinqiao/contracts';
import { lockConsentForUpdate } from '@xinqiao/db';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { choosePort } from '../../src/http/listen.ts';
import { clockFrom, type RunningServer, readConfiguration, startServer } from '../../src/index.ts';
import { patienceMs, requests } from './support/bounds.ts';
import type { Answer, Caller } from './support/caller.ts';
import type { Cluster } from './support/cluster.ts';
import { apartFromCopies, copyConsent, UNCOUNTED } from './support/consents.ts';
import { entriesOf, untilIntegrated } from './support/entries.ts';
import { readLogState } from './support/log-state.ts';
import { logViolations } from './support/log-violations.ts';
import { readOn } from './support/readers.ts';
import { startTwoNodes } from './support/two-nodes.ts';

const READERS = 24;
/** Reads answered between one kill and the next. */
const BETWEEN_KILLS = 48;
const REQUESTS = requests(BETWEEN_KILLS);

describe('kill -9 of one of two nodes', () => {
  let cluster: Cluster;
  let caller: Caller;
  let agreed: ConsentId;
  /** A third node, in this process, whose clock reads a minute later: the minute after which a call counts as crashed. */
  let late: RunningServer;
  beforeAll(async () => {
    ({ cluster, caller, agreed } = await startTwoNodes());
    const port = await choosePort(0);
    const configuration = readConfiguration({
      ...cluster.environment,
      PORT: String(port),
      LOG_LEVEL: 'silent',
    });
    const server = await startServer(
      configuration,
      clockFrom(() => new Date(Date.now() + 61_000)),
    );
    late = { url: `http://127.0.0.1:${port}`, close: server.close };
  });
  afterAll(async () => {
    await late.close();
    await cluster.close();
  });

  const packagesOf = async (consentId: ConsentId) => {
    const rows = await cluster.admin.transaction({}, (tx) => tx.package.findMany({ where: { consentId } }));
    return rows.map(({ id }) => id);
  };

  it('a call that died with its node keeps its key for a minute; then another node takes it over, once', async () => {
    const [consentId = agreed] = await copyConsent(cluster.database, agreed, 1);
    const [alive, dying] = cluster.nodes;
    const idempotencyKey = randomUUID();
    const fetchFrom = (node: { readonly url: string }) =>
      caller.call(node, 'data.fetch', { path: { consentId }, idempotencyKey });

    // The call has its key and waits for the consent when its node is killed.
    const died = await cluster.admin.transaction({}, async (tx) => {
      await lockConsentForUpdate(tx, consentId);
      const call = fetchFrom(dying);
      await untilStarted(idempotencyKey);
      await dying.kill();
      return call;
    });
    expect(died.status).toBe(0);
    expect(await fetchFrom(alive)).toMatchObject({ code: 'IDEMPOTENCY_IN_PROGRESS' });
    expect(await packagesOf(consentId)).toEqual([]);

    const rivals = await Promise.all([fetchFrom(late), fetchFrom(late), fetchFrom(late)]);
    const done = rivals.filter(({ status }) => status === 201);
    expect(new Set(done.map(({ body }) => body.packageId)).size).toBe(1);
    expect(rivals.every(({ status, code }) => status === 201 || code === 'IDEMPOTENCY_IN_PROGRESS')).toBe(
      true,
    );
    expect((await fetchFrom(alive)).body.packageId).toBe(done[0]?.body.packageId);
    expect(await packagesOf(consentId)).toEqual([done[0]?.body.packageId]);
    await dying.restart();
  });

  it(
    'loses nothing that was acknowledged, and leaves a whole log',
    async () => {
      const [alive, dying] = cluster.nodes;
      for (let answered = 0; answered < REQUESTS; ) {
        const [consentId = agreed] = await copyConsent(cluster.database, agreed, 1, { columns: UNCOUNTED });
        const keys = new Map<Answer, string>();
        let killed: Promise<void> | undefined;
        const answers = await readOn(
          async (turn) => {
            const idempotencyKey = randomUUID();
            const node = turn % 2 === 0 ? alive : dying;
            const answer = await caller.call(node, 'data.fetch', { path: { consentId }, idempotencyKey });
            keys.set(answer, idempotencyKey);
            return answer;
          },
          READERS,
          // A reader whose call broke off with the node stops; the others go on a little on the one that lives.
          ({ status }) => status === 201 && keys.size < BETWEEN_KILLS,
          (count) => {
            if (count === BETWEEN_KILLS / 2) killed = dying.kill();
          },
        );
        await killed;
        answered += answers.length;
        const broken = answers.filter(({ status }) => status === 0);
        const acknowledged = answers.filter(({ status }) => status === 201);
        expect(broken.length + acknowledged.length).toBe(answers.length);
        expect(broken.length).toBeGreaterThan(0);

        const before = await packagesOf(consentId);
        expect(before).toEqual(expect.arrayContaining(acknowledged.map(({ body }) => body.packageId)));
        // Whatever became of the calls that broke off: each is made good, and none happens twice.
        for (const call of broken) {
          const idempotencyKey = keys.get(call) ?? '';
          const again = await caller.call(late, 'data.fetch', { path: { consentId }, idempotencyKey });
          expect(again).toMatchObject({ status: 201 });
        }
        expect(await packagesOf(consentId)).toHaveLength(answers.length);

        await untilIntegrated(cluster.admin);
        const entries = (await entriesOf(cluster.admin, [consentId])).get(consentId) ?? [];
        const logged = new Set(entries.map(({ entryId }) => entryId));
        expect(acknowledged.filter(({ entryId }) => !logged.has(entryId ?? ''))).toEqual([]);
        await dying.restart();
      }
      expect(await logViolations(await readLogState(cluster.admin), cluster.logKey)).toEqual([]);
      expect(apartFromCopies(alive.errors())).toEqual([]);
    },
    patienceMs(2 * REQUESTS),
  );

  async function untilStarted(key: string): Promise<void> {
    const started = () => cluster.admin.transaction({}, (tx) => tx.idempotencyKey.count({ where: { key } }));
    while ((await started()) === 0) await sleep(10);
  }
});
