import {
  type CloudEvent,
  type EventData,
  type EventId,
  type EventType,
  envelopeOf,
  type Instant,
  type OperatorId,
  type ParticipantId,
} from '@xinqiao/contracts';
import type { PlacedEvent } from '@xinqiao/db';

/**
 * The event as everybody gets it, whichever way. The same row gives the same JSON text.
 *
 * @throws {z.ZodError} when a row does not keep the contract: a mistake of ours, never to be sent
 */
export const eventEnvelope = (row: PlacedEvent): CloudEvent =>
  envelopeOf({
    id: row.id as EventId,
    operatorId: row.operatorId as OperatorId,
    type: row.type as EventType,
    time: row.occurredAt.toISOString() as Instant,
    subject: row.orderingKey,
    recipient: row.participantId as ParticipantId,
    position: row.position,
    data: row.data as EventData<EventType>,
  }) as CloudEvent;
