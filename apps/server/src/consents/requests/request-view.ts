import type { ConsentRequestState } from '@xinqiao/contracts';
import type { ConsentRequestRow, Tx } from '@xinqiao/db';
import { calendarDate, frequencyOf } from '../consent-view.ts';

/** Requests as their bank sees them. Who was asked and who agreed stays with the enterprise. */
export async function requestViews(
  tx: Tx,
  rows: readonly ConsentRequestRow[],
): Promise<ConsentRequestState[]> {
  const counted = await tx.consentApproval.groupBy({
    by: ['requestId'],
    where: { requestId: { in: rows.map(({ id }) => id) } },
    _count: { _all: true },
  });
  const given = new Map(counted.map(({ requestId, _count }) => [requestId, _count._all]));
  return rows.map((row) => requestView(row, given.get(row.id) ?? 0));
}

const requestView = (row: ConsentRequestRow, given: number): ConsentRequestState =>
  ({
    requestId: row.id,
    consentId: row.consentId,
    applicationId: row.applicationId,
    kind: row.kind,
    channel: row.channel,
    status: row.status,
    reference: row.reference,
    templateId: row.templateId,
    templateVersion: row.templateVersion,
    purpose: row.purposeCode,
    items: row.items,
    optionalItems: row.optionalItems,
    disclosure: row.disclosure,
    range: { from: calendarDate(row.rangeFrom), to: calendarDate(row.rangeTo) },
    validity: row.validity,
    dataLife: row.dataLife,
    fetchType: row.fetchType,
    consentMode: row.consentMode,
    frequency: frequencyOf(row),
    approvals: { given, required: row.required },
    requestedAt: row.requestedAt.toISOString(),
    answerBy: row.answerBy.toISOString(),
    answeredAt: row.answeredAt?.toISOString() ?? null,
  }) as ConsentRequestState;
