import type { ConsentId } from '@xinqiao/contracts';
import type { ConsentStop, Xinqiao } from '@xinqiao/sdk';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Caller, callerOf } from '../applications/support/people.ts';
import { onEvent } from '../docs/snippets/acknowledge-stops.ts';
import { attestDeletions } from '../docs/snippets/attest-deletions.ts';
import { refusalOf } from '../participants/support/admission.ts';
import { copyConsent } from '../races/support/consents.ts';
import {
  agreedConsent,
  consentRequest,
  ownerPersona,
  type Platform,
  startPlatform,
} from '../support/platform.ts';
import { rows } from '../support/rows.ts';
import { acknowledgementOf, attestationOf, signed, TYPES } from './support/signed.ts';

let platform: Platform;
let bank: Xinqiao;
let caller: Caller;
let agreed: ConsentId;
beforeAll(async () => {
  platform = await startPlatform();
  bank = platform.bank();
  caller = callerOf(platform, platform.credentials('bank'));
  ({ consentId: agreed } = await agreedConsent(platform, { bank }));
});
afterAll(() => platform.close());

const DAY_MS = 86_400_000;
const soon = <Value>(read: () => Promise<Value>) => expect.poll(read, { timeout: 20_000, interval: 100 });
const own = () => ({ credentials: platform.credentials('bank') });

/** A consent in force that nothing happened to yet. */
async function fresh(): Promise<ConsentId> {
  const [consentId = agreed] = await copyConsent(platform, agreed, 1, { history: true });
  return consentId;
}

/** A consent that the bank ended, after as many readings as asked for. */
async function stopped({ reads = 0 } = {}): Promise<ConsentStop> {
  const consentId = await fresh();
  for (let read = 0; read < reads; read++) await caller.call('data.fetch', { consentId: consentId });
  await caller.call('consents.revoke', { consentId: consentId });
  return stopOfConsent(consentId);
}

async function stopOfConsent(consentId: string): Promise<ConsentStop> {
  const { items } = await bank.stops.list({ consentId: consentId as ConsentStop['consentId'] });
  expect(items).toHaveLength(1);
  return items[0] as ConsentStop;
}

/** The event that told the bank of a stop. */
async function eventOf({ eventId }: ConsentStop) {
  for await (const event of bank.events.follow({ types: ['cn.xinqiao.consent.revoked.v1'] }))
    if (event.id === eventId) return event;
  throw new Error('the event did not come');
}

const entriesOf = ({ consentId }: ConsentStop, kind: string) =>
  rows<{ actor: string; detail: Record<string, unknown> }>(
    platform,
    'SELECT actor, detail FROM log_entry WHERE consent_id = $1 AND kind = $2',
    [consentId, kind],
  );

const acknowledge = async (stop: ConsentStop, acknowledgement: string) =>
  refusalOf(
    caller.call('consents.acknowledgeStop', {
      ...{ consentId: stop.consentId, revision: stop.revision, acknowledgement },
    }),
  );
const attest = async (stop: ConsentStop, attestation: string) =>
  refusalOf(
    caller.call('consents.attestDeletion', {
      ...{ consentId: stop.consentId, revision: stop.revision, attestation },
    }),
  );
const fault = (reason: string) => ({ code: 'STATEMENT_INVALID', details: { reason }, paths: [] });

describe('a bank acknowledges a stop · issue 4 §10', () => {
  it('by signing what the event says; it is stored, logged and seen as told', async () => {
    const stop = await stopped();
    expect(stop).toMatchObject({ kind: 'REVOKED', acknowledgedAt: null, light: 'GREEN' });
    const event = await eventOf(stop);
    expect(event.time).toBe(stop.stoppedAt);
    const answer = await bank.stops.acknowledge(event);
    expect(answer).toMatchObject({ eventId: event.id, revision: stop.revision });
    expect(answer?.acknowledgedAt).toMatch(/Z$/);
    expect(answer?.toldAt).toMatch(/Z$/);
    const [entry] = await entriesOf(stop, 'CONSENT_STOP_ACKNOWLEDGED');
    expect(entry).toMatchObject({
      actor: platform.credentials('bank').applicationId,
      detail: { revision: stop.revision, stop: 'REVOKED', keyId: platform.credentials('bank').keyId },
    });
  });

  it('and again: the first word stays, one entry', async () => {
    const stop = await stopped();
    const first = await bank.stops.acknowledge(stop);
    const again = await Promise.all([bank.stops.acknowledge(stop), bank.stops.acknowledge(stop)]);
    expect(again).toEqual([first, first]);
    expect(await entriesOf(stop, 'CONSENT_STOP_ACKNOWLEDGED')).toHaveLength(1);
  });

  it('eight times at once: one word, one entry', async () => {
    const stop = await stopped();
    const answers = await Promise.all(Array.from({ length: 8 }, () => bank.stops.acknowledge(stop)));
    expect(new Set(answers.map((answer) => answer?.acknowledgedAt)).size).toBe(1);
    expect(await entriesOf(stop, 'CONSENT_STOP_ACKNOWLEDGED')).toHaveLength(1);
  });

  it('of a pause by the owner too, and of the stop after it anew', async () => {
    const consentId = await fresh();
    const owner = platform.owner();
    await owner.signIn(ownerPersona().id);
    await owner.press(consentId, 'pause');
    const paused = await stopOfConsent(consentId);
    expect(paused).toMatchObject({ kind: 'PAUSED', deletionDueAt: null });
    await bank.stops.acknowledge(paused);
    await owner.press(consentId, 'stop');
    const { items } = await bank.stops.list({ consentId, waitingFor: 'ACKNOWLEDGEMENT' });
    expect(items).toMatchObject([{ kind: 'REVOKED', acknowledgedAt: null }]);
  });

  it.each<[string, string, (stop: ConsentStop) => Promise<string>]>([
    ['no JWS at all', 'FORM', async () => 'eyJhbGciOiJFUzI1NiJ9'],
    ['an attestation', 'TYPE', (stop) => signed(acknowledgementOf(stop), TYPES.attestation, own())],
    [
      'a key in its header',
      'TYPE',
      (stop) =>
        signed(acknowledgementOf(stop), TYPES.acknowledgement, {
          ...own(),
          header: { jku: 'https://evil.example/keys' },
        }),
    ],
    [
      'an unknown key',
      'KEY_UNKNOWN',
      (stop) =>
        signed(acknowledgementOf(stop), TYPES.acknowledgement, { ...own(), header: { kid: 'nobody' } }),
    ],
    [
      'the key of another bank under our name',
      'SIGNATURE',
      (stop) =>
        signed(acknowledgementOf(stop), TYPES.acknowledgement, {
          credentials: {
            privateKey: platform.credentials('other-bank').privateKey,
            keyId: platform.credentials('bank').keyId,
          },
        }),
    ],
    ['text that is no JSON', 'CONTENT', () => signed('{', TYPES.acknowledgement, own())],
    [
      'a member too many',
      'CONTENT',
      (stop) => signed(acknowledgementOf(stop, { note: 'x' }), TYPES.acknowledgement, own()),
    ],
    ...(
      [
        ['revision', { revision: 7 }],
        ['kind', { kind: 'EXPIRED' }],
        ['moment', { stoppedAt: '2026-01-01T00:00:00.000Z' }],
        ['event', { eventId: 'evt_019aa5b8-7c00-7c3e-9d52-6b1f0a4e8d77' }],
        ['bank', { participantId: 'ptc_019aa5b8-7c00-7c3e-9d52-6b1f0a4e8d77' }],
        ['operator', { operatorId: 'huangshan' }],
        ['consent', { consentId: 'cns_019aa5b8-7c00-7c3e-9d52-6b1f0a4e8d77' }],
      ] as const
    ).map(
      ([what, fact]) =>
        [
          `another ${what}`,
          'OTHER_STOP',
          (stop: ConsentStop) => signed(acknowledgementOf(stop, fact), TYPES.acknowledgement, own()),
        ] as [string, string, (stop: ConsentStop) => Promise<string>],
    ),
    [
      'a time ten minutes ahead',
      'TIME',
      (stop) =>
        signed(
          acknowledgementOf(stop, { acknowledgedAt: new Date(Date.now() + 600_000).toISOString() }),
          TYPES.acknowledgement,
          own(),
        ),
    ],
  ])('is refused with %s, and nothing is written', async (_, reason, make) => {
    const stop = await theStop();
    expect(await acknowledge(stop, await make(stop))).toEqual(fault(reason));
    expect(await stopOfConsent(stop.consentId)).toMatchObject({ acknowledgedAt: null });
    expect(await entriesOf(stop, 'CONSENT_STOP_ACKNOWLEDGED')).toEqual([]);
  });

  it('is refused with a key that is suspended', async () => {
    const stop = await theStop();
    const { applicationId } = platform.credentials('bank');
    await rows(
      platform,
      `INSERT INTO application_key
       SELECT (jsonb_populate_record(application_key, '{"kid": "spare", "slot": 2, "thumbprint": "spare",
         "suspended_at": "2026-01-01T00:00:00Z", "suspended_reason": "AT_OWN_REQUEST", "suspended_by": "OWNER"}')).*
       FROM application_key WHERE application_id = $1`,
      [applicationId],
    );
    const header = { kid: 'spare' };
    const spare = await signed(acknowledgementOf(stop), TYPES.acknowledgement, { ...own(), header });
    expect(await acknowledge(stop, spare)).toEqual(fault('KEY_NOT_IN_FORCE'));
  });

  it('is not there for another bank', async () => {
    const stop = await theStop();
    const other = platform.bank('other-bank');
    expect(await refusalOf(other.stops.acknowledge(stop))).toMatchObject({ code: 'STOP_NOT_FOUND' });
    expect((await other.stops.list()).items).toEqual([]);
  });

  it('is none where nobody ever agreed', async () => {
    const { consentId } = await bank.consents.request(consentRequest());
    await caller.call('consents.revoke', { consentId: consentId });
    expect((await bank.stops.list({ consentId })).items).toEqual([]);
    await soon(async () => {
      const { items } = await bank.events.list({ types: ['cn.xinqiao.consent.revoked.v1'], limit: 100 });
      const event = items.find(({ data }) => (data as { consentId: string }).consentId === consentId);
      return event && (await bank.stops.acknowledge(event)) === undefined;
    }).toBe(true);
  });

  let shared: ConsentStop | undefined;
  /** One stop for all that is refused. */
  async function theStop(): Promise<ConsentStop> {
    shared ??= await stopped();
    return shared;
  }
});

describe('deletion after a stop · PIPL art. 47', () => {
  let shared: ConsentStop | undefined;

  it('is due 30 days after the stop where something was read, and never where nothing was', async () => {
    const read = await stopped({ reads: 1 });
    expect(Date.parse(read.deletionDueAt ?? '') - Date.parse(read.stoppedAt)).toBe(30 * DAY_MS);
    expect((await stopped()).deletionDueAt).toBeNull();
  });

  it('is attested by the bank, with what a law makes it keep; saying it again changes nothing', async () => {
    const stop = await stopped({ reads: 1 });
    const words = {
      ...{ packages: 1, deletedAt: new Date().toISOString(), method: 'ERASED' as const },
      retained: [{ what: '信贷档案', basis: 'AML_LAW_34' as const, until: '2036-12-31' }],
    };
    const attested = await bank.stops.attestDeletion(stop, words);
    expect(attested.attestedAt).toMatch(/Z$/);
    expect(await bank.stops.attestDeletion(stop, words)).toEqual(attested);
    const entries = await entriesOf(stop, 'DELETION_ATTESTED');
    expect(entries).toMatchObject([
      { detail: { packages: 1, method: 'ERASED', retained: [{ basis: 'AML_LAW_34', until: '2036-12-31' }] } },
    ]);
    expect(JSON.stringify(entries)).not.toContain('信贷档案');
  });

  it('is not attested otherwise afterwards', async () => {
    const stop = await stopped({ reads: 1 });
    const words = { packages: 1, deletedAt: new Date().toISOString(), method: 'ERASED' as const };
    await bank.stops.attestDeletion(stop, words);
    expect(await refusalOf(bank.stops.attestDeletion(stop, { ...words, packages: 9 }))).toMatchObject({
      code: 'STATEMENT_INVALID',
      details: { reason: 'ALREADY_ATTESTED' },
    });
  });

  it('is refused where data were delivered after they are said to be gone', async () => {
    const stop = await stopped({ reads: 1 });
    const jws = await signed(
      attestationOf(stop, { deletedAt: '2020-01-01T00:00:00.000Z' }),
      TYPES.attestation,
      own(),
    );
    expect(await attest(stop, jws)).toEqual(fault('BEFORE_DELIVERY'));
    expect(await stopOfConsent(stop.consentId)).toMatchObject({ attestedAt: null });
  });

  it('names as many packages as were delivered, unless a law makes the bank keep some', async () => {
    const stop = await stopped({ reads: 2 });
    const attesting = async (fact: object) =>
      attest(stop, await signed(attestationOf(stop, fact), TYPES.attestation, own()));
    expect(await attesting({ packages: 1 })).toEqual(fault('PACKAGES_MISSING'));
    expect(await attesting({ packages: 0 })).toEqual(fault('PACKAGES_MISSING'));
    const retained = [{ what: '信贷档案', basis: 'AML_LAW_34', until: '2036-12-31' }];
    await attesting({ packages: 0, retained });
    expect(await stopOfConsent(stop.consentId)).toMatchObject({ attestedAt: expect.any(String) });
  });

  it.each<[string, string, object]>([
    ['tomorrow', 'TIME', { deletedAt: new Date(Date.now() + DAY_MS).toISOString() }],
    ['less than no package', 'CONTENT', { packages: -1 }],
    ['a method of its own', 'CONTENT', { method: 'FORGOTTEN' }],
    [
      'another law without its name',
      'CONTENT',
      { retained: [{ what: 'x', basis: 'OTHER_LAW', until: '2036-12-31' }] },
    ],
    ['another revision', 'OTHER_STOP', { revision: 9 }],
  ])('is refused with %s', async (_, reason, fact) => {
    shared ??= await stopped();
    const stop = shared;
    const jws = await signed(attestationOf(stop, fact), TYPES.attestation, own());
    expect(await attest(stop, jws)).toEqual(fault(reason));
    expect(await entriesOf(stop, 'DELETION_ATTESTED')).toEqual([]);
  });

  it('is refused of a consent that only rests', async () => {
    const consentId = await fresh();
    const owner = platform.owner();
    await owner.signIn(ownerPersona().id);
    await owner.press(consentId, 'pause');
    const stop = await stopOfConsent(consentId);
    const jws = await signed(attestationOf(stop), TYPES.attestation, own());
    expect(await attest(stop, jws)).toEqual(fault('NOT_ENDED'));
  });
});

describe('the guide “When a consent stops”', () => {
  it('stops reading before it acknowledges, and passes over other events', async () => {
    const stop = await stopped();
    const steps: string[] = [];
    const event = await eventOf(stop);
    const answer = await onEvent(bank, event, async (consentId) => {
      steps.push(consentId);
      expect(await stopOfConsent(stop.consentId)).toMatchObject({ acknowledgedAt: null });
    });
    expect(steps).toEqual([stop.consentId]);
    expect(answer?.acknowledgedAt).toMatch(/Z$/);
    const { items } = await bank.events.list({ types: ['cn.xinqiao.consent.granted.v1'] });
    for (const other of items)
      expect(await onEvent(bank, other, async () => expect.unreachable())).toBeUndefined();
  });

  it('deletes and attests what is due, and nothing twice', async () => {
    await stopped({ reads: 1 });
    const deleted: string[] = [];
    const run = () =>
      attestDeletions(bank, async ({ consentId }) => {
        deleted.push(consentId);
        return { packages: 1, deletedAt: new Date().toISOString(), method: 'ERASED' };
      });
    expect(await run()).toBeGreaterThan(0);
    expect(new Set(deleted).size).toBe(deleted.length);
    expect(await run()).toBe(0);
  });
});
