import { dateOf, type ParticipantId } from '@xinqiao/contracts';
import { type Database, databaseUrls, openDatabase } from '@xinqiao/db';
import type { PolicyDocument } from '@xinqiao/scoring';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PersonalVault } from '../../src/keys/subject-keys/personal-vault.ts';
import { openVault } from '../../src/keys/vault.ts';
import { documentHash } from '../../src/policies/document-hash.ts';
import { policyFor } from '../../src/policies/policy-for.ts';
import { type SealedFacts, versionSeal } from '../../src/policies/version-seal.ts';
import { type Caller, codeOf } from '../applications/support/people.ts';
import { type Platform, startPlatform } from '../support/platform.ts';
import { rows } from '../support/rows.ts';
import { ownDocument } from './own-document.ts';
import { activated, byLogin, draft, nameOf, type Officers, officers, onlyName, raised } from './support.ts';

let platform: Platform;
let people: Officers;
let database: Database;
let vault: PersonalVault;
let bankId: ParticipantId;
let otherId: ParticipantId;
beforeAll(async () => {
  platform = await startPlatform();
  people = await officers(platform);
  const { application } = databaseUrls(
    platform.adminUrl,
    platform.secret,
    new URL(platform.adminUrl).pathname.slice(1),
  );
  database = openDatabase(application, { poolSize: 2 });
  vault = openVault(platform.secret) as PersonalVault;
  [bankId, otherId] = (await Promise.all(
    (['bank', 'other-bank'] as const).map(async (name) => {
      const { applicationId } = platform.credentials(name);
      const [row] = await rows<{ id: ParticipantId }>(
        platform,
        'SELECT participant_id AS id FROM application WHERE id = $1',
        [applicationId],
      );
      return row!.id;
    }),
  )) as [ParticipantId, ParticipantId];
});
afterAll(async () => {
  await database.close();
  await platform.close();
});

const decides = (policyId: string, day: string, participantId = bankId) =>
  database.transaction({ participantId }, (tx) => policyFor({ vault }, tx, participantId, policyId, day));
/** Version that decides, or the code of why none does. */
const answer = (policyId: string, day: string, participantId = bankId) =>
  decides(policyId, day, participantId).then(
    ({ policy }) => policy.version,
    (error: { code: string }) => error.code,
  );
const bank = (): readonly [Caller, Caller] => [people.ye, people.luo];
/** A policy of that name with these versions in force, the first put in force first. */
async function inForce(policyId: string, ...versions: Partial<PolicyDocument>[]) {
  const made = [];
  for (const [index, part] of (versions.length === 0 ? [{}] : versions).entries())
    made.push(await activated(bank(), { policyId, version: `2026-${index + 1}`, ...part }));
  return made;
}
/** Writes past triggers and row security, as somebody would who has the database itself. */
async function byHand(sql: string, values: readonly unknown[]) {
  await rows(platform, 'ALTER TABLE policy_version DISABLE TRIGGER USER');
  await rows(platform, sql, values);
  await rows(platform, 'ALTER TABLE policy_version ENABLE TRIGGER USER');
}

describe('which version decides', () => {
  it('the one that began last, each to the day', async () => {
    await inForce('by-day', { validFrom: '2026-01-01' }, { validFrom: '2026-07-01' });
    const days = ['2025-12-31', '2026-01-01', '2026-06-30', '2026-07-01', '2030-01-01'];
    expect(await Promise.all(days.map((day) => answer('by-day', day)))).toEqual([
      ...['POLICY_UNKNOWN', '2026-1', '2026-1', '2026-2', '2026-2'],
    ]);
  });

  it('of one first day the one put in force last', async () => {
    await inForce('same-day', { version: '2026-7' }, { version: '2026-3' });
    expect(await answer('same-day', '2026-11-22')).toBe('2026-3');
  });

  it('none after the last day of the latest: an earlier open one does not come back', async () => {
    await inForce('ended', {}, { validFrom: '2026-02-01', validTo: '2026-12-31' });
    expect(await answer('ended', '2026-12-31')).toBe('2026-2');
    expect(await answer('ended', '2027-01-01')).toBe('POLICY_UNKNOWN');
  });

  it('none once the latest is retired: an earlier one does not come back', async () => {
    const [, latest] = await inForce('gone', {}, { validFrom: '2026-02-01' });
    const one = onlyName(latest!);
    await people.luo.call('policies.retire', one);
    expect(await answer('gone', '2026-11-22')).toBe('POLICY_UNKNOWN');
    expect(await answer('gone', '2026-01-15')).toBe('2026-1');
  });

  it('one that was retired before its first day leaves the field to the one before', async () => {
    const [, later] = await inForce('not-begun', {}, { validFrom: '2099-01-01' });
    await people.luo.call('policies.retire', onlyName(later!));
    expect(await answer('not-begun', '2099-01-01')).toBe('2026-1');
  });

  it('none where it was retired on its first day', async () => {
    const today = dateOf(new Date().toISOString());
    const [, later] = await inForce('begun', {}, { validFrom: today });
    await people.luo.call('policies.retire', onlyName(later!));
    expect(await answer('begun', today)).toBe('POLICY_UNKNOWN');
  });

  it('a delivered one, with the hash of its document and nobody’s', async () => {
    expect(await decides('invoice-flow', '2026-11-22')).toEqual({
      ...{ policy: expect.objectContaining({ version: '2026-1' }), ownerId: null, policyVersionId: null },
      documentHash: documentHash((await decides('invoice-flow', '2026-11-22')).policy),
    });
  });

  it('the operator’s for every bank, but for one that had its own under that id', async () => {
    await inForce('shared', { version: '2026-5' });
    await activated(people.keepers, { policyId: 'shared', version: '2026-8' });
    expect(await answer('shared', '2026-11-22')).toBe('2026-5');
    expect(await answer('shared', '2026-11-22', otherId)).toBe('2026-8');
  });

  it('another bank’s never', async () => {
    await inForce('ours');
    expect(await answer('ours', '2026-11-22', otherId)).toBe('POLICY_UNKNOWN');
  });

  it('as the login of the worker sees all banks, still only the bank’s own', async () => {
    await inForce('seen-by-worker');
    const worker = openDatabase(platform.workerUrl, { poolSize: 1 });
    const asWorker = (participantId: ParticipantId) =>
      codeOf(
        worker.transaction({}, (tx) =>
          policyFor({ vault }, tx, participantId, 'seen-by-worker', '2026-11-22'),
        ),
      );
    expect([await asWorker(bankId), await asWorker(otherId)]).toEqual([undefined, 'POLICY_UNKNOWN']);
    await worker.close();
  });

  it('answers the hash of the document that decides', async () => {
    const [made] = await inForce('hashed');
    expect(await decides('hashed', '2026-11-22')).toMatchObject({
      ...{ documentHash: made!.documentHash, policyVersionId: made!.policyVersionId, ownerId: bankId },
      policy: made!.document,
    });
  });
});

describe('what was written past the platform decides nothing', () => {
  /** A second node: nothing it decides by is in memory yet. */
  const cold = async (policyId: string, part: Partial<PolicyDocument> = {}) =>
    (await inForce(policyId, { name: { zh: policyId, en: crypto.randomUUID() }, ...part }))[0]!;

  it('another document under the same hash', async () => {
    const { policyVersionId } = await cold('changed');
    await byHand(
      `UPDATE policy_version SET document = jsonb_set(document, '{limit,roundDownTo}', '1') WHERE id = $1`,
      [policyVersionId],
    );
    expect(await answer('changed', '2026-11-22')).toBe('POLICY_NOT_GENUINE');
  });

  it('another document with its own hash', async () => {
    const { policyVersionId } = await cold('rehashed');
    const document = ownDocument({ policyId: 'rehashed' });
    await byHand('UPDATE policy_version SET document = $2, document_hash = $3 WHERE id = $1', [
      ...[policyVersionId, JSON.stringify(document), documentHash(document)],
    ]);
    expect(await answer('rehashed', '2026-11-22')).toBe('POLICY_NOT_GENUINE');
  });

  it.each([
    ['first day', `valid_from = '2027-01-01'`],
    ['last day', `valid_to = '2030-01-01'`],
    ['census', `baseline = '{}', baseline_hash = 'x'`],
    ['second person', `activated_by = 'somebody-else'`],
    ['time of activation', `activated_at = now()`],
    ['name', `policy_id = 'moved', version = '2026-9'`],
    ['seal', `seal = 'none'`],
  ])('another %s', async (_, change) => {
    const policyId = `moved-${crypto.randomUUID().slice(0, 8)}`;
    const { policyVersionId } = await cold(policyId);
    await byHand(`UPDATE policy_version SET ${change} WHERE id = $1`, [policyVersionId]);
    const now = change.startsWith('policy_id') ? 'moved' : policyId;
    expect(await answer(now, '2026-11-22')).toBe('POLICY_NOT_GENUINE');
    await byHand(`DELETE FROM policy_version WHERE id = $1`, [policyVersionId]);
  });

  it('a later version moved out of the way brings the earlier one not back', async () => {
    const [, later] = await inForce('hidden', {}, { validFrom: '2026-06-01' });
    await byHand(`UPDATE policy_version SET valid_from = '2099-01-01' WHERE id = $1`, [
      later!.policyVersionId,
    ]);
    expect(await answer('hidden', '2026-11-22')).toBe('POLICY_NOT_GENUINE');
  });

  it('is taken out of force by an officer, and a new version decides again', async () => {
    const broken = await cold('mended');
    await byHand(`UPDATE policy_version SET activated_by = 'x' WHERE id = $1`, [broken.policyVersionId]);
    expect(await answer('mended', '2026-11-22')).toBe('POLICY_NOT_GENUINE');
    await people.ye.call('policies.retire', onlyName(broken));
    await activated(bank(), { policyId: 'mended', version: '2026-2', validFrom: '2026-02-01' });
    expect(await answer('mended', '2026-11-22')).toBe('2026-2');
  });

  it('a version that was retired and is put back', async () => {
    const made = await cold('back');
    const one = onlyName(made);
    await people.luo.call('policies.retire', one);
    await byHand(
      `UPDATE policy_version SET status = 'ACTIVE', retired_by = NULL, retired_at = NULL, seal = 'x' WHERE id = $1`,
      [made.policyVersionId],
    );
    expect(await answer('back', '2026-11-22')).toBe('POLICY_NOT_GENUINE');
  });

  const FOREIGN = openVault('a'.repeat(64));

  it('whoever has the login of the API takes every step by hand, and still decides nothing', async () => {
    const document = ownDocument({ policyId: 'by-login' });
    await byLogin(platform, bankId, async (tx) => {
      await tx.policyVersion.create({
        data: {
          ...{ id: 'pol_forged', participantId: bankId, policyId: 'by-login', version: '2026-1' },
          ...{ document: document as object, documentHash: documentHash(document) },
          ...{ status: 'DRAFT', revision: 0 },
          ...{ validFrom: new Date('2026-01-01'), draftedBy: 'a', draftedAt: new Date(), seal: 'x' },
        },
      });
      const where = { id: 'pol_forged' };
      const proposed = { ...raised, status: 'PROPOSED', proposedBy: 'b', proposedAt: new Date() };
      const row = await tx.policyVersion.update({ where, data: proposed });
      const activation = { status: 'ACTIVE', activatedBy: 'c', activatedAt: new Date(), revision: 2 };
      const seal = versionSeal(FOREIGN, { ...row, ...activation });
      await tx.policyVersion.update({ where, data: { ...activation, seal } });
    });
    expect(await answer('by-login', '2026-11-22')).toBe('POLICY_NOT_GENUINE');
  });

  it('one officer with that login makes no second person of a colleague who proposed nothing', async () => {
    const drafted = await people.program.call('policies.draft', {
      document: ownDocument({ policyId: 'by-one' }),
    });
    await byLogin(platform, bankId, async (tx) => {
      const where = { id: drafted.policyVersionId! };
      const proposed = {
        ...{ status: 'PROPOSED', proposedBy: people.names[1]!, proposedAt: new Date(), revision: 1 },
      };
      const row = await tx.policyVersion.findUniqueOrThrow({ where });
      await tx.policyVersion.update({
        where,
        data: { ...proposed, seal: versionSeal(FOREIGN, { ...row, ...proposed }) },
      });
    });
    expect(await codeOf(people.ye.call('policies.activate', nameOf(drafted)))).toBe('POLICY_NOT_GENUINE');
  });

  it('nor does she stop being the author of what she wrote', async () => {
    const drafted = await draft(people.ye, { policyId: 'by-author' });
    await byLogin(platform, bankId, (tx) =>
      tx.policyVersion.update({
        where: { id: drafted.policyVersionId! },
        data: { ...raised, draftedBy: 'nobody' },
      }),
    );
    expect(await codeOf(people.luo.call('policies.propose', nameOf(drafted)))).toBe('POLICY_NOT_GENUINE');
  });

  it('a genuine document that this installation no longer accepts', async () => {
    const { policyVersionId } = await cold('outgrown');
    const document = {
      ...ownDocument({ policyId: 'outgrown' }),
      features: [{ name: 'noSuchIndicator', missing: 'REFER' }],
    };
    const admin = openDatabase(platform.workerUrl, { poolSize: 1 });
    const row = await admin
      .transaction({}, (tx) => tx.policyVersion.findUniqueOrThrow({ where: { id: policyVersionId! } }))
      .finally(() => admin.close());
    const facts: SealedFacts = { ...row, documentHash: documentHash(document) };
    await byHand('UPDATE policy_version SET document = $2, document_hash = $3, seal = $4 WHERE id = $1', [
      ...[policyVersionId, JSON.stringify(document), facts.documentHash, versionSeal(vault, facts)],
    ]);
    expect(await answer('outgrown', '2026-11-22')).toBe('POLICY_INVALID');
  });
});
