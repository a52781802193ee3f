import { type ParticipantId, PlatformError, PROPOSAL_DAYS, type ProposedChange } from '@xinqiao/contracts';
import type { Prisma, ProposalRow, Tx } from '@xinqiao/db';
import { appendEntry } from '../../audit/append.ts';
import type { AdmissionServices } from '../take-step.ts';
import { inWhoseLog, isOver, proposalSummary, type StoredChange } from './proposal-view.ts';

export interface NewProposal {
  /** Id of the participant or identity it is about. */
  readonly targetId: string;
  readonly change: StoredChange;
  readonly reason: string;
  readonly note: string | null;
  readonly proposedBy: string;
  /** The operator: in its log stands what the participant is not to know yet. */
  readonly operator: ParticipantId;
}

/**
 * Writes down an act that waits for a second person, in the caller’s transaction, which holds the target’s lock.
 *
 * @throws {PlatformError} `PROPOSAL_PENDING` when another of the kind about the same is open
 */
export async function openProposal(
  services: AdmissionServices,
  tx: Tx,
  { targetId, change, reason, note, proposedBy, operator }: NewProposal,
): Promise<ProposalRow> {
  const now = services.clock.now();
  const open = await tx.proposal.findFirst({ where: { kind: change.kind, targetId, status: 'OPEN' } });
  if (open !== null && !isOver(open, now)) throw new PlatformError('PROPOSAL_PENDING');
  if (open !== null)
    await tx.proposal.update({
      where: { id: open.id },
      data: { status: 'WITHDRAWN', decidedBy: 'system', decidedAt: now, decisionNote: 'EXPIRED' },
    });
  const row = await tx.proposal.create({
    data: {
      id: services.newId('prp'),
      ...{ kind: change.kind, targetId, payload: change as unknown as Prisma.InputJsonObject },
      ...{ reason, note, proposedBy, proposedAt: now, status: 'OPEN' },
      expiresAt: new Date(now.getTime() + PROPOSAL_DAYS * 86_400_000),
    },
  });
  await appendEntry(services, tx, {
    kind: 'PROPOSAL_MADE',
    actor: proposedBy,
    ...{ participantId: inWhoseLog(row, 'OPEN', operator), subjectId: null, consentId: null },
    detail: {
      ...{ proposalId: row.id, change: inShort(proposalSummary(row).change), reason, note },
      ...(change.kind === 'PERSON' ? { identityId: targetId } : {}),
    },
  });
  return row;
}

/** The hash alone commits to everything that is admitted; the identity alone names somebody. */
function inShort(change: ProposedChange): object {
  if (change.kind === 'PERSON') {
    const { name: _hers, ...rest } = change;
    return rest;
  }
  if (change.kind !== 'PARTICIPANT_STATUS') return change;
  const { admitted: _all, ...rest } = change;
  return rest;
}
