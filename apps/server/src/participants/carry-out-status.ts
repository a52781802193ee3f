import {
  type FieldProblem,
  type ParticipantId,
  type ParticipantStatus,
  PlatformError,
  type ProposalId,
  type ProposedChange,
  type StatusReason,
} from '@xinqiao/contracts';
import type { ProposalRow, Tx } from '@xinqiao/db';
import { requireProposer } from './acting-person.ts';
import { readAdmissionState } from './admission-state.ts';
import { admittedProblems, readAdmitted } from './admitted.ts';
import { type AdmissionServices, findAdmitted, requireStep, takeStep } from './take-step.ts';

/**
 * Takes the step that was proposed, now that a second person agrees to it.
 *
 * Everything is checked again: where the participant stands, what it has, and that everything admitted with it is
 * what the proposer saw. Somebody could otherwise slip a key or an address in between the two.
 *
 * @throws {PlatformError} `STATUS_STEP_ILLEGAL`, `ADMISSION_INCOMPLETE`, `PROPOSAL_CLOSED`
 */
export async function carryOutStatus(
  services: AdmissionServices,
  tx: Tx,
  row: ProposalRow,
  { to, revision, keyThumbprints, admitted }: Extract<ProposedChange, { kind: 'PARTICIPANT_STATUS' }>,
  approvedBy: string,
): Promise<void> {
  const participantId = row.targetId as ParticipantId;
  const participant = await findAdmitted(tx, participantId);
  const step = requireStep(participant.status, to as ParticipantStatus);
  if (participant.statusRevision !== revision)
    throw new PlatformError('STATUS_STEP_ILLEGAL', { details: { status: participant.status } });
  await requireProposer(tx, row.proposedBy, step.by);
  if (to === 'ACTIVE') {
    const state = await readAdmissionState(services, tx, participant);
    const errors = [
      ...keyProblems(keyThumbprints, state.keyThumbprints),
      ...(admitted === null ? [] : admittedProblems(admitted, await readAdmitted(tx, participant))),
    ];
    if (errors.length > 0) throw new PlatformError('ADMISSION_INCOMPLETE', { errors });
  }
  await takeStep(services, tx, {
    ...{ participantId, to: to as ParticipantStatus, reason: row.reason as StatusReason, note: row.note },
    ...{ proposedBy: row.proposedBy, approvedBy, breakGlassId: null, proposalId: row.id as ProposalId },
  });
}

function keyProblems(proposed: readonly string[], now: readonly string[]): FieldProblem[] {
  if (proposed.join() === now.join()) return [];
  const problem = 'The keys in force are not those of the proposal. Look at them and propose again.';
  return [{ path: 'change.keyThumbprints', problem, asked: proposed.join(', '), allowed: now.join(', ') }];
}
