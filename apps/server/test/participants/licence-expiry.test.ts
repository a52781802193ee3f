import type { OperatorId, ParticipantId } from '@xinqiao/contracts';
import { type Database, openDatabase } from '@xinqiao/db';
import { createTestDatabase, type TestDatabase } from '@xinqiao/db/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clockFrom } from '../../src/clock.ts';
import { idFactory } from '../../src/ids.ts';
import { tellOfLicenceExpiry } from '../../src/participants/licences/licence-expiry.ts';
import { rows } from '../support/rows.ts';

const BANK = 'ptc_019aa5b8-7c00-7c3e-9d52-6b1f0a4e8d77' as ParticipantId;

describe('the holder of a licence', () => {
  let test: TestDatabase;
  let worker: Database;
  beforeAll(async () => {
    test = await createTestDatabase();
    worker = openDatabase(test.urls.worker, { poolSize: 2 });
    await rows(
      test,
      `INSERT INTO participant (id, operator_id, kind, name_zh, name_en, status, status_since, created_at)
       VALUES ($1, 'bozhou', 'BANK', '某某银行', 'Some Bank', 'APPLIED', now(), now())`,
      [BANK],
    );
  });
  afterAll(async () => {
    await worker.close();
    await test.drop();
  });

  /** A licence with that last day; gives the days on which its holder was told, of those the worker ran on. */
  const toldOn = async (licenceId: string, validTo: string, days: readonly string[]) => {
    await rows(
      test,
      `INSERT INTO licence (id, participant_id, type, number, issuer, valid_from, valid_to, recorded_by, recorded_at)
       VALUES ($1, $2, 'FINANCIAL_LICENCE', '1', '某局', '2026-01-01', $3, 'somebody', now())`,
      [licenceId, BANK, validTo],
    );
    for (const day of days) {
      const clock = clockFrom(() => new Date(`${day}T04:00:00.000Z`));
      const services = { clock, newId: idFactory(clock), operatorId: 'bozhou' as OperatorId };
      await tellOfLicenceExpiry(services, worker);
      await tellOfLicenceExpiry(services, worker);
    }
    const told = await rows<{ at: Date }>(
      test,
      `SELECT occurred_at AS at FROM event WHERE data ->> 'licenceId' = $1 ORDER BY occurred_at`,
      [licenceId],
    );
    await rows(test, 'DELETE FROM licence WHERE id = $1', [licenceId]);
    return told.map(({ at }) => at.toISOString().slice(0, 10));
  };

  it('is told thirty days and seven days before its last day, once each', async () => {
    const days = ['2026-11-30', '2026-12-01', '2026-12-02', '2026-12-23', '2026-12-24', '2026-12-31'];
    expect(await toldOn('lic_019aa5b8-7c00-7c3e-9d52-6b1f0a4e8d71', '2026-12-31', days)).toEqual([
      '2026-12-01',
      '2026-12-24',
    ]);
  });

  it('is told once of a licence that was recorded in its last week', async () => {
    expect(
      await toldOn('lic_019aa5b8-7c00-7c3e-9d52-6b1f0a4e8d72', '2026-12-31', ['2026-12-28', '2026-12-29']),
    ).toEqual(['2026-12-28']);
  });

  it('is not told of one that is over', async () => {
    expect(await toldOn('lic_019aa5b8-7c00-7c3e-9d52-6b1f0a4e8d73', '2026-12-31', ['2027-01-01'])).toEqual(
      [],
    );
  });
});
