import type { ConsentId } from '@xinqiao/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { until } from '../events/support/event-world.ts';
import { type Receiver, startReceiver } from '../events/support/receiver.ts';
import type { Caller } from '../races/support/caller.ts';
import type { Cluster } from '../races/support/cluster.ts';
import { copyConsent } from '../races/support/consents.ts';
import { record } from '../races/support/record.ts';
import { startTwoNodes } from '../races/support/two-nodes.ts';
import { rows } from '../support/rows.ts';

/**
 * How many consents are revoked: few in `npm test`, and as many as XINQIAO_STOPS says for the record, e.g.
 * `XINQIAO_STOPS=1000 npx vitest run --config .config/vitest.ts apps/server/test/stops/measure`. Figures go to
 * `artifacts/stops.json`; they are measured, not asserted.
 */
const STOPS = Number(process.env.XINQIAO_STOPS ?? 20);
/** Revocations under way at once, over both nodes. */
const AT_ONCE = 4;

describe('stops of a bank that answers at once, on two nodes · issue 4 §10', () => {
  let cluster: Cluster;
  let caller: Caller;
  let receiver: Receiver;
  let agreed: ConsentId;
  beforeAll(async () => {
    ({ cluster, caller, agreed } = await startTwoNodes());
    receiver = await startReceiver(({ event }) => {
      // As a bank does: 204 once the event is kept, then its systems stop and it says so.
      void cluster.bank.stops.acknowledge(event).catch((error: unknown) => refused.push(error));
      return 204;
    });
    const url = receiver.url;
    const { status } = await caller.call(cluster.nodes[0], 'webhooks.create', { body: { url } });
    expect(status).toBe(201);
  });
  afterAll(async () => {
    await receiver?.close();
    await cluster?.close();
  });
  const refused: unknown[] = [];

  it(
    'every one is told and acknowledged; how fast is written down',
    async () => {
      const platform = { adminUrl: cluster.database.adminUrl };
      const consents = await copyConsent(platform, agreed, STOPS, { history: true, ofManyFirms: true });
      const left = consents.map((consentId, turn) => ({
        consentId,
        node: cluster.nodes[turn % 2 === 0 ? 0 : 1],
      }));
      const began = performance.now();
      await Promise.all(
        Array.from({ length: AT_ONCE }, async () => {
          for (let next = left.pop(); next !== undefined; next = left.pop()) {
            const { consentId, node } = next;
            const { status } = await caller.call(node, 'consents.revoke', { path: { consentId } });
            expect(status).toBe(200);
          }
        }),
      );
      const revokedSeconds = (performance.now() - began) / 1000;
      const waiting = () =>
        rows(platform, 'SELECT 1 FROM consent_stop WHERE acknowledged_at IS NULL OR told_at IS NULL LIMIT 1');
      await until(async () => refused.length > 0 || (await waiting()).length === 0);
      expect(refused).toEqual([]);

      const quantiles = (since: string, to: string) =>
        `percentile_disc(ARRAY[0.5, 0.99, 1.0]) WITHIN GROUP (ORDER BY extract(epoch FROM ${to} - ${since})::float8)`;
      const [figures] = await rows<{ count: number; told: number[]; acknowledged: number[] }>(
        platform,
        `SELECT count(*)::int AS count, ${quantiles('stopped_at', 'told_at')} AS told,
           ${quantiles('stopped_at', 'acknowledged_at')} AS acknowledged FROM consent_stop`,
      );
      expect(figures?.count).toBe(STOPS);
      const [logged] = await rows<{ count: number }>(
        platform,
        `SELECT count(DISTINCT consent_id)::int AS count FROM log_entry WHERE kind = 'CONSENT_STOP_ACKNOWLEDGED'`,
      );
      expect(logged?.count).toBe(STOPS);
      record('stops', { stops: STOPS, revokedSeconds, secondsP50P99Max: figures });
    },
    120_000 + STOPS * 1_000,
  );
});
