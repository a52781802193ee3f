import type { ConsentId } from '@xinqiao/contracts';
import { type Database, openDatabase } from '@xinqiao/db';
import pino from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { remindOwners } from '../../src/consents/reminders/remind-owners.ts';
import { askDeletion } from '../../src/consents/stops/ask-deletion.ts';
import { idFactory } from '../../src/ids.ts';
import { expireConsents } from '../../src/worker/expire-consents.ts';
import { days, foundSmallCity, type SmallCity } from './support/small-city.ts';

let city: SmallCity;
let worker: Database;
beforeAll(async () => {
  city = await foundSmallCity();
  worker = openDatabase(city.urls.worker, { poolSize: 2 });
});
afterAll(async () => {
  await worker.close();
  await city.close();
});

const services = () => ({
  ...{ ...city.owners, newId: idFactory(city.clock) },
  logger: pino({ level: 'silent' }) as never,
});

/** Rows that no act of ours writes: no trigger and no foreign key holds them up. */
const plant = (text: string) =>
  city.sql(`BEGIN; SET LOCAL session_replication_role = replica; ${text}; COMMIT`);
const at = (milliseconds: number) =>
  `'${new Date(city.clock.now().getTime() + milliseconds).toISOString()}'::timestamptz`;

async function agreed(): Promise<ConsentId> {
  const firm = await city.foundFirm();
  const { consentId, requestId } = await city.ask({ uscc: firm.code });
  await city.answer(firm.people[0] ?? '', requestId);
  return consentId;
}

describe('a row that cannot be dealt with does not keep the round from those behind it', () => {
  it('owners are reminded, PIPL art. 15', async () => {
    const [broken, good] = [await agreed(), await agreed()];
    await plant(
      `UPDATE consent SET remind_at = ${at(-2)}, subject_id = 'sub_of_nobody' WHERE id = '${broken}';
       UPDATE consent SET remind_at = ${at(-1)} WHERE id = '${good}'`,
    );
    await expect(remindOwners(services(), worker)).rejects.toThrow();
    const reminded = `SELECT consent_id FROM log_entry WHERE kind = 'CONSENT_REMINDED'`;
    expect(await city.sql(reminded)).toEqual([{ consent_id: good }]);
  });

  it('consents end with their time', async () => {
    const [broken, good] = ['cns_misshapen', await agreed()];
    const columns = `jsonb_build_object('id', '${broken}', 'grant_id', NULL, 'expires_at', ${at(-2)})`;
    await plant(
      `INSERT INTO consent SELECT (jsonb_populate_record(consent, ${columns})).* FROM consent WHERE id = '${good}';
       UPDATE consent SET expires_at = ${at(-1)} WHERE id = '${good}'`,
    );
    await expect(expireConsents(services(), worker)).rejects.toThrow();
    const statuses = `SELECT status FROM consent WHERE id IN ('${broken}', '${good}') ORDER BY expires_at`;
    expect(await city.sql(statuses)).toEqual([{ status: 'ACTIVE' }, { status: 'EXPIRED' }]);
  });

  it('banks are asked to delete, PIPL art. 47', async () => {
    const [broken, good] = ['cns_malformed', await agreed()];
    for (const [index, id] of [broken, good].entries())
      await plant(
        `INSERT INTO consent_stop (consent_id, revision, participant_id, kind, event_id, stopped_at, deletion_due_at)
         VALUES ('${id}', 2, '${city.bank.participantId}', 'REVOKED', 'evt_${index}', ${at(0)}, ${at(days(1) + index)})`,
      );
    await expect(askDeletion(services(), worker)).rejects.toThrow();
    const asked = `SELECT data ->> 'consentId' AS id FROM event WHERE type = 'cn.xinqiao.consent.deletion-due.v1'`;
    expect(await city.sql(asked)).toEqual([{ id: good }]);
    const open =
      'SELECT consent_id FROM consent_stop WHERE deletion_due_at IS NOT NULL AND deletion_asked_at IS NULL';
    expect(await city.sql(open)).toEqual([{ consent_id: broken }]);
  });
});
