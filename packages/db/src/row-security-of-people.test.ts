import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AT, BANK_A, BANK_B, type City, foundCity, OPERATOR } from './testing/city.ts';
import type { Tx } from './tx.ts';

let city: City;
beforeAll(async () => {
  city = await foundCity();
  await city.as.operator.transaction({ participantId: OPERATOR }, (tx) =>
    tx.identity.create({ data: { id: 'of-bank-a', displayName: '—', participantId: BANK_A } }),
  );
});
afterAll(() => city.drop());

const as = <T>(participantId: string, work: (tx: Tx) => Promise<T>): Promise<T> =>
  city.as.application.transaction({ participantId }, work);
/** An open proposal of the operator about somebody of bank A; each test names only what it is about. */
async function proposed(fact: { kind?: string; targetId?: string; status?: string } = {}): Promise<string> {
  const id = `prp_${crypto.randomUUID()}`;
  const { status = 'OPEN', ...rest } = fact;
  await city.as.operator.transaction({ participantId: OPERATOR }, (tx) =>
    tx.proposal.create({
      data: {
        ...{ id, kind: 'PERSON', targetId: `somebody-${id}`, payload: { participantId: BANK_A } },
        ...{ reason: 'PERSON_CHANGE', proposedBy: 'first', proposedAt: AT, expiresAt: AT, status },
        ...(status === 'OPEN' ? {} : { decidedBy: 'second', decidedAt: AT }),
        ...rest,
      },
    }),
  );
  return id;
}
const agree = (proposalId: string, participantId = BANK_A, agreedBy = 'of-bank-a') =>
  as(participantId, (tx) =>
    tx.personAgreement.create({ data: { proposalId, participantId, agreedBy, agreedAt: AT, seal: 'seal' } }),
  );

describe('proposal · of a bank’s people', () => {
  it('is seen by that bank and by no other', async () => {
    const id = await proposed();
    const sees = (participantId: string) => as(participantId, (tx) => tx.proposal.count({ where: { id } }));
    expect([await sees(BANK_A), await sees(BANK_B)]).toEqual([1, 0]);
  });

  it('is not seen where it only names the bank and is of another kind', async () => {
    const id = await proposed({ kind: 'STAFF' });
    expect(await as(BANK_A, (tx) => tx.proposal.count({ where: { id } }))).toBe(0);
  });

  it('is changed by no bank', async () => {
    const id = await proposed();
    const approve = as(BANK_A, (tx) => tx.proposal.update({ where: { id }, data: { status: 'APPROVED' } }));
    await expect(approve).rejects.toThrow(/permission denied/);
  });
});

describe('person_agreement', () => {
  it('is given in the name of somebody of that bank', async () => {
    await expect(agree(await proposed())).resolves.toMatchObject({ agreedBy: 'of-bank-a' });
  });

  it.each<[string, () => Promise<unknown>]>([
    ['to a proposal of another bank', async () => agree(await proposed(), BANK_B)],
    [
      'in the name of somebody who does not work there',
      async () => agree(await proposed(), BANK_A, 'nobody'),
    ],
    ['by the person it is about', async () => agree(await proposed({ targetId: 'of-bank-a' }))],
    ['to what was decided', async () => agree(await proposed({ status: 'REFUSED' }))],
    ['to a proposal of another kind', async () => agree(await proposed({ kind: 'STAFF' }))],
  ])('is not given %s', async (_what, given) => {
    await expect(given()).rejects.toThrow(/row-level security/);
  });

  it.each(['UPDATE person_agreement SET agreed_by = $$x$$', 'DELETE FROM person_agreement'])(
    'stays as it was given: %s',
    async (sql) => {
      await expect(as(BANK_A, (tx) => tx.$executeRawUnsafe(sql))).rejects.toThrow(/permission denied/);
    },
  );

  it('is seen by no other bank', async () => {
    const proposalId = await proposed();
    await agree(proposalId);
    expect(await as(BANK_B, (tx) => tx.personAgreement.count({ where: { proposalId } }))).toBe(0);
  });
});
