import {
  type CalendarDate,
  daysLeft,
  type HeldLicence,
  type LicenceTerm,
  licenceLight,
  type Participant,
  type StatusChange,
} from '@xinqiao/contracts';
import type { LicenceRow, ParticipantRow, ParticipantStatusChangeRow } from '@xinqiao/db';

export const participantView = (row: ParticipantRow): Participant =>
  ({
    participantId: row.id,
    operatorId: row.operatorId,
    kind: row.kind,
    name: { zh: row.nameZh, en: row.nameEn },
    status: row.status,
    statusSince: row.statusSince.toISOString(),
    statusReason: row.statusReason,
    statusNote: row.statusNote,
    callsPerMinute: row.callsPerMinute,
    createdAt: row.createdAt.toISOString(),
  }) as Participant;

export const statusChangeView = (row: ParticipantStatusChangeRow): StatusChange =>
  ({
    revision: row.revision,
    from: row.fromStatus,
    to: row.toStatus,
    reason: row.reason,
    note: row.note,
    changedAt: row.changedAt.toISOString(),
    byTwo: row.approvedBy !== null,
    inEmergency: row.breakGlassId !== null,
  }) as StatusChange;

const dayOf = (date: Date): CalendarDate => date.toISOString().slice(0, 10) as CalendarDate;

/** What decides whether a licence is in force. */
export const licenceTerm = (row: LicenceRow): LicenceTerm => ({
  type: row.type as LicenceTerm['type'],
  validFrom: dayOf(row.validFrom),
  validTo: row.validTo === null ? null : dayOf(row.validTo),
  withdrawn: row.withdrawnAt !== null,
});

/** @param today Asia/Shanghai, by the clock of the business. */
export function licenceView(row: LicenceRow, today: CalendarDate): HeldLicence {
  const term = licenceTerm(row);
  return {
    licenceId: row.id,
    participantId: row.participantId,
    type: term.type,
    number: row.number,
    issuer: row.issuer,
    validFrom: term.validFrom,
    validTo: term.validTo,
    light: licenceLight(term, today),
    daysLeft: daysLeft(term.validTo, today),
    recordedAt: row.recordedAt.toISOString(),
    withdrawnAt: row.withdrawnAt?.toISOString() ?? null,
    withdrawnReason: row.withdrawnReason,
  } as HeldLicence;
}
