import type { Consent, Frequency } from '@xinqiao/contracts';
import type { ConsentRow } from '@xinqiao/db';

const instant = (date: Date | null) => date?.toISOString() ?? null;
/** A `date` column as the calendar date it holds. */
export const calendarDate = (date: Date): string => date.toISOString().slice(0, 10);

/** The two columns of a frequency, of a consent and of a request, as one. */
export const frequencyOf = ({
  frequencyUnit,
  frequencyValue,
}: {
  readonly frequencyUnit: string | null;
  readonly frequencyValue: number | null;
}): Frequency | null =>
  frequencyUnit === null ? null : { unit: frequencyUnit as Frequency['unit'], value: frequencyValue ?? 0 };

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
    fetchType: row.fetchType,
    consentMode: row.consentMode,
    frequency: frequencyOf(row),
    status: row.status,
    pausedReason: row.pausedReason,
    revision: row.revision,
    requestedAt: row.requestedAt.toISOString(),
    startsAt: instant(row.startsAt),
    expiresAt: instant(row.expiresAt),
    endedAt: instant(row.endedAt),
    endedReason: row.endedReason,
    endedBy: row.endedBy,
    artefact: row.artefact,
    artefactSm2: row.artefactSm2,
  }) as Consent;
