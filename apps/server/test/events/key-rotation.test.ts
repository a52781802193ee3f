import { openDatabase } from '@xinqiao/db';
import { createTestDatabase, type TestDatabase } from '@xinqiao/db/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { rotateWebhookKeyRound } from '../../src/events/rotate-webhook-key.ts';
import { clockFrom } from '../../src/index.ts';
import { loadKeys } from '../../src/keys/load-keys.ts';
import { kindOf } from '../../src/keys/make-key.ts';

const DAY_MS = 86_400_000;
const START = Date.parse('2026-11-22T00:00:00.000Z');

describe('the key that signs deliveries', () => {
  let test: TestDatabase;
  let database: ReturnType<typeof openDatabase>;
  let days = 0;
  const clock = clockFrom(() => new Date(START + days * DAY_MS));
  const keyIds = async () =>
    (await loadKeys(database, test.secret, clock, kindOf('WEBHOOK'))).map(({ keyId }) => keyId);
  beforeEach(async () => {
    days = 0;
    test = await createTestDatabase();
    database = openDatabase(test.urls.worker, { poolSize: 4 });
  });
  afterEach(async () => {
    await database.close();
    await test.drop();
  });
  const round = () => rotateWebhookKeyRound(database, test.secret, clock).run();

  it('stays the same for half a year', async () => {
    const first = await keyIds();
    days = 179;
    await round();
    expect(await keyIds()).toEqual(first);
  });

  it('is joined by exactly one other after that, whoever looks, and ends two weeks later', async () => {
    const [first] = await keyIds();
    days = 180;
    await Promise.all([round(), round(), round()]);
    const both = await keyIds();
    expect([both.length, both[1]]).toEqual([2, first]);
    days = 195;
    expect(await keyIds()).toEqual([both[0]]);
  });
});
