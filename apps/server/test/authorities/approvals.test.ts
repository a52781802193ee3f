import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { requireMayAct } from '../../src/authorities/may-act.ts';
import { setApprovalRule } from '../../src/authorities/set-approval-rule.ts';
import { takeBack } from '../../src/authorities/take-back.ts';
import {
  type AuthorityCity,
  foundAuthorityCity,
  type Person,
  type RegisteredFirm,
} from './support/authority-city.ts';

let world: AuthorityCity;
beforeAll(async () => {
  world = await foundAuthorityCity();
});
afterAll(() => world.close());

const rule = ({ id }: Person, { subjectId }: RegisteredFirm, required: number) =>
  setApprovalRule(world.services, { identityId: id, subjectId, required });

/** A firm of which two of three must agree. */
async function twoOfThree() {
  const { firm, representative } = await world.represented();
  const [officer, proxy] = [await world.person(), await world.person()];
  await world.give(representative, officer, firm);
  await world.give(representative, proxy, firm, { capacity: 'PROXY' });
  await rule(representative, firm, 2);
  const ends = async (person: Person) =>
    takeBack(world.services, {
      identityId: representative.id,
      subjectId: firm.subjectId,
      authorityId: (await world.authorityOf(person, firm))?.id ?? '',
    });
  return { firm, representative, officer, proxy, ends };
}

describe('k of n', () => {
  it('agrees when two of three have, and not before', async () => {
    const { officer, proxy } = await twoOfThree();
    const { requestId } = await world.city.ask();
    expect(await world.city.answer(officer.id, requestId)).toEqual({
      ...{ kind: 'AWAITING_APPROVALS', given: 1, required: 2 },
    });
    expect((await world.city.answer(proxy.id, requestId)).kind).toBe('AGREED');
  });

  it('does not count an approver who lost office between two approvals', async () => {
    const { representative, officer, proxy, ends } = await twoOfThree();
    const { requestId, consentId } = await world.city.ask();
    await world.city.answer(officer.id, requestId);
    await ends(officer);
    expect(await world.city.answer(representative.id, requestId)).toMatchObject({
      ...{ kind: 'AWAITING_APPROVALS', given: 1 },
    });
    expect(await world.statusOf(consentId)).toMatchObject({ status: 'PENDING' });
    expect((await world.city.answer(proxy.id, requestId)).kind).toBe('AGREED');
  });

  it('agrees nothing on two approvals, one of which loses office at that very moment', async () => {
    for (let round = 0; round < 5; round++) {
      const { officer, proxy, ends } = await twoOfThree();
      const { requestId, consentId } = await world.city.ask();
      await world.city.answer(officer.id, requestId);
      const question = await world.city.question(proxy.id, requestId);
      const [agreed] = await Promise.allSettled([world.city.agree(question), ends(officer)]);
      const inTime = agreed.status === 'fulfilled' && agreed.value.kind === 'AGREED';
      expect(await world.statusOf(consentId)).toMatchObject({ status: inTime ? 'ACTIVE' : 'PENDING' });
      const [order] = await world.city.sql<{ first: string }>(
        `SELECT kind AS first FROM log_entry AS entry JOIN log_pending AS pending ON pending.entry_id = entry.id
         WHERE kind IN ('CONSENT_GRANTED', 'AUTHORITY_ENDED') AND subject_id = (
           SELECT subject_id FROM consent_request WHERE id = $1)
         ORDER BY pending.ticket LIMIT 1`,
        [requestId],
      );
      expect(order?.first).toBe(inTime ? 'CONSENT_GRANTED' : 'AUTHORITY_ENDED');
    }
  });

  it('does not lower itself: with too few people nothing is agreed, and the page can say why', async () => {
    const { representative, officer, proxy, ends } = await twoOfThree();
    await ends(officer);
    await ends(proxy);
    const { requestId } = await world.city.ask();
    const question = await world.city.question(representative.id, requestId);
    expect(question.approvals).toMatchObject({ required: 2, tooFew: true });
    await expect(world.city.agree(question)).rejects.toMatchObject({ code: 'APPROVERS_TOO_FEW' });
  });
});

describe('k of n · people who count apart', () => {
  it('a finance officer and the proxy she chose are one voice', async () => {
    const { firm, representative, officer } = await twoOfThree();
    const friend = await world.person();
    await world.give(officer, friend, firm, { capacity: 'PROXY' });
    const { requestId } = await world.city.ask();
    await world.city.answer(officer.id, requestId);
    expect(await world.city.answer(friend.id, requestId)).toMatchObject({ given: 1, required: 2 });
    expect((await world.city.answer(representative.id, requestId)).kind).toBe('AGREED');
  });

  it('two sign-ins with one resident number are one voice', async () => {
    const { firm, representative, proxy } = await twoOfThree();
    const twin = await world.person();
    await world.city.sql(
      `UPDATE identity SET resident_id_digest = (SELECT resident_id_digest FROM identity WHERE id = $1) WHERE id = $2`,
      [representative.id, twin.id],
    );
    await world.give(representative, twin, firm, { capacity: 'PROXY' });
    const { requestId } = await world.city.ask();
    await world.city.answer(representative.id, requestId);
    expect(await world.city.answer(twin.id, requestId)).toMatchObject({ given: 1, required: 2 });
    expect((await world.city.answer(proxy.id, requestId)).kind).toBe('AGREED');
  });

  it('no rule asks for more than there are', async () => {
    const { firm, representative, officer } = await twoOfThree();
    await world.give(officer, await world.person(), firm, { capacity: 'PROXY' });
    await expect(rule(representative, firm, 4)).rejects.toMatchObject({ code: 'AUTHORITY_EXCESSIVE' });
  });
});

describe('the rule', () => {
  it('is set by the representative alone, and logged', async () => {
    const { firm, representative, officer, proxy } = await twoOfThree();
    for (const person of [officer, proxy, await world.person()])
      await expect(rule(person, firm, 1)).rejects.toMatchObject({ code: 'AUTHORITY_MISSING' });
    await rule(representative, firm, 3);
    expect((await world.logged(firm)).filter((kind) => kind === 'APPROVAL_RULE_CHANGED')).toHaveLength(2);
  });

  it.each([0, 4, 1.5, Number.NaN])('asks for 1 to as many as may act: not %s of three', async (required) => {
    const { firm, representative } = await twoOfThree();
    await expect(rule(representative, firm, required)).rejects.toMatchObject({ code: 'AUTHORITY_EXCESSIVE' });
  });

  it('set twice at once holds once', async () => {
    const { firm, representative } = await twoOfThree();
    await Promise.all([
      rule(representative, firm, 3),
      rule(representative, firm, 3),
      rule(representative, firm, 1),
    ]);
    const current = await world.city.sql(
      'SELECT required FROM approval_rule WHERE subject_id = $1 AND valid_to IS NULL',
      [firm.subjectId],
    );
    expect(current).toHaveLength(1);
  });
});

describe('requireMayAct · stopping is easier than letting go on (PIPL art. 15)', () => {
  const mayAct = (
    person: Person,
    { subjectId }: RegisteredFirm,
    consentId: string,
    act: 'RESUME' | 'REVOKE',
  ) =>
    world.services.database.transaction({ identityId: person.id, subjectId }, async (tx) => {
      const consent = await tx.consent.findUniqueOrThrow({ where: { id: consentId } });
      return requireMayAct(tx, { identityId: person.id, consent, act }, world.city.clock.now());
    });

  it('lets a proxy stop what is beyond her reach, and not resume it', async () => {
    const { firm, representative } = await world.represented();
    const proxy = await world.person();
    await world.give(representative, proxy, firm, { capacity: 'PROXY', purposes: ['LOAN_REVIEW'] });
    const consentId = await world.consent(representative, firm);
    await expect(mayAct(proxy, firm, consentId, 'REVOKE')).resolves.toMatchObject({ capacity: 'PROXY' });
    await expect(mayAct(proxy, firm, consentId, 'RESUME')).rejects.toMatchObject({
      code: 'AUTHORITY_MISSING',
    });
    await expect(mayAct(representative, firm, consentId, 'RESUME')).resolves.toBeDefined();
  });

  it('where several must agree, lets only the representative resume', async () => {
    const { firm, representative, officer } = await twoOfThree();
    const { requestId, consentId } = await world.city.ask();
    await world.city.answer(officer.id, requestId);
    await world.city.answer(representative.id, requestId);
    await expect(mayAct(officer, firm, consentId, 'RESUME')).rejects.toMatchObject({
      code: 'AUTHORITY_MISSING',
    });
    await expect(mayAct(officer, firm, consentId, 'REVOKE')).resolves.toBeDefined();
    await expect(mayAct(representative, firm, consentId, 'RESUME')).resolves.toBeDefined();
  });

  it('lets nobody resume for a firm that was struck off', async () => {
    const { firm, representative } = await world.represented();
    const consentId = await world.consent(representative, firm);
    await world.reported(firm, 'DEREGISTERED');
    await expect(mayAct(representative, firm, consentId, 'RESUME')).rejects.toMatchObject({
      code: 'AUTHORITY_MISSING',
    });
  });
});
