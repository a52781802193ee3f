import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { matchAwaiting } from '../../src/authorities/match-awaiting.ts';
import { represent } from '../../src/authorities/represent.ts';
import { newUscc } from '../subjects/support/registry.ts';
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
afterEach(() => world.setRegistryAway(false));
afterAll(() => world.close());

const says = ({ id }: Person, { uscc }: Pick<RegisteredFirm, 'uscc'>) => represent(world.services, id, uscc);

/** As an officer enters a firm whose registration could not be asked. */
const enteredByOfficer = ({ id }: Person, { subjectId }: RegisteredFirm) =>
  world.city.sql(
    `INSERT INTO authority (id, identity_id, subject_id, capacity, status, status_reason, valid_from)
     VALUES ($1, $2, $3, 'LEGAL_REPRESENTATIVE', 'SUSPENDED', 'AWAITING_REGISTRY_MATCH', $4)`,
    [world.services.newId('aut'), id, subjectId, world.city.clock.now()],
  );

describe('represent · the legal representative is whom the registry names', () => {
  it('makes the person it names the representative, on its evidence, and logs it', async () => {
    const person = await world.person();
    const firm = await world.firm(person);
    await says(person, firm);
    expect(await world.authorityOf(person, firm)).toMatchObject({
      ...{ capacity: 'LEGAL_REPRESENTATIVE', status: 'ACTIVE', evidence: 'REGISTRY', granted_by: null },
    });
    expect(await world.logged(firm)).toEqual(['AUTHORITY_GRANTED']);
  });

  it('keeps no resident number anywhere, of the registry or of the sign-in', async () => {
    const { firm, representative } = await world.represented();
    const held = JSON.stringify([
      await world.city.sql('SELECT * FROM authority WHERE subject_id = $1', [firm.subjectId]),
      await world.city.sql('SELECT * FROM identity WHERE id = $1', [representative.id]),
      await world.city.sql('SELECT * FROM log_entry WHERE subject_id = $1', [firm.subjectId]),
    ]);
    expect(held).not.toContain(representative.residentId);
  });

  it('refuses anybody else, and logs that without a name', async () => {
    const firm = await world.firm(await world.person());
    const other = await world.person();
    await expect(says(other, firm)).rejects.toMatchObject({ code: 'REPRESENTATIVE_MISMATCH' });
    expect(await world.authorityOf(other, firm)).toBeUndefined();
    expect(await world.logged(firm)).toEqual(['AUTHORITY_REFUSED']);
    const [entry] = await world.city.sql<{ actor: string }>(
      'SELECT actor FROM log_entry WHERE subject_id = $1',
      [firm.subjectId],
    );
    expect(entry?.actor).toMatch(/^owner:/);
  });

  it.each([
    ['a firm that is not registered here', async () => ({ uscc: newUscc() })],
    ['a firm the registry does not hold', () => world.firm()],
    ['what is no code', async () => ({ uscc: "' OR 1=1 --" })],
  ])('says the same of %s: nobody learns who is registered', async (_what, firm) => {
    await expect(says(await world.person(), await firm())).rejects.toMatchObject({
      code: 'REPRESENTATIVE_MISMATCH',
    });
  });

  it('refuses the right name with no number verified by the sign-in', async () => {
    const person = await world.person('沈玉兰', { verified: false });
    await expect(says(person, await world.firm(person))).rejects.toMatchObject({
      code: 'REPRESENTATIVE_MISMATCH',
    });
  });

  it('refuses an agent, whoever she is to the registry', async () => {
    const agent = await world.person('韩桂英', { roles: '{AGENT}' });
    await expect(says(agent, await world.firm(agent))).rejects.toMatchObject({ code: 'DUTIES_IN_CONFLICT' });
  });

  it('takes nobody for the representative while the registry is away', async () => {
    const person = await world.person();
    const firm = await world.firm(person);
    world.setRegistryAway(true);
    await expect(says(person, firm)).rejects.toMatchObject({ code: 'SOURCE_UNAVAILABLE' });
    expect(await world.authorityOf(person, firm)).toBeUndefined();
  });

  it('believes the registry’s latest report more than what a source still says', async () => {
    const { firm, representative: former } = await world.represented();
    const next = await world.person();
    await world.reported(firm, 'LEGAL_REPRESENTATIVE_CHANGED', { names: next });
    await world.apply();
    await expect(says(former, firm)).rejects.toMatchObject({ code: 'REPRESENTATIVE_MISMATCH' });
    await says(next, firm);
    expect(await world.authorityOf(next, firm)).toMatchObject({ status: 'ACTIVE' });
  });

  it('asks every source that holds registrations, wherever the firm’s data come from', async () => {
    const person = await world.person();
    const firm = await world.firm(person);
    await world.city.sql(`UPDATE subject SET source_id = 'elsewhere' WHERE id = $1`, [firm.subjectId]);
    await says(person, firm);
    expect(await world.authorityOf(person, firm)).toMatchObject({ status: 'ACTIVE' });
  });

  it('what was reported under a former code makes nobody the representative of the firm that bears the new one', async () => {
    const { firm } = await world.represented();
    const [friend, owner] = [await world.person(), await world.person()];
    await world.reported(firm, 'LEGAL_REPRESENTATIVE_CHANGED', { names: friend });
    await world.apply();
    world.city.advance(1_000);
    const uscc = newUscc();
    await world.city.sql(`UPDATE subject_identifier SET value = $2, valid_from = $3 WHERE subject_id = $1`, [
      ...[firm.subjectId, uscc, world.city.clock.now()],
    ]);
    world.register.set(uscc, owner.residentId);
    await expect(says(friend, { uscc })).rejects.toMatchObject({ code: 'REPRESENTATIVE_MISMATCH' });
    world.register.set(uscc, friend.residentId);
    await says(friend, { uscc });
  });

  it.each(['DEREGISTERED', 'LICENCE_REVOKED'] as const)('refuses everybody after %s', async (kind) => {
    const { firm, representative } = await world.represented();
    await world.reported(firm, kind);
    await expect(says(representative, firm)).rejects.toMatchObject({ code: 'AUTHORITY_MISSING' });
  });
});

describe('represent · tries', () => {
  it('allows ten in vain within a day, counted also when they come at once', async () => {
    const person = await world.person();
    const firm = await world.firm(await world.person());
    const tries = await Promise.allSettled(Array.from({ length: 16 }, () => says(person, firm)));
    const codes = tries.map((each) => (each.status === 'rejected' ? each.reason.code : 'DONE'));
    expect(codes.filter((code) => code === 'REPRESENTATIVE_MISMATCH')).toHaveLength(10);
    expect(codes.filter((code) => code === 'AUTHORITY_ATTEMPTS_USED')).toHaveLength(6);
  });

  it('forgets them after a day, and does not count those that succeed', async () => {
    const { firm, representative } = await world.represented();
    for (let count = 0; count < 11; count++) await says(representative, firm);
    const other = await world.person();
    for (let count = 0; count < 10; count++) await says(other, firm).catch(() => undefined);
    await expect(says(other, firm)).rejects.toMatchObject({ code: 'AUTHORITY_ATTEMPTS_USED' });
    world.city.advance(86_400_001);
    await expect(says(other, firm)).rejects.toMatchObject({ code: 'REPRESENTATIVE_MISMATCH' });
  });
});

describe('represent · one representative', () => {
  it('makes one authority of two sign-ins at once', async () => {
    const person = await world.person();
    const firm = await world.firm(person);
    await Promise.all([says(person, firm), says(person, firm)]);
    const held = await world.city.sql('SELECT id FROM authority WHERE subject_id = $1', [firm.subjectId]);
    expect(held).toHaveLength(1);
  });

  it('ends the one before, and whom that one gave authority to, when the registry names another', async () => {
    const { firm, representative: former } = await world.represented();
    const officer = await world.person();
    await world.give(former, officer, firm);
    const next = await world.person();
    world.register.set(firm.uscc, next.residentId);
    await says(next, firm);
    for (const person of [former, officer])
      expect(await world.authorityOf(person, firm)).toMatchObject({
        ...{ status: 'ENDED', status_reason: 'REPRESENTATIVE_REPLACED' },
      });
    expect(await world.authorityOf(next, firm)).toMatchObject({ status: 'ACTIVE' });
  });

  it('of two who race for it, only the one it names is', async () => {
    const [one, other] = [await world.person(), await world.person()];
    const firm = await world.firm(one);
    await Promise.allSettled([says(other, firm), says(one, firm), says(other, firm)]);
    expect(await world.authorityOf(one, firm)).toMatchObject({ status: 'ACTIVE' });
    expect(await world.authorityOf(other, firm)).toBeUndefined();
  });
});

describe('matchAwaiting · an officer’s word is held against the registry before anything is granted', () => {
  it('lets nobody answer a bank until she was matched', async () => {
    const person = await world.person();
    const firm = await world.firm(person);
    await enteredByOfficer(person, firm);
    const asked = await world.city.ask();
    await expect(world.city.question(person.id, asked.requestId)).rejects.toMatchObject({
      code: 'AUTHORITY_MISSING',
    });
    await matchAwaiting(world.services, person.id);
    expect(await world.authorityOf(person, firm)).toMatchObject({ status: 'ACTIVE', evidence: 'REGISTRY' });
    expect((await world.city.question(person.id, asked.requestId)).subjectId).toBe(firm.subjectId);
  });

  it('leaves a puppet suspended, and ends her when the representative comes', async () => {
    const [puppet, person] = [await world.person(), await world.person()];
    const firm = await world.firm(person);
    await enteredByOfficer(puppet, firm);
    await matchAwaiting(world.services, puppet.id);
    expect(await world.authorityOf(puppet, firm)).toMatchObject({ status: 'SUSPENDED' });
    await says(person, firm);
    expect(await world.authorityOf(puppet, firm)).toMatchObject({ status: 'ENDED' });
  });

  it('lets her sign in while the registry is away, and act later', async () => {
    const person = await world.person();
    const firm = await world.firm(person);
    await enteredByOfficer(person, firm);
    world.setRegistryAway(true);
    await matchAwaiting(world.services, person.id);
    expect(await world.authorityOf(person, firm)).toMatchObject({ status: 'SUSPENDED' });
  });
});
