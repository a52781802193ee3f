import { createTestDatabase } from '@xinqiao/db/testing';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Platform, startPlatformOn } from '../support/platform.ts';
import { RawClient } from '../support/raw-client.ts';
import { rows } from '../support/rows.ts';

/** Rounds of calls; more of them for the record. */
const ROUNDS = Number(process.env.XINQIAO_LIMIT_ROUNDS ?? 6);

describe('one limit for all nodes', () => {
  let nodes: Platform[];
  let clients: RawClient[];
  beforeAll(async () => {
    const database = await createTestDatabase();
    const shared = { ...database, url: database.urls.migration };
    const first = await startPlatformOn(shared);
    const second = await startPlatformOn({ ...shared, drop: async () => undefined });
    nodes = [second, first];
    // Keys were registered by the node that came first.
    const { credentials } = first;
    clients = await Promise.all(nodes.map(({ url }) => RawClient.of({ url, credentials })));
    await Promise.all(clients.map((client) => client.goodClaims()));
  });
  afterAll(async () => {
    for (const node of nodes) await node.close();
  });

  /** Sends so many calls, `width` of them at once, to the nodes in turn. */
  async function send(calls: number, width: number): Promise<Record<number, number>> {
    const statuses: Record<number, number> = {};
    let next = 0;
    const line = async () => {
      while (next < calls) {
        const client = clients[next++ % clients.length] as RawClient;
        const response = await client.send('GET', '/v1/catalogue/templates');
        await response.arrayBuffer();
        statuses[response.status] = (statuses[response.status] ?? 0) + 1;
      }
    };
    await Promise.all(Array.from({ length: width }, line));
    return statuses;
  }

  it('lets pass the limit and at most as many more as were under way at once', async () => {
    const [node] = nodes as [Platform];
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 3, max: 60 }),
        fc.integer({ min: 1, max: 24 }),
        fc.integer({ min: 1, max: 60 }),
        async (limit, width, more) => {
          await rows(node, 'UPDATE participant SET calls_per_minute = $1', [limit]);
          await rows(node, 'DELETE FROM rate_window');
          const { 200: accepted = 0, 429: refused = 0 } = await send(limit + more, width);
          const minutes = await rows(node, 'SELECT DISTINCT window_start FROM rate_window');
          expect(accepted + refused).toBe(limit + more);
          expect(accepted).toBeGreaterThanOrEqual(limit);
          expect(accepted).toBeLessThanOrEqual((limit + width - 1) * minutes.length);
        },
      ),
      { numRuns: ROUNDS },
    );
  }, 120_000);

  it('counts every call exactly once, whichever node and slot it meets', async () => {
    const [node] = nodes as [Platform];
    await rows(node, 'UPDATE participant SET calls_per_minute = 100000');
    await rows(node, 'DELETE FROM rate_window; DELETE FROM usage_counter');
    expect(await send(200, 24)).toEqual({ 200: 200 });
    const [counted] = await rows(
      node,
      `SELECT (SELECT sum(calls)::int FROM rate_window) AS window,
              (SELECT sum(count)::int FROM usage_counter WHERE measure = 'CALLS') AS metered`,
    );
    expect(counted).toEqual({ window: 200, metered: 200 });
  });
});
