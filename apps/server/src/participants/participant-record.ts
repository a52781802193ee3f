import { type ParticipantRecord, type ParticipantStatus, PlatformError } from '@xinqiao/contracts';
import type { ProposalRow, Tx } from '@xinqiao/db';
import { readAdmissionState } from './admission-state.ts';
import { needsFourEyes, stepsFrom } from './lifecycle.ts';
import { licenceView, participantView, statusChangeView } from './participant-view.ts';
import { proposalSummary } from './proposals/proposal-view.ts';
import type { AdmissionServices } from './take-step.ts';

/**
 * A participant with its licences, history, open proposals and next steps. The steps of the operator itself are none
 * of an operation: it was founded.
 *
 * @param shown Which open proposals are shown.
 * @throws {PlatformError} `PARTICIPANT_NOT_FOUND`
 */
export async function participantRecord(
  services: Pick<AdmissionServices, 'clock' | 'tokenClock' | 'environment'>,
  tx: Tx,
  participantId: string,
  shown: (proposal: ProposalRow) => boolean = () => true,
): Promise<ParticipantRecord> {
  const row = await tx.participant.findUnique({ where: { id: participantId } });
  if (row === null) throw new PlatformError('PARTICIPANT_NOT_FOUND');
  const licences = await tx.licence.findMany({ where: { participantId }, orderBy: { id: 'desc' } });
  const history = await tx.participantStatusChange.findMany({
    where: { participantId },
    orderBy: { revision: 'desc' },
  });
  const now = services.clock.now();
  const proposals = await tx.proposal.findMany({
    where: { targetId: participantId, status: 'OPEN', expiresAt: { gt: now } },
    orderBy: { id: 'desc' },
  });
  const { missing } = await readAdmissionState(services, tx, row);
  const steps = row.kind === 'OPERATOR' ? [] : stepsFrom(row.status as ParticipantStatus);
  const today = services.clock.today();
  return {
    participant: participantView(row),
    licences: licences.map((licence) => licenceView(licence, today)),
    history: history.map(statusChangeView),
    proposals: proposals.filter(shown).map(proposalSummary),
    nextSteps: steps.map((step) => ({
      to: step.to,
      fourEyes: needsFourEyes(step),
      reasons: [...step.reasons],
      missing: missing(step),
    })),
  };
}
