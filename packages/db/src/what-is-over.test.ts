import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Prisma } from './generated/client.ts';
import type { Role } from './roles.ts';
import {
  AT,
  admit,
  applicationKey,
  applicationOf,
  approved,
  BANK_A,
  BANK_B,
  type City,
  CONSENT_A,
  foundCity,
  OFFICER,
  OPERATOR,
  OWNER,
  participant,
  SECOND_OFFICER,
  SUBJECT,
  step,
} from './testing/city.ts';
import type { Tx } from './tx.ts';

// Rules that hold whoever writes: below every check of the operations.

let city: City;
beforeAll(async () => {
  city = await foundCity();
});
afterAll(() => city.drop());

const as = <T>(role: Role, participantId: string, work: (tx: Tx) => Promise<T>): Promise<T> =>
  city.as[role].transaction({ participantId, subjectId: SUBJECT }, work);
const asOperator = <T>(work: (tx: Tx) => Promise<T>) => as('operator', OPERATOR, work);
const asBank = <T>(work: (tx: Tx) => Promise<T>) => as('application', BANK_A, work);

describe('status of a participant · by the book only', () => {
  /** A participant of its own, led to a status. */
  const led = async (...statuses: string[]): Promise<string> => {
    const id = `ptc_${crypto.randomUUID()}`;
    await asOperator(async (tx) => {
      await tx.participant.create({ data: participant(id) });
      await admit(tx, id, statuses);
    });
    return id;
  };
  const move = (id: string, status: string, statusRevision: number) =>
    asOperator((tx) => tx.participant.update({ where: { id }, data: { status, statusRevision } }));
  const record = (fact: Prisma.ParticipantStatusChangeUncheckedCreateInput) =>
    asOperator((tx) => tx.participantStatusChange.create({ data: fact }));

  it('does not move without a recorded step', async () => {
    const id = await led('SANDBOX');
    await expect(move(id, 'CERTIFIED', 2)).rejects.toThrow(/by a recorded step only/);
  });

  it('does not move by a step that was taken before', async () => {
    const id = await led('SANDBOX', 'CERTIFIED', 'ACTIVE');
    await expect(move(id, 'SANDBOX', 1)).rejects.toThrow(/by a recorded step only/);
  });

  it('does not move elsewhere than its step says', async () => {
    const id = await led('SANDBOX', 'CERTIFIED');
    const withdrawal = { revision: 3, fromStatus: 'CERTIFIED', toStatus: 'WITHDRAWN' };
    await record(step(id, withdrawal));
    await expect(move(id, 'ACTIVE', 3)).rejects.toThrow(/by a recorded step only/);
  });

  it.each([
    ['APPLIED', 'ACTIVE'],
    ['APPLIED', 'CERTIFIED'],
    ['SANDBOX', 'ACTIVE'],
    ['WITHDRAWN', 'ACTIVE'],
    ['WITHDRAWN', 'APPLIED'],
    ['SUSPENDED', 'SANDBOX'],
  ])('knows no step from %s to %s', async (fromStatus, toStatus) => {
    await expect(record(step(BANK_A, { revision: 90, fromStatus, toStatus }))).rejects.toThrow(/check/);
  });

  it.each([
    ['CERTIFIED', 'ACTIVE'],
    ['SUSPENDED', 'ACTIVE'],
    ['ACTIVE', 'SUSPENDED'],
    ['ACTIVE', 'WITHDRAWN'],
  ])('from %s to %s it takes two: nobody, and the same person twice, are refused', async (from, to) => {
    const fact = { revision: 91, fromStatus: from, toStatus: to };
    await expect(record(step(BANK_A, { ...fact, approvedBy: null }))).rejects.toThrow(/check/);
    await expect(record(step(BANK_A, { ...fact, approvedBy: OFFICER }))).rejects.toThrow(/check/);
  });

  it('an emergency lets one person suspend, not admit', async () => {
    await asOperator((tx) =>
      tx.breakGlass.create({
        data: {
          ...{ id: 'brk_one', identityId: OFFICER, roles: [], reason: 'SECURITY_INCIDENT', openedAt: AT },
          expiresAt: new Date(AT.getTime() + 3_600_000),
        },
      }),
    );
    const alone = { approvedBy: null, breakGlassId: 'brk_one' };
    const admission = { revision: 92, fromStatus: 'SUSPENDED', toStatus: 'ACTIVE', ...alone };
    await expect(record(step(BANK_A, admission))).rejects.toThrow(/check/);
    const id = await led('SANDBOX', 'CERTIFIED', 'ACTIVE');
    await record(step(id, { revision: 4, fromStatus: 'ACTIVE', toStatus: 'SUSPENDED', ...alone }));
    await expect(move(id, 'SUSPENDED', 4)).resolves.toMatchObject({ status: 'SUSPENDED' });
  });

  it.each([
    ['somebody unknown', 'nobody'],
    ['an owner', OWNER],
  ])('%s is no second person', async (_who, approvedBy) => {
    const id = await led('SANDBOX', 'CERTIFIED');
    const admission = { revision: 3, fromStatus: 'CERTIFIED', toStatus: 'ACTIVE', approvedBy };
    await expect(record(step(id, admission))).rejects.toThrow(/by staff of the operator only/);
  });

  it('nor is one whose rights were taken away', async () => {
    const id = await led('SANDBOX', 'CERTIFIED');
    const set = (status: string) =>
      asOperator((tx) => tx.identity.update({ where: { id: SECOND_OFFICER }, data: { status } }));
    await set('DISABLED');
    const admission = step(id, { revision: 3, fromStatus: 'CERTIFIED', toStatus: 'ACTIVE' });
    const refused = record(admission).finally(() => set('ACTIVE'));
    await expect(refused).rejects.toThrow(/by staff of the operator only/);
    await expect(carryOut(admission)).resolves.toMatchObject({ toStatus: 'ACTIVE' });
  });

  /** Step and proposal in one transaction, the proposal last, as an approval writes them. */
  const carryOut = (
    taken: Prisma.ParticipantStatusChangeUncheckedCreateInput,
    fact: Partial<Prisma.ProposalUncheckedCreateInput> = {},
  ) =>
    asOperator(async (tx) => {
      const row = await tx.participantStatusChange.create({ data: taken });
      await tx.proposal.create({ data: approved(taken, fact) });
      return row;
    });
  const notProposed = /carries out an approved proposal/;

  it.each([
    ['CERTIFIED', 'ACTIVE', ['SANDBOX', 'CERTIFIED']],
    ['ACTIVE', 'SUSPENDED', ['SANDBOX', 'CERTIFIED', 'ACTIVE']],
    ['ACTIVE', 'WITHDRAWN', ['SANDBOX', 'CERTIFIED', 'ACTIVE']],
    ['SUSPENDED', 'ACTIVE', ['SANDBOX', 'CERTIFIED', 'ACTIVE', 'SUSPENDED']],
  ])('two names are not enough from %s to %s: nobody proposed it', async (fromStatus, toStatus, before) => {
    const id = await led(...before);
    const taken = step(id, { revision: before.length + 1, fromStatus, toStatus });
    await expect(record(taken)).rejects.toThrow(notProposed);
    await expect(carryOut(taken)).resolves.toMatchObject({ toStatus });
  });

  it.each<[string, Partial<Prisma.ProposalUncheckedCreateInput>]>([
    ['still open', { status: 'OPEN', decidedBy: null, decidedAt: null }],
    ['refused', { status: 'REFUSED' }],
    ['withdrawn', { status: 'WITHDRAWN' }],
    ['made by somebody else', { proposedBy: 'officer-three' }],
    ['approved by somebody else', { decidedBy: 'officer-three' }],
    ['about another participant', { targetId: BANK_B }],
    ['of another kind', { kind: 'STAFF' }],
    ['of another step', { payload: { to: 'WITHDRAWN', revision: 2 } }],
    ['from before an earlier step', { payload: { to: 'ACTIVE', revision: 0 } }],
  ])('a proposal that is %s admits nobody', async (_what, fact) => {
    const id = await led('SANDBOX', 'CERTIFIED');
    const admission = step(id, { revision: 3, fromStatus: 'CERTIFIED', toStatus: 'ACTIVE' });
    await expect(carryOut(admission, fact)).rejects.toThrow(notProposed);
  });

  it.each([
    ['over', { changedAt: new Date(AT.getTime() + 3_600_000) }],
    ['not begun', { changedAt: new Date(AT.getTime() - 1) }],
    ['somebody else’s', { proposedBy: SECOND_OFFICER }],
  ])('an emergency that is %s suspends nobody', async (_what, fact) => {
    const breakGlassId = `brk_${crypto.randomUUID()}`;
    await asOperator((tx) =>
      tx.breakGlass.create({
        data: {
          ...{ id: breakGlassId, identityId: OFFICER, roles: [], reason: 'SECURITY_INCIDENT', openedAt: AT },
          expiresAt: new Date(AT.getTime() + 3_600_000),
        },
      }),
    );
    const suspension = { fromStatus: 'ACTIVE', toStatus: 'SUSPENDED', approvedBy: null, breakGlassId };
    const taken = record(step(BANK_A, { revision: 93, ...suspension, ...fact }));
    await expect(taken).rejects.toThrow(/open and her own/);
  });

  it('a recorded step is never changed or removed', async () => {
    const where = { participantId: BANK_A };
    const denied = /permission denied/;
    await expect(
      asOperator((tx) => tx.participantStatusChange.updateMany({ where, data: { reason: 'X' } })),
    ).rejects.toThrow(denied);
    await expect(asOperator((tx) => tx.participantStatusChange.deleteMany({ where }))).rejects.toThrow(
      denied,
    );
  });
});

describe('an emergency · short, and looked at by somebody else', () => {
  const open = (id: string, hours: number) =>
    asOperator((tx) =>
      tx.breakGlass.create({
        data: {
          ...{ id, identityId: OFFICER, roles: [], reason: 'SECURITY_INCIDENT', openedAt: AT },
          expiresAt: new Date(AT.getTime() + hours * 3_600_000),
        },
      }),
    );

  it('lasts four hours at most', async () => {
    await expect(open('brk_long', 4.01)).rejects.toThrow(/check/);
    await expect(open('brk_four', 4)).resolves.toMatchObject({ id: 'brk_four' });
  });

  it('is not reviewed by the person who opened it', async () => {
    await open('brk_review', 1);
    const review = (reviewedBy: string) =>
      asOperator((tx) => tx.breakGlass.update({ where: { id: 'brk_review' }, data: { reviewedBy } }));
    await expect(review(OFFICER)).rejects.toThrow(/check/);
    await expect(review(SECOND_OFFICER)).resolves.toMatchObject({ reviewedBy: SECOND_OFFICER });
  });
});

describe('a consent that ended · final is final', () => {
  const set = (role: 'application' | 'authorization', status: string) =>
    as(role, BANK_A, (tx) =>
      tx.consent.update({
        where: { id: CONSENT_A },
        data: { status, revision: { increment: 1 }, endedBy: 'PARTICIPANT' },
      }),
    );

  beforeAll(() => set('application', 'REVOKED'));

  it.each(['ACTIVE', 'PAUSED', 'EXPIRED', 'REJECTED'])(
    'a revoked consent never becomes %s',
    async (status) => {
      for (const role of ['application', 'authorization'] as const)
        await expect(set(role, status)).rejects.toThrow(/stays ended/);
    },
  );
});

describe('a key that ended · ended is ended', () => {
  const id = { applicationId_kid: { applicationId: applicationOf(BANK_A), kid: 'ended' } };
  const update = (role: 'application' | 'operator', data: Prisma.ApplicationKeyUncheckedUpdateInput) =>
    as(role, BANK_A, (tx) => tx.applicationKey.update({ where: id, data }));

  it('neither its owner nor the operator brings it back', async () => {
    const fact = { kid: 'ended', slot: 2, thumbprint: 'ended' };
    await asBank((tx) => tx.applicationKey.create({ data: applicationKey(BANK_A, fact) }));
    await update('application', { endedAt: AT, endedReason: 'COMPROMISED' });
    const back = { endedAt: null, endedReason: null };
    await expect(update('application', back)).rejects.toThrow(/stays ended/);
    await expect(update('operator', back)).rejects.toThrow(/stays ended/);
  });

  it('is registered by its participant nowhere else: a thumbprint is unique there for ever', async () => {
    const again = applicationKey(BANK_A, { kid: 'again', slot: 2, thumbprint: 'ended' });
    await expect(asBank((tx) => tx.applicationKey.create({ data: again }))).rejects.toMatchObject({
      code: 'P2002',
    });
  });

  it('leaves its slot free, of which there are two', async () => {
    const add = (kid: string, slot: number) =>
      asBank((tx) =>
        tx.applicationKey.create({ data: applicationKey(BANK_A, { kid, slot, thumbprint: kid }) }),
      );
    await expect(add('third', 3)).rejects.toThrow(/check/);
    await expect(add('taken', 1)).rejects.toMatchObject({ code: 'P2002' });
    await expect(add('free', 2)).resolves.toMatchObject({ slot: 2 });
  });

  it.each(['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k'])(
    'no key comes in with its private %s',
    async (member) => {
      const jwk = { kty: 'EC', [member]: 'x' };
      const key = applicationKey(BANK_A, { kid: 'private', slot: 2, thumbprint: 'private', jwk });
      await expect(asBank((tx) => tx.applicationKey.create({ data: key }))).rejects.toThrow(/check/);
      await expect(asOperator((tx) => tx.applicationKey.create({ data: key }))).rejects.toThrow(/check/);
    },
  );
});

describe('what the operator suspended · its owner cannot lift it', () => {
  const id = applicationOf(BANK_A);

  it('an application', async () => {
    const suspended = { status: 'SUSPENDED', statusReason: 'MISUSE', statusBy: 'OPERATOR' };
    await asOperator((tx) => tx.application.update({ where: { id }, data: suspended }));
    const lift = (tx: Tx) =>
      tx.application.updateMany({ where: { id }, data: { status: 'ACTIVE', statusBy: null } });
    expect(await asBank(lift)).toEqual({ count: 0 });
    expect(await asOperator(lift)).toEqual({ count: 1 });
  });

  it('a key', async () => {
    const where = { applicationId: id, kid: 'k1' };
    const suspended = { suspendedAt: AT, suspendedBy: 'OPERATOR', suspendedReason: 'KEY_COMPROMISED' };
    await asOperator((tx) => tx.applicationKey.updateMany({ where, data: suspended }));
    const lift = (tx: Tx) =>
      tx.applicationKey.updateMany({ where, data: { suspendedAt: null, suspendedBy: null } });
    expect(await asBank(lift)).toEqual({ count: 0 });
    expect(await asOperator(lift)).toEqual({ count: 1 });
  });

  it('nor does an owner suspend in the name of the operator', async () => {
    const forged = { status: 'SUSPENDED', statusReason: 'MISUSE', statusBy: 'OPERATOR' };
    await expect(asBank((tx) => tx.application.updateMany({ where: { id }, data: forged }))).rejects.toThrow(
      /row-level security/,
    );
  });
});

describe('a proposal · decided once, by somebody else', () => {
  const propose = (id: string, targetId = id) =>
    asOperator((tx) =>
      tx.proposal.create({
        data: {
          ...{ id, kind: 'PARTICIPANT_STATUS', targetId, payload: {}, reason: 'ADMITTED', status: 'OPEN' },
          ...{ proposedBy: OFFICER, proposedAt: AT, expiresAt: new Date(AT.getTime() + 604_800_000) },
        },
      }),
    );
  const decide = (id: string, status: string, decidedBy: string | null) =>
    asOperator((tx) => tx.proposal.update({ where: { id }, data: { status, decidedBy, decidedAt: AT } }));

  it('is not approved or refused by who proposed it, but may be withdrawn', async () => {
    await propose('prp_own');
    await expect(decide('prp_own', 'APPROVED', OFFICER)).rejects.toThrow(/check/);
    await expect(decide('prp_own', 'REFUSED', OFFICER)).rejects.toThrow(/check/);
    await expect(decide('prp_own', 'WITHDRAWN', OFFICER)).resolves.toMatchObject({ status: 'WITHDRAWN' });
  });

  it('has a decision and who made it, or neither', async () => {
    await propose('prp_nobody');
    await expect(decide('prp_nobody', 'APPROVED', null)).rejects.toThrow(/check/);
    await expect(decide('prp_nobody', 'OPEN', SECOND_OFFICER)).rejects.toThrow(/check/);
  });

  it('is not decided a second time', async () => {
    await propose('prp_twice');
    await decide('prp_twice', 'REFUSED', SECOND_OFFICER);
    await expect(decide('prp_twice', 'APPROVED', SECOND_OFFICER)).rejects.toThrow(/decided once/);
    await expect(decide('prp_twice', 'OPEN', null)).rejects.toThrow(/decided once/);
  });

  it('stands alone: one open proposal of a kind about one thing', async () => {
    await propose('prp_first', 'ptc_same');
    await expect(propose('prp_second', 'ptc_same')).rejects.toMatchObject({ code: 'P2002' });
    await decide('prp_first', 'REFUSED', SECOND_OFFICER);
    await expect(propose('prp_third', 'ptc_same')).resolves.toMatchObject({ status: 'OPEN' });
  });
});
