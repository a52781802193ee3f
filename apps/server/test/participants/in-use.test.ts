import type { ApplicationId, ParticipantId } from '@xinqiao/contracts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { SANDBOX_OPERATOR_ID } from '../../src/sandbox/sandbox-participants.ts';
import { callerOf, codeOf } from '../applications/support/people.ts';
import { type Platform, startPlatform } from '../support/platform.ts';
import { rows } from '../support/rows.ts';
import {
  active,
  type Caller,
  certified,
  dayFromNow,
  license,
  proposeActive,
  refusalOf,
  staffWith,
  toolOf,
} from './support/admission.ts';

const PROGRAM = {
  ...({ environment: 'SANDBOX', name: { zh: '二号', en: 'Two' } } as const),
  ...{ redirectUris: ['https://two.example/cb'], templates: [], purposes: [], scopes: [] },
};
const ELSEWHERE = ['https://new-bank.example/callback', 'https://elsewhere.example/callback'];

describe('what is in use is changed by two people (四眼原则)', () => {
  let platform: Platform;
  let officer: Caller;
  let other: Caller;
  let guard: Caller;
  let participantId: ParticipantId;
  let applicationId: ApplicationId;
  let bank: Caller;
  beforeAll(async () => {
    platform = await startPlatform();
    officer = toolOf(platform, staffWith('ADMISSION'));
    other = toolOf(platform, staffWith('ADMISSION', 1));
    guard = toolOf(platform, staffWith('SECURITY'));
  });
  beforeEach(async () => {
    const candidate = await active(officer, other);
    ({ participantId, applicationId } = candidate);
    const { key } = candidate;
    bank = callerOf(platform, { applicationId, privateKey: key.privateKey, keyId: key.publicKey.kid });
  });
  afterAll(() => platform.close());

  const record = async () => officer.call('participants.get', { participantId });
  const application = async () =>
    (await officer.call('applications.listOf', { participantId })).items.find(
      (item) => item.applicationId === applicationId,
    );
  const update = (change: object) =>
    officer.call('applications.update', { participantId, applicationId, ...change });
  const licenceId = async () => (await record()).licences[0]!.licenceId;

  it('its name waits; whoever approves sees from what to what, and then it changes', async () => {
    const name = { zh: '中国工商银行', en: 'ICBC' };
    const { outcome, participant, proposalId } = await officer.call('participants.update', {
      ...{ participantId, name },
    });
    expect({ outcome, name: participant.name.zh }).toEqual({ outcome: 'PROPOSED', name: '新来银行' });
    expect(await other.call('proposals.get', { proposalId: proposalId! })).toMatchObject({
      targetId: participantId,
      change: {
        ...{ kind: 'ADMISSION_CHANGE', operation: 'participants.update' },
        ...{ input: { name }, before: { name: { zh: '新来银行', en: 'New Bank' } } },
      },
    });
    expect(await codeOf(officer.call('proposals.approve', { proposalId: proposalId! }))).toBe(
      'FOUR_EYES_REQUIRED',
    );
    await other.call('proposals.approve', { proposalId: proposalId! });
    expect((await record()).participant.name).toEqual(name);
    const [entry] = await rows<{ detail: object }>(
      platform,
      `SELECT detail FROM log_entry WHERE participant_id = $1 AND kind = 'PARTICIPANT_CHANGED'`,
      [participantId],
    );
    expect(entry?.detail).toMatchObject({
      ...{ proposalId, proposedBy: staffWith('ADMISSION'), approvedBy: staffWith('ADMISSION', 1) },
    });
  });

  it.each([
    ['lower', 1, 'PROPOSED'],
    ['higher', 9_000, 'DONE'],
    ['same', 6_000, 'DONE'],
  ])('a %s limit of calls, %i a minute: %s', async (_what, callsPerMinute, outcome) => {
    expect(await officer.call('participants.update', { participantId, callsPerMinute })).toMatchObject({
      outcome,
      participant: { callsPerMinute: outcome === 'DONE' ? callsPerMinute : 6_000 },
    });
  });

  it.each([
    ['a redirect URI', { redirectUris: ELSEWHERE }],
    ['a scope', { scopes: ['consents:read', 'catalogue:read', 'applications:read', 'data:read'] }],
    ['a purpose', { purposes: ['CREDIT_DECISION', 'EARLY_WARNING'] }],
    ['another name', { name: { zh: '别的名字', en: 'Another name' } }],
    ['one thing less and another more', { redirectUris: ELSEWHERE.slice(1) }],
  ])('an application gets %s from two', async (_what, change) => {
    const before = await application();
    const { outcome, proposalId } = await update(change);
    expect(outcome).toBe('PROPOSED');
    expect(await application()).toEqual(before);
    await other.call('proposals.approve', { proposalId: proposalId! });
    expect(await application()).toMatchObject(change);
  });

  it('to take from an application one is enough', async () => {
    expect(await update({ scopes: ['catalogue:read'], redirectUris: [] })).toMatchObject({
      outcome: 'DONE',
      application: { scopes: ['catalogue:read'], redirectUris: [] },
    });
  });

  it('one more application is there once two want it, under the id that was told', async () => {
    const input = { participantId, ...PROGRAM };
    const once = { idempotencyKey: `once-${crypto.randomUUID()}` };
    const asked = await officer.call('applications.register', input, once);
    expect(asked).toMatchObject({ outcome: 'PROPOSED', application: null });
    expect(await officer.call('applications.register', input, once)).toEqual(asked);
    const ids = async () =>
      (await officer.call('applications.listOf', { participantId })).items.map((item) => item.applicationId);
    expect(await ids()).toEqual([applicationId]);
    await other.call('proposals.approve', { proposalId: asked.proposalId! });
    expect(await ids()).toEqual([applicationId, asked.applicationId]);
  });

  it('a suspended one too, until it is back', async () => {
    const stop = await guard.call('participants.changeStatus', {
      ...{ participantId, to: 'SUSPENDED', reason: 'MISUSE' },
    });
    await officer.call('proposals.approve', { proposalId: stop.proposalId! });
    expect(await update({ redirectUris: ELSEWHERE })).toMatchObject({ outcome: 'PROPOSED' });
  });

  it('its licence is withdrawn by two, a further one recorded by one; the bank is not told beforehand', async () => {
    const asked = await officer.call('licences.withdraw', { licenceId: await licenceId(), reason: '吊销' });
    expect(asked).toMatchObject({ outcome: 'PROPOSED', licence: { withdrawnAt: null } });
    expect(await codeOf(bank.call('consents.list', {}))).toBeUndefined();
    expect((await bank.call('participants.getOwn', {})).proposals).toEqual([]);
    await other.call('proposals.approve', { proposalId: asked.proposalId! });
    expect(await codeOf(bank.call('consents.list', {}))).toBe('PARTICIPANT_NOT_LICENSED');
    expect(await license(officer, participantId)).not.toBeNull();
    expect(await codeOf(bank.call('consents.list', {}))).toBeUndefined();
  });

  it('the operator’s own licence is recorded and its programs are registered by two', async () => {
    const licence = officer.call('licences.record', {
      ...{ participantId: SANDBOX_OPERATOR_ID, type: 'DATA_OPERATION_AUTHORISATION', number: 'FAKE' },
      ...{ issuer: '某机关', validFrom: dayFromNow(0), validTo: null },
    });
    const { proposalId } = await licence;
    expect(await licence).toMatchObject({ outcome: 'PROPOSED', licence: null });
    await other.call('proposals.refuse', { proposalId: proposalId! });
    expect(await rows(platform, `SELECT FROM licence WHERE number = 'FAKE'`)).toEqual([]);
    const program = await officer.call('applications.register', {
      ...{ participantId: SANDBOX_OPERATOR_ID, ...PROGRAM, redirectUris: [] },
    });
    expect(program).toMatchObject({ outcome: 'PROPOSED', application: null });
    await officer.call('proposals.withdraw', { proposalId: program.proposalId! });
  });

  it('what stands otherwise by then is not approved', async () => {
    const { proposalId } = await update({ scopes: ['catalogue:read', 'data:read'] });
    await update({ scopes: ['catalogue:read'] });
    expect(await refusalOf(other.call('proposals.approve', { proposalId: proposalId! }))).toMatchObject({
      code: 'ADMISSION_INCOMPLETE',
      paths: ['change.before'],
    });
    expect((await application())?.scopes).toEqual(['catalogue:read']);
  });

  it('a second change of the same participant waits for the first to be decided', async () => {
    await update({ redirectUris: ELSEWHERE });
    expect(await codeOf(update({ redirectUris: ELSEWHERE }))).toBe('PROPOSAL_PENDING');
  });

  it('what could not be done is not proposed either', async () => {
    expect(await refusalOf(update({ redirectUris: ['http://elsewhere.example/'] }))).toMatchObject({
      code: 'VALIDATION_FAILED',
      paths: ['redirectUris.0'],
    });
  });
});

describe('whoever activates a participant lets in what was proposed and nothing else', () => {
  let platform: Platform;
  let officer: Caller;
  let other: Caller;
  beforeAll(async () => {
    platform = await startPlatform();
    officer = toolOf(platform, staffWith('ADMISSION'));
    other = toolOf(platform, staffWith('ADMISSION', 1));
  });
  afterAll(() => platform.close());

  it('the proposal shows all of it and its hash', async () => {
    const { participantId, applicationId, key } = await certified(officer);
    const { change } = await other.call('proposals.get', {
      proposalId: await proposeActive(officer, participantId),
    });
    expect(change).toMatchObject({
      admittedHash: expect.stringMatching(/^[\w-]{43}$/),
      admitted: {
        ...{ kind: 'BANK', name: { zh: '新来银行' }, callsPerMinute: 6_000 },
        licences: [{ type: 'FINANCIAL_LICENCE', number: 'B9999H000000001', withdrawn: false }],
        applications: [
          { applicationId, redirectUris: ['https://new-bank.example/callback'], keys: [key.thumbprint] },
        ],
      },
    });
  });

  type Slip = (candidate: Awaited<ReturnType<typeof certified>>) => Promise<unknown>;
  it.each<[string, string, Slip]>([
    [
      ...(['another name', 'name'] as const),
      ({ participantId }) =>
        officer.call('participants.update', { participantId, name: { zh: '中国工商银行', en: 'ICBC' } }),
    ],
    [
      ...(['another limit', 'callsPerMinute'] as const),
      ({ participantId }) => officer.call('participants.update', { participantId, callsPerMinute: 60 }),
    ],
    [
      ...(['another redirect URI', 'applications'] as const),
      ({ participantId, applicationId }) =>
        officer.call('applications.update', { participantId, applicationId, redirectUris: ELSEWHERE }),
    ],
    [
      ...(['a further scope', 'applications'] as const),
      ({ participantId, applicationId }) =>
        officer.call('applications.update', { participantId, applicationId, scopes: ['data:read'] }),
    ],
    [
      ...(['a further application', 'applications'] as const),
      ({ participantId }) => officer.call('applications.register', { participantId, ...PROGRAM }),
    ],
    [
      ...(['a further licence', 'licences'] as const),
      ({ participantId }) => license(officer, participantId, null),
    ],
  ])('%s that was slipped in makes approval fail', async (_what, part, slipIn) => {
    const candidate = await certified(officer);
    const { participantId } = candidate;
    const proposalId = await proposeActive(officer, participantId);
    await slipIn(candidate);
    expect(await refusalOf(other.call('proposals.approve', { proposalId }))).toMatchObject({
      code: 'ADMISSION_INCOMPLETE',
      paths: [`change.admitted.${part}`],
    });
    const { participant } = await officer.call('participants.get', { participantId });
    expect(participant.status).toBe('CERTIFIED');
  });

  it.each([
    ['takes her roles away', `roles = '{CATALOGUE}'`],
    ['disables her', `status = 'DISABLED'`],
  ])('an approval that waited while somebody %s is refused', async (_what, change) => {
    const { participantId } = await certified(officer);
    const proposalId = await proposeActive(officer, participantId);
    const person = staffWith('ADMISSION', 1);
    const [before] = await rows<{ roles: string[] }>(platform, 'SELECT roles FROM identity WHERE id = $1', [
      person,
    ]);
    const pg = await import('pg');
    const holder = new pg.default.Client({ connectionString: platform.adminUrl });
    await holder.connect();
    try {
      await holder.query('BEGIN');
      await holder.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [
        `admission ${participantId}`,
      ]);
      const approval = codeOf(other.call('proposals.approve', { proposalId }));
      const waits = `SELECT FROM pg_locks WHERE NOT granted AND locktype = 'advisory'`;
      await expect.poll(() => rows(platform, waits)).toHaveLength(1);
      await rows(platform, `UPDATE identity SET ${change} WHERE id = $1`, [person]);
      await holder.query('COMMIT');
      expect(await approval).toBe('SCOPE_MISSING');
    } finally {
      await holder.end();
      await rows(platform, `UPDATE identity SET roles = $2, status = 'ACTIVE' WHERE id = $1`, [
        ...[person, before?.roles],
      ]);
    }
    const { participant } = await officer.call('participants.get', { participantId });
    expect(participant.status).toBe('CERTIFIED');
  });
});

describe('how the operator’s own offices are reached', () => {
  let platform: Platform;
  beforeAll(async () => {
    platform = await startPlatform();
  });
  afterAll(() => platform.close());

  it('is said by whoever looks after its staff, not by those it warns about', async () => {
    const set = (by: Caller, participantId: string) =>
      codeOf(
        by.call('contacts.set', {
          ...{ participantId: participantId as never, office: 'SECURITY', channel: 'EMAIL' },
          address: 'security@operator.example',
        }),
      );
    const officer = toolOf(platform, staffWith('ADMISSION'));
    const guard = toolOf(platform, staffWith('SECURITY'));
    expect(await set(officer, SANDBOX_OPERATOR_ID)).toBe('SCOPE_MISSING');
    expect(await set(guard, SANDBOX_OPERATOR_ID)).toBeUndefined();
    const { participantId } = await active(officer, toolOf(platform, staffWith('ADMISSION', 1)));
    expect(await set(guard, participantId)).toBe('SCOPE_MISSING');
    expect(await set(officer, participantId)).toBeUndefined();
  });
});
