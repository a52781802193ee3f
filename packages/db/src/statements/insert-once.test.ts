import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDatabase } from '../database.ts';
import { AT, BANK_A, type City, foundCity, OWNER } from '../testing/city.ts';
import { insertOnce } from './insert-once.ts';
import { purgeExpired } from './purge-expired.ts';

let city: City;
beforeAll(async () => {
  city = await foundCity();
}, 60_000);
afterAll(() => city.drop());

const hashOf = (value: number) => new Uint8Array(32).fill(value);
const minutesLater = (minutes: number) => new Date(AT.getTime() + minutes * 60_000);

describe('insertOnce · DPoP proofs and client assertions are used once (RFC 9449 §11.1)', () => {
  it('of 64 parallel attempts on two nodes exactly one succeeds', async () => {
    const nodes = [1, 2].map(() => openDatabase(city.urls.application, { poolSize: 16 }));
    const attempts = Array.from({ length: 64 }, (_, at) =>
      nodes[at % 2]!.transaction({}, (tx) => insertOnce(tx, 'dpop', hashOf(1), minutesLater(5))),
    );
    const results = await Promise.all(attempts);
    await Promise.all(nodes.map((node) => node.close()));
    expect(results.filter((first) => first)).toHaveLength(1);
  });

  it('the same value counts apart in another scope', async () => {
    const use = (scope: string) =>
      city.as.authorization.transaction({}, (tx) => insertOnce(tx, scope, hashOf(2), minutesLater(5)));
    expect(await use('dpop')).toBe(true);
    expect(await use('client-assertion')).toBe(true);
    expect(await use('dpop')).toBe(false);
  });

  it('an attempt that is rolled back does not count', async () => {
    const use = () =>
      city.as.application.transaction({}, (tx) => insertOnce(tx, 'dpop', hashOf(3), minutesLater(5)));
    const failing = city.as.application.transaction({}, async (tx) => {
      await insertOnce(tx, 'dpop', hashOf(3), minutesLater(5));
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(await use()).toBe(true);
  });

  it('nobody who marks values can read or unmark them', async () => {
    for (const database of [city.as.application, city.as.authorization]) {
      await expect(database.transaction({}, (tx) => tx.replayGuard.findMany())).rejects.toThrow();
      await expect(database.transaction({}, (tx) => tx.replayGuard.deleteMany())).rejects.toThrow();
    }
  });
});

describe('purgeExpired', () => {
  it('removes what is over, each by its own clock, and keeps the rest', async () => {
    await city.as.application.transaction({ participantId: BANK_A }, async (tx) => {
      for (const minutes of [1, 10]) {
        await insertOnce(tx, 'purge', hashOf(minutes), minutesLater(minutes));
        const key = {
          participantId: BANK_A,
          key: `key-${minutes}`,
          operation: 'data.fetch',
          requestHash: 'h',
        };
        await tx.idempotencyKey.create({
          data: { ...key, status: 'DONE', createdAt: AT, expiresAt: minutesLater(minutes) },
        });
      }
    });
    await city.as.authorization.transaction({ identityId: OWNER }, async (tx) => {
      for (const minutes of [1, 10]) {
        await tx.oidcPayload.create({
          data: { model: 'Session', id: `s${minutes}`, payload: {}, expiresAt: minutesLater(minutes) },
        });
        const begun = { authTime: AT, seenAt: AT, expiresAt: minutesLater(minutes) };
        await tx.session.create({ data: { id: `s${minutes}`, identityId: OWNER, ...begun } });
      }
    });
    const purge = (business: number, token: number) => {
      const presents = { business: minutesLater(business), token: minutesLater(token) };
      return city.as.worker.transaction({}, (tx) => purgeExpired(tx, presents));
    };
    // A business that is days ahead makes no proof forgotten that could still be shown again.
    const nothing = {
      replayGuards: 0,
      idempotencyKeys: 0,
      oidcPayloads: 0,
      sessions: 0,
      confirmationCodes: 0,
    };
    expect(await purge(2, 0)).toEqual({ ...nothing, idempotencyKeys: 1 });
    expect(await purge(2, 2)).toEqual({ ...nothing, replayGuards: 1, oidcPayloads: 1, sessions: 1 });
    expect(await purge(2, 2)).toEqual(nothing);
    const left = await city.as.application.transaction({ participantId: BANK_A }, (tx) =>
      tx.idempotencyKey.findMany(),
    );
    expect(left.map(({ key }) => key)).toEqual(['key-10']);
  });
});
