import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type BankTest, bankTest, consentRequest } from './support/bank-test.ts';

const DAY_MS = 86_400_000;
/** Noon in Shanghai. */
const NOON = new Date('2026-11-21T04:00:00.000Z');

let world: BankTest;
beforeEach(async () => {
  world = await bankTest({ now: () => NOON });
});
afterEach(() => world.close());

describe('the fair-use rules, in a bank’s own tests', () => {
  it('explain proposes a request that passes', async () => {
    const bank = world.bank();
    const greedy = consentRequest(world.sandbox, {
      ...{ templateId: 'loan-review', purpose: 'LOAN_REVIEW', validity: 'P5Y' },
      ...{ items: ['tax.arrears', 'invoice.lines'], frequency: { unit: 'DAY', value: 3 } },
    });
    await expect(bank.consents.request(greedy)).rejects.toHaveProperty('code', 'CONSENT_REQUEST_EXCESSIVE');
    const { excesses, smallest } = await bank.consents.explain(greedy);
    expect(excesses.map(({ path }) => path)).toEqual(['items.1', 'disclosure', 'frequency', 'validity']);
    if (smallest === null) throw new Error('nothing may be asked');
    expect(smallest).toMatchObject({ items: ['tax.arrears'], frequency: { unit: 'MONTH', value: 3 } });
    await expect(bank.consents.request(smallest)).resolves.toHaveProperty('consentId');
  });

  it('counts deliveries per day, and lets the next day begin anew', async () => {
    const bank = world.bank();
    const { consentId } = await world.agreed(bank, { frequency: { unit: 'DAY', value: 2 } });
    await bank.data.fetch(consentId);
    await bank.decisions.create({ consentId });
    await expect(bank.data.fetch(consentId)).rejects.toMatchObject({
      code: 'CONSENT_FREQUENCY_EXCEEDED',
      details: { retryAt: '2026-11-21T16:00:00.000Z', retryAfterSeconds: 12 * 3600 },
    });
    world.sandbox.clock.advance(DAY_MS / 2);
    await expect(bank.data.fetch(consentId)).resolves.toHaveProperty('packageId');
  });

  it('delivers the days asked for, and none beyond the consent', async () => {
    const bank = world.bank();
    const { consentId, range } = await world.agreed(bank);
    const half = { from: range.from, to: '2025-12-31' };
    expect((await bank.data.fetch(consentId, { range: half })).data.range).toEqual(half);
    await expect(
      bank.data.fetch(consentId, { range: { from: '2001-01-01', to: range.to } }),
    ).rejects.toHaveProperty('code', 'CONSENT_RANGE_EXCEEDED');
  });
});
