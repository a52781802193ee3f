import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Prisma } from '../generated/client.ts';
import { BANK_A, BANK_B, type City, foundCity } from '../testing/city.ts';
import { queryAs } from '../testing/query.ts';
import { countTallies } from './count-tallies.ts';
import { watchedPolicies } from './watched-policies.ts';

let city: City;
beforeAll(async () => {
  city = await foundCity();
});
afterAll(() => city.drop());
beforeEach(() => asSuperuser('DELETE FROM policy_tally; DELETE FROM policy_count'));

const asSuperuser = (sql: string) => queryAs<Record<string, never>>(city, 'superuser', {}, sql);

const tally = (fact: Partial<Prisma.PolicyTallyCreateManyInput> = {}): Prisma.PolicyTallyCreateManyInput => ({
  ...{ participantId: BANK_A, policyId: 'small', policyVersion: '2026-1', month: '2026-11' },
  ...{ outcome: 'APPROVED', cells: [2, 0, 1] },
  ...fact,
});
const add = (tallies: Prisma.PolicyTallyCreateManyInput[], participantId = BANK_A) =>
  city.as.application.transaction({ participantId }, (tx) => tx.policyTally.createMany({ data: tallies }));
const count = (limit = 1_000) => city.as.worker.transaction({}, (tx) => countTallies(tx, limit));
/** Each count as `characteristic/cell: count`. */
const counts = async (participantId = BANK_A) => {
  const rows = await city.as.application.transaction({ participantId }, (tx) => tx.policyCount.findMany());
  return rows.map((row) => `${row.characteristic}/${row.cell}: ${row.count}`).sort();
};
const waiting = () => city.as.worker.transaction({}, (tx) => tx.policyTally.count());

describe('countTallies', () => {
  it('counts outcome, score and each characteristic, and removes what it counted', async () => {
    await add([tally(), tally(), tally({ outcome: 'REFERRED', cells: [0, 0, 3] })]);
    expect(await count()).toBe(3);
    expect(await counts()).toEqual(
      ['-2/0: 2', '-2/2: 1', '-1/0: 1', '-1/2: 2', '0/0: 3', '1/1: 2', '1/3: 1'].sort(),
    );
    expect(await waiting()).toBe(0);
  });

  it('adds to what is counted, keeps months, versions and banks apart', async () => {
    await add([tally()]);
    await count();
    await add([tally(), tally({ month: '2026-12' }), tally({ policyVersion: '2026-2' })]);
    await add([tally({ participantId: BANK_B })], BANK_B);
    await count();
    const [november] = await city.as.worker.transaction({}, (tx) => watchedPolicies(tx, ['2026-11'], 2));
    expect(november).toMatchObject({ participantId: BANK_A, policyVersion: '2026-1', decisions: 2 });
    expect(await counts(BANK_B)).toHaveLength(4);
  });

  it('takes no more than it is told, and the earliest first', async () => {
    await add([tally({ month: '2026-10' }), tally(), tally()]);
    expect(await count(1)).toBe(1);
    expect(await waiting()).toBe(2);
    expect((await city.as.worker.transaction({}, (tx) => watchedPolicies(tx, ['2026-10'], 1))).length).toBe(
      1,
    );
  });

  it('counts each once, while several count and banks go on deciding', async () => {
    const adding = Array.from({ length: 20 }, () => add(Array.from({ length: 10 }, () => tally())));
    const counting = Array.from({ length: 4 }, async () => {
      for (let round = 0; round < 20; round++) await count(7);
    });
    await Promise.all([...adding, ...counting]);
    while ((await waiting()) > 0) await count();
    expect(await counts()).toEqual(['-1/2: 200', '-2/0: 200', '0/0: 200', '1/1: 200']);
  });

  it('a node that dies while it counts leaves all to be counted', async () => {
    await add([tally(), tally()]);
    const died = city.as.worker.transaction({}, async (tx) => {
      await countTallies(tx, 10);
      const [own] = await tx.$queryRaw<{ pid: number }[]>`SELECT pg_backend_pid() AS pid`;
      await asSuperuser(`SELECT pg_terminate_backend(${own?.pid})`);
      await tx.$queryRaw`SELECT 1`;
    });
    await expect(died).rejects.toThrow();
    expect(await counts()).toEqual([]);
    expect(await count()).toBe(2);
    expect(await counts()).toEqual(['-1/2: 2', '-2/0: 2', '0/0: 2', '1/1: 2']);
  });
});

describe('policy_tally · nothing can be added that cannot be counted', () => {
  it.each<[string, Partial<Prisma.PolicyTallyCreateManyInput>]>([
    ['a month that is none', { month: '2026-13' }],
    ['an outcome that is none', { outcome: 'MAYBE' }],
    ['no cells', { cells: [] }],
    ['a cell below 0', { cells: [0, -1] }],
    ['a cell beyond all policies', { cells: [0, 10_001] }],
    ['a score alone', { cells: [0] }],
    ['more cells than a policy has', { cells: Array.from({ length: 1_002 }, () => 0) }],
    ['the name of a policy too long for an index', { policyId: 'x'.repeat(5_000) }],
    ['a version too long for an index', { policyVersion: 'x'.repeat(5_000) }],
  ])('%s is refused', async (_, fact) => {
    await expect(add([tally(fact)])).rejects.toThrow(/check constraint/);
  });

  it.each(['ARRAY[0, NULL]::integer[]', 'ARRAY[[0, 1], [2, 3]]', 'NULL'])(
    'cells %s are refused',
    async (cells) => {
      const insert = `INSERT INTO policy_tally (participant_id, policy_id, policy_version, month, outcome, cells)
      VALUES ('${BANK_A}', 'small', '2026-1', '2026-11', 'APPROVED', ${cells})`;
      await expect(queryAs(city, 'application', { participant_id: BANK_A }, insert)).rejects.toThrow(
        /check constraint/,
      );
    },
  );

  it('a bank adds for nobody else, and sees and changes nothing that is counted', async () => {
    await expect(add([tally({ participantId: BANK_B })])).rejects.toThrow(/row-level security/);
    await add([tally({ participantId: BANK_B })], BANK_B);
    await count();
    expect(await counts(BANK_A)).toEqual([]);
    const sets = [
      'UPDATE policy_count SET count = 9',
      'DELETE FROM policy_count',
      'DELETE FROM policy_tally',
    ];
    for (const sql of [...sets, `UPDATE policy_alarm SET light = 'RED'`])
      await expect(queryAs(city, 'application', { participant_id: BANK_B }, sql)).rejects.toThrow(
        /permission denied/,
      );
  });
});
