import { stopLight } from '@xinqiao/consent';
import {
  type ConsentId,
  type ConsentStop,
  type ConsentStopKind,
  type EventId,
  type Instant,
  type ParticipantId,
  PlatformError,
  type SubjectId,
} from '@xinqiao/contracts';
import type { ConsentStopRow, Tx } from '@xinqiao/db';

const instant = (date: Date): Instant => date.toISOString() as Instant;
const orNull = (date: Date | null): Instant | null => (date === null ? null : instant(date));

/** A stop as its bank sees it. The database checks ids and codes; here they get their types back. */
export function stopView(row: ConsentStopRow, now: Date): ConsentStop {
  const facts = {
    stoppedAt: instant(row.stoppedAt),
    acknowledgedAt: orNull(row.acknowledgedAt),
    deletionDueAt: orNull(row.deletionDueAt),
    attestedAt: orNull(row.attestedAt),
  };
  return {
    consentId: row.consentId as ConsentId,
    revision: row.revision,
    participantId: row.participantId as ParticipantId,
    subjectId: row.subjectId as SubjectId | null,
    kind: row.kind as ConsentStopKind,
    eventId: row.eventId as EventId,
    toldAt: orNull(row.toldAt),
    ...facts,
    light: stopLight({ ...facts, deletionAskedAt: orNull(row.deletionAskedAt) }, instant(now)),
  };
}

/**
 * A stop of one of the bank's own consents. Another bank's and a missing one look the same.
 *
 * @throws {PlatformError} `STOP_NOT_FOUND`
 */
export async function findStop(
  tx: Tx,
  participantId: ParticipantId,
  { consentId, revision }: { readonly consentId: ConsentId; readonly revision: number },
): Promise<ConsentStopRow> {
  // A column of 32 bits: a greater number is no revision.
  const stop =
    revision > 2_147_483_647
      ? null
      : await tx.consentStop.findUnique({
          where: { consentId_revision: { consentId, revision }, participantId },
        });
  if (stop === null) throw new PlatformError('STOP_NOT_FOUND');
  return stop;
}
