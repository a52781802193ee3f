import {
  CloudEvent,
  DeletionAttestation,
  type EventData,
  envelopeOf,
  StopAcknowledgement,
} from '@xinqiao/contracts';
import { decodeJwt, decodeProtectedHeader } from 'jose';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { IDS } from '../../test/builders.ts';
import { type LoopbackPlatform, loopbackPlatform } from '../../test/loopback-platform.ts';

let platform: LoopbackPlatform;
beforeEach(async () => {
  platform = await loopbackPlatform();
});
afterEach(() => platform.close());

const EVENT = 'evt_019aa5b8-7c00-7c3e-9d52-6b1f0a4e8d77';
const STOPPED = '2026-11-22T06:00:00.000Z';
const PATH = `/api/v1/consents/${IDS.consent}/stops/2/acknowledge`;

const event = (fact: Partial<EventData<'cn.xinqiao.consent.revoked.v1'>> = {}) =>
  CloudEvent.parse(
    envelopeOf({
      ...{ id: EVENT as never, operatorId: 'bozhou' as never, type: 'cn.xinqiao.consent.revoked.v1' },
      ...{ time: STOPPED as never, subject: IDS.subject, recipient: IDS.bank as never, position: 1n },
      data: {
        ...{ consentId: IDS.consent, subjectId: IDS.subject, status: 'REVOKED', revision: 2 },
        ...{ reason: 'OWNER_STOPPED', by: 'OWNER' },
        ...fact,
      } as never,
    }),
  );

const stop = {
  ...{ consentId: IDS.consent, revision: 2, participantId: IDS.bank, subjectId: IDS.subject },
  ...{ kind: 'REVOKED', eventId: EVENT, stoppedAt: STOPPED, toldAt: STOPPED, acknowledgedAt: STOPPED },
  ...{ deletionDueAt: null, attestedAt: null, light: 'GREEN' },
};

/** The statement last sent there. */
const sent = (path: string, member: string): string =>
  (JSON.parse(platform.calls(path).at(-1)?.body ?? '') as Record<string, string>)[member] ?? '';

describe('stops.acknowledge · RFC 7515', () => {
  it('signs what the event says, with the key of the application and nothing else in its header', async () => {
    platform.on(`POST ${PATH}`, { status: 200, body: stop });
    const now = () => new Date('2026-11-22T06:00:01.000Z');
    expect(await platform.client({ now }).stops.acknowledge(event())).toEqual(stop);
    const { typ, alg, kid, ...more } = decodeProtectedHeader(sent(PATH, 'acknowledgement'));
    expect([typ, alg, kid, more]).toEqual([
      ...['xinqiao-stop-acknowledgement+jwt', 'ES256', expect.any(String), {}],
    ]);
    expect(StopAcknowledgement.parse(decodeJwt(sent(PATH, 'acknowledgement')))).toEqual({
      ...{ operatorId: 'bozhou', participantId: IDS.bank, consentId: IDS.consent, revision: 2 },
      ...{ kind: 'REVOKED', stoppedAt: STOPPED, eventId: EVENT },
      acknowledgedAt: '2026-11-22T06:00:01.000Z',
    });
  });

  it('sends nothing for a consent nobody ever agreed to', async () => {
    expect(await platform.client().stops.acknowledge(event({ subjectId: null }))).toBeUndefined();
    expect(platform.calls(PATH)).toEqual([]);
  });

  it('takes a stop from the list as it takes its event', async () => {
    platform.on(`POST ${PATH}`, { status: 200, body: stop });
    platform.on('GET /api/v1/consent-stops', { body: { items: [stop], nextCursor: null } });
    const { stops } = platform.client({ now: () => new Date('2026-11-22T06:00:01.000Z') });
    await stops.acknowledge(event());
    const ofEvent = decodeJwt(sent(PATH, 'acknowledgement'));
    const [listed] = (await stops.list()).items;
    await stops.acknowledge(listed as NonNullable<typeof listed>);
    expect(platform.calls(PATH)).toHaveLength(2);
    expect(decodeJwt(sent(PATH, 'acknowledgement'))).toEqual(ofEvent);
  });
});

describe('stops.attestDeletion', () => {
  const ATTEST = `/api/v1/consents/${IDS.consent}/stops/2/attest-deletion`;
  const deletion = { packages: 1, deletedAt: STOPPED, method: 'ERASED' } as const;

  it('signs what was deleted and what is kept, of that stop, with the key of the application', async () => {
    const attested = { ...stop, attestedAt: STOPPED };
    platform.on(`POST ${ATTEST}`, { status: 200, body: attested });
    const retained = [{ what: 'loan file', basis: 'LITIGATION', until: '2030-01-01' }] as const;
    const told = await platform
      .client()
      .stops.attestDeletion(stop as never, { ...deletion, retained: [...retained] });
    expect(told).toEqual(attested);
    const attestation = sent(ATTEST, 'attestation');
    expect(decodeProtectedHeader(attestation)).toEqual({
      ...{ typ: 'xinqiao-deletion-attestation+jwt', alg: 'ES256', kid: 'bank-1' },
    });
    expect(DeletionAttestation.parse(decodeJwt(attestation))).toEqual({
      ...{ operatorId: 'bozhou', participantId: IDS.bank, consentId: IDS.consent, revision: 2 },
      ...{ ...deletion, snapshotHashes: [], retained },
    });
  });

  it.each<[string, object]>([
    ['a negative number of packages', { packages: -1 }],
    ['a hash that is none', { snapshotHashes: ['x'] }],
    ['another law without its name', { retained: [{ what: 'x', basis: 'OTHER_LAW', until: '2030-01-01' }] }],
    ['a day that does not exist', { retained: [{ what: 'x', basis: 'LITIGATION', until: '2030-02-30' }] }],
  ])('refuses %s before anything is signed or sent', async (_, fact) => {
    const client = platform.client();
    await expect(client.stops.attestDeletion(stop as never, { ...deletion, ...fact })).rejects.toMatchObject({
      code: 'VALIDATION_FAILED',
    });
    expect(platform.calls(ATTEST)).toEqual([]);
  });
});
