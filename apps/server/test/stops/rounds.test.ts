import { type ConsentId, type ConsentReceipt, PURPOSES, type StopStanding } from '@xinqiao/contracts';
import { type Database, openDatabase } from '@xinqiao/db';
import { fetchKeyHistory, receiptText, verifyConsentReceipt, type Xinqiao } from '@xinqiao/sdk';
import pino from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clockFrom } from '../../src/clock.ts';
import { remindOwners } from '../../src/consents/reminders/remind-owners.ts';
import { askDeletion } from '../../src/consents/stops/ask-deletion.ts';
import { tellAcknowledged } from '../../src/consents/stops/tell-acknowledged.ts';
import { idFactory } from '../../src/ids.ts';
import { fileKeyPort } from '../../src/keys/subject-keys/file-key-port.ts';
import { openPersonalVault } from '../../src/keys/subject-keys/personal-vault.ts';
import { type Caller, callerOf } from '../applications/support/people.ts';
import { until } from '../events/support/event-world.ts';
import { copyConsent } from '../races/support/consents.ts';
import { sha256 } from '../races/support/log-state.ts';
import { newLink, signInTo } from '../support/owner-visit.ts';
import { agreedConsent, ownerPersona, type Platform, startPlatform } from '../support/platform.ts';
import { RawBrowser } from '../support/raw-browser.ts';
import { RawClient } from '../support/raw-client.ts';
import { rows } from '../support/rows.ts';

let platform: Platform;
let bank: Xinqiao;
let worker: Database;
let caller: Caller;
let agreed: ConsentId;
let spare: ConsentId[];
let offset = 0;
beforeAll(async () => {
  platform = await startPlatform();
  bank = platform.bank();
  caller = callerOf(platform, platform.credentials('bank'));
  worker = openDatabase(platform.workerUrl, { poolSize: 4 });
  ({ consentId: agreed } = await agreedConsent(platform, { bank }));
  spare = await copyConsent(platform, agreed, 8, { history: true });
});
afterAll(async () => {
  await worker.close();
  await platform.close();
});

const DAY_MS = 86_400_000;
const soon = <Value>(read: () => Promise<Value>) => expect.poll(read, { timeout: 20_000, interval: 100 });
const clock = clockFrom(() => new Date(Date.now() + offset));
const services = () => ({
  ...{ clock, newId: idFactory(clock), operatorId: 'bozhou' as never, logOrigin: 'test', sha256 },
  vault: openPersonalVault(platform.secret, fileKeyPort(platform.kekFile), clock),
  ...{ logger: pino({ level: 'silent' }) as never },
});

/** Receipts of a consent by revision, as soon as there are so many. */
async function receiptsOf(consentId: ConsentId, count: number): Promise<string[]> {
  const read = () =>
    rows<{ receipt: string }>(
      platform,
      'SELECT receipt FROM consent_revision WHERE consent_id = $1 AND receipt IS NOT NULL ORDER BY revision',
      [consentId],
    );
  await until(async () => (await read()).length === count);
  return (await read()).map(({ receipt }) => receipt);
}

/** A consent in force that nothing happened to yet. Its artefact is that of another. */
function fresh(): ConsentId {
  const consentId = spare.pop();
  if (consentId === undefined) throw new Error('more copies are needed');
  return consentId;
}

const templatesOf = async (consentId: ConsentId) => {
  const found = await rows<{ template: string }>(
    platform,
    `SELECT template FROM notification WHERE topic LIKE $1 || '%' ORDER BY created_at, id`,
    [consentId],
  );
  return found.map(({ template }) => template);
};

describe('a receipt · ISO/IEC TS 27560', () => {
  let keys: string;
  let consentId: ConsentId;
  let receipts: ConsentReceipt[];
  let signed: string[];
  beforeAll(async () => {
    consentId = agreed;
    const owner = platform.owner();
    await owner.signIn(ownerPersona().id);
    await owner.press(consentId, 'pause');
    await owner.press(consentId, 'resume');
    await owner.press(consentId, 'stop');
    signed = await receiptsOf(consentId, 4);
    keys = (await fetchKeyHistory({ baseUrl: platform.url })).jws;
    receipts = (await Promise.all(signed.map((jws) => verifyConsentReceipt(jws, keys)))).map(
      ({ receipt }) => receipt,
    );
  });

  it('is written of every change, signed, and verifies offline', () => {
    expect(receipts.map(({ event, revision }) => [event.act, revision])).toEqual([
      ['GRANT', 1],
      ['PAUSE', 2],
      ['RESUME', 3],
      ['REVOKE', 4],
    ]);
  });

  it('says what the consent says, and names the log entry of its change', async () => {
    const consent = await bank.consents.get(consentId);
    const entries = await rows<{ id: string }>(
      platform,
      `SELECT id FROM log_entry WHERE consent_id = $1 AND kind = 'CONSENT_REVOKED'`,
      [consentId],
    );
    expect(receipts[3]).toMatchObject({
      receiptNumber: `${consentId.slice(4)}-4`,
      event: { status: 'REVOKED', by: 'OWNER', reason: 'OWNER_STOPPED', at: consent.endedAt },
      piiPrincipal: { subjectId: consent.subjectId, name: ownerPersona().enterprise.name },
      piiController: { participantId: consent.participantId },
      purpose: { code: consent.purpose, text: { zh: PURPOSES[consent.purpose].zh } },
      ...{ disclosure: consent.disclosure, range: consent.range, dataLife: consent.dataLife },
      ...{ startsAt: consent.startsAt, expiresAt: consent.expiresAt },
    });
    expect(receipts[3]?.event.entryId).toBe(entries[0]?.id);
    expect(receipts[3]?.dataItems.map(({ item }) => item)).toEqual(consent.items);
  });

  it('names the person who agreed by her pseudonym, and reads as plain text in both languages', () => {
    const [receipt] = receipts as [ConsentReceipt];
    expect(receipt.approvals[0]?.person).toMatch(/^owner:/);
    expect(receiptText(receipt, 'zh-CN')).toContain(`数据提供方：${ownerPersona().enterprise.name}`);
    expect(receiptText(receipt, 'en')).toContain('How to stop it: ');
    expect(JSON.stringify(receipts)).not.toContain(ownerPersona().id);
  });

  it('does not verify when a letter of it was changed, nor as the artefact it rests on', async () => {
    const [first = ''] = signed;
    const [header, payload = '', signature] = first.split('.');
    const other = Buffer.from(payload, 'base64url').toString().replace('"RECORDS"', '"ANSWER"');
    const forged = [header, Buffer.from(other).toString('base64url'), signature].join('.');
    await expect(verifyConsentReceipt(forged, keys)).rejects.toMatchObject({
      details: { reason: 'SIGNATURE' },
    });
    const { artefact } = await bank.consents.get(consentId);
    await expect(verifyConsentReceipt(artefact ?? '', keys)).rejects.toMatchObject({
      details: { reason: 'TYPE' },
    });
  });

  it('is not written of what was never signed, and holds up nobody behind it', async () => {
    const [copy, victim] = [fresh(), fresh()];
    await caller.call('consents.revoke', { consentId: copy });
    const { artefact } = await bank.consents.get(agreed);
    const forged = artefact?.replace(/\.[^.]+\./, `.${Buffer.from('{}').toString('base64url')}.`);
    await rows(
      platform,
      `INSERT INTO consent_revision (consent_id, revision, act, status, by, artefact, entry_id, changed_at)
       VALUES ($1, 9, 'AMEND', 'ACTIVE', 'OWNER', $2, 'ent_x', now() - interval '1 day')`,
      [victim, forged],
    );
    const { consentId: behind } = await agreedConsent(platform, { bank });
    await receiptsOf(behind, 1);
    const written = await rows(
      platform,
      `SELECT 1 FROM consent_revision WHERE receipt IS NOT NULL AND ((consent_id = $1 AND revision > 1) OR consent_id = $2 AND revision = 9)`,
      [copy, victim],
    );
    expect(written).toEqual([]);
  });

  it('the owner was told of each change', async () => {
    await soon(() => templatesOf(consentId)).toEqual([
      ...['consent-granted', 'consent-paused', 'consent-changed', 'consent-ended'],
    ]);
  });

  it('of a request nobody agreed to none is written', async () => {
    const { id, link } = await newLink(await RawClient.of(platform));
    await platform.owner().answer(`${platform.url}${link}`, ownerPersona().id, 'refuse');
    // Written in the order of the changes: one that comes later shows that its turn is over.
    const { consentId: behind } = await agreedConsent(platform, { bank });
    await receiptsOf(behind, 1);
    const history = await rows(platform, 'SELECT act, receipt FROM consent_revision WHERE consent_id = $1', [
      id,
    ]);
    expect(history).toEqual([{ act: 'REJECT', receipt: null }]);
  });
});

describe('what a bank acknowledged · issue 4 §10', () => {
  it('is told to the owner, once', async () => {
    const consentId = fresh();
    await caller.call('consents.revoke', { consentId: consentId });
    const { items } = await bank.stops.list({ consentId });
    for (const stop of items) await bank.stops.acknowledge(stop);
    await soon(() => templatesOf(consentId)).toContain('consent-stop-acknowledged');
    await tellAcknowledged(services(), worker);
    const messages = (await templatesOf(consentId)).filter((name) => name === 'consent-stop-acknowledged');
    expect(messages).toHaveLength(1);
    const told = await rows<{ owner_told_at: Date | null }>(
      platform,
      'SELECT owner_told_at FROM consent_stop WHERE consent_id = $1',
      [consentId],
    );
    expect(told).toMatchObject([{ owner_told_at: expect.any(Date) }]);
  });
});

describe('a reminder of a consent that lasts · PIPL art. 15', () => {
  it('comes when it is due, once among two workers, and is logged; the next is set', async () => {
    const consentId = fresh();
    await rows(platform, `UPDATE consent SET remind_at = now() - interval '1 minute' WHERE id = $1`, [
      consentId,
    ]);
    await Promise.all([remindOwners(services(), worker), remindOwners(services(), worker)]);
    expect((await templatesOf(consentId)).filter((name) => name === 'consent-reminder')).toHaveLength(1);
    const entries = await rows<{ detail: object }>(
      platform,
      `SELECT detail FROM log_entry WHERE consent_id = $1 AND kind = 'CONSENT_REMINDED'`,
      [consentId],
    );
    // Six months are over before the next half year is.
    expect(entries).toMatchObject([{ detail: { people: 1, next: null } }]);
  });

  it('does not come while the consent is paused or over', async () => {
    const consentId = fresh();
    const owner = platform.owner();
    await owner.signIn(ownerPersona().id);
    await owner.press(consentId, 'pause');
    await rows(platform, `UPDATE consent SET remind_at = now() WHERE id = $1`, [consentId]);
    expect(await remindOwners(services(), worker)).toBe(0);
    await caller.call('consents.revoke', { consentId: consentId });
    expect(await remindOwners(services(), worker)).toBe(0);
  });
});

describe('deletion that nears · PIPL art. 47', () => {
  it('is asked for a week ahead, by an event, once among two workers', async () => {
    const consentId = fresh();
    await caller.call('data.fetch', { consentId: consentId });
    await caller.call('consents.revoke', { consentId: consentId });
    const events = () =>
      rows<{ data: { dueAt: string } }>(
        platform,
        `SELECT data FROM event WHERE type = 'cn.xinqiao.consent.deletion-due.v1' AND data ->> 'consentId' = $1`,
        [consentId],
      );
    await askDeletion(services(), worker);
    expect(await events()).toEqual([]);
    offset = 23 * DAY_MS + 60_000;
    await Promise.all([askDeletion(services(), worker), askDeletion(services(), worker)]);
    offset = 0;
    const { items } = await bank.stops.list({ consentId, waitingFor: 'ATTESTATION' });
    expect(await events()).toEqual([{ data: { consentId, revision: 2, dueAt: items[0]?.deletionDueAt } }]);
  });
});

/** The regulator's console. */
async function regulatorsView() {
  const browser = new RawBrowser(platform.url);
  await signInTo(browser, 'regulator', 'persona-jiang-heng');
  const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  return async (): Promise<StopStanding[]> => {
    const response = await fetch(`${platform.url}/trpc/supervision.listStops?input=%7B%7D`, {
      headers: { cookie },
    });
    const { result } = (await response.json()) as { result: { data: { items: StopStanding[] } } };
    return result.data.items;
  };
}

describe('the regulator · issue 4 §10', () => {
  it('sees how each bank answers: what waits, how long, and its light', async () => {
    const standings = await regulatorsView();
    const items = await standings();
    const { participantId } = await bank.consents.get(agreed);
    const own = items.find((item) => item.participantId === participantId);
    const [counted] = await rows<{ stops: number; acknowledged: number; oldest: Date }>(
      platform,
      `SELECT count(*)::int AS stops, count(acknowledged_at)::int AS acknowledged,
         min(stopped_at) FILTER (WHERE acknowledged_at IS NULL) AS oldest FROM consent_stop`,
    );
    expect(own).toMatchObject({
      ...{ stops: counted?.stops, acknowledged: counted?.acknowledged, light: 'GREEN' },
      waiting: { yellow: 0, red: 0, oldest: counted?.oldest.toISOString() },
    });
    platform.advance(2 * 3_600_000);
    const later = await standings();
    expect(later.find((item) => item.participantId === participantId)?.light).toBe('YELLOW');
    platform.advance(23 * 3_600_000);
    const latest = await standings();
    expect(latest.find((item) => item.participantId === participantId)?.light).toBe('RED');
  });

  it('alone sees it', async () => {
    await expect(
      callerOf(platform, platform.credentials('bank')).call('supervision.listStops', {}),
    ).rejects.toMatchObject({ code: 'SCOPE_MISSING' });
  });
});
