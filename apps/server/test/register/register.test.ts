import type { ApplicationId, ParticipantId } from '@xinqiao/contracts';
import { type Database, openDatabase } from '@xinqiao/db';
import { createTestDatabase } from '@xinqiao/db/testing';
import { fetchRegister, registerHash } from '@xinqiao/sdk';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SANDBOX_PARTICIPANTS } from '../../src/sandbox/sandbox-participants.ts';
import { callerOf, keyPair, staffCredentials } from '../applications/support/people.ts';
import { type Platform, startPlatformOn } from '../support/platform.ts';
import { expectProblem } from '../support/problem.ts';
import { rows } from '../support/rows.ts';

const bankId = SANDBOX_PARTICIPANTS.find(({ kind }) => kind === 'BANK')?.id as ParticipantId;

describe('the participant register, for anybody', () => {
  let platform: Platform;
  let admin: Database;
  beforeAll(async () => {
    const database = await createTestDatabase();
    admin = openDatabase(database.adminUrl, { poolSize: 2 });
    platform = await startPlatformOn({ ...database, url: database.urls.migration });
    await versionAfter(0);
  });
  afterAll(async () => {
    await admin.close();
    await platform.close();
  });

  const latest = () =>
    admin.transaction({}, (tx) => tx.registerVersion.findFirst({ orderBy: { version: 'desc' } }));
  /** Waits for the worker to publish a version beyond that one. */
  async function versionAfter(version: number): Promise<number> {
    for (let tries = 0; tries < 400; tries++) {
      const row = await latest();
      if (row !== null && row.version > version) return row.version;
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
    throw new Error('no further version is published');
  }
  const present = async () => (await latest())?.version ?? 0;
  const fetched = (history = false) => fetchRegister({ baseUrl: platform.url, history });

  it('verifies with its history, and names everybody with kind, status, licences and keys', async () => {
    const { participants, operatorId } = await fetched(true);
    expect(operatorId).toBe('bozhou');
    expect(participants.map(({ participantId }) => participantId)).toEqual(
      SANDBOX_PARTICIPANTS.map(({ id }) => id).toSorted(),
    );
    const bank = participants.find(({ participantId }) => participantId === bankId);
    expect(bank).toMatchObject({
      kind: 'BANK',
      status: 'ACTIVE',
      licences: [{ type: 'FINANCIAL_LICENCE' }],
      applications: [
        {
          environment: 'SANDBOX',
          status: 'ACTIVE',
          keys: [{ kid: platform.credentials('bank').keyId, suspended: false }],
        },
      ],
    });
  });

  it('names no person and no tool of one', async () => {
    const text = JSON.stringify(await fetched());
    expect(text).not.toMatch(/persona-|staff/);
  });

  it('has a new version when something changed, each in the log with the hash of what was published', async () => {
    const guard = callerOf(platform, staffCredentials(platform, 'SECURITY'));
    const applicationId = platform.credentials('bank').applicationId as ApplicationId;
    const of = { participantId: bankId, applicationId };
    const before = await present();
    await guard.call('applications.suspendAny', { ...of, reason: 'SECURITY_INCIDENT' });
    const suspended = await versionAfter(before);
    const { participants } = await fetched();
    expect(participants.find(({ participantId }) => participantId === bankId)?.applications).toMatchObject([
      { applicationId, status: 'SUSPENDED' },
    ]);
    await guard.call('applications.reinstateAny', of);
    await versionAfter(suspended);
    expect(await fetched(true)).toMatchObject({ version: suspended + 1 });

    const entries = await rows<{ hash: string }>(
      platform,
      `SELECT detail->>'hash' AS hash FROM log_entry WHERE kind = 'REGISTER_PUBLISHED' ORDER BY id`,
    );
    const versions = await admin.transaction({}, (tx) =>
      tx.registerVersion.findMany({ orderBy: { version: 'asc' } }),
    );
    expect(entries.map(({ hash }) => hash)).toEqual(versions.map(({ jws }) => registerHash(jws)));
  });

  it('has no new version while nothing changes', async () => {
    const bank = callerOf(platform, platform.credentials('bank'));
    const before = await present();
    const { publicKey } = await keyPair('next-1');
    const applicationId = platform.credentials('bank').applicationId as ApplicationId;
    await bank.call('keys.register', { applicationId, jwk: publicKey });
    const after = await versionAfter(before);
    await bank.call('applications.list', {});
    await callerOf(platform, staffCredentials(platform, 'ADMISSION')).call('participants.list', {});
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    expect(await present()).toBe(after);
  });

  it('does not verify once the stored history was changed, whoever did it', async () => {
    const [{ jws = '' } = {}] = await rows<{ jws: string }>(
      platform,
      'SELECT jws FROM register_version WHERE version = 1',
    );
    const set = (text: string) =>
      rows(platform, 'UPDATE register_version SET jws = $1 WHERE version = 1', [text]);
    const [second] = await rows<{ jws: string }>(
      platform,
      'SELECT jws FROM register_version WHERE version = 2',
    );
    await set(second?.jws ?? '');
    await expect(fetched(true)).rejects.toMatchObject({
      code: 'REGISTER_INVALID',
      details: { reason: 'LINK_MISSING' },
    });
    await set(jws);
    await expect(fetched(true)).resolves.toBeDefined();
  });

  it('is not to be relied on a day after the last version', async () => {
    const hoursLater = (hours: number) =>
      fetchRegister({ baseUrl: platform.url, now: () => new Date(Date.now() + hours * 3_600_000) });
    await expect(hoursLater(23)).resolves.toBeDefined();
    await expect(hoursLater(25)).rejects.toMatchObject({ details: { reason: 'STALE' } });
  });

  it('has a new version every 12 hours though nothing changes', async () => {
    const before = await present();
    platform.advanceTokenClock(12 * 3_600_000);
    const after = await versionAfter(before);
    platform.advanceTokenClock(-12 * 3_600_000);
    expect(after).toBe(before + 1);
  });

  it.each(['0', '01', '-1', '99999999', '1.5', 'latest', '1e3'])(
    'version %s there is not',
    async (version) => {
      await expectProblem(await fetch(`${platform.url}/register/${version}`), 'ROUTE_NOT_FOUND');
    },
  );

  it('is read by programs on any site', async () => {
    const response = await fetch(`${platform.url}/.well-known/xinqiao-register`);
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
    expect(response.headers.get('content-type')).toBe('application/jose');
  });

  it('the metadata lists every key of ours with its time, ended ones too', async () => {
    const metadata = async () =>
      (await (await fetch(`${platform.url}/.well-known/xinqiao.json`)).json()) as {
        log: { verifierKey: string; verifierKeys: { verifierKey: string; validTo: string | null }[] };
        signingKeys: { purpose: string; validTo: string | null }[];
      };
    const { log, signingKeys } = await metadata();
    expect(log.verifierKeys).toMatchObject([{ verifierKey: log.verifierKey, validTo: null }]);
    expect(new Set(signingKeys.map(({ purpose }) => purpose))).toEqual(
      new Set(['CONSENT', 'PACKAGE', 'RECEIPT', 'REGISTER', 'CONSENT_RECEIPT']),
    );
    await rows(
      platform,
      `UPDATE signing_key SET valid_to = now() WHERE purpose IN ('CHECKPOINT', 'CONSENT')`,
    );
    const ended = await metadata();
    expect(ended.log.verifierKeys[0]?.validTo).toMatch(/Z$/);
    expect(ended.signingKeys.find(({ purpose }) => purpose === 'CONSENT')?.validTo).toMatch(/Z$/);
  });
});
