import {
  type ParticipantId,
  type ParticipantStatus,
  PlatformError,
  type ProposalId,
  type ProposedChange,
  type StatusReason,
} from '@xinqiao/contracts';
import type { ProposalRow, Tx } from '@xinqiao/db';
import { readAdmissionState } from './admission-state.ts';
import { requireProposer } from './proposals/decide.ts';
import { type AdmissionServices, findAdmitted, requireStep, takeStep } from './take-step.ts';

/**
 * Takes the step that was proposed, now that a second person agrees to it.
 *
 * Everything is checked again: where the participant stands, what it has, and that its keys are those the proposer
 * saw. Somebody could otherwise slip a key in between the two.
 *
 * @throws {PlatformError} `STATUS_STEP_ILLEGAL`, `ADMISSION_INCOMPLETE`, `PROPOSAL_CLOSED`
 */
export async function carryOutStatus(
  services: AdmissionServices,
  tx: Tx,
  row: ProposalRow,
  { to, revision, keyThumbprints }: Extract<ProposedChange, { kind: 'PARTICIPANT_STATUS' }>,
  approvedBy: string,
): Promise<void> {
  const participantId = row.targetId as ParticipantId;
  const participant = await findAdmitted(tx, participantId);
  const step = requireStep(participant.status, to as ParticipantStatus);
  if (participant.statusRevision !== revision)
    throw new PlatformError('STATUS_STEP_ILLEGAL', { details: { status: participant.status } });
  await requireProposer(tx, row.proposedBy, step.by);
  const state = await readAdmissionState(services, tx, participant);
  if (to === 'ACTIVE' && state.keyThumbprints.join() !== keyThumbprints.join())
    throw new PlatformError('ADMISSION_INCOMPLETE', {
      errors: [
        {
          path: 'change.keyThumbprints',
          problem: 'The keys in force are not those of the proposal. Look at them and propose again.',
          asked: keyThumbprints.join(', '),
          allowed: state.keyThumbprints.join(', '),
        },
      ],
    });
  await takeStep(services, tx, {
    ...{ participantId, to: to as ParticipantStatus, reason: row.reason as StatusReason, note: row.note },
    ...{ proposedBy: row.proposedBy, approvedBy, breakGlassId: null, proposalId: row.id as ProposalId },
  });
}
