import { expect, it } from 'vitest';
import { bankTest, consentRequest, SHEN } from './support/bank-test.ts';

const NOON = new Date('2026-11-21T04:00:00.000Z');

/** What a bank sees of one consent and one decision, without keys and signatures. */
async function story(seed: string | undefined) {
  const world = await bankTest({ now: () => NOON, ...(seed === undefined ? {} : { seed }) });
  try {
    const bank = world.bank();
    const { url, pending } = await bank.consents.request(consentRequest(world.sandbox));
    const consent = await bank.consents.complete(await world.sandbox.owner(SHEN).agree(url), pending);
    const { artefact: _signed, ...terms } = consent;
    const { decision, receipt } = await bank.decisions.create({ consentId: consent.consentId });
    const { checkpoint } = await bank.audit.prove(receipt);
    return { terms, decision, receipt: receipt.payload, tree: checkpoint.split('\n').slice(0, 3) };
  } finally {
    world.close();
  }
}

it('the same seed and time give the same ids, decision, leaves and root', async () => {
  expect(await story('a')).toEqual(await story('a'));
});

it.each(['b', undefined])('seed %s gives other ids and leaves, and the same decision', async (seed) => {
  const [one, other] = [await story('a'), await story(seed)];
  expect(other.terms.consentId).not.toBe(one.terms.consentId);
  expect(other.tree[2]).not.toBe(one.tree[2]);
  expect(other.decision.limit).toBe(one.decision.limit);
});
