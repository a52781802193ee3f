import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { AT, BANK_A, BANK_B, type City, foundCity } from '../testing/city.ts';
import { queryAs } from '../testing/query.ts';
import { type CountedCall, countCall } from './count-call.ts';
import { countUsage } from './count-usage.ts';
import { purgeRateWindows } from './purge-rate-windows.ts';
import { usageOfMonth } from './usage-of-month.ts';

let city: City;
beforeAll(async () => {
  city = await foundCity();
});
afterAll(() => city.drop());
beforeEach(() => queryAs(city, 'superuser', {}, 'DELETE FROM rate_window; DELETE FROM usage_counter'));

const call = (fact: Partial<CountedCall> = {}): CountedCall => ({
  ...{ participantId: BANK_A, applicationId: 'app_a', month: '2026-11', windowStart: AT, slot: 0 },
  ...fact,
});
/** Counts in the scope of a participant; default that of the call. */
const count = (fact: Partial<CountedCall> = {}, participantId = call(fact).participantId) =>
  city.as.application.transaction({ participantId }, (tx) => countCall(tx, call(fact)));
const metered = (participantId: string) =>
  city.as.application.transaction({ participantId }, (tx) => usageOfMonth(tx, '2026-11'));
const limitTo = (calls: number) =>
  city.as.operator.transaction({}, (tx) => tx.participant.updateMany({ data: { callsPerMinute: calls } }));

describe('countCall', () => {
  it('sums over the slots, itself included', async () => {
    await limitTo(100);
    for (const slot of [0, 5, 5]) await count({ slot });
    expect(await count({ slot: 15 })).toEqual({ limit: 100, used: 4 });
  });

  it('begins anew with each window', async () => {
    await count();
    expect((await count({ windowStart: new Date(AT.getTime() + 60_000) })).used).toBe(1);
  });

  it('meters calls up to the limit and none beyond', async () => {
    await limitTo(2);
    const used: number[] = [];
    for (let made = 0; made < 4; made++) used.push((await count()).used);
    expect(used).toEqual([1, 2, 3, 4]);
    expect(await metered(BANK_A)).toEqual([
      { participantId: BANK_A, applicationId: 'app_a', measure: 'CALLS', count: 2n },
    ]);
  });

  it('counts nobody in another’s scope', async () => {
    await expect(count({ participantId: BANK_B }, BANK_A)).rejects.toThrow('row-level security');
    expect(await metered(BANK_B)).toEqual([]);
  });

  it('undoes its count with its transaction', async () => {
    const failed = city.as.application.transaction({ participantId: BANK_A }, async (tx) => {
      await countCall(tx, call());
      throw new Error('no');
    });
    await expect(failed).rejects.toThrow('no');
    expect((await count()).used).toBe(1);
  });
});

describe('countUsage', () => {
  it('adds up, by application and measure', async () => {
    await city.as.application.transaction({ participantId: BANK_A }, async (tx) => {
      const usage = { ...call(), measure: 'DATA_ITEMS' as const };
      for (const [slot, amount] of [
        [0, 6],
        [0, 2],
        [3, 1],
      ] as const)
        await countUsage(tx, { ...usage, slot, amount });
      await countUsage(tx, { ...usage, measure: 'DECISIONS', amount: 1 });
    });
    expect((await metered(BANK_A)).map(({ measure, count }) => [measure, count])).toEqual([
      ['DATA_ITEMS', 9n],
      ['DECISIONS', 1n],
    ]);
    expect(await metered(BANK_B)).toEqual([]);
  });
});

describe('usageOfMonth', () => {
  it('shows the operator and the regulator everybody, and the worker nobody', async () => {
    await count();
    await count({ participantId: BANK_B });
    for (const role of ['operator', 'regulator'] as const)
      expect(
        (await city.as[role].transaction({}, (tx) => usageOfMonth(tx, '2026-11'))).map(
          ({ participantId }) => participantId,
        ),
      ).toEqual([BANK_A, BANK_B]);
    await expect(city.as.worker.transaction({}, (tx) => usageOfMonth(tx, '2026-11'))).rejects.toThrow(
      'permission denied',
    );
  });
});

describe('purgeRateWindows', () => {
  it('removes minutes long over and keeps those that may still count on a slow clock', async () => {
    const minutesAgo = (minutes: number) => new Date(AT.getTime() - minutes * 60_000);
    for (const minutes of [0, 1, 9, 11, 60]) await count({ windowStart: minutesAgo(minutes) });
    const purge = () => city.as.worker.transaction({}, (tx) => purgeRateWindows(tx, AT));
    expect(await purge()).toBe(2);
    expect(await purge()).toBe(0);
  });
});
