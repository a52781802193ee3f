import { PlatformError, type Proposal, type ProposalId } from '@xinqiao/contracts';
import type { ProposalRow, Tx } from '@xinqiao/db';
import { appendEntry } from '../../audit/append.ts';
import { personOf } from '../../http/principal.ts';
import type { WriteContext } from '../../http/run-operation.ts';
import { requireStillMay } from '../acting-person.ts';
import { lockAdmission } from '../lock-admission.ts';
import { inWhoseLog, isOver, proposalView } from './proposal-view.ts';

/** @throws {PlatformError} `PROPOSAL_NOT_FOUND` */
export async function findProposal(tx: Tx, proposalId: string): Promise<ProposalRow> {
  const row = await tx.proposal.findUnique({ where: { id: proposalId } });
  if (row === null) throw new PlatformError('PROPOSAL_NOT_FOUND');
  return row;
}

export interface Decision {
  readonly proposalId: string;
  readonly status: 'APPROVED' | 'REFUSED' | 'WITHDRAWN';
  readonly note: string | null;
  /** May this person decide so? Throws if not. */
  check(row: ProposalRow, person: string): void;
  /** What is done when it is approved, in the same transaction. */
  carryOut?(tx: Tx, row: ProposalRow, person: string): Promise<void>;
}

/**
 * Decides a proposal once: of two who decide at the same time, the second finds it closed.
 *
 * @throws {PlatformError} `PROPOSAL_NOT_FOUND`, `PROPOSAL_CLOSED`, `SCOPE_MISSING`; what `check` and `carryOut` throw
 */
export async function decide(context: WriteContext, decision: Decision): Promise<Proposal> {
  const { services, principal, earlierResult, complete } = context;
  const { proposalId, status, note, check, carryOut } = decision;
  const person = personOf(principal);
  return services.operatorDatabase.transaction({ participantId: principal.participantId }, async (tx) => {
    const now = services.clock.now();
    const { targetId } = await findProposal(tx, proposalId);
    if (earlierResult !== undefined) return proposalView(await findProposal(tx, proposalId), now);
    await lockAdmission(tx, targetId);
    await requireStillMay(tx, person, ['proposals:decide']);
    const row = await findProposal(tx, proposalId);
    if (isOver(row, now))
      throw new PlatformError('PROPOSAL_CLOSED', { details: { status: proposalView(row, now).status } });
    check(row, person);
    await carryOut?.(tx, row, person);
    const decided = await tx.proposal.update({
      where: { id: proposalId },
      data: { status, decidedBy: person, decidedAt: now, decisionNote: note },
    });
    await appendEntry(services, tx, {
      kind: status === 'APPROVED' ? 'PROPOSAL_APPROVED' : 'PROPOSAL_REFUSED',
      actor: person,
      ...{
        participantId: inWhoseLog(row, status, principal.participantId),
        subjectId: null,
        consentId: null,
      },
      detail: { proposalId: proposalId as ProposalId, status, proposedBy: row.proposedBy, note },
    });
    await complete(tx, proposalId);
    return proposalView(decided, now);
  });
}

/** @throws {PlatformError} `FOUR_EYES_REQUIRED` for whoever proposed it and whomever it is about */
export function requireAnother(row: ProposalRow, person: string): void {
  if (row.proposedBy === person || row.targetId === person) throw new PlatformError('FOUR_EYES_REQUIRED');
}
