import { PlatformError, type ProposalId, type Scope } from '@xinqiao/contracts';
import type { Tx } from '@xinqiao/db';
import { type Principal, personOf } from '../http/principal.ts';
import type { Handler, InputOf, OutputOf } from '../http/run-operation.ts';
import { requireOpenBreakGlass } from '../staff/break-glass.ts';
import { requireStillMay } from './acting-person.ts';
import { readAdmissionState } from './admission-state.ts';
import { admittedHash, readAdmitted } from './admitted.ts';
import { allowedInEmergency, needsFourEyes, type Step } from './lifecycle.ts';
import { lockAdmission } from './lock-admission.ts';
import { participantView } from './participant-view.ts';
import { openProposal } from './proposals/open-proposal.ts';
import { findAdmitted, requireComplete, requireStep, takeStep } from './take-step.ts';

/**
 * A step in the life of a participant. Into or out of ACTIVE it only proposes: somebody else approves it, except
 * that in an emergency of her own one person may suspend at once.
 */
export const changeParticipantStatus: Handler<'participants.changeStatus'> = async (context, input) => {
  const { services, principal, earlierResult, complete } = context;
  const { participantId, to, reason, breakGlassId } = input;
  const note = input.note ?? null;
  const person = personOf(principal);
  return services.operatorDatabase.transaction({ participantId: principal.participantId }, async (tx) => {
    if (earlierResult !== undefined) return resultOf(tx, participantId, earlierResult);
    await lockAdmission(tx, participantId);
    const row = await findAdmitted(tx, participantId);
    const step = requireStep(row.status, to);
    await requireStillMay(tx, person, requireRight(principal, step, input));
    const common = { participantId, to, reason, note, proposedBy: person, approvedBy: null };

    if (breakGlassId !== undefined) {
      await requireOpenBreakGlass(services, tx, breakGlassId, person);
      await takeStep(services, tx, { ...common, breakGlassId, proposalId: null });
    } else if (!needsFourEyes(step)) {
      await takeStep(services, tx, { ...common, breakGlassId: null, proposalId: null });
    } else {
      const { missing, keyThumbprints } = await readAdmissionState(services, tx, row);
      requireComplete(missing(step));
      const admitted = to === 'ACTIVE' ? await readAdmitted(tx, row) : null;
      const proposal = await openProposal(services, tx, {
        targetId: participantId,
        change: {
          kind: 'PARTICIPANT_STATUS',
          ...{ from: row.status, to, revision: row.statusRevision },
          keyThumbprints: to === 'ACTIVE' ? [...keyThumbprints] : [],
          admitted,
          admittedHash: admitted && admittedHash(services, admitted),
        },
        ...{ reason, note, proposedBy: person, operator: principal.participantId },
      });
      await complete(tx, proposal.id);
      return resultOf(tx, participantId, proposal.id);
    }
    await complete(tx, participantId);
    return resultOf(tx, participantId, participantId);
  });
};

/**
 * @returns The rights of which she needs one.
 * @throws {PlatformError} `SCOPE_MISSING`, `STATUS_STEP_ILLEGAL`, `VALIDATION_FAILED` for a reason that does not fit
 */
function requireRight(
  principal: Principal,
  step: Step,
  input: InputOf<'participants.changeStatus'>,
): readonly Scope[] {
  const emergency = input.breakGlassId !== undefined;
  if (emergency && !allowedInEmergency(step))
    throw new PlatformError('STATUS_STEP_ILLEGAL', {
      details: { status: step.from, allowed: ['SUSPENDED'] },
    });
  const by = emergency ? (['break-glass:open'] as const) : step.by;
  if (!by.some((scope) => principal.scopes.has(scope)))
    throw new PlatformError('SCOPE_MISSING', { details: { scope: by[0] ?? '' } });
  if (!step.reasons.includes(input.reason))
    throw new PlatformError('VALIDATION_FAILED', {
      errors: [
        {
          path: 'reason',
          problem: 'The reason does not fit the step.',
          asked: input.reason,
          allowed: step.reasons.join(', '),
        },
      ],
    });
  return by;
}

/** @param reference Id of the proposal that was made, or of the participant when the step was taken. */
async function resultOf(
  tx: Tx,
  participantId: string,
  reference: string,
): Promise<OutputOf<'participants.changeStatus'>> {
  const participant = participantView(await findAdmitted(tx, participantId));
  return reference === participantId
    ? { outcome: 'DONE', participant, proposalId: null }
    : { outcome: 'PROPOSED', participant, proposalId: reference as ProposalId };
}
