import {
  EVENT_TYPES,
  type EventData,
  type EventId,
  type EventType,
  type ParticipantId,
} from '@xinqiao/contracts';
import { appendEventRow, type Tx } from '@xinqiao/db';
import type { Services } from '../services.ts';

export interface NewEvent<Type extends EventType> {
  /** Whom it is for: only this participant sees it. */
  readonly participantId: ParticipantId;
  readonly type: Type;
  /** Id of what it is about; events of one key are delivered in the order of their transactions. */
  readonly orderingKey: string;
  readonly data: EventData<Type>;
  /** When it happened. Default: now. */
  readonly occurredAt?: Date;
}

/**
 * Tells a participant what happened, in the transaction in which it happens: both commit or neither does.
 *
 * Call it after the transaction has its locks. The worker gives the event its place in the stream and delivers it.
 *
 * @throws {z.ZodError} when the data do not keep the contract of the type: a mistake of ours, never sent
 */
export async function appendEvent<const Type extends EventType>(
  { clock, newId, operatorId }: Pick<Services, 'clock' | 'newId' | 'operatorId'>,
  tx: Tx,
  { participantId, type, orderingKey, data, occurredAt = clock.now() }: NewEvent<Type>,
): Promise<EventId> {
  const id = newId('evt');
  await appendEventRow(tx, {
    id,
    operatorId,
    participantId,
    type,
    orderingKey,
    occurredAt,
    data: EVENT_TYPES[type].data.parse(data),
  });
  return id;
}
