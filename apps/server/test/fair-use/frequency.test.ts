import type { ConsentId } from '@xinqiao/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Caller } from '../races/support/caller.ts';
import type { Cluster } from '../races/support/cluster.ts';
import { copyConsent } from '../races/support/consents.ts';
import { read } from '../races/support/readers.ts';
import { startTwoNodes } from '../races/support/two-nodes.ts';

const READERS = 24;

describe('frequency · 24 readers at once, on two nodes', () => {
  let cluster: Cluster;
  let caller: Caller;
  let agreed: ConsentId;
  beforeAll(async () => {
    ({ cluster, caller, agreed } = await startTwoNodes());
  });
  afterAll(() => cluster.close());

  const limitedTo = async (value: number | null): Promise<ConsentId> => {
    const columns = { frequency_unit: value === null ? null : 'MONTH', frequency_value: value };
    const [consentId = agreed] = await copyConsent(cluster.database, agreed, 1, { columns });
    return consentId;
  };
  const readAtOnce = (consentId: ConsentId) =>
    Promise.all(Array.from({ length: READERS }, (_, turn) => read(caller, cluster.nodes, consentId, turn)));
  const deliveriesOf = (consentId: ConsentId) =>
    cluster.admin.transaction(
      {},
      async (tx) =>
        (await tx.package.count({ where: { consentId } })) +
        (await tx.decision.count({ where: { consentId } })),
    );

  it.each([1, 5, 23])('delivers %d times, no more and no less', async (limit) => {
    const consentId = await limitedTo(limit);
    const answers = await readAtOnce(consentId);
    const refused = answers.filter(({ status }) => status !== 201);
    expect(answers.length - refused.length).toBe(limit);
    expect(new Set(refused.map(({ status, code }) => `${status} ${code}`))).toEqual(
      new Set(['429 CONSENT_FREQUENCY_EXCEEDED']),
    );
    expect(await deliveriesOf(consentId)).toBe(limit);
  });

  it('delivers to every reader of a consent without a limit', async () => {
    const consentId = await limitedTo(null);
    const answers = await readAtOnce(consentId);
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
    expect(await deliveriesOf(consentId)).toBe(READERS);
  });
});
