import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { callerOf, codeOf, keyPair } from '../applications/support/people.ts';
import { type Platform, startPlatform } from '../support/platform.ts';
import { rows } from '../support/rows.ts';
import { active, type Caller, refusalOf, staffWith, toolOf } from './support/admission.ts';

const REASON = '银行私钥疑似泄露，等不及第二人';

describe('an emergency, in which one person suspends alone (break-glass)', () => {
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
  // Each test begins with nothing that waits for a review.
  afterEach(() =>
    rows(
      platform,
      `UPDATE break_glass SET closed_at = coalesce(closed_at, opened_at), reviewed_by = 'somebody',
         reviewed_at = opened_at, review_note = 'x' WHERE reviewed_at IS NULL`,
    ),
  );

  const open = async (by = officer, minutes = 60) =>
    (await by.call('breakGlass.open', { reason: REASON, minutes })).breakGlassId;
  const suspend = (participantId: string, breakGlassId: string, by = officer) =>
    by.call('participants.changeStatus', {
      ...{ participantId: participantId as never, breakGlassId: breakGlassId as never },
      ...{ to: 'SUSPENDED', reason: 'KEY_COMPROMISED' },
    });
  const later = async (minutes: number, then: () => Promise<void>) => {
    platform.advance(minutes * 60_000);
    await then().finally(() => platform.advance(-minutes * 60_000));
  };

  it('suspends at once, refuses the next call, and says in the history that one person did it', async () => {
    const { participantId, applicationId, key } = await active(officer, other);
    const program = callerOf(platform, {
      applicationId,
      privateKey: key.privateKey,
      keyId: key.publicKey.kid,
    });
    await program.call('consents.list', {});
    const breakGlassId = await open();
    const done = await suspend(participantId, breakGlassId);
    expect(done).toMatchObject({ outcome: 'DONE', proposalId: null, participant: { status: 'SUSPENDED' } });
    expect(await codeOf(program.call('consents.list', {}))).toBe('PARTICIPANT_SUSPENDED');
    const { history } = await officer.call('participants.get', { participantId });
    expect(history[0]).toMatchObject({ to: 'SUSPENDED', byTwo: false, inEmergency: true });
    const { items } = await officer.call('breakGlass.list', {});
    expect(items.find((item) => item.breakGlassId === breakGlassId)).toMatchObject({
      status: 'OPEN',
      uses: 1,
    });
  });

  it('brings nobody back and lets nobody in or out: that takes two people', async () => {
    const { participantId } = await active(officer, other);
    const breakGlassId = await open();
    const leave = { participantId, breakGlassId, to: 'WITHDRAWN', reason: 'MISUSE' } as const;
    expect(await refusalOf(officer.call('participants.changeStatus', leave))).toMatchObject({
      code: 'STATUS_STEP_ILLEGAL',
      details: { allowed: ['SUSPENDED'] },
    });
    await suspend(participantId, breakGlassId);
    const back = { participantId, breakGlassId, to: 'ACTIVE', reason: 'REINSTATED' } as const;
    expect(await codeOf(officer.call('participants.changeStatus', back))).toBe('STATUS_STEP_ILLEGAL');
  });

  it('serves nobody but whoever opened it', async () => {
    const { participantId } = await active(officer, other);
    const breakGlassId = await open(officer);
    for (const by of [other, guard])
      expect(await codeOf(suspend(participantId, breakGlassId, by))).toBe('BREAK_GLASS_NOT_OPEN');
  });

  it('is over when its time is, to the minute', async () => {
    const { participantId } = await active(officer, other);
    const breakGlassId = await open(officer, 30);
    await later(30, async () => {
      expect(await codeOf(suspend(participantId, breakGlassId))).toBe('BREAK_GLASS_NOT_OPEN');
    });
    await later(29, async () => {
      await expect(suspend(participantId, breakGlassId)).resolves.toMatchObject({ outcome: 'DONE' });
    });
  });

  it('is over when it is closed, by whoever opened it only', async () => {
    const { participantId } = await active(officer, other);
    const breakGlassId = await open();
    expect(await codeOf(other.call('breakGlass.close', { breakGlassId }))).toBe('BREAK_GLASS_NOT_OPEN');
    expect(await officer.call('breakGlass.close', { breakGlassId })).toMatchObject({ status: 'TO_REVIEW' });
    expect(await codeOf(suspend(participantId, breakGlassId))).toBe('BREAK_GLASS_NOT_OPEN');
    expect(await codeOf(officer.call('breakGlass.close', { breakGlassId }))).toBe('BREAK_GLASS_NOT_OPEN');
  });

  it('is reviewed once, by somebody else, when it is over', async () => {
    const breakGlassId = await open();
    const review = (by: Caller) => by.call('breakGlass.review', { breakGlassId, note: '核对无误' });
    expect(await codeOf(review(guard))).toBe('STATUS_STEP_ILLEGAL');
    await officer.call('breakGlass.close', { breakGlassId });
    expect(await codeOf(review(officer))).toBe('FOUR_EYES_REQUIRED');
    expect(await review(guard)).toMatchObject({
      ...{ status: 'REVIEWED', reviewedBy: staffWith('SECURITY'), reviewNote: '核对无误' },
    });
    expect(await codeOf(review(other))).toBe('STATUS_STEP_ILLEGAL');
  });

  it('is one at a time, and the next only after a review', async () => {
    const breakGlassId = await open();
    expect(await codeOf(open())).toBe('BREAK_GLASS_PENDING');
    await expect(open(other)).resolves.toMatch(/^brk_/);
    await officer.call('breakGlass.close', { breakGlassId });
    expect(await codeOf(open())).toBe('BREAK_GLASS_PENDING');
    await guard.call('breakGlass.review', { breakGlassId, note: '核对无误' });
    await expect(open()).resolves.toMatch(/^brk_/);
  });

  it('of two opened at once there is one', async () => {
    const codes = await Promise.all([codeOf(open()), codeOf(open())]);
    expect(codes.sort()).toEqual(['BREAK_GLASS_PENDING', undefined]);
  });

  describe('and the tool of a member of staff', () => {
    const toolId = async (identity: string) => {
      const [row] = await rows<{ id: string; participant_id: string }>(
        platform,
        'SELECT id, participant_id FROM application WHERE identity_id = $1',
        [identity],
      );
      return { participantId: row?.participant_id as never, applicationId: row?.id as never };
    };

    it('no one touches as if it were a program', async () => {
      const tool = await toolId(staffWith('SECURITY'));
      const another = await toolId(staffWith('SUPPORT', 1));
      const kid = 'any';
      const { publicKey } = await keyPair('planted');
      const calls = [
        officer.call('applications.update', { ...tool, scopes: [] }),
        officer.call('keys.registerAny', { ...tool, jwk: publicKey }),
        guard.call('applications.suspendAny', { ...another, reason: 'MISUSE' }),
        guard.call('keys.suspendAny', { ...another, kid, reason: 'MISUSE' }),
        guard.call('keys.revokeAny', { ...another, kid, reason: 'LOST' }),
      ];
      const codes = await Promise.all(calls.map(codeOf));
      expect(new Set(codes)).toEqual(new Set(['APPLICATION_NOT_FOUND']));
    });

    it('security suspends in an emergency of her own, and lifts', async () => {
      const tool = await toolId(staffWith('SUPPORT', 1));
      const support = toolOf(platform, staffWith('SUPPORT', 1));
      await support.call('participants.list', {});
      const suspended = (breakGlassId: string) =>
        guard.call('applications.suspendAny', {
          ...{ ...tool, reason: 'MISUSE', breakGlassId: breakGlassId as never },
        });
      expect(await codeOf(suspended(await open(officer)))).toBe('BREAK_GLASS_NOT_OPEN');
      await suspended(await open(guard));
      expect(await codeOf(support.call('participants.list', {}))).toBe('APPLICATION_SUSPENDED');
      await guard.call('applications.reinstateAny', tool);
      await expect(support.call('participants.list', {})).resolves.toBeDefined();
    });

    it('stays where too few could decide without it', async () => {
      await rows(
        platform,
        `UPDATE identity SET roles = '{SUPPORT}' WHERE 'ADMISSION' = ANY(roles) AND id NOT IN ($1, $2)`,
        [staffWith('ADMISSION'), staffWith('ADMISSION', 1)],
      );
      const tool = await toolId(staffWith('ADMISSION', 1));
      const breakGlassId = (await open(guard)) as never;
      const call = guard.call('applications.suspendAny', { ...tool, reason: 'MISUSE', breakGlassId });
      expect(await codeOf(call)).toBe('ADMISSION_INCOMPLETE');
    });
  });

  it('opening, closing and reviewing stand in the log', async () => {
    const breakGlassId = await open();
    await officer.call('breakGlass.close', { breakGlassId });
    await guard.call('breakGlass.review', { breakGlassId, note: '核对无误' });
    const entries = await rows<{ kind: string; actor: string; act: string | null }>(
      platform,
      `SELECT kind, actor, detail->>'act' AS act FROM log_entry WHERE detail->>'breakGlassId' = $1
         AND kind LIKE 'BREAK%' ORDER BY id`,
      [breakGlassId],
    );
    expect(entries).toEqual([
      { kind: 'BREAK_GLASS_OPENED', actor: staffWith('ADMISSION'), act: null },
      { kind: 'BREAK_GLASS_CLOSED', actor: staffWith('ADMISSION'), act: 'CLOSED' },
      { kind: 'BREAK_GLASS_CLOSED', actor: staffWith('SECURITY'), act: 'REVIEWED' },
    ]);
  });

  it('is for those who admit and those who secure', async () => {
    const catalogue = toolOf(platform, staffWith('CATALOGUE'));
    expect(await codeOf(open(catalogue))).toBe('SCOPE_MISSING');
    await expect(open(guard)).resolves.toMatch(/^brk_/);
  });

  it.each([
    { reason: REASON, minutes: 241 },
    { reason: REASON, minutes: 0 },
    { reason: REASON, minutes: 1.5 },
    { reason: '急' },
    { reason: '          ' },
    { reason: 'x'.repeat(1_001) },
  ])('is not opened with %o', async (input) => {
    expect(await codeOf(officer.call('breakGlass.open', input))).toBe('VALIDATION_FAILED');
  });

  it('one that was never opened is no emergency', async () => {
    const { participantId } = await active(officer, other);
    const nobodys = 'brk_019aa5b8-7c00-7c3e-9d52-6b1f0a4e8d77';
    expect(await codeOf(suspend(participantId, nobodys))).toBe('BREAK_GLASS_NOT_OPEN');
    const review = guard.call('breakGlass.review', { breakGlassId: nobodys as never, note: 'x' });
    expect(await codeOf(review)).toBe('BREAK_GLASS_NOT_OPEN');
  });
});
