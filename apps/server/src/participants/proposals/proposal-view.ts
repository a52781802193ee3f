import type { Agreement, ParticipantId, Proposal, ProposalSummary, ProposedChange } from '@xinqiao/contracts';
import type { ProposalRow } from '@xinqiao/db';

/** A change as it waits in the database: with the whole key where people see its thumbprint. */
export type StoredChange =
  | Extract<
      ProposedChange,
      { kind: 'PARTICIPANT_STATUS' | 'ADMISSION_CHANGE' | 'PERSON' | 'SUBJECT_ERASURE' }
    >
  | (Omit<Extract<ProposedChange, { kind: 'STAFF' }>, 'toolKey'> & { readonly toolKey: StoredKey | null });

/** A public key that was checked. */
export interface StoredKey {
  readonly kid: string;
  readonly jwk: object;
  readonly thumbprint: string;
}

export const storedChange = (row: ProposalRow): StoredChange => row.payload as unknown as StoredChange;

function changeView(change: StoredChange): ProposedChange {
  return change.kind === 'STAFF' ? { ...change, toolKey: change.toolKey?.thumbprint ?? null } : change;
}

/** Acts against a participant: it learns of them when they are done, not while somebody thinks about them. */
function isAgainst(change: StoredChange): boolean {
  if (change.kind === 'ADMISSION_CHANGE') return change.operation === 'licences.withdraw';
  return change.kind === 'PARTICIPANT_STATUS' && (change.to === 'SUSPENDED' || change.to === 'WITHDRAWN');
}

/** Whether the participant a proposal is about sees it while it waits. */
export const isShownToItsTarget = (row: ProposalRow): boolean => !isAgainst(storedChange(row));

/** Whose log a proposal or its decision stands in: that of the participant it is about, unless it is not to know. */
export function inWhoseLog(
  row: ProposalRow,
  status: Proposal['status'],
  operator: ParticipantId,
): ParticipantId {
  const change = storedChange(row);
  if (change.kind === 'PERSON') return change.participantId;
  const ofParticipant = change.kind !== 'STAFF' && change.kind !== 'SUBJECT_ERASURE';
  const told = ofParticipant && (status === 'APPROVED' || !isAgainst(change));
  return told ? (row.targetId as ParticipantId) : operator;
}

/** Without the people of the operator. */
export const proposalSummary = (row: ProposalRow): ProposalSummary =>
  ({
    proposalId: row.id,
    targetId: row.targetId,
    change: changeView(storedChange(row)),
    reason: row.reason,
    note: row.note,
    proposedAt: row.proposedAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
  }) as ProposalSummary;

export const isOver = ({ status, expiresAt }: ProposalRow, now: Date): boolean =>
  status !== 'OPEN' || expiresAt <= now;

/**
 * @param now Time of the business: an open proposal runs out by it.
 * @param agreement What it waits for of a bank’s people; null for nothing, or where it was decided.
 */
export const proposalView = (row: ProposalRow, now: Date, agreement: Agreement | null = null): Proposal =>
  ({
    ...proposalSummary(row),
    status: row.status === 'OPEN' && isOver(row, now) ? 'EXPIRED' : row.status,
    proposedBy: row.proposedBy,
    decidedBy: row.decidedBy,
    decidedAt: row.decidedAt?.toISOString() ?? null,
    agreement,
    decisionNote: row.decisionNote,
  }) as Proposal;
