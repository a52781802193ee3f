import type { ParticipantId } from '@xinqiao/contracts';
import type { ProposalRow, Tx } from '@xinqiao/db';
import { appendEntry } from '../audit/append.ts';
import { requireProposer } from '../participants/acting-person.ts';
import type { StoredChange } from '../participants/proposals/proposal-view.ts';
import type { AdmissionServices } from '../participants/take-step.ts';
import { lockStaff, requireCompatible, requireEnough, requireNobodyElses } from './duties.ts';
import { giveTool } from './staff-tool.ts';

export interface StaffChange {
  readonly row: ProposalRow;
  readonly change: Extract<StoredChange, { kind: 'STAFF' }>;
  readonly approvedBy: string;
  readonly operator: ParticipantId;
}

/**
 * Gives a person the roles that were proposed; they count from her next call on.
 *
 * @throws {PlatformError} `DUTIES_IN_CONFLICT`, `KEY_ALREADY_USED`, `PROPOSAL_CLOSED`; `ADMISSION_INCOMPLETE` when too
 *   few would be left to decide anything
 */
export async function carryOutStaff(
  services: AdmissionServices,
  tx: Tx,
  { row, change, approvedBy, operator }: StaffChange,
): Promise<void> {
  const { targetId: identityId, proposedBy } = row;
  const { name, roles, status, toolKey } = change;
  await requireProposer(tx, proposedBy, ['staff:write']);
  requireCompatible(roles);
  requireNobodyElses(await tx.identity.findUnique({ where: { id: identityId } }), operator);
  await lockStaff(tx, operator);
  const facts = { displayName: name, roles: [...roles], status, participantId: operator };
  await tx.identity.upsert({
    where: { id: identityId },
    create: { id: identityId, ...facts },
    update: facts,
  });
  requireEnough(await lockStaff(tx, operator));
  const { environment } = services;
  if (toolKey !== null) await giveTool(services, tx, { identityId, operator, key: toolKey, environment });
  await appendEntry(services, tx, {
    kind: 'STAFF_CHANGED',
    actor: approvedBy,
    ...{ participantId: operator, subjectId: null, consentId: null },
    detail: {
      ...{ identityId, roles, status, proposalId: row.id, proposedBy, approvedBy },
      toolKey: toolKey?.thumbprint ?? null,
    },
  });
}
