import type { ParticipantId, PersonRole } from '@xinqiao/contracts';
import { PERSONAS } from '@xinqiao/sandbox';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SANDBOX_PARTICIPANTS } from '../../src/sandbox/sandbox-participants.ts';
import { codeOf, sessionOf } from '../applications/support/people.ts';
import { activated } from '../policies/support.ts';
import { type Platform, startPlatform } from '../support/platform.ts';
import { rows } from '../support/rows.ts';
import { apply, type Caller, refusalOf, staffWith, toolOf } from './support/admission.ts';

interface Wanted {
  readonly participantId?: ParticipantId;
  readonly identityId?: string;
  readonly name?: string;
  readonly roles?: PersonRole[];
  readonly status?: 'ACTIVE' | 'DISABLED';
}

const participantOf = (kind: string, place = 0): ParticipantId => {
  const found = SANDBOX_PARTICIPANTS.filter((each) => each.kind === kind)[place];
  if (found === undefined) throw new Error(`no ${kind} in the sandbox`);
  return found.id;
};
const BANK = participantOf('BANK');
const personaOf = (role: string): string => PERSONAS.find((each) => each.role === role)?.id ?? '';

let platform: Platform;
let officer: Caller;
let other: Caller;
let guard: Caller;
beforeAll(async () => {
  platform = await startPlatform();
  officer = toolOf(platform, staffWith('ADMISSION'));
  other = toolOf(platform, staffWith('ADMISSION', 1));
  guard = toolOf(platform, staffWith('SECURITY'));
});
afterAll(() => platform.close());

const propose = (wanted: Wanted, by: Caller = officer) =>
  by.call('participants.proposePerson', {
    ...{ participantId: BANK, identityId: 'somebody-new', name: '新风险员', roles: ['RISK_OFFICER'] },
    ...wanted,
  });
const change = async (wanted: Wanted) =>
  other.call('proposals.approve', { proposalId: (await propose(wanted)).proposalId });
const people = async (participantId: ParticipantId = BANK) =>
  (await officer.call('participants.listPeople', { participantId })).items;
const person = async (identityId: string) => (await people()).find((each) => each.identityId === identityId);

describe('the people of a bank', () => {
  it('come by one who proposes and another who approves; two of them put a policy in force', async () => {
    const proposal = await propose({ identityId: 'officer-one' });
    expect(proposal).toMatchObject({
      ...{ status: 'OPEN', targetId: 'officer-one', proposedBy: staffWith('ADMISSION') },
      change: { kind: 'PERSON', participantId: BANK, roles: ['RISK_OFFICER'], status: 'ACTIVE' },
    });
    expect(await person('officer-one')).toBeUndefined();
    await other.call('proposals.approve', { proposalId: proposal.proposalId });
    await change({ identityId: 'officer-two', name: '第二风险员' });
    expect(await person('officer-two')).toEqual({
      ...{ identityId: 'officer-two', participantId: BANK, name: '第二风险员' },
      ...{ roles: ['RISK_OFFICER'], status: 'ACTIVE' },
    });

    const [one, two] = [await sessionOf(platform, 'officer-one'), await sessionOf(platform, 'officer-two')];
    const policy = await activated([one, two], { version: '2026-9' });
    expect(policy).toMatchObject({ status: 'ACTIVE', activatedBy: 'officer-two' });
  });

  it('stand in the log of their bank by identity and roles, without a name', async () => {
    await change({ identityId: 'logged', name: '日志里没有的名字' });
    const logged = await rows<{ participant_id: string; actor: string; kind: string; detail: object }>(
      platform,
      `SELECT participant_id, actor, kind, detail FROM log_entry
       WHERE detail->>'identityId' = 'logged' OR detail->>'proposalId' IN
         (SELECT id FROM proposal WHERE target_id = 'logged') ORDER BY id`,
    );
    expect(logged.map(({ kind }) => kind).sort()).toEqual([
      ...['PROPOSAL_APPROVED', 'PROPOSAL_MADE', 'STAFF_CHANGED'],
    ]);
    expect(new Set(logged.map(({ participant_id }) => participant_id))).toEqual(new Set([BANK]));
    expect(JSON.stringify(logged)).not.toContain('日志里没有的名字');
    expect(logged.find(({ kind }) => kind === 'STAFF_CHANGED')).toMatchObject({
      actor: staffWith('ADMISSION', 1),
      detail: { roles: ['RISK_OFFICER'], status: 'ACTIVE', proposedBy: staffWith('ADMISSION') },
    });
  });

  it('whose role is taken away, or who is disabled, may do nothing more at the next call', async () => {
    await change({ identityId: 'leaves' });
    const leaves = await sessionOf(platform, 'leaves');
    await leaves.call('policies.list', {});
    await change({ identityId: 'leaves', roles: [] });
    expect(await codeOf(leaves.call('policies.list', {}))).toBe('SCOPE_MISSING');
    await change({ identityId: 'leaves', roles: [], status: 'DISABLED' });
    expect(await codeOf(leaves.call('policies.list', {}))).toBe('SIGN_IN_REQUIRED');
    expect(await person('leaves')).toMatchObject({ status: 'DISABLED', roles: [] });
  });

  it('are listed with those the sandbox seeded; the operator’s staff is not among anybody’s', async () => {
    const ids = (await people()).map(({ identityId }) => identityId);
    expect(ids).toContain(personaOf('RISK_OFFICER'));
    expect(await people(participantOf('OPERATOR'))).toEqual([]);
    expect(await codeOf(people('ptc_019aa5b8-7c00-7c3e-9d52-6b1f0a4e8d77' as ParticipantId))).toBe(
      'PARTICIPANT_NOT_FOUND',
    );
  });

  it('of the regulator come the same way', async () => {
    const participantId = participantOf('REGULATOR');
    await change({ participantId, identityId: 'supervisor', roles: ['REGULATOR'] });
    expect((await people(participantId)).map(({ identityId }) => identityId)).toContain('supervisor');
  });
});

describe('nobody enters people alone (四眼原则)', () => {
  it('neither who proposed approves, nor whoever is entered; nobody enters herself', async () => {
    const { proposalId } = await propose({ identityId: 'alone' });
    expect(await codeOf(officer.call('proposals.approve', { proposalId }))).toBe('FOUR_EYES_REQUIRED');
    expect(await person('alone')).toBeUndefined();
    expect(await codeOf(propose({ identityId: staffWith('ADMISSION') }))).toBe('FOUR_EYES_REQUIRED');
  });

  it('what is refused or withdrawn enters nobody', async () => {
    const refused = await propose({ identityId: 'refused' });
    await other.call('proposals.refuse', { proposalId: refused.proposalId });
    const withdrawn = await propose({ identityId: 'refused' });
    await officer.call('proposals.withdraw', { proposalId: withdrawn.proposalId });
    for (const { proposalId } of [refused, withdrawn])
      expect(await codeOf(other.call('proposals.approve', { proposalId }))).toBe('PROPOSAL_CLOSED');
    expect(await person('refused')).toBeUndefined();
  });

  it('admission alone proposes: neither security nor the bank itself', async () => {
    expect(await codeOf(propose({}, guard))).toBe('SCOPE_MISSING');
    const inBank = await sessionOf(platform, personaOf('RISK_OFFICER'));
    expect(await codeOf(propose({}, inBank))).toBe('SCOPE_MISSING');
  });

  it('of two approvals at once one takes effect, once', async () => {
    const { proposalId } = await propose({ identityId: 'raced' });
    const codes = await Promise.all(
      [other, guard].map((each) => codeOf(each.call('proposals.approve', { proposalId }))),
    );
    expect(codes.sort()).toEqual(['PROPOSAL_CLOSED', undefined]);
    const logged = await rows(
      platform,
      `SELECT FROM log_entry WHERE kind = 'STAFF_CHANGED' AND detail->>'identityId' = 'raced'`,
    );
    expect(logged).toHaveLength(1);
  });

  it('about one person one proposal is open at a time, of whatever bank', async () => {
    await propose({ identityId: 'wanted-twice' });
    const again = propose({ identityId: 'wanted-twice', participantId: participantOf('BANK', 1) });
    expect(await codeOf(again)).toBe('PROPOSAL_PENDING');
  });

  it('what somebody proposed who may no longer admit is not carried out', async () => {
    const { proposalId } = await propose({ identityId: 'by-one-who-left' });
    await rows(platform, `UPDATE identity SET roles = '{SUPPORT}' WHERE id = $1`, [staffWith('ADMISSION')]);
    const refusal = await refusalOf(other.call('proposals.approve', { proposalId }));
    await rows(platform, `UPDATE identity SET roles = '{ADMISSION}' WHERE id = $1`, [staffWith('ADMISSION')]);
    expect(refusal).toMatchObject({ code: 'PROPOSAL_CLOSED', details: { status: 'PROPOSER_LEFT' } });
    expect(await person('by-one-who-left')).toBeUndefined();
  });
});

describe('one person, one side', () => {
  it.each(['OWNER', 'AGENT', 'OPERATOR', 'REGULATOR'])('a persona who is %s is no bank’s', async (role) => {
    const identityId = PERSONAS.findLast((each) => each.role === role)?.id ?? '';
    const before = await rows(platform, 'SELECT * FROM identity WHERE id = $1', [identityId]);
    expect(await codeOf(propose({ identityId }))).toBe('DUTIES_IN_CONFLICT');
    expect(await rows(platform, 'SELECT * FROM identity WHERE id = $1', [identityId])).toEqual(before);
  });

  it('nobody is moved from one bank to another', async () => {
    const elsewhere = { participantId: participantOf('BANK', 1), identityId: personaOf('RISK_OFFICER') };
    expect(await codeOf(propose(elsewhere))).toBe('DUTIES_IN_CONFLICT');
  });

  it('whoever became somebody else’s while the proposal waited is not moved either', async () => {
    const { proposalId } = await propose({ identityId: 'came-first' });
    await rows(platform, `INSERT INTO identity (id, display_name) VALUES ('came-first', '—')`);
    expect(await codeOf(other.call('proposals.approve', { proposalId }))).toBe('DUTIES_IN_CONFLICT');
    const [row] = await rows<{ participant_id: string | null; roles: string[] }>(
      platform,
      `SELECT participant_id, roles FROM identity WHERE id = 'came-first'`,
    );
    expect(row).toEqual({ participant_id: null, roles: [] });
  });
});

describe('who can have people here', () => {
  it('a bank that only applied has none yet, one that has gone has none any more', async () => {
    const participantId = await apply(officer);
    expect(await codeOf(propose({ participantId, identityId: 'early' }))).toBe('ADMISSION_INCOMPLETE');
    await officer.call('participants.changeStatus', { participantId, to: 'SANDBOX', reason: 'ADMITTED' });
    const waiting = await propose({ participantId, identityId: 'early' });
    await officer.call('participants.changeStatus', {
      ...{ participantId, to: 'WITHDRAWN', reason: 'AT_OWN_REQUEST' },
    });
    expect(await codeOf(other.call('proposals.approve', { proposalId: waiting.proposalId }))).toBe(
      'ADMISSION_INCOMPLETE',
    );
    expect(await people(participantId)).toEqual([]);
  });

  it('the operator’s staff is not changed by admission, not even to disable', async () => {
    const wanted = { participantId: participantOf('OPERATOR'), identityId: staffWith('SECURITY') };
    const refusal = await refusalOf(propose({ ...wanted, roles: [], status: 'DISABLED' }));
    expect(refusal).toMatchObject({ code: 'VALIDATION_FAILED', paths: ['participantId'] });
  });

  it.each([
    ['a bank', 'REGULATOR', BANK],
    ['the regulator', 'RISK_OFFICER', participantOf('REGULATOR')],
  ] as const)('%s has no %s', async (_who, role, participantId) => {
    const refusal = await refusalOf(propose({ participantId, roles: [role] }));
    expect(refusal).toMatchObject({ code: 'VALIDATION_FAILED', paths: ['roles'] });
  });

  it.each<Wanted>([
    { identityId: 'Upper-Case' },
    { identityId: '../etc' },
    { name: ' ' },
    { roles: ['RISK_OFFICER', 'RISK_OFFICER'] },
    { roles: ['ADMISSION' as PersonRole] },
  ])('is not changed by %o', async (wanted) => {
    expect(await codeOf(propose(wanted))).toBe('VALIDATION_FAILED');
  });
});
