import pg from 'pg';
import { afterAll, beforeAll, describe, expect, expectTypeOf, it } from 'vitest';
import { openDatabase } from './database.ts';
import { DatabaseUnavailable } from './database-error.ts';
import { Prisma } from './generated/client.ts';
import { insertOnce } from './statements/insert-once.ts';
import { BANK_A, type City, foundCity } from './testing/city.ts';
import type { Tx } from './tx.ts';

let city: City;
let admin: pg.Client;
beforeAll(async () => {
  city = await foundCity();
  admin = new pg.Client({ connectionString: city.adminUrl });
  admin.on('error', () => {});
  await admin.connect();
  await admin.query(`
    CREATE TABLE duty (person text PRIMARY KEY, on_call boolean NOT NULL);
    GRANT SELECT, UPDATE ON duty TO xinqiao_application;`);
});
afterAll(async () => {
  await admin.end();
  await city.drop();
});

const tomorrow = new Date(Date.now() + 86_400_000);
const hash = () => crypto.getRandomValues(new Uint8Array(32));
const guards = async () => Number((await admin.query('SELECT count(*) FROM replay_guard')).rows[0].count);
const backend = async (tx: Tx) =>
  (await tx.$queryRaw<[{ pid: number }]>`SELECT pg_backend_pid() AS pid`)[0].pid;
const terminate = (pid: number) => admin.query('SELECT pg_terminate_backend($1, 5000)', [pid]);
const setting = (tx: Tx, name: string) =>
  tx.$queryRaw<[{ value: string }]>`SELECT current_setting(${name}, true) AS value`.then(
    ([{ value }]) => value,
  );

/** Lets as many callers go on together as it was made for. */
function meeting(size: number): () => Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  let present = 0;
  return () => {
    if (++present >= size) resolve();
    return promise;
  };
}

describe('transaction · scope', () => {
  it('sets who asks for this transaction and nobody for the next one on the connection', async () => {
    const database = openDatabase(city.urls.application, { poolSize: 1 });
    const scope = { participantId: BANK_A, subjectId: 'sub_x', identityId: 'someone' };
    const names = ['xinqiao.participant_id', 'xinqiao.subject_id', 'xinqiao.identity_id'];
    const read = (tx: Tx) =>
      names.reduce<Promise<string[]>>(
        async (all, name) => [...(await all), await setting(tx, name)],
        Promise.resolve([]),
      );
    expect(await database.transaction(scope, read)).toEqual([BANK_A, 'sub_x', 'someone']);
    expect(await database.transaction({}, read)).toEqual(['', '', '']);
    await database.close();
  });

  it('reads committed rows by default, and serializably where asked', async () => {
    const level = (tx: Tx) => setting(tx, 'transaction_isolation');
    expect(await city.as.application.transaction({}, level)).toBe('read committed');
    expect(await city.as.application.transaction({}, level, { isolation: 'Serializable' })).toBe(
      'serializable',
    );
  });

  it('has no transaction within a transaction', () => {
    expectTypeOf<Tx>().not.toHaveProperty('$transaction');
  });
});

describe('transaction · its client is for its function only', () => {
  it('refuses statements after the commit', async () => {
    const leaked = await city.as.application.transaction({ participantId: BANK_A }, async (tx) => [tx]);
    await expect(insertOnce(leaked[0]!, 'test', hash(), tomorrow)).rejects.toThrow('The transaction is over');
    await expect(leaked[0]!.consent.findMany()).rejects.toThrow();
  });

  it('refuses statements after its time is up, when the connection may serve somebody else', async () => {
    const before = await guards();
    let late: unknown;
    const slow = city.as.application.transaction(
      {},
      async (tx) => {
        await new Promise((resolve) => setTimeout(resolve, 300));
        late = await insertOnce(tx, 'test', hash(), tomorrow).catch((error) => error);
      },
      { timeoutMs: 50 },
    );
    await expect(slow).rejects.toBeInstanceOf(DatabaseUnavailable);
    expect(late).toMatchObject({ message: expect.stringContaining('The transaction is over') });
    expect(await guards()).toBe(before);
  });
});

describe('transaction · all or nothing', () => {
  it('writes nothing when fn throws', async () => {
    const before = await guards();
    const failing = city.as.application.transaction({}, async (tx) => {
      await insertOnce(tx, 'test', hash(), tomorrow);
      throw new Error('changed my mind');
    });
    await expect(failing).rejects.toThrow('changed my mind');
    expect(await guards()).toBe(before);
  });

  it('fails when a statement failed and fn caught its error: nothing was written', async () => {
    const before = await guards();
    const swallowing = city.as.application.transaction({}, async (tx) => {
      await insertOnce(tx, 'test', hash(), tomorrow);
      await tx.$queryRaw`SELECT 1 / 0`.catch(() => undefined);
    });
    await expect(swallowing).rejects.toThrow('nothing was written');
    expect(await guards()).toBe(before);
  });
});

describe('transaction · conflicts are tried again', () => {
  /** Two doctors go off duty, each only while the other is on: one must be refused. */
  const goOffDuty = async (write: (tx: Tx, person: string) => Promise<unknown>) => {
    await admin.query(`TRUNCATE duty; INSERT INTO duty VALUES ('a', true), ('b', true)`);
    const together = meeting(2);
    let runs = 0;
    const off = (person: string) =>
      city.as.application.transaction(
        {},
        async (tx) => {
          runs++;
          const [{ others }] = await tx.$queryRaw<[{ others: number }]>`
            SELECT count(*)::int AS others FROM duty WHERE on_call AND person <> ${person}`;
          await together();
          if (others > 0) await write(tx, person);
        },
        { isolation: 'Serializable' },
      );
    await Promise.all([off('a'), off('b')]);
    const onCall = Number((await admin.query('SELECT count(*) FROM duty WHERE on_call')).rows[0].count);
    return { runs, onCall };
  };

  it('write skew under SERIALIZABLE', async () => {
    const result = await goOffDuty(
      (tx, person) => tx.$executeRaw`UPDATE duty SET on_call = false WHERE person = ${person}`,
    );
    expect(result).toEqual({ runs: 3, onCall: 1 });
  });

  it.each([
    ['a raw statement', (tx: Tx) => tx.$executeRaw`UPDATE participant SET name_en = name_en`],
    ['an ORM call', (tx: Tx) => tx.participant.updateMany({ data: { nameEn: 'Bank' } })],
  ])('concurrent update under SERIALIZABLE, by %s', async (_, update) => {
    let runs = 0;
    await city.as.operator.transaction(
      { participantId: 'ptc_operator' },
      async (tx) => {
        await tx.participant.count();
        if (++runs === 1) await admin.query(`UPDATE participant SET name_en = 'Bank'`);
        await update(tx);
      },
      { isolation: 'Serializable' },
    );
    expect(runs).toBe(2);
  });

  it('deadlock', async () => {
    await admin.query(`TRUNCATE duty; INSERT INTO duty VALUES ('a', true), ('b', true)`);
    const together = meeting(2);
    let runs = 0;
    const lockBoth = (first: string, second: string) =>
      city.as.application.transaction({}, async (tx) => {
        runs++;
        await tx.$executeRaw`UPDATE duty SET on_call = true WHERE person = ${first}`;
        await together();
        await tx.$executeRaw`UPDATE duty SET on_call = true WHERE person = ${second}`;
      });
    await Promise.all([lockBoth('a', 'b'), lockBoth('b', 'a')]);
    expect(runs).toBe(3);
  });

  it('no longer than eight times', async () => {
    await admin.query(`
      CREATE FUNCTION conflict() RETURNS void LANGUAGE plpgsql AS
        $$ BEGIN RAISE 'again' USING ERRCODE = '40001'; END $$`);
    let runs = 0;
    const hopeless = city.as.application.transaction({}, async (tx) => {
      runs++;
      await tx.$executeRaw`SELECT conflict()`;
    });
    await expect(hopeless).rejects.toMatchObject({ code: 'P2010' });
    expect(runs).toBe(8);
  });

  it('other refusals are not tried again and stay what they are', async () => {
    let runs = 0;
    const refused = city.as.application.transaction({}, async (tx) => {
      runs++;
      await tx.$executeRaw`SELECT 1 / 0`;
    });
    await expect(refused).rejects.toBeInstanceOf(Prisma.PrismaClientKnownRequestError);
    expect(runs).toBe(1);
  });
});

describe('DatabaseUnavailable', () => {
  const NOT_WRITTEN = { name: 'DatabaseError', code: 'DATABASE_UNAVAILABLE', outcome: 'NOT_WRITTEN' };

  it.each([
    ['before a raw statement', (tx: Tx) => tx.$queryRaw`SELECT 1`],
    ['before an ORM call', (tx: Tx) => tx.participant.findMany()],
  ])('when the connection is cut %s, and nothing was written', async (_, next) => {
    const before = await guards();
    const cut = city.as.application.transaction({}, async (tx) => {
      await insertOnce(tx, 'test', hash(), tomorrow);
      await terminate(await backend(tx));
      await next(tx);
    });
    await expect(cut).rejects.toBeInstanceOf(DatabaseUnavailable);
    await expect(cut).rejects.toMatchObject(NOT_WRITTEN);
    expect(await guards()).toBe(before);
  });

  it('when the connection is cut during a statement', async () => {
    const cut = city.as.application.transaction({}, async (tx) => {
      const pid = await backend(tx);
      const [slept] = await Promise.allSettled([tx.$queryRaw`SELECT pg_sleep(4)::text`, terminate(pid)]);
      if (slept.status === 'rejected') throw slept.reason;
    });
    await expect(cut).rejects.toMatchObject(NOT_WRITTEN);
  });

  it('says the outcome is unknown when the connection is cut before the commit is answered', async () => {
    const cut = city.as.application.transaction({}, async (tx) => {
      await terminate(await backend(tx));
    });
    await expect(cut).rejects.toMatchObject({ outcome: 'UNKNOWN' });
  });

  it('when a statement takes longer than it may', async () => {
    const slow = city.as.application.transaction({}, (tx) => tx.$queryRaw`SELECT pg_sleep(4)::text`, {
      statementTimeoutMs: 50,
    });
    await expect(slow).rejects.toMatchObject(NOT_WRITTEN);
  });

  it('when the transaction takes longer than it may', async () => {
    const slow = city.as.application.transaction(
      {},
      async (tx) => {
        await new Promise((resolve) => setTimeout(resolve, 200));
        await tx.$queryRaw`SELECT 1`;
      },
      { timeoutMs: 50 },
    );
    await expect(slow).rejects.toMatchObject(NOT_WRITTEN);
  });

  it('when nobody listens at the address', async () => {
    const nowhere = openDatabase('postgresql://a:b@127.0.0.1:1/none', { poolSize: 1 });
    await expect(nowhere.transaction({}, (tx) => tx.$queryRaw`SELECT 1`)).rejects.toMatchObject(NOT_WRITTEN);
    await expect(nowhere.ping()).rejects.toMatchObject(NOT_WRITTEN);
    await nowhere.close();
  });

  it('when the password is wrong', async () => {
    const url = new URL(city.urls.application);
    url.password = 'guess';
    const stranger = openDatabase(url.href, { poolSize: 1 });
    await expect(stranger.ping()).rejects.toMatchObject(NOT_WRITTEN);
    await expect(stranger.transaction({}, (tx) => tx.$queryRaw`SELECT 1`)).rejects.toMatchObject(NOT_WRITTEN);
    await stranger.close();
  });

  it('is over as soon as the database is back: the next transaction gets a new connection', async () => {
    const database = openDatabase(city.urls.application, { poolSize: 1 });
    const cut = database.transaction({}, async (tx) => {
      await terminate(await backend(tx));
      await tx.$queryRaw`SELECT 1`;
    });
    await expect(cut).rejects.toBeInstanceOf(DatabaseUnavailable);
    await expect(database.ping()).resolves.toBeUndefined();
    await expect(database.transaction({}, async (tx) => typeof (await backend(tx)))).resolves.toBe('number');
    await database.close();
  });

  it('has its message in both languages and no connection string in either', async () => {
    const { message, text } = new DatabaseUnavailable('NOT_WRITTEN', { cause: new Error(city.adminUrl) });
    expect(text.en).toBe(message);
    expect(text.zh).toMatch(/数据库/);
    expect(message).not.toContain('postgresql:');
  });
});
