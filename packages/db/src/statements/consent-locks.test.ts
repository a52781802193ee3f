import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BANK_A, BANK_B, type City, CONSENT_A, entry, foundCity, SUBJECT } from '../testing/city.ts';
import type { Tx } from '../tx.ts';
import { appendLogEntry } from './append-log-entry.ts';
import { insertLogLeaves } from './insert-log-leaves.ts';
import { integratePending } from './integrate-pending.ts';
import { lockConsentForShare, lockConsentForUpdate } from './lock-consent.ts';
import { takeLock } from './take-lock.ts';

let city: City;
beforeAll(async () => {
  city = await foundCity();
}, 60_000);
afterAll(() => city.drop());

const asBank = <T>(fn: (tx: Tx) => Promise<T>) =>
  city.as.application.transaction({ participantId: BANK_A }, fn);
const asOwner = <T>(fn: (tx: Tx) => Promise<T>) =>
  city.as.authorization.transaction({ subjectId: SUBJECT }, fn);
const step = () => Promise.withResolvers<void>();

/** Resolves once so many transactions wait for a lock. */
async function untilSomebodyWaits(many = 1): Promise<void> {
  const waiting = (tx: Tx) => tx.$queryRaw<[{ waiting: number }]>`
    SELECT count(*)::int AS waiting FROM pg_locks WHERE NOT granted`;
  while ((await city.as.worker.transaction({}, waiting))[0].waiting < many);
}

describe('lockConsentForShare, lockConsentForUpdate', () => {
  it('return the row as Prisma reads it', async () => {
    await asBank(async (tx) => {
      const read = await tx.consent.findUnique({ where: { id: CONSENT_A } });
      expect(await lockConsentForShare(tx, CONSENT_A)).toEqual(read);
      expect(await lockConsentForUpdate(tx, CONSENT_A)).toEqual(read);
    });
  });

  it('return undefined for a consent of another bank, and for none', async () => {
    await city.as.application.transaction({ participantId: BANK_B }, async (tx) => {
      expect(await lockConsentForShare(tx, CONSENT_A)).toBeUndefined();
      expect(await lockConsentForUpdate(tx, 'cns_none')).toBeUndefined();
    });
  });

  it('two readers share a consent', async () => {
    await asBank(async (first) => {
      await lockConsentForShare(first, CONSENT_A);
      expect(await asBank((second) => lockConsentForShare(second, CONSENT_A))).toBeDefined();
    });
  });

  it('a reader that waited for a revoke sees the consent revoked', async () => {
    const locked = step();
    const revoke = asOwner(async (tx) => {
      await lockConsentForUpdate(tx, CONSENT_A);
      locked.resolve();
      await untilSomebodyWaits();
      await tx.consent.update({ where: { id: CONSENT_A }, data: { status: 'PAUSED', revision: 2 } });
    });
    await locked.promise;
    const read = await asBank((tx) => lockConsentForShare(tx, CONSENT_A));
    await revoke;
    expect(read?.status).toBe('PAUSED');
  });

  it('a reader does not pass a revoke that waits, or a stream of readers would hold it up for ever', async () => {
    const shared = step();
    const release = step();
    const first = asBank(async (tx) => {
      await lockConsentForShare(tx, CONSENT_A);
      shared.resolve();
      await release.promise;
    });
    await shared.promise;
    const revoke = asOwner(async (tx) => {
      await lockConsentForUpdate(tx, CONSENT_A);
      await tx.consent.update({ where: { id: CONSENT_A }, data: { revision: { increment: 1 } } });
    });
    await untilSomebodyWaits();
    const second = asBank((tx) => lockConsentForShare(tx, CONSENT_A));
    await Promise.race([second, untilSomebodyWaits(2)]);
    release.resolve();
    await Promise.all([first, revoke]);
    expect((await second)?.revision).toBe(3);
  });
});

describe('ticket order · an entry stands after what its transaction waited for', () => {
  it('a revoke that began before an outcome, and waited for it, comes after it', async () => {
    const begun = step();
    const outcomeLocked = step();
    const revoke = asOwner(async (tx) => {
      await tx.$executeRaw`SELECT pg_current_xact_id()`; // its number is the lower one from here on
      begun.resolve();
      await outcomeLocked.promise;
      await lockConsentForUpdate(tx, CONSENT_A);
      await appendLogEntry(tx, entry('ent_revoked', { kind: 'CONSENT_REVOKED' }));
    });
    await begun.promise;
    await asBank(async (tx) => {
      await lockConsentForShare(tx, CONSENT_A);
      outcomeLocked.resolve();
      await untilSomebodyWaits();
      await appendLogEntry(tx, entry('ent_delivered', { kind: 'DATA_DELIVERED' }));
    });
    await revoke;
    const batch = await city.as.worker.transaction({}, (tx) => integratePending(tx, 100));
    expect(batch?.entries.map(({ entryId }) => entryId)).toEqual(['ent_delivered', 'ent_revoked']);
  });
});

describe('integratePending', () => {
  const append = (id: string) => asBank((tx) => appendLogEntry(tx, entry(id)));
  /** As the worker does: what is taken becomes leaves in the same transaction. */
  const integrate = (limit = 100) =>
    city.as.worker.transaction({}, async (tx) => {
      const batch = await integratePending(tx, limit);
      const leaves = batch!.entries.map(({ entryId }) => ({ entryId, leafHash: new Uint8Array(32) }));
      await insertLogLeaves(tx, batch!.treeSize, leaves);
      return batch!;
    });

  it('takes each entry once, in order, and tells where the tree stands', async () => {
    for (const id of ['ent_1', 'ent_2', 'ent_3']) await append(id);
    const { treeSize: size } = await integrate(0);
    const first = await integrate(2);
    const second = await integrate(2);
    expect(first).toMatchObject({ treeSize: size, entries: [{ entryId: 'ent_1' }, { entryId: 'ent_2' }] });
    expect(second).toMatchObject({ treeSize: size + 2n, entries: [{ entryId: 'ent_3' }] });
    expect(await integrate()).toEqual({ treeSize: size + 3n, entries: [] });
  });

  it('gives the bytes of the leaf as they were written', async () => {
    const leaf = Uint8Array.from({ length: 256 }, (_, at) => at);
    await asBank((tx) =>
      appendLogEntry(tx, entry('ent_bytes', { leaf, salt: leaf, detail: { 名: 'a"\\\'' } })),
    );
    expect((await integrate()).entries).toEqual([{ entryId: 'ent_bytes', leaf }]);
    const stored = await asBank((tx) => tx.logEntry.findUniqueOrThrow({ where: { id: 'ent_bytes' } }));
    expect([...stored.salt!]).toEqual([...leaf]);
    expect(stored.detail).toEqual({ 名: 'a"\\\'' });
  });

  it('skips none: an entry whose transaction is still running comes later', async () => {
    const written = step();
    const integrated = step();
    const slow = asBank(async (tx) => {
      await appendLogEntry(tx, entry('ent_slow'));
      written.resolve();
      await integrated.promise;
    });
    await written.promise;
    await append('ent_fast');
    expect((await integrate()).entries).toMatchObject([{ entryId: 'ent_fast' }]);
    integrated.resolve();
    await slow;
    expect((await integrate()).entries).toMatchObject([{ entryId: 'ent_slow' }]);
  });

  it('lets one integrator work at a time', async () => {
    await city.as.worker.transaction({}, async (tx) => {
      expect(await integratePending(tx, 1)).toBeDefined();
      const other = await city.as.worker.transaction({}, (tx) => integratePending(tx, 1));
      expect(other).toBeUndefined();
    });
  });

  it('an act that is rolled back leaves no entry and no ticket', async () => {
    const failing = asBank(async (tx) => {
      await appendLogEntry(tx, entry('ent_undone'));
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect((await integrate()).entries).toEqual([]);
  });
});

describe('takeLock', () => {
  it('lets one transaction of those that name it go on at a time, and others of another name', async () => {
    const order: string[] = [];
    const taken = step();
    const first = asBank(async (tx) => {
      await takeLock(tx, 'city');
      taken.resolve();
      await asOwner((other) => takeLock(other, 'village'));
      await untilSomebodyWaits();
      order.push('first');
    });
    await taken.promise;
    await asBank((tx) => takeLock(tx, 'city'));
    order.push('second');
    await first;
    expect(order).toEqual(['first', 'second']);
  });
});
