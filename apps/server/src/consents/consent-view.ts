import type { Consent } from '@xinqiao/contracts';
import type { ConsentRow } from '@xinqiao/db';

const instant = (date: Date | null) => date?.toISOString() ?? null;
/** A `date` column as the calendar date it holds. */
export const calendarDate = (date: Date): string => date.toISOString().slice(0, 10);

/** A consent as its bank and its owner see it. The database checks ids and codes; here they get their types back. */
export const consentView = (row: ConsentRow): Consent =>
  ({
    consentId: row.id,
    operatorId: row.operatorId,
    participantId: row.participantId,
    applicationId: row.applicationId,
    subjectId: row.subjectId,
    templateId: row.templateId,
    templateVersion: row.templateVersion,
    purpose: row.purposeCode,
    items: row.items,
    disclosure: row.disclosure,
    range: { from: calendarDate(row.rangeFrom), to: calendarDate(row.rangeTo) },
    dataLife: row.dataLife,
    status: row.status,
    revision: row.revision,
    requestedAt: row.requestedAt.toISOString(),
    startsAt: instant(row.startsAt),
    expiresAt: instant(row.expiresAt),
    endedAt: instant(row.endedAt),
    endedReason: row.endedReason,
    endedBy: row.endedBy,
    artefact: row.artefact,
  }) as Consent;
