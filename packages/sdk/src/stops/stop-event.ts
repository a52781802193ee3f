import {
  type CloudEventOf,
  type ConsentStop,
  type ConsentStopKind,
  isKnownEvent,
  type ReceivedEvent,
} from '@xinqiao/contracts';

/** What an acknowledgement is about. */
export type StopToAcknowledge = Pick<
  ConsentStop,
  'consentId' | 'revision' | 'participantId' | 'kind' | 'stoppedAt' | 'eventId'
>;

/**
 * The stop that an event tells of: of a consent that was in force, and is paused, revoked or expired now.
 *
 * @returns undefined for every other event, and where nobody ever agreed: then nothing is to be acknowledged
 */
export function stopOf(event: ReceivedEvent): StopToAcknowledge | undefined {
  if (!isKnownEvent(event)) return undefined;
  switch (event.type) {
    case 'cn.xinqiao.consent.paused.v1':
    case 'cn.xinqiao.consent.revoked.v1':
    case 'cn.xinqiao.consent.expired.v1':
      return event.data.subjectId === null ? undefined : fromEvent(event);
    default:
      return undefined;
  }
}

type StopEvent =
  | CloudEventOf<'cn.xinqiao.consent.paused.v1'>
  | CloudEventOf<'cn.xinqiao.consent.revoked.v1'>
  | CloudEventOf<'cn.xinqiao.consent.expired.v1'>;

const fromEvent = ({ id, recipient, time, data }: StopEvent): StopToAcknowledge => ({
  consentId: data.consentId,
  revision: data.revision,
  participantId: recipient,
  kind: data.status satisfies ConsentStopKind,
  stoppedAt: time,
  eventId: id,
});
