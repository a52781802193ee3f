import { callerStanding, type Database, openDatabase } from '@xinqiao/db';
import { createTestDatabase, type TestDatabase } from '@xinqiao/db/testing';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keyState } from '../../src/applications/key-state.ts';

const NOW = new Date('2026-11-22T08:00:00.000Z');
const around = (...offsets: number[]) =>
  fc.constantFrom(...offsets.map((ms) => new Date(NOW.getTime() + ms)));
const HOUR_MS = 3_600_000;

/** Facts about a key, each at, just before and just after the edge that decides. */
const facts = fc.record({
  source: fc.constantFrom('UPLOAD' as const, 'URL' as const),
  validFrom: around(-1, 0, 1),
  validTo: around(2, 10_000),
  shift: fc.constantFrom(0, -2, -3, -20_000),
  endedAt: fc.option(around(0), { nil: null }),
  suspendedAt: fc.option(around(0), { nil: null }),
  jwksFetchedAt: fc.option(around(-24 * HOUR_MS - 1, -24 * HOUR_MS, -24 * HOUR_MS + 1), { nil: null }),
});

describe('whether a key is in force', () => {
  let database: TestDatabase;
  let admin: Database;
  beforeAll(async () => {
    database = await createTestDatabase();
    admin = openDatabase(database.adminUrl, { poolSize: 1 });
    await admin.transaction({}, async (tx) => {
      const at = { statusSince: NOW, createdAt: NOW, nameZh: '行', nameEn: 'Bank' };
      await tx.participant.create({
        data: { id: 'ptc_bank', operatorId: 'bozhou', kind: 'BANK', status: 'APPLIED', ...at },
      });
      await tx.application.create({
        data: { id: 'app_bank', participantId: 'ptc_bank', environment: 'SANDBOX', status: 'ACTIVE', ...at },
      });
    });
  });
  afterAll(async () => {
    await admin.close();
    await database.drop();
  });

  it('the statement of every call and the list for people say the same, at every edge', async () => {
    let number = 0;
    await fc.assert(
      fc.asyncProperty(facts, async ({ jwksFetchedAt, shift, ...key }) => {
        const validTo = new Date(key.validTo.getTime() + shift);
        fc.pre(key.validFrom < validTo);
        const kid = `k${++number}`;
        const stated = await admin.transaction({}, async (tx) => {
          await tx.application.update({ where: { id: 'app_bank' }, data: { jwksFetchedAt } });
          await tx.applicationKey.deleteMany();
          await tx.applicationKey.create({
            data: {
              ...{ applicationId: 'app_bank', participantId: 'ptc_bank', kid, slot: 1, thumbprint: kid },
              ...{ ...key, validTo, jwk: {} },
              endedReason: key.endedAt === null ? null : 'LOST',
              suspendedBy: key.suspendedAt === null ? null : 'OWNER',
            },
          });
          return callerStanding(tx, {
            ...{ participantId: 'ptc_bank', applicationId: 'app_bank', keyId: kid },
            ...{ today: '2026-11-22', now: NOW, keySetFreshSince: new Date(NOW.getTime() - 24 * HOUR_MS) },
          });
        });
        const shown = keyState({ jwksFetchedAt }, { ...key, validTo }, NOW);
        expect(stated?.keyInForce).toBe(shown === 'IN_FORCE');
      }),
      { numRuns: 200 },
    );
  });
});
