import type { StaffRole } from '@xinqiao/contracts';
import { PERSONAS } from '@xinqiao/sandbox';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { callerOf, codeOf, keyPair } from '../applications/support/people.ts';
import { startPlatform } from '../support/platform.ts';
import { rows } from '../support/rows.ts';
import { type Caller, consoleOf, refusalOf, staffWith, toolOf } from './support/admission.ts';

interface Wanted {
  readonly identityId?: string;
  readonly roles?: StaffRole[];
  readonly status?: 'ACTIVE' | 'DISABLED';
  readonly toolKey?: Record<string, unknown>;
}

/** A platform and three of its people, with what they do here. */
async function house() {
  const platform = await startPlatform();
  const officer = toolOf(platform, staffWith('ADMISSION'));
  const other = toolOf(platform, staffWith('ADMISSION', 1));
  const guard = toolOf(platform, staffWith('SECURITY'));
  const propose = (wanted: Wanted = {}, by: Caller = guard) =>
    by.call('staff.propose', { identityId: 'new-colleague', name: '新同事', roles: ['SUPPORT'], ...wanted });
  /** Proposed by security, approved by an officer. */
  const change = async (wanted: Wanted, by: Caller = guard) =>
    officer.call('proposals.approve', { proposalId: (await propose(wanted, by)).proposalId });
  const member = async (identityId: string) =>
    (await officer.call('staff.list', {})).items.find((item) => item.identityId === identityId);
  /** A new colleague at a tool of her own. */
  const hire = async (identityId: string, roles: StaffRole[]) => {
    const { privateKey, publicKey } = await keyPair(`key-of-${identityId}`);
    await change({ identityId, roles, toolKey: publicKey });
    const applicationId = (await member(identityId))?.toolId ?? '';
    return callerOf(platform, { applicationId, privateKey, keyId: publicKey.kid });
  };
  return { platform, officer, other, guard, propose, change, member, hire };
}

describe('the staff of the operator', () => {
  let at: Awaited<ReturnType<typeof house>>;
  beforeAll(async () => {
    at = await house();
  });
  afterAll(() => at.platform.close());

  it('grows by one whom security proposes and an officer approves; she works with her own key at once', async () => {
    const { privateKey, publicKey, thumbprint } = await keyPair('hers');
    const proposal = await at.propose({ roles: ['ADMISSION'], toolKey: publicKey });
    expect(proposal).toMatchObject({
      ...{ status: 'OPEN', targetId: 'new-colleague', proposedBy: staffWith('SECURITY') },
      change: { kind: 'STAFF', roles: ['ADMISSION'], toolKey: thumbprint },
    });
    expect(await at.member('new-colleague')).toBeUndefined();
    await at.officer.call('proposals.approve', { proposalId: proposal.proposalId });
    const hired = await at.member('new-colleague');
    expect(hired).toMatchObject({ name: '新同事', roles: ['ADMISSION'], status: 'ACTIVE' });
    const colleague = callerOf(at.platform, {
      applicationId: hired?.toolId ?? '',
      privateKey,
      keyId: 'hers',
    });
    await expect(colleague.call('participants.list', {})).resolves.toBeDefined();
    const logged = await rows(
      at.platform,
      `SELECT FROM log_entry WHERE kind = 'STAFF_CHANGED' AND detail->>'toolKey' = $1`,
      [thumbprint],
    );
    expect(logged).toHaveLength(1);
  });

  it('nobody proposes or approves anything about herself', async () => {
    const security = staffWith('SECURITY');
    expect(await codeOf(at.propose({ identityId: security, roles: ['SECURITY'] }))).toBe(
      'FOUR_EYES_REQUIRED',
    );
    const { proposalId } = await at.propose({ identityId: staffWith('ADMISSION', 1), roles: ['ADMISSION'] });
    expect(await codeOf(at.guard.call('proposals.approve', { proposalId }))).toBe('FOUR_EYES_REQUIRED');
    expect(await codeOf(at.other.call('proposals.approve', { proposalId }))).toBe('FOUR_EYES_REQUIRED');
    await expect(at.officer.call('proposals.approve', { proposalId })).resolves.toMatchObject({
      status: 'APPROVED',
    });
  });

  it('security alone proposes', async () => {
    expect(await codeOf(at.propose({}, at.officer))).toBe('SCOPE_MISSING');
  });

  it.each(['ADMISSION', 'CATALOGUE', 'POLICY', 'SUPPORT'] as const)(
    'SECURITY and %s are refused to one person (separation of duties)',
    async (role) => {
      expect(await refusalOf(at.propose({ roles: ['SECURITY', role] }))).toMatchObject({
        code: 'DUTIES_IN_CONFLICT',
      });
    },
  );

  it('an owner and a bank’s developer do not work for the operator as well', async () => {
    const outsiders = PERSONAS.filter(({ role }) => role === 'OWNER' || role === 'BANK_DEVELOPER');
    for (const { id } of [outsiders[0]!, outsiders.at(-1)!])
      expect(await codeOf(at.propose({ identityId: id }))).toBe('DUTIES_IN_CONFLICT');
  });

  it('a role taken away ends with the next call, at her tool and at her console', async () => {
    const colleague = await at.hire('demoted', ['ADMISSION']);
    await colleague.call('participants.list', {});
    await at.change({ identityId: 'demoted', roles: ['CATALOGUE'] });
    expect(await codeOf(colleague.call('participants.list', {}))).toBe('SCOPE_MISSING');

    const identity = staffWith('SUPPORT', 1);
    const console = await consoleOf(at.platform, identity);
    await at.change({ identityId: identity, roles: [], status: 'DISABLED' });
    expect(await console('participants.apply', {})).toBe('SIGN_IN_REQUIRED');
  });

  it('whoever is disabled may do nothing at the next call', async () => {
    const colleague = await at.hire('dismissed', ['SUPPORT']);
    await colleague.call('participants.list', {});
    await at.change({ identityId: 'dismissed', roles: [], status: 'DISABLED' });
    expect(await codeOf(colleague.call('participants.list', {}))).toBe('SCOPE_MISSING');
    expect(await at.member('dismissed')).toMatchObject({ status: 'DISABLED', roles: [] });
  });

  it('a new key takes the place of the old ones, which are refused at once', async () => {
    const colleague = await at.hire('rekeyed', ['SUPPORT']);
    await colleague.call('participants.list', {});
    const { privateKey, publicKey } = await keyPair('next-key');
    await at.change({ identityId: 'rekeyed', toolKey: publicKey });
    expect(await codeOf(colleague.call('participants.list', {}))).toBe('KEY_NOT_IN_FORCE');
    const applicationId = (await at.member('rekeyed'))?.toolId ?? '';
    const again = callerOf(at.platform, { applicationId, privateKey, keyId: 'next-key' });
    await expect(again.call('participants.list', {})).resolves.toBeDefined();
  });

  it('a key of a program or another tool of the operator is nobody else’s', async () => {
    const { d: _, ...taken } = at.platform.credentials('operator').privateKey;
    expect(await codeOf(at.propose({ toolKey: { ...taken } }))).toBe('KEY_ALREADY_USED');
  });

  it.each([
    ['a private key', async () => (await keyPair('private')).privateKey],
    ['a symmetric key', async () => ({ kty: 'oct', k: 'AAAA', kid: 'oct' })],
    ['no key id', async () => ({ ...(await keyPair('x')).publicKey, kid: undefined })],
  ])('%s is refused as the key of a tool', async (_what, make) => {
    const toolKey = JSON.parse(JSON.stringify(await make())) as Record<string, unknown>;
    expect(await codeOf(at.propose({ identityId: 'keyless', toolKey }))).toBe('KEY_SET_INVALID');
    expect(await rows(at.platform, `SELECT FROM proposal WHERE target_id = 'keyless'`)).toEqual([]);
  });

  it.each([
    { identityId: 'Upper-Case' },
    { identityId: '../etc' },
    { roles: ['SUPPORT', 'SUPPORT'] as StaffRole[] },
    { roles: ['EVERYTHING' as StaffRole] },
  ])('is not changed by %o', async (wanted) => {
    expect(await codeOf(at.propose(wanted))).toBe('VALIDATION_FAILED');
  });
});

describe('a staff of which few are left', () => {
  let at: Awaited<ReturnType<typeof house>>;
  beforeEach(async () => {
    at = await house();
  });
  afterEach(() => at.platform.close());

  it('never falls below two who admit and one for security', async () => {
    const { proposalId } = await at.propose({ identityId: staffWith('ADMISSION', 1), roles: ['SUPPORT'] });
    expect(await refusalOf(at.officer.call('proposals.approve', { proposalId }))).toMatchObject({
      code: 'ADMISSION_INCOMPLETE',
      paths: ['roles'],
    });
    expect((await at.member(staffWith('ADMISSION', 1)))?.roles).toContain('ADMISSION');
  });

  it('two changes at once, each harmless alone, do not leave too few', async () => {
    await at.hire('new-colleague', ['ADMISSION']);
    const ids = ['new-colleague', staffWith('ADMISSION', 1)];
    const proposals = await Promise.all(
      ids.map((identityId) => at.propose({ identityId, roles: ['SUPPORT'] })),
    );
    const codes = await Promise.all(
      proposals.map(({ proposalId }) => codeOf(at.officer.call('proposals.approve', { proposalId }))),
    );
    expect(codes.sort()).toEqual(['ADMISSION_INCOMPLETE', undefined]);
  });

  it('what somebody proposed who has lost the right since is not carried out', async () => {
    const second = await at.hire('second-guard', ['SECURITY']);
    const { proposalId } = await at.propose({ identityId: 'third-colleague' });
    await at.change({ identityId: staffWith('SECURITY'), roles: [], status: 'DISABLED' }, second);
    expect(await refusalOf(at.officer.call('proposals.approve', { proposalId }))).toMatchObject({
      code: 'PROPOSAL_CLOSED',
      details: { status: 'PROPOSER_LEFT' },
    });
    expect(await at.member('third-colleague')).toBeUndefined();
  });
});
