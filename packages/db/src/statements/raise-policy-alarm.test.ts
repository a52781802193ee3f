import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { AT, BANK_A, type City, foundCity } from '../testing/city.ts';
import { queryAs } from '../testing/query.ts';
import { type NewPolicyAlarm, raisePolicyAlarm } from './raise-policy-alarm.ts';

let city: City;
beforeAll(async () => {
  city = await foundCity();
});
afterAll(() => city.drop());
beforeEach(() => queryAs(city, 'superuser', {}, 'DELETE FROM policy_alarm'));

const alarm = (fact: Partial<NewPolicyAlarm> = {}): NewPolicyAlarm => ({
  ...{ participantId: BANK_A, policyId: 'small', policyVersion: '2026-1', month: '2026-11' },
  ...{ characteristic: -1, light: 'YELLOW', raisedAt: AT },
  ...fact,
});
const raise = (fact: Partial<NewPolicyAlarm> = {}) =>
  city.as.worker.transaction({}, (tx) => raisePolicyAlarm(tx, alarm(fact)));

describe('raisePolicyAlarm', () => {
  it('yellow once, then red once, and nothing after it', async () => {
    const told: boolean[] = [];
    for (const light of ['YELLOW', 'YELLOW', 'RED', 'RED', 'YELLOW'] as const)
      told.push(await raise({ light }));
    expect(told).toEqual([true, false, true, false, false]);
  });

  it('red at once is told once', async () => {
    expect([await raise({ light: 'RED' }), await raise({ light: 'YELLOW' })]).toEqual([true, false]);
  });

  it.each<[string, Partial<NewPolicyAlarm>]>([
    ['month', { month: '2026-12' }],
    ['characteristic', { characteristic: 0 }],
    ['version', { policyVersion: '2026-2' }],
  ])('each %s has its own', async (_, fact) => {
    await raise();
    expect(await raise(fact)).toBe(true);
  });

  it('of several at once, one is told', async () => {
    const told = await Promise.all(Array.from({ length: 8 }, () => raise({ light: 'RED' })));
    expect(told.filter(Boolean)).toHaveLength(1);
  });
});
