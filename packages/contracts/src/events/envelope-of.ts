import type { EventId, OperatorId, ParticipantId } from '../identifiers/index.ts';
import type { Instant } from '../values/index.ts';
import { CloudEvent, type CloudEventOf, dataSchemaUri } from './cloud-event.ts';
import type { EventData, EventType } from './event-type.ts';

/** Something that happened, as the platform records it. */
export interface Occurrence<Type extends EventType> {
  readonly id: EventId;
  readonly operatorId: OperatorId;
  readonly type: Type;
  readonly time: Instant;
  /** What it is about: events of one subject are delivered in order. */
  readonly subject: string;
  /** Whom it is for. */
  readonly recipient: ParticipantId;
  /** Place in the stream of the operator, from 0. */
  readonly position: bigint;
  readonly data: EventData<Type>;
}

/**
 * The event as it is delivered. The same occurrence gives the same members in the same order, so its JSON text is
 * the same at every delivery.
 *
 * @throws {z.ZodError} when a member does not keep the contract, data beyond it included: a mistake of the caller,
 * never to be sent
 */
export function envelopeOf<const Type extends EventType>(occurrence: Occurrence<Type>): CloudEventOf<Type> {
  const { id, operatorId, type, time, subject, recipient, position, data } = occurrence;
  const event: CloudEventOf<Type> = {
    specversion: '1.0',
    id,
    source: `urn:xinqiao:operator:${operatorId}`,
    type,
    time,
    subject,
    datacontenttype: 'application/json',
    dataschema: dataSchemaUri(type),
    operatorid: operatorId,
    recipient,
    sequence: sequenceOf(position),
    data,
  };
  return CloudEvent.parse(event) as CloudEventOf<Type>;
}

/** Text whose order is the order of positions (CloudEvents extension `sequence`): 20 digits hold any bigint column. */
export const sequenceOf = (position: bigint): string => position.toString().padStart(20, '0');
