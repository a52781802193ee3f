import { deletionDue } from '@xinqiao/consent';
import type { Consent, ConsentStopKind, EventId, Instant } from '@xinqiao/contracts';
import { lastDelivery, type Tx } from '@xinqiao/db';

export interface RecordedStop {
  /** The consent as it stands now. */
  readonly consent: Consent;
  /** Event that tells the bank. */
  readonly eventId: EventId;
  readonly stoppedAt: Date;
}

/**
 * Notes that a consent stopped or rests, in the transaction that stops it and holds its row: the bank's signed word is
 * awaited from now on. No delivery can be under way any more, so it is known which was the last, and with it until when
 * the bank may keep what it read.
 */
export async function recordStop(tx: Tx, { consent, eventId, stoppedAt }: RecordedStop): Promise<void> {
  const { consentId, participantId, subjectId, revision, dataLife } = consent;
  const kind = consent.status as ConsentStopKind;
  const lastReadAt = (await lastDelivery(tx, consentId))?.toISOString() as Instant | undefined;
  const dueAt = deletionDue({
    ...{ kind, stoppedAt: stoppedAt.toISOString() as Instant },
    ...{ lastReadAt: lastReadAt ?? null, dataLife },
  });
  await tx.consentStop.create({
    data: {
      ...{ consentId, revision, participantId, subjectId, kind, eventId, stoppedAt },
      deletionDueAt: dueAt === null ? null : new Date(dueAt),
    },
  });
}
