import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Prisma } from './generated/client.ts';
import type { Role } from './roles.ts';
import { appendLogEntry } from './statements/append-log-entry.ts';
import {
  AT,
  BANK_A,
  BANK_B,
  type City,
  CONSENT_A,
  CONSENT_B,
  entry,
  foundCity,
  SUBJECT,
} from './testing/city.ts';
import type { Tx } from './tx.ts';

let city: City;
beforeAll(async () => {
  city = await foundCity();
});
afterAll(() => city.drop());

const as = <T>(role: Role, participantId: string, work: (tx: Tx) => Promise<T>): Promise<T> =>
  city.as[role].transaction({ participantId }, work);

type Row = Prisma.ReferralUncheckedCreateInput;
/** A referral of a decision of bank A; each test names only what it is about. */
const referralOf = (decisionId: string, fact: Partial<Row> = {}): Row => ({
  ...{ id: `ref_${crypto.randomUUID()}`, decisionId, participantId: BANK_A, subjectId: SUBJECT },
  ...{ consentId: CONSENT_A, status: 'WAITING', revision: 0, openedAt: AT, deadlineAt: AT },
  ...{ limitCeiling: '3000000.00', rateFloor: '0.04', rateCeiling: '0.06', reasons: [], seal: 'seal' },
  ...fact,
});
/** A decision of a bank, with the entry of the log that goes with it. */
async function decided(outcome = 'REFERRED', participantId = BANK_A): Promise<string> {
  const [id, outcomeEntryId] = [`dec_${crypto.randomUUID()}`, `ent_${crypto.randomUUID()}`];
  const consentId = participantId === BANK_A ? CONSENT_A : CONSENT_B;
  await as('application', participantId, async (tx) => {
    await appendLogEntry(
      tx,
      entry(outcomeEntryId, { participantId, consentId, subjectId: SUBJECT, kind: 'DECISION_MADE' }),
    );
    await tx.decision.create({
      data: {
        ...{ id, outcomeEntryId, participantId, consentId, subjectId: SUBJECT, outcome, record: {} },
        ...{ policyId: 'dai', policyVersion: '2026-1', snapshotHash: 'hash', createdAt: AT },
      },
    });
  });
  return id;
}
const keep = async (row: Row, participantId = BANK_A): Promise<string> => {
  await as('application', participantId, (tx) => tx.referral.create({ data: row }));
  return row.id;
};
const waiting = async () => keep(referralOf(await decided()));
type Change = Prisma.ReferralUncheckedUpdateInput;
const change = (id: string, data: Change, role: Role = 'application', participantId = BANK_A) =>
  as(role, participantId, (tx) => tx.referral.updateMany({ where: { id }, data }));
const PROPOSED: Change = {
  ...{ status: 'PROPOSED', revision: 1, outcome: 'APPROVED', creditLimit: '100000.00', annualRate: '0.05' },
  ...{ reasons: ['DOCUMENTS_SEEN'], proposedBy: 'first', proposedAt: AT, seal: 'seal' },
};
const SETTLED: Change = { status: 'SETTLED', revision: 2, settledBy: 'second', settledAt: AT };

describe('referral · whose it is', () => {
  it('a bank sees and works on its own and nothing of another', async () => {
    const id = await waiting();
    const sees = (participantId: string) =>
      as('application', participantId, (tx) => tx.referral.count({ where: { id } }));
    expect([await sees(BANK_A), await sees(BANK_B)]).toEqual([1, 0]);
    expect(await change(id, PROPOSED, 'application', BANK_B)).toEqual({ count: 0 });
  });

  it('of a decision that was referred, and of the same bank, alone', async () => {
    const [approved, others] = [await decided('APPROVED'), await decided('REFERRED', BANK_B)];
    await expect(keep(referralOf(approved))).rejects.toThrow(/row-level security/);
    await expect(keep(referralOf(others))).rejects.toThrow(/row-level security/);
    await expect(keep(referralOf(await decided()), BANK_B)).rejects.toThrow(/row-level security/);
    await expect(keep(referralOf(await decided(), { consentId: CONSENT_B }))).rejects.toThrow(
      /row-level security/,
    );
  });

  it('none begins as proposed or settled, and a decision has one', async () => {
    const decisionId = await decided();
    await expect(keep(referralOf(decisionId, { ...(PROPOSED as Partial<Row>) }))).rejects.toThrow(
      /row-level security/,
    );
    await keep(referralOf(decisionId));
    await expect(keep(referralOf(decisionId))).rejects.toThrow();
  });

  it.each(['operator', 'authorization', 'worker', 'regulator'] as const)('%s reads none', async (role) => {
    await waiting();
    await expect(as(role, BANK_A, (tx) => tx.referral.count())).rejects.toThrow();
  });

  it('of the log its owner reads what was settled, and no step before it', async () => {
    const kinds = ['REFERRAL_PROPOSED', 'REFERRAL_SENT_BACK', 'REFERRAL_SETTLED'] as const;
    const about = { participantId: BANK_A, consentId: CONSENT_A, subjectId: SUBJECT };
    for (const kind of kinds)
      await as('application', BANK_A, (tx) =>
        appendLogEntry(tx, entry(`ent_${crypto.randomUUID()}`, { ...about, kind })),
      );
    const read = (tx: Tx) =>
      tx.logEntry.findMany({ where: { kind: { in: [...kinds] } }, orderBy: { id: 'asc' } });
    const owner = await city.as.authorization.transaction({ subjectId: SUBJECT }, read);
    expect(owner.map(({ kind }) => kind)).toEqual(['REFERRAL_SETTLED']);
    expect(await as('application', BANK_A, read)).toHaveLength(kinds.length);
  });

  it('nobody removes one', async () => {
    const id = await waiting();
    await expect(
      as('application', BANK_A, (tx) => tx.referral.deleteMany({ where: { id } })),
    ).rejects.toThrow();
  });
});

describe('referral · two people, step by step', () => {
  it('from waiting to proposed to settled', async () => {
    const id = await waiting();
    expect(await change(id, PROPOSED)).toEqual({ count: 1 });
    expect(await change(id, SETTLED)).toEqual({ count: 1 });
  });

  it.each<[string, Change[], Change]>([
    ['settled without a proposal', [], { ...PROPOSED, ...SETTLED, revision: 1 }],
    ['settled by whoever proposed it', [PROPOSED], { ...SETTLED, settledBy: 'first' }],
    ['settled by nobody', [PROPOSED], { ...SETTLED, settledBy: null }],
    ['settled as another amount', [PROPOSED], { ...SETTLED, creditLimit: '200000.00' }],
    ['settled as proposed by another', [PROPOSED], { ...SETTLED, proposedBy: 'third' }],
    ['changed once settled', [PROPOSED, SETTLED], { revision: 3, creditLimit: '1.00' }],
    ['opened again once settled', [PROPOSED, SETTLED], { status: 'WAITING', revision: 3 }],
    ['changed without a new revision', [PROPOSED], { creditLimit: '1.00' }],
    ['led past a revision', [], { ...PROPOSED, revision: 2 }],
    ['without a seal', [], { ...PROPOSED, seal: null as never }],
    ['above the ceiling', [], { ...PROPOSED, creditLimit: '3000000.01' }],
    ['for nothing', [], { ...PROPOSED, creditLimit: '0.00' }],
    ['below the lowest rate', [], { ...PROPOSED, annualRate: '0.0399' }],
    ['above the highest rate', [], { ...PROPOSED, annualRate: '0.0601' }],
    ['declined with a limit', [], { ...PROPOSED, outcome: 'DECLINED' }],
    ['approved without one', [], { ...PROPOSED, creditLimit: null, annualRate: null }],
  ])('is not %s', async (_, steps, wrong) => {
    const id = await waiting();
    for (const step of steps) await change(id, step);
    await expect(change(id, wrong)).rejects.toThrow();
  });

  it.each(['limit_ceiling', 'rate_ceiling', 'deadline_at', 'decision_id'])(
    '%s is no column to write',
    async (column) => {
      const id = await waiting();
      await expect(
        as('application', BANK_A, (tx) =>
          tx.$executeRawUnsafe(`UPDATE referral SET ${column} = ${column} WHERE id = '${id}'`),
        ),
      ).rejects.toThrow(/permission denied/);
    },
  );
});
