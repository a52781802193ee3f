import { CloudEvent, type EventData, envelopeOf, StopAcknowledgement } from '@xinqiao/contracts';
import { decodeProtectedHeader } from 'jose';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { IDS } from '../../test/builders.ts';
import { type LoopbackPlatform, loopbackPlatform } from '../../test/loopback-platform.ts';
import { stopOf } from './stop-event.ts';

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

describe('stops.acknowledge · RFC 7515', () => {
  it('signs what the event says, with the key of the application and nothing else in its header', async () => {
    platform.on(`POST ${PATH}`, { status: 200, body: stop });
    const now = () => new Date('2026-11-22T06:00:01.000Z');
    expect(await platform.client({ now }).stops.acknowledge(event())).toEqual(stop);
    const { acknowledgement } = JSON.parse(platform.calls(PATH)[0]?.body ?? '') as {
      acknowledgement: string;
    };
    const { typ, alg, kid, ...more } = decodeProtectedHeader(acknowledgement);
    expect([typ, alg, kid, more]).toEqual([
      ...['xinqiao-stop-acknowledgement+jwt', 'ES256', expect.any(String), {}],
    ]);
    const [, payload = ''] = acknowledgement.split('.');
    expect(StopAcknowledgement.parse(JSON.parse(Buffer.from(payload, 'base64url').toString()))).toEqual({
      ...{ operatorId: 'bozhou', participantId: IDS.bank, consentId: IDS.consent, revision: 2 },
      ...{ kind: 'REVOKED', stoppedAt: STOPPED, eventId: EVENT },
      acknowledgedAt: '2026-11-22T06:00:01.000Z',
    });
  });

  it('sends nothing for a consent nobody ever agreed to', async () => {
    expect(await platform.client().stops.acknowledge(event({ subjectId: null }))).toBeUndefined();
    expect(platform.calls(PATH)).toEqual([]);
  });

  it('takes a stop from the list as it takes its event', () => {
    const { toldAt, acknowledgedAt, deletionDueAt, attestedAt, light, subjectId, ...about } = stop;
    expect(stopOf(event())).toEqual(about);
  });
});

describe('stops.attestDeletion', () => {
  const deletion = { packages: 1, deletedAt: STOPPED, method: 'ERASED' } as const;

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
    expect(platform.calls(PATH)).toEqual([]);
  });
});
