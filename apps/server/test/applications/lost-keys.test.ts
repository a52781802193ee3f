import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  active,
  type Caller,
  type Candidate,
  refusalOf,
  staffWith,
  toolOf,
} from '../participants/support/admission.ts';
import { type Platform, startPlatform } from '../support/platform.ts';
import { callerOf, codeOf, keyPair } from './support/people.ts';

describe('a bank that lost all its keys', () => {
  let platform: Platform;
  let officer: Caller;
  let other: Caller;
  let guard: Caller;
  let bank: Candidate;
  beforeAll(async () => {
    platform = await startPlatform();
    officer = toolOf(platform, staffWith('ADMISSION'));
    other = toolOf(platform, staffWith('ADMISSION', 1));
    guard = toolOf(platform, staffWith('SECURITY'));
    bank = await active(officer, other);
    const { participantId, applicationId, key } = bank;
    const kid = key.publicKey.kid;
    await guard.call('keys.revokeAny', { participantId, applicationId, kid, reason: 'COMPROMISED' });
  });
  afterAll(() => platform.close());

  const registerFor = (jwk: object) => {
    const { participantId, applicationId } = bank;
    return officer.call('keys.registerAny', { participantId, applicationId, jwk: { ...jwk } });
  };
  const propose = async (to: 'ACTIVE' | 'SUSPENDED', reason: 'REINSTATED' | 'KEY_COMPROMISED') => {
    const { participantId } = bank;
    const { proposalId } = await guard.call('participants.changeStatus', { participantId, to, reason });
    if (proposalId === null) throw new Error('nothing was proposed');
    return proposalId;
  };

  it('comes back: two people suspend it, its next key is registered, two people reinstate it', async () => {
    const [next, slipped] = [await keyPair('next'), await keyPair('slipped')];
    const program = callerOf(platform, { ...bank, privateKey: next.privateKey, keyId: 'next' });
    const reads = () => codeOf(program.call('catalogue.listTemplates', {}));
    // While it is active nobody of the operator gives it a key.
    expect(await codeOf(registerFor(next.publicKey))).toBe('STATUS_STEP_ILLEGAL');
    await other.call('proposals.approve', { proposalId: await propose('SUSPENDED', 'KEY_COMPROMISED') });
    await registerFor(next.publicKey);
    expect(await reads()).toBe('PARTICIPANT_SUSPENDED');

    const seen = await propose('ACTIVE', 'REINSTATED');
    await registerFor(slipped.publicKey);
    expect(await refusalOf(other.call('proposals.approve', { proposalId: seen }))).toMatchObject({
      code: 'ADMISSION_INCOMPLETE',
    });
    const { participantId, applicationId } = bank;
    await guard.call('keys.revokeAny', { participantId, applicationId, kid: 'slipped', reason: 'LOST' });
    await other.call('proposals.approve', { proposalId: seen });
    expect(await reads()).toBeUndefined();
  });
});
