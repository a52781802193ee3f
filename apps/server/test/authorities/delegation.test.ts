import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { acceptInvitation, openInvitation } from '../../src/authorities/accept.ts';
import type { Terms } from '../../src/authorities/exceeds.ts';
import { takeBack, withdrawInvitation } from '../../src/authorities/take-back.ts';
import { type AuthorityCity, foundAuthorityCity, type Person } from './support/authority-city.ts';

let world: AuthorityCity;
beforeAll(async () => {
  world = await foundAuthorityCity();
});
afterAll(() => world.close());

const DAY_MS = 86_400_000;
const inDays = (days: number) => new Date(world.city.clock.now().getTime() + days * DAY_MS);
const accept = ({ id }: Person, code: string) => acceptInvitation(world.services, id, code);
const refused = (code: string) => ({ code });

describe('giving authority · 民法典 art. 165', () => {
  it('makes a finance officer of whoever accepts, on the hash of the power of attorney she read', async () => {
    const { firm, representative } = await world.represented();
    const officer = await world.person();
    const { code, document, hash } = await world.invite(representative, officer, firm);
    expect((await openInvitation(world.services, officer.id, code)).document).toBe(document);
    await accept(officer, code);
    expect(document).toContain(officer.name);
    expect(await world.authorityOf(officer, firm)).toMatchObject({
      ...{ capacity: 'FINANCE_OFFICER', status: 'ACTIVE', evidence: 'POWER_OF_ATTORNEY' },
      evidence_hash: createHash('sha256').update(document).digest('base64url'),
    });
    expect(hash).toBe(createHash('sha256').update(document).digest('base64url'));
    expect(await world.logged(firm)).toEqual(['AUTHORITY_GRANTED', 'AUTHORITY_GRANTED']);
  });

  it('lets her answer a bank, as far as she was given', async () => {
    const { firm, representative } = await world.represented();
    const officer = await world.person();
    await world.give(representative, officer, firm, { maxDisclosure: 'INDICATORS' });
    const within = await world.city.ask({ disclosure: 'INDICATORS' });
    expect((await world.city.answer(officer.id, within.requestId)).kind).toBe('AGREED');
    const beyond = await world.city.ask({ disclosure: 'RECORDS' });
    await expect(world.city.question(officer.id, beyond.requestId)).rejects.toMatchObject(
      refused('AUTHORITY_MISSING'),
    );
  });

  it.each([
    ['another purpose', { purposes: ['LOAN_REVIEW'] }],
    ['another bank', { participantIds: ['ptc_019aa5b8-7c00-7c3e-9d52-6b1f0a4e8d77'] }],
  ])('a proxy for %s answers nothing else', async (_what, limits) => {
    const { firm, representative } = await world.represented();
    const proxy = await world.person();
    await world.give(representative, proxy, firm, { capacity: 'PROXY', ...limits });
    const asked = await world.city.ask();
    await expect(world.city.question(proxy.id, asked.requestId)).rejects.toMatchObject(
      refused('AUTHORITY_MISSING'),
    );
  });

  it('ends by itself on its last day; what she agreed to stays', async () => {
    const { firm, representative } = await world.represented();
    const proxy = await world.person();
    await world.give(representative, proxy, firm, { capacity: 'PROXY', validTo: inDays(2) });
    const consentId = await world.consent(proxy, firm);
    const asked = await world.city.ask({}, { seconds: 4 * 86_400 });
    const question = await world.city.question(proxy.id, asked.requestId);
    world.city.advance(2 * DAY_MS);
    const missing = refused('AUTHORITY_MISSING');
    await expect(world.city.agree(question)).rejects.toMatchObject(missing);
    await expect(world.city.question(proxy.id, asked.requestId)).rejects.toMatchObject(missing);
    expect(await world.statusOf(consentId)).toMatchObject({ status: 'ACTIVE' });
  });
});

describe('giving authority · nobody gives more than she has', () => {
  it.each<[string, Partial<Terms> & { days?: number }]>([
    ['a finance officer', { capacity: 'FINANCE_OFFICER' as const }],
    ['more purposes', { purposes: ['CREDIT_DECISION', 'LOAN_REVIEW'] }],
    ['all purposes', { purposes: [] }],
    ['all banks', { participantIds: [] }],
    ['more disclosure', { maxDisclosure: 'RECORDS' as const }],
    ['any disclosure', { maxDisclosure: null }],
    ['a longer time', { days: 91 }],
  ])('a finance officer cannot give %s', async (_what, { days = 30, ...more }) => {
    const { firm, representative } = await world.represented();
    const officer = await world.person();
    const limits = {
      purposes: ['CREDIT_DECISION'],
      participantIds: [world.city.bank.participantId],
      maxDisclosure: 'INDICATORS' as const,
    };
    await world.give(representative, officer, firm, { ...limits, validTo: inDays(90) });
    const terms = { ...limits, capacity: 'PROXY' as const, validTo: inDays(30) };
    const to = await world.person();
    await expect(world.invite(officer, to, firm, terms)).resolves.toBeDefined();
    await expect(
      world.invite(officer, to, firm, { ...terms, ...more, validTo: inDays(days) }),
    ).rejects.toMatchObject(refused('AUTHORITY_EXCESSIVE'));
  });

  it.each([
    ['more than a year', 367],
    ['the past', -1],
  ])('nobody gives authority for %s', async (_what, days) => {
    const { firm, representative } = await world.represented();
    await expect(
      world.invite(representative, await world.person(), firm, { validTo: inDays(days) }),
    ).rejects.toMatchObject(refused('AUTHORITY_EXCESSIVE'));
  });

  it('a proxy passes nothing on: chains end after two', async () => {
    const { firm, representative } = await world.represented();
    const [officer, proxy] = [await world.person(), await world.person()];
    await world.give(representative, officer, firm);
    await world.give(officer, proxy, firm, { capacity: 'PROXY', validTo: inDays(30) });
    await expect(
      world.invite(proxy, await world.person(), firm, { capacity: 'PROXY', validTo: inDays(20) }),
    ).rejects.toMatchObject(refused('AUTHORITY_EXCESSIVE'));
  });

  it('whoever does not act for the firm gives nothing', async () => {
    const { firm } = await world.represented();
    await expect(world.invite(await world.person(), await world.person(), firm)).rejects.toMatchObject(
      refused('AUTHORITY_MISSING'),
    );
  });
});

describe('an invitation · accepted once, by the person it names', () => {
  const invited = async () => {
    const { firm, representative } = await world.represented();
    const officer = await world.person();
    const { code } = await world.invite(representative, officer, firm);
    return { firm, representative, officer, code };
  };
  const invalid = refused('INVITATION_INVALID');

  it('is worth nothing to somebody of another name', async () => {
    const { code, firm } = await invited();
    const other = await world.person();
    await expect(accept(other, code)).rejects.toMatchObject(invalid);
    expect(await world.authorityOf(other, firm)).toBeUndefined();
  });

  it('is worth nothing a second time, also to a second person of that name at once', async () => {
    const { code, officer, firm } = await invited();
    const namesake = await world.person(officer.name);
    const outcomes = await Promise.allSettled([accept(officer, code), accept(namesake, code)]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const given = await world.city.sql(
      'SELECT id FROM authority WHERE subject_id = $1 AND granted_by IS NOT NULL',
      [firm.subjectId],
    );
    expect(given).toHaveLength(1);
    await expect(accept(officer, code)).rejects.toMatchObject(invalid);
  });

  it('runs out after seven days', async () => {
    const { code, officer } = await invited();
    world.city.advance(7 * DAY_MS);
    await expect(accept(officer, code)).rejects.toMatchObject(invalid);
  });

  it('is worth nothing once it was taken back', async () => {
    const { code, officer, representative, firm } = await invited();
    const [row] = await world.city.sql<{ id: string }>(
      'SELECT id FROM authority_invitation WHERE subject_id = $1',
      [firm.subjectId],
    );
    await withdrawInvitation(world.services, {
      ...{ identityId: representative.id, subjectId: firm.subjectId, invitationId: row?.id ?? '' },
    });
    await expect(accept(officer, code)).rejects.toMatchObject(invalid);
  });

  it('is worth nothing once the giver represents the firm no more', async () => {
    const { code, officer, firm } = await invited();
    await world.reported(firm, 'LEGAL_REPRESENTATIVE_CHANGED');
    await world.apply();
    await expect(accept(officer, code)).rejects.toMatchObject(invalid);
  });

  it('is read aloud in any case of letters, and is not found by trying', async () => {
    const { code, officer } = await invited();
    await accept(officer, ` ${code.toLowerCase()} `);
    const guesser = await world.person();
    for (let count = 0; count < 10; count++)
      await expect(accept(guesser, 'AAAAAAAA')).rejects.toMatchObject(invalid);
    await expect(accept(guesser, 'AAAAAAAA')).rejects.toMatchObject(refused('AUTHORITY_ATTEMPTS_USED'));
  });

  it('makes no agent of a bank or village act for a firm', async () => {
    const { firm, representative } = await world.represented();
    const agent = await world.person(undefined, { roles: '{AGENT}' });
    const { code } = await world.invite(representative, agent, firm);
    await expect(accept(agent, code)).rejects.toMatchObject(refused('DUTIES_IN_CONFLICT'));
  });
});

describe('taking authority back', () => {
  const chain = async () => {
    const { firm, representative } = await world.represented();
    const [officer, proxy] = [await world.person(), await world.person()];
    await world.give(representative, officer, firm);
    await world.give(officer, proxy, firm, { capacity: 'PROXY', validTo: inDays(30) });
    const idOf = async (person: Person) => (await world.authorityOf(person, firm))?.id ?? '';
    const ends = async (by: Person, whose: Person) =>
      takeBack(world.services, {
        ...{ identityId: by.id, subjectId: firm.subjectId, authorityId: await idOf(whose) },
      });
    const statuses = async () =>
      Promise.all([officer, proxy].map(async (each) => (await world.authorityOf(each, firm))?.status));
    return { firm, representative, officer, proxy, ends, statuses };
  };

  it('ends everything given through it at once', async () => {
    const { representative, officer, ends, statuses } = await chain();
    await ends(representative, officer);
    expect(await statuses()).toEqual(['ENDED', 'ENDED']);
  });

  it('leaves what was agreed before in force: past acts bind', async () => {
    const { firm, representative, officer, ends } = await chain();
    const consentId = await world.consent(officer, firm);
    await ends(representative, officer);
    expect(await world.statusOf(consentId)).toMatchObject({ status: 'ACTIVE' });
  });

  it('is open to whoever gave it, and to whoever has it', async () => {
    const first = await chain();
    await first.ends(first.officer, first.proxy);
    expect(await first.statuses()).toEqual(['ACTIVE', 'ENDED']);
    const second = await chain();
    await second.ends(second.officer, second.officer);
    expect(await second.statuses()).toEqual(['ENDED', 'ENDED']);
  });

  it('is open to nobody else, and takes nothing from the representative', async () => {
    const { representative, officer, proxy, ends } = await chain();
    const stranger = await world.person();
    for (const [by, whose] of [
      [proxy, officer],
      [stranger, officer],
      [officer, representative],
      [representative, representative],
    ] as const)
      await expect(ends(by, whose)).rejects.toMatchObject(refused('AUTHORITY_NOT_FOUND'));
  });
});
