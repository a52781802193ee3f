import type { ParticipantId } from '@xinqiao/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SANDBOX_OPERATOR_ID } from '../../src/sandbox/sandbox-participants.ts';
import { callerOf, codeOf } from '../applications/support/people.ts';
import { type Platform, startPlatform } from '../support/platform.ts';
import { rows } from '../support/rows.ts';
import { active, byTwo, type Caller, dayFromNow, license, staffWith, toolOf } from './support/admission.ts';

const DAY_MS = 86_400_000;

describe('licences', () => {
  let platform: Platform;
  let officer: Caller;
  let other: Caller;
  beforeAll(async () => {
    platform = await startPlatform();
    officer = toolOf(platform, staffWith('ADMISSION'));
    other = toolOf(platform, staffWith('ADMISSION', 1));
  });
  afterAll(() => platform.close());

  const inDays = async (days: number, then: () => Promise<void>) => {
    platform.advance(days * DAY_MS);
    await then().finally(() => platform.advance(-days * DAY_MS));
  };
  /** A bank served under a licence, with a program that has a token. */
  const served = async (validTo: string | null) => {
    const { participantId, applicationId, key } = await active(officer, other, validTo);
    const program = callerOf(platform, {
      applicationId,
      privateKey: key.privateKey,
      keyId: key.publicKey.kid,
    });
    await program.call('consents.list', {});
    return { participantId, call: () => codeOf(program.call('consents.list', {})) };
  };

  it('on its last day a bank is served, on the next it is not, with the new licence it is again', async () => {
    const { participantId, call } = await served(dayFromNow(3));
    await inDays(3, async () => expect(await call()).toBeUndefined());
    await inDays(4, async () => {
      expect(await call()).toBe('PARTICIPANT_NOT_LICENSED');
      await license(officer, participantId);
      expect(await call()).toBeUndefined();
    });
  });

  it('one that is withdrawn counts no more from the next call on', async () => {
    const { participantId, call } = await served(null);
    const { licences } = await officer.call('participants.get', { participantId });
    const { licenceId } = licences[0]!;
    const asked = await officer.call('licences.withdraw', { licenceId, reason: '监管吊销' });
    expect(asked).toMatchObject({ outcome: 'PROPOSED', licence: { withdrawnAt: null } });
    expect(await call()).toBeUndefined();
    await other.call('proposals.approve', { proposalId: asked.proposalId! });
    expect(await call()).toBe('PARTICIPANT_NOT_LICENSED');
    const again = await officer.call('licences.withdraw', { licenceId, reason: 'again' });
    expect(again).toMatchObject({
      outcome: 'DONE',
      licence: { light: 'RED', withdrawnReason: '监管吊销' },
    });
  });

  it('a licence of another kind does not take its place', async () => {
    const { participantId, call } = await served(dayFromNow(3));
    await officer.call('licences.record', {
      ...{
        participantId,
        type: 'OTHER',
        number: '1',
        issuer: '某机关',
        validFrom: dayFromNow(-1),
        validTo: null,
      },
    });
    await inDays(4, async () => expect(await call()).toBe('PARTICIPANT_NOT_LICENSED'));
  });

  it('without the operator’s own nobody is served, and its staff can still record the next', async () => {
    const { call } = await served(null);
    const { licences } = await officer.call('participants.get', { participantId: SANDBOX_OPERATOR_ID });
    for (const { licenceId } of licences)
      await byTwo(other, officer.call('licences.withdraw', { licenceId, reason: '授权终止' }));
    expect(await call()).toBe('OPERATOR_NOT_LICENSED');
    await expect(officer.call('participants.list', {})).resolves.toBeDefined();
    const next = await officer.call('licences.record', {
      ...{ participantId: SANDBOX_OPERATOR_ID, type: 'DATA_OPERATION_AUTHORISATION', number: '2' },
      ...{ issuer: '亳州市数据资源管理局', validFrom: dayFromNow(0), validTo: null },
    });
    expect(next).toMatchObject({ outcome: 'PROPOSED', licence: null });
    expect(await call()).toBe('OPERATOR_NOT_LICENSED');
    await other.call('proposals.approve', { proposalId: next.proposalId! });
    expect(await call()).toBeUndefined();
  });

  it.each([
    [31, 'GREEN'],
    [30, 'YELLOW'],
    [7, 'RED'],
  ])('with %i days left the light is %s', async (days, light) => {
    const { participantId } = await officer.call('participants.apply', {
      ...{ kind: 'BANK', name: { zh: '灯', en: 'Light' } },
    });
    expect(await license(officer, participantId, dayFromNow(days))).toMatchObject({ daysLeft: days, light });
  });

  it.each([
    ['an end before its beginning', { validFrom: '2026-06-01', validTo: '2026-05-31' }],
    ['a day that does not exist', { validTo: '2026-02-30' }],
    ['a kind that does not exist', { type: 'DRIVING_LICENCE' }],
    ['no number', { number: '' }],
  ])('one with %s is refused and not recorded', async (_what, fact) => {
    const input = {
      ...{ participantId: SANDBOX_OPERATOR_ID, type: 'OTHER', number: 'REFUSED', issuer: '某机关' },
      ...{ validFrom: '2026-01-01', validTo: null, ...fact },
    };
    expect(await codeOf(officer.call('licences.record', input as never))).toBe('VALIDATION_FAILED');
    expect(await rows(platform, `SELECT FROM licence WHERE number = 'REFUSED'`)).toEqual([]);
  });

  it('of nobody, and one that does not exist, are not found', async () => {
    const nobody = 'ptc_019aa5b8-7c00-7c3e-9d52-6b1f0a4e8d77' as ParticipantId;
    expect(await codeOf(license(officer, nobody))).toBe('PARTICIPANT_NOT_FOUND');
    const licenceId = 'lic_019aa5b8-7c00-7c3e-9d52-6b1f0a4e8d77' as never;
    expect(await codeOf(officer.call('licences.withdraw', { licenceId, reason: 'x' }))).toBe(
      'LICENCE_NOT_FOUND',
    );
  });
});
