import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Cluster, startCluster } from '../races/support/cluster.ts';
import { answerDecoupled, askDecoupled, poll } from './support/backchannel.ts';
import { consentIdOf } from './support/code-flow.ts';
import { type StandardClient, standardClient } from './support/standard-client.ts';

describe('a decoupled request on two nodes', () => {
  let cluster: Cluster;
  let client: StandardClient;
  beforeAll(async () => {
    cluster = await startCluster();
    const { origin, credentials } = cluster;
    client = await standardClient({ url: origin, credentials: () => credentials });
  }, 120_000);
  afterAll(() => cluster.close());

  it('is asked for on one node, answered on the other, and redeemed on the first after its kill -9', async () => {
    const [first, second] = cluster.nodes;
    const asked = await askDecoupled(client);
    await first.kill();
    await expect(poll(client, asked)).rejects.toMatchObject({ error: 'authorization_pending' });
    await answerDecoupled({ url: cluster.origin }, asked);
    await first.restart();
    await second.kill();
    const tokens = await poll(client, asked);
    expect(consentIdOf(tokens)).toBe(asked.consentId);
  }, 120_000);
});
