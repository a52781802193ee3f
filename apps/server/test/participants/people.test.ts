import type { ParticipantId, PersonRole, ProposalId, StatusReason } from '@xinqiao/contracts';
import { PERSONAS } from '@xinqiao/sandbox';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SANDBOX_PARTICIPANTS } from '../../src/sandbox/sandbox-participants.ts';
import { callerOf, codeOf, sessionOf } from '../applications/support/people.ts';
import { activated } from '../policies/support.ts';
import { type Platform, startPlatform } from '../support/platform.ts';
import { rows } from '../support/rows.ts';
import {
  apply,
  type Caller,
  certified,
  proposeActive,
  refusalOf,
  staffWith,
  toolOf,
} from './support/admission.ts';

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
/** One of the bank’s own people. */
let colleague: Caller;
beforeAll(async () => {
  platform = await startPlatform();
  colleague = await sessionOf(platform, personaOf('RISK_OFFICER'));
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
/** Proposed and, where the bank has to, agreed to by one of its people. */
const agreed = async (wanted: Wanted) => {
  const { proposalId, agreement } = await propose(wanted);
  if (agreement === 'MISSING') await colleague.call('people.agree', { proposalId });
  return { proposalId };
};
const change = async (wanted: Wanted) => other.call('proposals.approve', await agreed(wanted));
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
    await colleague.call('people.agree', { proposalId: proposal.proposalId });
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
      ...['PERSON_AGREED', 'PROPOSAL_APPROVED', 'PROPOSAL_MADE', 'STAFF_CHANGED'],
    ]);
    expect(new Set(logged.map(({ participant_id }) => participant_id))).toEqual(new Set([BANK]));
    expect(JSON.stringify(logged)).not.toContain('日志里没有的名字');
    expect(logged.find(({ kind }) => kind === 'STAFF_CHANGED')).toMatchObject({
      actor: staffWith('ADMISSION', 1),
      detail: {
        ...{ roles: ['RISK_OFFICER'], status: 'ACTIVE', proposedBy: staffWith('ADMISSION') },
        agreedBy: personaOf('RISK_OFFICER'),
      },
    });
    expect(logged.find(({ kind }) => kind === 'PROPOSAL_MADE')).toMatchObject({
      detail: { identityId: 'logged' },
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
    const { proposalId } = await agreed({ identityId: 'raced' });
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

describe('nobody gets rights in a bank in service without one of its own people', () => {
  const approve = (proposalId: ProposalId) => other.call('proposals.approve', { proposalId });
  const agree = (proposalId: ProposalId, by: Caller = colleague) => by.call('people.agree', { proposalId });
  const SOME_PROPOSAL = 'prp_019aa5b8-7c00-7c3e-9d52-6b1f0a4e8d77' as ProposalId;

  it('two of the operator enter nobody who could give it a key', async () => {
    const { proposalId, agreement } = await propose({ identityId: 'puppet', roles: ['BANK_DEVELOPER'] });
    expect(agreement).toBe('MISSING');
    expect(await codeOf(approve(proposalId))).toBe('AGREEMENT_REQUIRED');
    expect(await person('puppet')).toBeUndefined();
  });

  it.each<Wanted>([
    { roles: ['RISK_OFFICER', 'BANK_DEVELOPER'] },
    { roles: ['BANK_DEVELOPER'], status: 'DISABLED' },
  ])('nor do they give one of its people the roles %o', async (wanted) => {
    const identityId = `gets-more-${wanted.status ?? 'ACTIVE'}`.toLowerCase();
    await change({ identityId });
    const { proposalId } = await propose({ identityId, ...wanted });
    expect(await codeOf(approve(proposalId))).toBe('AGREEMENT_REQUIRED');
  });

  it('nor do they bring one back who was disabled', async () => {
    await change({ identityId: 'comes-back' });
    await change({ identityId: 'comes-back', status: 'DISABLED' });
    const { proposalId } = await propose({ identityId: 'comes-back', roles: [] });
    expect(await codeOf(approve(proposalId))).toBe('AGREEMENT_REQUIRED');
  });

  it('taking rights away needs no agreement', async () => {
    await change({ identityId: 'goes' });
    const { proposalId, agreement } = await propose({ identityId: 'goes', roles: [], status: 'DISABLED' });
    expect(agreement).toBeNull();
    await approve(proposalId);
    expect(await person('goes')).toMatchObject({ status: 'DISABLED' });
  });

  it('her people see who is proposed, by whom, and whether one of them agreed', async () => {
    const { proposalId } = await propose({ identityId: 'seen', name: '看得见' });
    const listed = async () =>
      (await colleague.call('people.listOwn', {})).proposals.find((each) => each.proposalId === proposalId);
    expect(await listed()).toMatchObject({
      ...{ identityId: 'seen', name: '看得见', roles: ['RISK_OFFICER'], proposedBy: staffWith('ADMISSION') },
      ...{ agreement: 'MISSING', agreedBy: null },
    });
    await agree(proposalId);
    expect(await listed()).toMatchObject({ agreement: 'GIVEN', agreedBy: personaOf('RISK_OFFICER') });
    expect(await officer.call('proposals.get', { proposalId })).toMatchObject({ agreement: 'GIVEN' });
    const { items } = await colleague.call('people.listOwn', {});
    expect(items).toEqual(await people());
  });

  it('its programs hear that one is proposed, and that it is carried out', async () => {
    const { proposalId } = await agreed({ identityId: 'told' });
    await approve(proposalId);
    const told = await rows<{ data: object }>(
      platform,
      `SELECT data FROM event WHERE type = 'cn.xinqiao.person.status-changed.v1' AND participant_id = $1
         AND ordering_key = $2 ORDER BY ticket`,
      [BANK, proposalId],
    );
    expect(told.map(({ data }) => data)).toMatchObject([
      { proposalId, status: 'PROPOSED', agreementRequired: true },
      { proposalId, status: 'APPROVED', agreementRequired: true },
    ]);
    expect(JSON.stringify(told)).not.toContain('told');
  });

  it('agreed to twice is agreed to once', async () => {
    const { proposalId } = await propose({ identityId: 'agreed-twice' });
    const [first, again] = [await agree(proposalId), await agree(proposalId)];
    expect(again).toEqual(first);
    const entries = `SELECT FROM log_entry WHERE kind = 'PERSON_AGREED' AND detail->>'proposalId' = $1`;
    expect(await rows(platform, entries, [proposalId])).toHaveLength(1);
  });

  it('nobody agrees about herself', async () => {
    await change({ identityId: 'wants-more' });
    const { proposalId } = await propose({
      ...{ identityId: 'wants-more', roles: ['RISK_OFFICER', 'BANK_DEVELOPER'] },
    });
    const herself = await sessionOf(platform, 'wants-more');
    expect(await codeOf(agree(proposalId, herself))).toBe('FOUR_EYES_REQUIRED');
    expect(await codeOf(approve(proposalId))).toBe('AGREEMENT_REQUIRED');
  });

  it('a program of the bank agrees to nothing', async () => {
    const { proposalId } = await propose({ identityId: 'by-program' });
    const program = callerOf(platform, platform.credentials('bank'));
    expect(await codeOf(agree(proposalId, program))).toBe('SCOPE_MISSING');
  });

  it.each(['one that does not exist', 'one of another bank', 'one of another kind'])(
    'to %s nobody agrees, nor sees it',
    async (which) => {
      const ids: Readonly<Record<string, () => Promise<ProposalId>>> = {
        'one that does not exist': async () => SOME_PROPOSAL,
        'one of another bank': async () =>
          (await propose({ identityId: 'of-another', participantId: participantOf('BANK', 1) })).proposalId,
        'one of another kind': async () =>
          (await officer.call('participants.update', { participantId: BANK, callsPerMinute: 1 }))
            .proposalId ?? SOME_PROPOSAL,
      };
      const proposalId = (await ids[which]?.()) ?? SOME_PROPOSAL;
      expect(await codeOf(agree(proposalId))).toBe('PROPOSAL_NOT_FOUND');
      const { proposals } = await colleague.call('people.listOwn', {});
      expect(proposals.map((each) => each.proposalId)).not.toContain(proposalId);
    },
  );

  it('what is decided is no longer agreed to', async () => {
    const { proposalId } = await propose({ identityId: 'too-late' });
    await other.call('proposals.refuse', { proposalId });
    expect(await codeOf(agree(proposalId))).toBe('PROPOSAL_CLOSED');
  });

  it.each([
    ['is disabled', `status = 'DISABLED'`],
    ['has no role any more', `roles = '{}'`],
  ])('the word of one who %s by then does not count', async (_what, change_) => {
    const identityId = `agreed-and-left-${change_.length}`;
    await change({ identityId });
    const { proposalId } = await propose({ identityId: `${identityId}-of` });
    await agree(proposalId, await sessionOf(platform, identityId));
    await rows(platform, `UPDATE identity SET ${change_} WHERE id = $1`, [identityId]);
    expect(await codeOf(approve(proposalId))).toBe('AGREEMENT_REQUIRED');
    await agree(proposalId);
    expect(await codeOf(approve(proposalId))).toBeUndefined();
  });

  it('an agreement that was written past the platform does not count, and hinders nobody’s', async () => {
    const { proposalId } = await propose({ identityId: 'forged' });
    await rows(
      platform,
      `INSERT INTO person_agreement (proposal_id, participant_id, agreed_by, agreed_at, seal)
       VALUES ($1, $2, $3, now(), 'of nobody')`,
      [proposalId, BANK, personaOf('RISK_OFFICER')],
    );
    expect(await codeOf(approve(proposalId))).toBe('AGREEMENT_REQUIRED');
    await agree(proposalId);
    expect(await codeOf(approve(proposalId))).toBeUndefined();
  });

  it('one for an earlier proposal about her does not count for the next', async () => {
    const first = await propose({ identityId: 'proposed-anew' });
    await agree(first.proposalId);
    await officer.call('proposals.withdraw', { proposalId: first.proposalId });
    const next = await propose({ identityId: 'proposed-anew', roles: ['BANK_DEVELOPER'] });
    await rows(
      platform,
      `INSERT INTO person_agreement
         SELECT $1, participant_id, agreed_by, agreed_at, seal FROM person_agreement WHERE proposal_id = $2`,
      [next.proposalId, first.proposalId],
    );
    expect(await codeOf(approve(next.proposalId))).toBe('AGREEMENT_REQUIRED');
  });

  it('what was proposed before the bank was activated needs it as well once it is', async () => {
    const candidate = await certified(officer);
    const { proposalId, agreement } = await propose({
      ...{ participantId: candidate.participantId, identityId: 'proposed-early' },
    });
    expect(agreement).toBeNull();
    await approve(await proposeActive(officer, candidate.participantId));
    expect(await codeOf(approve(proposalId))).toBe('AGREEMENT_REQUIRED');
  });

  it('a bank that is suspended is in service: its people agree still', async () => {
    const suspend = async (to: 'SUSPENDED' | 'ACTIVE', reason: StatusReason) => {
      const step = await guard.call('participants.changeStatus', { participantId: BANK, to, reason });
      await approve(step.proposalId ?? SOME_PROPOSAL);
    };
    const { proposalId } = await propose({ identityId: 'while-suspended' });
    await suspend('SUSPENDED', 'AT_OWN_REQUEST');
    expect(await codeOf(approve(proposalId))).toBe('AGREEMENT_REQUIRED');
    const agreedWhileSuspended = await codeOf(agree(proposalId));
    await suspend('ACTIVE', 'REINSTATED');
    expect(agreedWhileSuspended).toBeUndefined();
    expect(await codeOf(approve(proposalId))).toBeUndefined();
  });

  it('a bank that is only being admitted has its first people entered by the operator’s two', async () => {
    const { participantId } = await certified(officer);
    const { proposalId } = await propose({ participantId, identityId: 'first-of-all' });
    await approve(proposalId);
    expect((await people(participantId)).map(({ identityId }) => identityId)).toEqual(['first-of-all']);
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
