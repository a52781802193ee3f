import type { ApplicationId, ParticipantId } from '@xinqiao/contracts';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SANDBOX_OPERATOR_ID, SANDBOX_PARTICIPANTS } from '../../src/sandbox/sandbox-participants.ts';
import { byTwo, staffWith, toolOf } from '../participants/support/admission.ts';
import { agreedConsent, consentRequest, type Platform, startPlatform } from '../support/platform.ts';
import { RawClient } from '../support/raw-client.ts';
import { rows } from '../support/rows.ts';
import { setParticipantStatus } from '../support/set-status.ts';
import { callerOf, codeOf, staffCredentials } from './support/people.ts';

const bankId = SANDBOX_PARTICIPANTS.find(({ kind }) => kind === 'BANK')?.id as ParticipantId;

describe('who is served', () => {
  let platform: Platform;
  beforeEach(async () => {
    platform = await startPlatform();
  });
  afterEach(() => platform.close());

  const today = () => new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
  const licenceEnds = (participantId: string, day: string) =>
    rows(platform, 'UPDATE licence SET valid_from = $2, valid_to = $3 WHERE participant_id = $1', [
      participantId,
      '2020-01-01',
      day,
    ]);
  const reads = (caller: ReturnType<typeof callerOf>) => codeOf(caller.call('catalogue.listTemplates', {}));

  it('a bank is until the last day of its licence, and not on the next (Asia/Shanghai)', async () => {
    const bank = callerOf(platform, platform.credentials('bank'));
    await licenceEnds(bankId, today());
    expect(await reads(bank)).toBeUndefined();
    platform.advance(86_400_000);
    expect(await reads(bank)).toBe('PARTICIPANT_NOT_LICENSED');
  });

  it('nobody is once the operator’s own authorisation is over, but its officers record the next one', async () => {
    const bank = callerOf(platform, platform.credentials('bank'));
    const officer = callerOf(platform, staffCredentials(platform, 'ADMISSION'));
    expect(await reads(bank)).toBeUndefined();
    await licenceEnds(SANDBOX_OPERATOR_ID, '2020-12-31');
    expect(await reads(bank)).toBe('OPERATOR_NOT_LICENSED');
    const next = officer.call('licences.record', {
      participantId: SANDBOX_OPERATOR_ID,
      ...{ type: 'DATA_OPERATION_AUTHORISATION', number: '2', issuer: '市政府' },
      ...{ validFrom: today(), validTo: null },
    });
    await byTwo(toolOf(platform, staffWith('ADMISSION', 1)), next);
    expect(await reads(bank)).toBeUndefined();
  });

  it('a withdrawn licence is none', async () => {
    const bank = callerOf(platform, platform.credentials('bank'));
    await rows(
      platform,
      `UPDATE licence SET withdrawn_at = now(), withdrawn_reason = 'x' WHERE participant_id = $1`,
      [bankId],
    );
    expect(await reads(bank)).toBe('PARTICIPANT_NOT_LICENSED');
  });

  it('an application of the other environment is refused', async () => {
    const bank = callerOf(platform, platform.credentials('bank'));
    expect(await reads(bank)).toBeUndefined();
    await rows(platform, `UPDATE application SET environment = 'PRODUCTION' WHERE participant_id = $1`, [
      bankId,
    ]);
    expect(await reads(bank)).toBe('ENVIRONMENT_WRONG');
  });

  it.each([
    ['a suspended bank', 'PARTICIPANT_SUSPENDED', () => setParticipantStatus(platform, bankId, 'SUSPENDED')],
    ['a bank without licence', 'PARTICIPANT_NOT_LICENSED', () => licenceEnds(bankId, '2020-12-31')],
    [
      'an application of the other environment',
      'ENVIRONMENT_WRONG',
      () => rows(platform, `UPDATE application SET environment = 'PRODUCTION'`),
    ],
  ] as const)('token endpoint and pushed requests refuse %s and say why', async (_who, code, happen) => {
    const client = await RawClient.of(platform);
    await client.newToken();
    await happen();
    for (const path of ['/token', '/request']) {
      const response = await client.post(path, { grant_type: 'client_credentials' });
      expect([response.status, await response.json()]).toMatchObject([
        401,
        { error: 'invalid_client', code },
      ]);
    }
  });

  it('an owner’s page opens no request of a bank that was suspended meanwhile', async () => {
    const asked = await platform.bank().consents.request(consentRequest());
    await setParticipantStatus(platform, bankId, 'SUSPENDED');
    const response = await fetch(asked.url, { redirect: 'manual' });
    expect(response.status).toBe(400);
  });

  it('a purpose the application is not admitted for is refused before an owner sees it', async () => {
    await rows(platform, `UPDATE application SET purposes = '{EARLY_WARNING}' WHERE participant_id = $1`, [
      bankId,
    ]);
    await expect(platform.bank().consents.request(consentRequest())).rejects.toMatchObject({
      code: 'CONSENT_REQUEST_EXCESSIVE',
      errors: [{ path: 'purpose', asked: 'CREDIT_DECISION' }],
    });
    expect(await rows(platform, 'SELECT FROM consent')).toEqual([]);
  });

  it('a read in flight is discarded when its application is suspended, and the log says so', async () => {
    const guard = callerOf(platform, staffCredentials(platform, 'SECURITY'));
    const bank = platform.bank();
    const { consentId } = await agreedConsent(platform, { bank });
    await guard.call('participants.list', {});
    const applicationId = platform.credentials('bank').applicationId as ApplicationId;
    const of = { participantId: bankId, applicationId };

    // Held between its two transactions: what it asks for next is locked.
    const holder = new pg.Client({ connectionString: platform.adminUrl });
    await holder.connect();
    await holder.query('BEGIN; LOCK TABLE subject IN ACCESS EXCLUSIVE MODE');
    const read = codeOf(bank.data.fetch(consentId));
    await until(platform, `SELECT FROM log_entry WHERE kind = 'ACCESS_ALLOWED'`);
    await guard.call('applications.suspendAny', { ...of, reason: 'SECURITY_INCIDENT' });
    await holder.query('COMMIT');
    await holder.end();

    expect(await read).toBe('APPLICATION_SUSPENDED');
    const outcomes = await rows<{ kind: string; code: string }>(
      platform,
      `SELECT kind, detail->>'code' AS code FROM log_entry WHERE kind LIKE 'DATA_%'`,
    );
    expect(outcomes).toEqual([{ kind: 'DATA_DISCARDED', code: 'APPLICATION_SUSPENDED' }]);
    await guard.call('applications.reinstateAny', of);
    await expect(bank.data.fetch(consentId)).resolves.toBeDefined();
  });

  it('a key of ours that ended is not accepted any more 5 seconds later, on no node', async () => {
    const client = await RawClient.of(platform);
    expect((await client.send('GET', '/v1/catalogue/items')).status).toBe(200);
    await rows(platform, `UPDATE signing_key SET valid_to = now() WHERE purpose = 'TOKEN'`);
    platform.advanceTokenClock(5_000);
    expect((await client.send('GET', '/v1/catalogue/items')).status).toBe(401);
  });
});

async function until(platform: Platform, sql: string): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    if ((await rows(platform, sql)).length > 0) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`never: ${sql}`);
}
