import type { ApplicationId, ParticipantId } from '@xinqiao/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SANDBOX_OPERATOR_ID, SANDBOX_PARTICIPANTS } from '../../src/sandbox/sandbox-participants.ts';
import { byTwo, staffWith, toolOf } from '../participants/support/admission.ts';
import { type Platform, startPlatform } from '../support/platform.ts';
import { rows } from '../support/rows.ts';
import { type Caller, callerOf, codeOf, developerOf, keyPair, staffCredentials } from './support/people.ts';

const [bankId, otherBankId] = SANDBOX_PARTICIPANTS.filter(({ kind }) => kind === 'BANK').map(
  ({ id }) => id,
) as [ParticipantId, ParticipantId];

const ADMITTED = {
  environment: 'SANDBOX' as const,
  name: { zh: '贷后管理', en: 'After-loan desk' },
  redirectUris: ['https://bank.example/after'],
  templates: ['credit-decision'],
  purposes: ['CREDIT_DECISION' as const],
  scopes: ['catalogue:read' as const, 'applications:read' as const],
};

describe('applications of a participant', () => {
  let platform: Platform;
  let officer: ReturnType<typeof callerOf>;
  let guard: ReturnType<typeof callerOf>;
  let bank: ReturnType<typeof callerOf>;
  let developer: Caller;
  beforeAll(async () => {
    platform = await startPlatform();
    officer = callerOf(platform, staffCredentials(platform, 'ADMISSION'));
    guard = callerOf(platform, staffCredentials(platform, 'SECURITY'));
    bank = callerOf(platform, platform.credentials('bank'));
    developer = await developerOf(platform);
  });
  afterAll(() => platform.close());

  const register = (fact: object = {}, participantId = bankId) =>
    byTwo(
      toolOf(platform, staffWith('ADMISSION', 1)),
      officer.call('applications.register', { participantId, ...ADMITTED, ...fact }),
    );
  const problemsOf = (call: Promise<unknown>): Promise<string[]> =>
    call.then(
      () => [],
      ({ errors }: { errors: { path: string }[] }) => errors.map(({ path }) => path),
    );
  /** A further application of the bank with a key of its own, and a program that calls as it. */
  async function working(fact: object = {}) {
    const { applicationId } = await register(fact);
    const { privateKey, publicKey } = await keyPair('further-1');
    await developer.call('keys.register', { applicationId, jwk: publicKey });
    return { applicationId, program: callerOf(platform, { applicationId, privateKey, keyId: 'further-1' }) };
  }
  const logged = (applicationId: string) =>
    rows<{ kind: string; participant_id: string }>(
      platform,
      `SELECT kind, participant_id FROM log_entry WHERE detail->>'applicationId' = $1 ORDER BY id`,
      [applicationId],
    );

  it('an officer registers one more; with a key of the bank it calls at once', async () => {
    const { applicationId, program } = await working();
    await expect(program.call('catalogue.listTemplates', {})).resolves.toBeDefined();
    const { items } = await bank.call('applications.list', {});
    expect(items.find((item) => item.applicationId === applicationId)).toMatchObject({
      ...ADMITTED,
      participantId: bankId,
      status: 'ACTIVE',
      statusBy: null,
      keyIds: ['further-1'],
    });
  });

  it('its bank reads the registration in its own log', async () => {
    const { applicationId } = await register();
    expect(await logged(applicationId)).toEqual([{ kind: 'APPLICATION_REGISTERED', participant_id: bankId }]);
  });

  it('the same Idempotency-Key registers it once', async () => {
    const options = { idempotencyKey: 'register-it-once' };
    const input = { participantId: bankId, ...ADMITTED };
    const asked = () => officer.call('applications.register', input, options);
    const { applicationId, proposalId } = await byTwo(toolOf(platform, staffWith('ADMISSION', 1)), asked());
    expect(await asked()).toMatchObject({ applicationId, proposalId });
    expect(await logged(applicationId)).toHaveLength(1);
  });

  it('the operator sees those of any participant, a participant only its own', async () => {
    const { items } = await officer.call('applications.listOf', { participantId: otherBankId });
    expect(items.map(({ participantId }) => participantId)).toEqual([otherBankId]);
    const own = await bank.call('applications.list', {});
    expect(new Set(own.items.map(({ participantId }) => participantId))).toEqual(new Set([bankId]));
  });

  it.each<[string, object, string[]]>([
    ['a wildcard', { redirectUris: ['https://*.bank.example/'] }, ['redirectUris.0']],
    ['a fragment', { redirectUris: ['https://bank.example/#x'] }, ['redirectUris.0']],
    ['an empty fragment', { redirectUris: ['https://bank.example/#'] }, ['redirectUris.0']],
    ['a user name', { redirectUris: ['https://a@bank.example/'] }, ['redirectUris.0']],
    ['http beyond loopback', { redirectUris: ['http://bank.example/'] }, ['redirectUris.0']],
    ['a script', { redirectUris: ['javascript:alert(1)'] }, ['redirectUris.0']],
    ['a relative address', { redirectUris: ['/callback'] }, ['redirectUris.0']],
    ['dots that lead elsewhere', { redirectUris: ['https://bank.example/a/../b'] }, ['redirectUris.0']],
    [
      'loopback in production',
      { environment: 'PRODUCTION', redirectUris: ['http://127.0.0.1/'] },
      ['redirectUris.0'],
    ],
    ['a template there is not', { templates: ['no-such'] }, ['templates.0']],
    ['scopes of the operator', { scopes: ['participants:admit'] }, ['scopes.0']],
    [
      'everything at once',
      { redirectUris: ['ftp://x/'], templates: ['no-such'], scopes: ['staff:write'] },
      ['redirectUris.0', 'templates.0', 'scopes.0'],
    ],
  ])('is not registered with %s', async (_what, fact, paths) => {
    expect(await problemsOf(register(fact))).toEqual(paths);
  });

  it('of a participant nobody knows there is none', async () => {
    const stranger = 'ptc_019aa5b8-7c00-7c3e-9d52-6b1f0a4e8d77' as ParticipantId;
    expect(await codeOf(register({}, stranger))).toBe('PARTICIPANT_NOT_FOUND');
    expect(await codeOf(officer.call('applications.listOf', { participantId: stranger }))).toBe(
      'PARTICIPANT_NOT_FOUND',
    );
  });

  it('a program of the operator is given no scope that takes a person', async () => {
    const scopes = ['subjects:write', 'proposals:decide'];
    expect(await problemsOf(register({ scopes }, SANDBOX_OPERATOR_ID))).toEqual(['scopes.1']);
  });

  it('what the operator takes away is gone for tokens that are out already', async () => {
    const { applicationId, program } = await working();
    await program.call('applications.list', {});
    await officer.call('applications.update', {
      participantId: bankId,
      applicationId,
      scopes: ['catalogue:read'],
    });
    expect(await codeOf(program.call('applications.list', {}))).toBe('SCOPE_MISSING');
    await expect(program.call('catalogue.listTemplates', {})).resolves.toBeDefined();
  });

  it('is found only with its own participant', async () => {
    const { applicationId } = await register();
    const wrong = { participantId: otherBankId, applicationId };
    expect(await codeOf(officer.call('applications.update', { ...wrong, scopes: [] }))).toBe(
      'APPLICATION_NOT_FOUND',
    );
    expect(await codeOf(guard.call('applications.suspendAny', { ...wrong, reason: 'MISUSE' }))).toBe(
      'APPLICATION_NOT_FOUND',
    );
  });

  describe('suspension', () => {
    it('by the operator: refused at once with the reason, visible to its owner, and back without loss', async () => {
      const { applicationId, program } = await working();
      await program.call('catalogue.listTemplates', {});
      const of = { participantId: bankId, applicationId };
      await guard.call('applications.suspendAny', {
        ...of,
        reason: 'SECURITY_INCIDENT',
        note: '请致电运营方。',
      });
      await expect(program.call('catalogue.listTemplates', {})).rejects.toMatchObject({
        code: 'APPLICATION_SUSPENDED',
        details: { reason: 'SECURITY_INCIDENT' },
      });
      const { items } = await bank.call('applications.list', {});
      expect(items.find((item) => item.applicationId === applicationId)).toMatchObject({
        status: 'SUSPENDED',
        statusBy: 'OPERATOR',
        statusReason: 'SECURITY_INCIDENT',
        statusNote: '请致电运营方。',
      });
      expect(await codeOf(bank.call('applications.reinstate', { applicationId }))).toBe(
        'STATUS_STEP_ILLEGAL',
      );
      await guard.call('applications.reinstateAny', of);
      await expect(program.call('catalogue.listTemplates', {})).resolves.toBeDefined();
      expect((await logged(applicationId)).slice(-2).map(({ kind }) => kind)).toEqual([
        'APPLICATION_STATUS_CHANGED',
        'APPLICATION_STATUS_CHANGED',
      ]);
    });

    it('by its owner is not lifted by the operator, also when both suspended it', async () => {
      const { applicationId, program } = await working();
      const of = { participantId: bankId, applicationId };
      await bank.call('applications.suspend', { applicationId, reason: 'AT_OWN_REQUEST' });
      expect(await codeOf(guard.call('applications.reinstateAny', of))).toBe('STATUS_STEP_ILLEGAL');
      await guard.call('applications.suspendAny', { ...of, reason: 'MISUSE' });
      expect(await codeOf(bank.call('applications.reinstate', { applicationId }))).toBe(
        'STATUS_STEP_ILLEGAL',
      );
      expect(await guard.call('applications.reinstateAny', of)).toMatchObject({
        status: 'SUSPENDED',
        statusBy: 'OWNER',
        statusReason: 'AT_OWN_REQUEST',
      });
      expect(await codeOf(program.call('catalogue.listTemplates', {}))).toBe('APPLICATION_SUSPENDED');
      await bank.call('applications.reinstate', { applicationId });
      await expect(program.call('catalogue.listTemplates', {})).resolves.toBeDefined();
    });

    it('is told to its owner as an event each way', async () => {
      const { applicationId } = await register();
      const of = { participantId: bankId, applicationId };
      await guard.call('applications.suspendAny', { ...of, reason: 'MISUSE' });
      await guard.call('applications.reinstateAny', of);
      const events = await rows<{ data: object; participant_id: string }>(
        platform,
        `SELECT data, participant_id FROM event WHERE ordering_key = $1 ORDER BY ticket`,
        [applicationId],
      );
      expect(events).toEqual([
        { participant_id: bankId, data: { applicationId, status: 'SUSPENDED', reason: 'MISUSE' } },
        { participant_id: bankId, data: { applicationId, status: 'ACTIVE', reason: 'REINSTATED' } },
      ]);
    });

    it('an officer who admits may not suspend, and who suspends may not admit', async () => {
      const { applicationId } = await register();
      const of = { participantId: bankId, applicationId };
      const suspend = officer.call('applications.suspendAny', { ...of, reason: 'MISUSE' });
      expect(await codeOf(suspend)).toBe('SCOPE_MISSING');
      const admit = guard.call('applications.register', { participantId: bankId, ...ADMITTED });
      expect(await codeOf(admit)).toBe('SCOPE_MISSING');
    });

    it('one bank suspends no application of another', async () => {
      const other = callerOf(platform, platform.credentials('other-bank'));
      const applicationId = platform.credentials('bank').applicationId as ApplicationId;
      const call = other.call('applications.suspend', { applicationId, reason: 'AT_OWN_REQUEST' });
      expect(await codeOf(call)).toBe('APPLICATION_NOT_FOUND');
    });
  });
});
