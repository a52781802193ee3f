import { openDatabase } from '@xinqiao/db';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { setApprovalRule } from '../../src/authorities/set-approval-rule.ts';
import { takeBack } from '../../src/authorities/take-back.ts';
import { changesOfFirms } from '../../src/notifications/of-authorities.ts';
import { type AuthorityCity, foundAuthorityCity, type Person } from './support/authority-city.ts';

let world: AuthorityCity;
let worker: ReturnType<typeof openDatabase>;
beforeAll(async () => {
  world = await foundAuthorityCity();
  worker = openDatabase(world.city.urls.worker, { poolSize: 2 });
});
afterAll(async () => {
  await worker.close();
  await world.close();
});

const DAY_MS = 86_400_000;

/** What each of these people would be told now, by the worker. */
async function told(people: readonly Person[]) {
  const now = world.city.clock.now();
  const all = await worker.transaction({}, (tx) => changesOfFirms(tx, new Date(now.getTime() - DAY_MS), now));
  return people.map(({ id }) =>
    all
      .filter(({ audience }) => 'identityId' in audience && audience.identityId === id)
      .map(({ template, parameters }) => `${template} ${(parameters('zh') as { change: string }).change}`)
      .sort(),
  );
}

async function firmWithOfficer() {
  const { firm, representative } = await world.represented();
  const officer = await world.person();
  await world.give(representative, officer, firm);
  return { firm, representative, officer };
}

describe('changesOfFirms · the people concerned are told', () => {
  it('of new authority: whoever has it, and whoever represents the firm', async () => {
    const { representative, officer } = await firmWithOfficer();
    const stranger = await world.person();
    const given = ['authority-changed GIVEN'];
    expect(await told([representative, officer, stranger])).toEqual([given, given, []]);
  });

  it('of authority taken back', async () => {
    const { firm, representative, officer } = await firmWithOfficer();
    world.city.advance(2 * DAY_MS);
    await takeBack(world.services, {
      ...{ identityId: representative.id, subjectId: firm.subjectId },
      authorityId: (await world.authorityOf(officer, firm))?.id ?? '',
    });
    const ended = ['authority-changed ENDED'];
    expect(await told([representative, officer])).toEqual([ended, ended]);
  });

  it('of authority that ended by time: what was agreed by it stays, so the representative must know', async () => {
    const { representative, officer } = await firmWithOfficer();
    world.city.advance(90 * DAY_MS);
    const ended = ['authority-changed ENDED'];
    expect(await told([representative, officer])).toEqual([ended, ended]);
  });

  it('of a new rule: everybody who may act', async () => {
    const { firm, representative, officer } = await firmWithOfficer();
    world.city.advance(2 * DAY_MS);
    await setApprovalRule(world.services, {
      ...{ identityId: representative.id, subjectId: firm.subjectId, required: 2 },
    });
    const rule = ['authority-changed RULE'];
    expect(await told([representative, officer])).toEqual([rule, rule]);
  });

  it('of what the registry reported: also those it ended, once', async () => {
    const { firm, representative, officer } = await firmWithOfficer();
    world.city.advance(2 * DAY_MS);
    await world.reported(firm, 'DEREGISTERED');
    await world.apply();
    const reported = ['registry-reported DEREGISTERED'];
    expect(await told([representative, officer])).toEqual([reported, reported]);
  });
});
