import {
  type CloudEvent,
  type EventData,
  type EventId,
  type EventType,
  envelopeOf,
  type OperatorId,
  type ParticipantId,
} from '@xinqiao/contracts';
import type { Clock } from './clock.ts';
import type { NewId } from './ids.ts';

interface NewEvent<Type extends EventType> {
  /** Whom it is for. */
  readonly participantId: ParticipantId;
  readonly type: Type;
  /** Id of what it is about. */
  readonly subject: string;
  readonly data: EventData<Type>;
}

interface EventQuery {
  /** `sequence` of the last event known, or any number below that of the next. */
  readonly after: bigint;
  /** Undefined for all. */
  readonly types: readonly EventType[] | undefined;
  readonly limit: number;
}

export interface EventStream {
  append<const Type extends EventType>(event: NewEvent<Type>): CloudEvent;
  /** Events of a participant after a place in the stream, in order. */
  read(participantId: ParticipantId, query: EventQuery): readonly CloudEvent[];
  get(participantId: ParticipantId, eventId: EventId): CloudEvent | undefined;
  /** Resolves with the next event of anybody, when the time is over, or when the caller leaves. */
  next(milliseconds: number, leaving: AbortSignal): Promise<void>;
}

/** The stream of events in memory. An event has its place as soon as it happened, in the envelope of the server. */
export function eventStream({
  operatorId,
  clock,
  newId,
}: {
  readonly operatorId: OperatorId;
  readonly clock: Clock;
  readonly newId: NewId;
}): EventStream {
  const events: CloudEvent[] = [];
  const waiting = new Set<() => void>();
  return {
    append({ participantId, type, subject, data }) {
      const occurrence = {
        id: newId('evt') as EventId,
        operatorId,
        type,
        time: clock.instant(),
        subject,
        data,
      };
      const position = BigInt(events.length + 1);
      const event = envelopeOf({ ...occurrence, recipient: participantId, position }) as CloudEvent;
      events.push(event);
      for (const wake of waiting) wake();
      return event;
    },

    read: (participantId, { after, types, limit }) =>
      events
        .filter(({ recipient, sequence }) => recipient === participantId && BigInt(sequence) > after)
        .filter(({ type }) => types === undefined || types.includes(type))
        .slice(0, limit),

    get: (participantId, eventId) =>
      events.find(({ id, recipient }) => id === eventId && recipient === participantId),

    next: (milliseconds, leaving) =>
      new Promise((resolve) => {
        const wake = () => {
          clearTimeout(timer);
          waiting.delete(wake);
          leaving.removeEventListener('abort', wake);
          resolve();
        };
        const timer = setTimeout(wake, milliseconds);
        waiting.add(wake);
        leaving.addEventListener('abort', wake);
        if (leaving.aborted) wake();
      }),
  };
}
