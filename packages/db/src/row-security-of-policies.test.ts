import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Prisma } from './generated/client.ts';
import type { Role } from './roles.ts';
import { AGENCY, AT, BANK_A, BANK_B, type City, foundCity, OPERATOR } from './testing/city.ts';
import { queryAs } from './testing/query.ts';
import type { Tx } from './tx.ts';

let city: City;
beforeAll(async () => {
  city = await foundCity();
});
afterAll(() => city.drop());

const as = <T>(role: Role, participantId: string, work: (tx: Tx) => Promise<T>): Promise<T> =>
  city.as[role].transaction({ participantId }, work);
const DENIED = { code: '42501' };

/** A draft; each test names only what it is about. */
const draftOf = (
  participantId: string,
  fact: Partial<Prisma.PolicyVersionUncheckedCreateInput> = {},
): Prisma.PolicyVersionUncheckedCreateInput => ({
  ...{ id: `pol_${crypto.randomUUID()}`, participantId, policyId: 'dai', version: crypto.randomUUID() },
  ...{ document: { name: { zh: '贷', en: 'Loan' } }, documentHash: 'hash', status: 'DRAFT', revision: 0 },
  ...{ validFrom: AT, draftedBy: 'writer', draftedAt: AT, seal: 'seal' },
  ...fact,
});
const keep = async (role: Role, row: Prisma.PolicyVersionUncheckedCreateInput): Promise<string> => {
  await as(role, row.participantId, (tx) => tx.policyVersion.create({ data: row }));
  return row.id;
};
type Change = Prisma.PolicyVersionUncheckedUpdateInput;
const change = (id: string, data: Change, role: Role = 'application', participantId = BANK_A) =>
  as(role, participantId, (tx) =>
    tx.policyVersion.updateMany({ where: { id }, data: { revision: { increment: 1 }, ...data } }),
  );
const PROPOSED: Change = { status: 'PROPOSED', proposedBy: 'first', proposedAt: AT };
const ACTIVE: Change = { status: 'ACTIVE', activatedBy: 'second', activatedAt: AT, seal: 'seal' };
const RETIRED: Change = { status: 'RETIRED', retiredBy: 'first', retiredAt: AT };
/** One of bank A’s, led through these steps. */
const led = async (...steps: Change[]): Promise<string> => {
  const id = await keep('application', draftOf(BANK_A));
  for (const step of steps) await change(id, step);
  return id;
};
const sees = async (role: Role, participantId: string, id: string): Promise<boolean> =>
  (await as(role, participantId, (tx) => tx.policyVersion.count({ where: { id } }))) === 1;

describe('policy_version · whose it is', () => {
  it('a bank sees and changes its own and nothing of another', async () => {
    const id = await led();
    expect(await sees('application', BANK_A, id)).toBe(true);
    expect(await sees('application', BANK_B, id)).toBe(false);
    expect(await change(id, PROPOSED, 'application', BANK_B)).toEqual({ count: 0 });
  });

  it('a bank writes none in the name of another, nor an agency any', async () => {
    const into = (scope: string, owner: string) =>
      as('application', scope, (tx) => tx.policyVersion.create({ data: draftOf(owner) }));
    await expect(into(BANK_B, BANK_A)).rejects.toThrow(/row-level security/);
    await expect(into(AGENCY, AGENCY)).rejects.toThrow(/row-level security/);
  });

  it('the operator’s come by its staff’s login alone', async () => {
    await expect(keep('application', draftOf(OPERATOR))).rejects.toThrow(/row-level security/);
    const id = await keep('operator', draftOf(OPERATOR));
    expect(await change(id, PROPOSED, 'application', OPERATOR)).toEqual({ count: 0 });
    expect(await change(id, PROPOSED, 'operator', OPERATOR)).toEqual({ count: 1 });
  });

  it('the operator neither sees, writes nor changes a bank’s', async () => {
    const id = await led(PROPOSED);
    expect(await sees('operator', OPERATOR, id)).toBe(false);
    expect(await change(id, ACTIVE, 'operator', OPERATOR)).toEqual({ count: 0 });
    expect(await change(id, ACTIVE, 'operator', BANK_A)).toEqual({ count: 0 });
    await expect(keep('operator', draftOf(BANK_A))).rejects.toThrow(/row-level security/);
  });

  it('what the operator has in force or retired every bank sees; what it works on none', async () => {
    const id = await keep('operator', draftOf(OPERATOR));
    const seen: boolean[] = [];
    for (const step of [{}, PROPOSED, ACTIVE, RETIRED]) {
      if (step !== null && 'status' in step) await change(id, step, 'operator', OPERATOR);
      seen.push(await sees('application', BANK_B, id));
    }
    expect(seen).toEqual([false, false, true, true]);
  });

  it.each(['worker', 'regulator'] as const)('%s reads and changes none', async (role) => {
    const id = await led();
    expect(await sees(role, BANK_A, id)).toBe(true);
    await expect(change(id, PROPOSED, role)).rejects.toThrow(/permission denied/);
  });

  it('the authorization server reads none', async () => {
    await expect(queryAs(city, 'authorization', {}, 'SELECT FROM policy_version')).rejects.toMatchObject(
      DENIED,
    );
  });

  it.each(['application', 'operator', 'worker'] as const)('%s removes none', async (role) => {
    await expect(queryAs(city, role, {}, 'DELETE FROM policy_version')).rejects.toMatchObject(DENIED);
  });

  it.each(['id', 'participant_id', 'policy_id', 'version'])('%s is never changed', async (column) => {
    const sql = `UPDATE policy_version SET ${column} = 'pol_other'`;
    for (const role of ['application', 'operator'] as const)
      await expect(queryAs(city, role, {}, sql)).rejects.toMatchObject(DENIED);
  });
});

describe('policy_version · by the book only', () => {
  it('begins as a draft', async () => {
    for (const step of [PROPOSED, { ...PROPOSED, ...ACTIVE }] as object[])
      await expect(keep('application', draftOf(BANK_A, step))).rejects.toThrow(/begins as a draft/);
  });

  it.each<[string, Change[], Change]>([
    ['from draft into force', [], { ...PROPOSED, ...ACTIVE }],
    ['from draft to retired', [], { ...PROPOSED, ...ACTIVE, ...RETIRED }],
    ['out of force to a draft', [PROPOSED, ACTIVE], { status: 'DRAFT' }],
    ['back into force', [PROPOSED, ACTIVE, RETIRED], ACTIVE],
  ])('does not go %s', async (_, steps, step) => {
    await expect(change(await led(...steps), step)).rejects.toThrow(/does not go from/);
  });

  it.each<[string, Change]>([
    ['document', { document: {} }],
    ['hash', { documentHash: 'other' }],
    ['baseline', { baseline: {} }],
    ['first day', { validFrom: new Date('2030-01-01') }],
    ['last day', { validTo: new Date('2030-01-01') }],
    ['author', { draftedBy: 'nobody' }],
    ['proposer', { proposedBy: 'third' }],
  ])('is put in force with the %s that was proposed', async (_, fact) => {
    await expect(change(await led(PROPOSED), { ...ACTIVE, ...fact })).rejects.toThrow(/stays as it is/);
  });

  it('is retired with the people who put it in force', async () => {
    const id = await led(PROPOSED, ACTIVE);
    await expect(change(id, { ...RETIRED, activatedBy: 'nobody' })).rejects.toThrow(/stays as it is/);
  });

  it.each(['writer', 'first'])('is not put in force by %s', async (activatedBy) => {
    await expect(change(await led(PROPOSED), { ...ACTIVE, activatedBy })).rejects.toThrow(/check/i);
  });

  it('begins with revision 0', async () => {
    await expect(keep('application', draftOf(BANK_A, { revision: 1 }))).rejects.toThrow(/begins as a draft/);
  });

  it.each([0, 2])('changes with its revision one higher, not %s', async (revision) => {
    await expect(change(await led(), { ...PROPOSED, revision })).rejects.toThrow(
      /raises its revision by one/,
    );
  });

  it('has a seal; only one that was not genuine is retired without', async () => {
    await expect(change(await led(PROPOSED), { ...ACTIVE, seal: null })).rejects.toThrow(/check/i);
    await expect(change(await led(), { ...PROPOSED, seal: null })).rejects.toThrow(/check/i);
    expect(await change(await led(PROPOSED, ACTIVE), { ...RETIRED, seal: null })).toEqual({ count: 1 });
  });
});
