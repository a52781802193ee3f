import type { EventType, ParticipantId } from '@xinqiao/contracts';
import type { Tx } from '@xinqiao/db';

export interface Telling {
  readonly participantId: ParticipantId;
  readonly type: EventType;
  readonly orderingKey: string;
  /** Member of the event's data, and its value, that say what it is about. */
  readonly about: readonly [member: string, value: string];
  readonly since: Date;
}

/** Whether a participant was told of something since then: what nears its end is told of once per threshold. */
export async function wasTold(
  tx: Tx,
  { participantId, type, orderingKey, about: [member, value], since }: Telling,
): Promise<boolean> {
  const told = await tx.event.count({
    where: {
      ...{ participantId, type, orderingKey, occurredAt: { gte: since } },
      data: { path: [member], equals: value },
    },
  });
  return told > 0;
}
