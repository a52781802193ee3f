import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { callerOf, codeOf, keyPair } from '../applications/support/people.ts';
import { type Platform, startPlatform } from '../support/platform.ts';
import { rows } from '../support/rows.ts';
import {
  active,
  apply,
  type Caller,
  certified,
  consoleOf,
  equip,
  license,
  proposeActive,
  refusalOf,
  staffWith,
  toolOf,
} from './support/admission.ts';

describe('the life of a participant, over the operations', () => {
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

  const get = (participantId: string) =>
    officer.call('participants.get', { participantId: participantId as never });
  const suspend = (participantId: string, by = guard) =>
    by.call('participants.changeStatus', {
      ...{ participantId: participantId as never, to: 'SUSPENDED', reason: 'SECURITY_INCIDENT' },
      note: '接口异常，请联系安全岗',
    });

  it('from APPLIED to ACTIVE, suspended, back, and withdrawn; its program calls while it is active', async () => {
    const { participantId, applicationId, key } = await active(officer, other);
    const program = callerOf(platform, {
      applicationId,
      privateKey: key.privateKey,
      keyId: key.publicKey.kid,
    });
    expect((await get(participantId)).participant).toMatchObject({
      status: 'ACTIVE',
      statusReason: 'CONTRACT_SIGNED',
    });
    await expect(program.call('consents.list', {})).resolves.toMatchObject({ items: [] });

    const stop = await suspend(participantId);
    expect(stop).toMatchObject({ outcome: 'PROPOSED', participant: { status: 'ACTIVE' } });
    await officer.call('proposals.approve', { proposalId: stop.proposalId! });
    expect(await refusalOf(program.call('consents.list', {}))).toMatchObject({
      code: 'PARTICIPANT_SUSPENDED',
      details: { reason: 'SECURITY_INCIDENT' },
    });

    const back = await officer.call('participants.changeStatus', {
      participantId,
      to: 'ACTIVE',
      reason: 'REINSTATED',
    });
    await guard.call('proposals.approve', { proposalId: back.proposalId! });
    await expect(program.call('consents.list', {})).resolves.toMatchObject({ items: [] });

    const leave = await officer.call('participants.changeStatus', {
      ...{ participantId, to: 'WITHDRAWN', reason: 'CONTRACT_ENDED' },
    });
    await other.call('proposals.approve', { proposalId: leave.proposalId! });
    const { history, nextSteps } = await get(participantId);
    expect(history.map(({ to, byTwo }) => [to, byTwo])).toEqual([
      ...[
        ['WITHDRAWN', true],
        ['ACTIVE', true],
        ['SUSPENDED', true],
        ['ACTIVE', true],
      ],
      ...[
        ['CERTIFIED', false],
        ['SANDBOX', false],
      ],
    ]);
    expect(nextSteps).toEqual([]);
    expect(await codeOf(program.call('consents.list', {}))).toBe('PARTICIPANT_NOT_ACTIVE');
  });

  it('each step stands in its log and in its events, committed with it', async () => {
    const { participantId } = await active(officer, other);
    const entries = await rows<{ kind: string }>(
      platform,
      'SELECT kind FROM log_entry WHERE participant_id = $1 ORDER BY id',
      [participantId],
    );
    const count = (kind: string) => entries.filter((entry) => entry.kind === kind).length;
    expect(
      ['PARTICIPANT_APPLIED', 'LICENCE_RECORDED', 'PROPOSAL_MADE', 'PROPOSAL_APPROVED'].map(count),
    ).toEqual([1, 1, 1, 1]);
    expect(count('PARTICIPANT_STATUS_CHANGED')).toBe(3);
    const events = await rows<{ to: string }>(
      platform,
      `SELECT data->>'to' AS to FROM event WHERE participant_id = $1 ORDER BY ticket`,
      [participantId],
    );
    expect(events.map(({ to }) => to)).toEqual(['SANDBOX', 'CERTIFIED', 'ACTIVE']);
  });

  it('its own people read status, history, licences and what is proposed for it, not against it', async () => {
    const { participantId, applicationId, key } = await active(officer, other);
    const program = callerOf(platform, {
      applicationId,
      privateKey: key.privateKey,
      keyId: key.publicKey.kid,
    });
    const name = { zh: '改名银行', en: 'Renamed' };
    const { proposalId } = await officer.call('participants.update', { participantId, name });
    const stop = await suspend(participantId);
    const own = await program.call('participants.getOwn', {});
    expect(own).toMatchObject({
      participant: { participantId, status: 'ACTIVE' },
      licences: [{ type: 'FINANCIAL_LICENCE', light: 'GREEN' }],
      proposals: [{ proposalId, change: { kind: 'ADMISSION_CHANGE', input: { name } } }],
    });
    expect(own.proposals).toHaveLength(1);
    expect(own.history).toHaveLength(3);
    expect(JSON.stringify(own)).not.toContain('persona-');
    const inItsLog = () =>
      rows(platform, `SELECT FROM log_entry WHERE participant_id = $1 AND detail->>'proposalId' = $2`, [
        ...[participantId, stop.proposalId],
      ]);
    expect(await inItsLog()).toEqual([]);
    await officer.call('proposals.approve', { proposalId: stop.proposalId! });
    expect((await inItsLog()).length).toBeGreaterThan(0);
  });

  it.each([
    ['SANDBOX', 'CERTIFIED', 'TESTS_PASSED'],
    ['SANDBOX', 'ACTIVE', 'CONTRACT_SIGNED'],
    ['SANDBOX', 'SUSPENDED', 'MISUSE'],
  ] as const)('from %s it does not get to %s out of turn', async (_from, to, reason) => {
    const participantId = await apply(officer);
    expect(
      await refusalOf(officer.call('participants.changeStatus', { participantId, to, reason })),
    ).toMatchObject({
      code: 'STATUS_STEP_ILLEGAL',
      details: { status: 'APPLIED', allowed: ['SANDBOX', 'WITHDRAWN'] },
    });
  });

  it('a reason that does not fit the step is refused, with those that do', async () => {
    const participantId = await apply(officer);
    const call = officer.call('participants.changeStatus', {
      participantId,
      to: 'SANDBOX',
      reason: 'MISUSE',
    });
    expect(await refusalOf(call)).toMatchObject({ code: 'VALIDATION_FAILED', paths: ['reason'] });
  });

  it('it is certified with a key only', async () => {
    const participantId = await apply(officer);
    await officer.call('participants.changeStatus', { participantId, to: 'SANDBOX', reason: 'ADMITTED' });
    const certify = () =>
      officer.call('participants.changeStatus', { participantId, to: 'CERTIFIED', reason: 'TESTS_PASSED' });
    expect(await refusalOf(certify())).toMatchObject({
      code: 'ADMISSION_INCOMPLETE',
      paths: ['applications'],
    });
    const { nextSteps } = await get(participantId);
    expect(nextSteps.find(({ to }) => to === 'CERTIFIED')?.missing).toEqual(['APPLICATION_WITH_KEY']);
    await equip(officer, participantId);
    await expect(certify()).resolves.toMatchObject({ outcome: 'DONE', participant: { status: 'CERTIFIED' } });
  });

  it('without a licence nobody even proposes to activate it', async () => {
    const participantId = await apply(officer);
    await officer.call('participants.changeStatus', { participantId, to: 'SANDBOX', reason: 'ADMITTED' });
    await equip(officer, participantId);
    await officer.call('participants.changeStatus', {
      participantId,
      to: 'CERTIFIED',
      reason: 'TESTS_PASSED',
    });
    const call = proposeActive(officer, participantId);
    expect(await refusalOf(call)).toMatchObject({ code: 'ADMISSION_INCOMPLETE', paths: ['licences'] });
  });

  it('an agency and a regulator are admitted without a program of their own', async () => {
    for (const kind of ['AGENCY', 'REGULATOR'] as const) {
      const participantId = await apply(officer, kind);
      await officer.call('participants.changeStatus', { participantId, to: 'SANDBOX', reason: 'ADMITTED' });
      await officer.call('participants.changeStatus', {
        participantId,
        to: 'CERTIFIED',
        reason: 'TESTS_PASSED',
      });
      await other.call('proposals.approve', { proposalId: await proposeActive(officer, participantId) });
      expect((await get(participantId)).participant.status).toBe('ACTIVE');
    }
  });

  it('the same Idempotency-Key applies once, proposes once, approves once', async () => {
    const once = { idempotencyKey: `once-${crypto.randomUUID()}` };
    const input = { kind: 'BANK' as const, name: { zh: '一次银行', en: 'Once' } };
    const first = await officer.call('participants.apply', input, once);
    expect(await officer.call('participants.apply', input, once)).toEqual(first);

    const { participantId } = await certified(officer);
    const step = { participantId, to: 'ACTIVE' as const, reason: 'CONTRACT_SIGNED' as const };
    const twice = { idempotencyKey: `twice-${crypto.randomUUID()}` };
    const proposed = await officer.call('participants.changeStatus', step, twice);
    expect(await officer.call('participants.changeStatus', step, twice)).toEqual(proposed);
    const thrice = { idempotencyKey: `thrice-${crypto.randomUUID()}` };
    const decision = { proposalId: proposed.proposalId! };
    const approved = await other.call('proposals.approve', decision, thrice);
    expect(await other.call('proposals.approve', decision, thrice)).toEqual(approved);
    expect((await get(participantId)).history).toHaveLength(3);
  });

  it('names and limit change, and the log says from what to what', async () => {
    const participantId = await apply(officer);
    const changed = await officer.call('participants.update', { participantId, callsPerMinute: 60 });
    expect(changed).toMatchObject({
      outcome: 'DONE',
      participant: { callsPerMinute: 60, name: { zh: '新来银行' } },
    });
    const [entry] = await rows<{ detail: object }>(
      platform,
      `SELECT detail FROM log_entry WHERE participant_id = $1 AND kind = 'PARTICIPANT_CHANGED'`,
      [participantId],
    );
    expect(entry?.detail).toMatchObject({ before: { callsPerMinute: 6_000 }, after: { callsPerMinute: 60 } });
  });

  it('the list shows everybody, by status and kind', async () => {
    const participantId = await apply(officer, 'PEER_OPERATOR');
    const { items } = await officer.call('participants.list', { kind: 'PEER_OPERATOR', status: 'APPLIED' });
    expect(items.map((item) => item.participantId)).toContain(participantId);
    expect(items.every(({ kind, status }) => kind === 'PEER_OPERATOR' && status === 'APPLIED')).toBe(true);
  });

  it('the operator itself is no matter of these operations', async () => {
    const { items } = await officer.call('participants.list', { kind: 'OPERATOR' });
    const participantId = items[0]!.participantId;
    const call = officer.call('participants.changeStatus', {
      participantId,
      to: 'WITHDRAWN',
      reason: 'MISUSE',
    });
    expect(await codeOf(call)).toBe('PARTICIPANT_NOT_FOUND');
  });

  it('support reads participants and changes none; security admits nobody; admission suspends nobody', async () => {
    const support = toolOf(platform, staffWith('SUPPORT', 1));
    const participantId = await apply(officer);
    await expect(support.call('participants.list', {})).resolves.toBeDefined();
    for (const [by, to, reason] of [
      [support, 'SANDBOX', 'ADMITTED'],
      [guard, 'SANDBOX', 'ADMITTED'],
    ] as const)
      expect(await codeOf(by.call('participants.changeStatus', { participantId, to, reason }))).toBe(
        'SCOPE_MISSING',
      );
    const { participantId: live } = await active(officer, other);
    expect(await codeOf(suspend(live, officer))).toBe('SCOPE_MISSING');
  });

  it('a program of the operator has none of these rights: they are of people', async () => {
    const program = callerOf(platform, platform.credentials('operator'));
    const call = program.call('participants.apply', { kind: 'BANK', name: { zh: '某行', en: 'Some' } });
    expect(await codeOf(call)).toBe('SCOPE_MISSING');
  });
});

describe('four eyes (四眼原则)', () => {
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

  const statusOf = async (participantId: string) =>
    (await officer.call('participants.get', { participantId: participantId as never })).participant.status;

  it('who proposed cannot approve or refuse, and withdraws only her own', async () => {
    const { participantId } = await certified(officer);
    const proposalId = await proposeActive(officer, participantId);
    expect(await codeOf(officer.call('proposals.approve', { proposalId }))).toBe('FOUR_EYES_REQUIRED');
    expect(await codeOf(officer.call('proposals.refuse', { proposalId }))).toBe('FOUR_EYES_REQUIRED');
    expect(await codeOf(other.call('proposals.withdraw', { proposalId }))).toBe('PROPOSAL_NOT_FOUND');
    expect(await statusOf(participantId)).toBe('CERTIFIED');
    expect(await officer.call('proposals.withdraw', { proposalId })).toMatchObject({ status: 'WITHDRAWN' });
  });

  it('one person is one person at her console and at her tool', async () => {
    const { participantId } = await certified(officer);
    const proposalId = await proposeActive(officer, participantId);
    const console = await consoleOf(platform, staffWith('ADMISSION'));
    expect(await console('proposals.approve', { proposalId })).toBe('FOUR_EYES_REQUIRED');
    expect(await statusOf(participantId)).toBe('CERTIFIED');
    const others = await consoleOf(platform, staffWith('ADMISSION', 1));
    expect(await others('proposals.approve', { proposalId })).toBeUndefined();
    expect(await statusOf(participantId)).toBe('ACTIVE');
  });

  it('one person is one person at two tools of hers', async () => {
    const identity = staffWith('ADMISSION');
    const [tool] = await rows<{ participant_id: string }>(
      platform,
      'SELECT participant_id FROM application WHERE identity_id = $1',
      [identity],
    );
    const { privateKey, publicKey, thumbprint } = await keyPair('second-tool');
    const applicationId = 'app_019aa5b8-7c00-7c3e-9d52-6b1f0a4e8d77';
    await rows(
      platform,
      `INSERT INTO application (id, participant_id, identity_id, name_zh, name_en, environment, scopes, status,
         status_since, created_at)
       SELECT $1, $2, $3, name_zh, name_en, environment, scopes, status, now(), now()
       FROM application WHERE identity_id = $3`,
      [applicationId, tool?.participant_id, identity],
    );
    await rows(
      platform,
      `INSERT INTO application_key (application_id, kid, participant_id, slot, jwk, thumbprint, source, valid_from,
         valid_to)
       VALUES ($1, $2, $3, 1, $4, $5, 'UPLOAD', now() - interval '1 hour', now() + interval '1 day')`,
      [applicationId, 'second-tool', tool?.participant_id, JSON.stringify(publicKey), thumbprint],
    );
    const second = callerOf(platform, { applicationId, privateKey, keyId: 'second-tool' });
    const { participantId } = await certified(officer);
    const proposalId = await proposeActive(officer, participantId);
    expect(await codeOf(second.call('proposals.approve', { proposalId }))).toBe('FOUR_EYES_REQUIRED');
    expect(await statusOf(participantId)).toBe('CERTIFIED');
  });

  it('of two who approve at once one does, and the step is taken once', async () => {
    const { participantId } = await certified(officer);
    const proposalId = await proposeActive(officer, participantId);
    const codes = await Promise.all(
      [other, guard].map((by) => codeOf(by.call('proposals.approve', { proposalId }))),
    );
    expect(codes.sort()).toEqual(['PROPOSAL_CLOSED', undefined]);
    const steps = await rows(
      platform,
      `SELECT FROM participant_status_change WHERE participant_id = $1 AND to_status = 'ACTIVE'`,
      [participantId],
    );
    expect(steps).toHaveLength(1);
  });

  it('one who approves and one who refuses at once do not both succeed', async () => {
    const { participantId } = await certified(officer);
    const proposalId = await proposeActive(officer, participantId);
    const codes = await Promise.all([
      codeOf(other.call('proposals.approve', { proposalId })),
      codeOf(guard.call('proposals.refuse', { proposalId })),
    ]);
    expect(codes.filter((code) => code === undefined)).toHaveLength(1);
    expect(codes.filter((code) => code === 'PROPOSAL_CLOSED')).toHaveLength(1);
    expect(await statusOf(participantId)).toBe(codes[0] === undefined ? 'ACTIVE' : 'CERTIFIED');
  });

  it('a refused proposal changes nothing and is not decided again', async () => {
    const { participantId } = await certified(officer);
    const proposalId = await proposeActive(officer, participantId);
    const refused = await other.call('proposals.refuse', { proposalId, note: '材料不全' });
    expect(refused).toMatchObject({ status: 'REFUSED', decisionNote: '材料不全' });
    expect(await codeOf(guard.call('proposals.approve', { proposalId }))).toBe('PROPOSAL_CLOSED');
    expect(await statusOf(participantId)).toBe('CERTIFIED');
  });

  it('a second proposal waits for the first to be decided', async () => {
    const { participantId } = await certified(officer);
    await proposeActive(officer, participantId);
    expect(await codeOf(proposeActive(other, participantId))).toBe('PROPOSAL_PENDING');
  });

  it('what was proposed about a participant that moved since is closed', async () => {
    const { participantId } = await certified(officer);
    const proposalId = await proposeActive(officer, participantId);
    await other.call('participants.changeStatus', {
      participantId,
      to: 'WITHDRAWN',
      reason: 'AT_OWN_REQUEST',
    });
    expect(await codeOf(other.call('proposals.approve', { proposalId }))).toBe('PROPOSAL_CLOSED');
    expect(await officer.call('proposals.get', { proposalId })).toMatchObject({
      status: 'WITHDRAWN',
      decidedBy: 'system',
      decisionNote: 'OVERTAKEN',
    });
    expect(await statusOf(participantId)).toBe('WITHDRAWN');
  });

  it('a key that was slipped in after the proposal makes approval fail', async () => {
    const { participantId, applicationId } = await certified(officer);
    const proposalId = await proposeActive(officer, participantId);
    const { publicKey } = await keyPair('slipped-in');
    await officer.call('keys.registerAny', { participantId, applicationId, jwk: publicKey });
    expect(await refusalOf(other.call('proposals.approve', { proposalId }))).toMatchObject({
      code: 'ADMISSION_INCOMPLETE',
      paths: ['change.keyThumbprints', 'change.admitted.applications'],
    });
    expect(await statusOf(participantId)).toBe('CERTIFIED');
  });

  it('a key registered while somebody approves is seen by her or comes too late', async () => {
    const { participantId, applicationId, key } = await certified(officer);
    const proposalId = await proposeActive(officer, participantId);
    const { publicKey } = await keyPair('in-the-same-moment');
    const [planted, approved] = await Promise.all([
      codeOf(officer.call('keys.registerAny', { participantId, applicationId, jwk: publicKey })),
      codeOf(other.call('proposals.approve', { proposalId })),
    ]);
    expect([planted, approved]).toSatisfy(
      ([one, two]: (string | undefined)[]) =>
        (one === undefined && two === 'ADMISSION_INCOMPLETE') ||
        (one === 'STATUS_STEP_ILLEGAL' && two === undefined),
    );
    if (approved === undefined) {
      const { items } = await officer.call('applications.listOf', { participantId });
      expect(items.flatMap(({ keyIds }) => keyIds)).toEqual([key.publicKey.kid]);
    }
  });

  it('a licence withdrawn after the proposal makes approval fail', async () => {
    const { participantId } = await certified(officer);
    const proposalId = await proposeActive(officer, participantId);
    const { licences } = await officer.call('participants.get', { participantId });
    await officer.call('licences.withdraw', { licenceId: licences[0]!.licenceId, reason: '监管吊销' });
    expect(await refusalOf(other.call('proposals.approve', { proposalId }))).toMatchObject({
      code: 'ADMISSION_INCOMPLETE',
      paths: ['change.admitted.licences'],
    });
    await license(officer, participantId);
    expect(await codeOf(other.call('proposals.approve', { proposalId }))).toBe('ADMISSION_INCOMPLETE');
    await officer.call('proposals.withdraw', { proposalId });
    const again = await proposeActive(officer, participantId);
    await expect(other.call('proposals.approve', { proposalId: again })).resolves.toMatchObject({
      status: 'APPROVED',
    });
  });

  it('runs out after seven days, and can then be proposed anew', async () => {
    const { participantId } = await certified(officer);
    const proposalId = await proposeActive(officer, participantId);
    platform.advance(7 * 86_400_000);
    try {
      expect(await codeOf(other.call('proposals.approve', { proposalId }))).toBe('PROPOSAL_CLOSED');
      const expired = await officer.call('proposals.list', { status: 'EXPIRED' });
      expect(expired.items.map((item) => item.proposalId)).toContain(proposalId);
      const open = await officer.call('proposals.list', { status: 'OPEN' });
      expect(open.items.map((item) => item.proposalId)).not.toContain(proposalId);
      const again = await proposeActive(other, participantId);
      await expect(officer.call('proposals.approve', { proposalId: again })).resolves.toMatchObject({
        status: 'APPROVED',
      });
    } finally {
      platform.advance(-7 * 86_400_000);
    }
  });

  it('a proposal nobody made is not found', async () => {
    const proposalId = 'prp_019aa5b8-7c00-7c3e-9d52-6b1f0a4e8d77' as never;
    expect(await codeOf(other.call('proposals.approve', { proposalId }))).toBe('PROPOSAL_NOT_FOUND');
  });
});
