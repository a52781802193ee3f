import type { Proposal, ProposalSummary, ProposedChange } from '@xinqiao/contracts';
import type { ProposalRow } from '@xinqiao/db';

/** A change as it waits in the database: with the whole key where people see its thumbprint. */
export type StoredChange =
  | Extract<ProposedChange, { kind: 'PARTICIPANT_STATUS' }>
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

/** @param now Time of the business: an open proposal runs out by it. */
export const proposalView = (row: ProposalRow, now: Date): Proposal =>
  ({
    ...proposalSummary(row),
    status: row.status === 'OPEN' && isOver(row, now) ? 'EXPIRED' : row.status,
    proposedBy: row.proposedBy,
    decidedBy: row.decidedBy,
    decidedAt: row.decidedAt?.toISOString() ?? null,
    decisionNote: row.decisionNote,
  }) as Proposal;
