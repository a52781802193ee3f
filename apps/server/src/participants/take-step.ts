import {
  type AdmissionNeed,
  type FieldProblem,
  type ParticipantId,
  type ParticipantStatus,
  PlatformError,
  type ProposalId,
  type StatusReason,
} from '@xinqiao/contracts';
import type { ParticipantRow, Tx } from '@xinqiao/db';
import { appendEntry } from '../audit/append.ts';
import { appendEvent } from '../events/append-event.ts';
import type { Services } from '../services.ts';
import { readAdmissionState } from './admission-state.ts';
import { type Step, stepOf, stepsFrom } from './lifecycle.ts';

export type AdmissionServices = Pick<
  Services,
  'clock' | 'tokenClock' | 'environment' | 'newId' | 'operatorId' | 'sha256' | 'logOrigin'
>;

export interface StepToTake {
  readonly participantId: ParticipantId;
  readonly to: ParticipantStatus;
  readonly reason: StatusReason;
  readonly note: string | null;
  readonly proposedBy: string;
  /** The second person; null where the step needs none, or in an emergency. */
  readonly approvedBy: string | null;
  readonly breakGlassId: string | null;
  /** The proposal it carries out; null for none. */
  readonly proposalId: ProposalId | null;
}

const PROBLEMS: Readonly<Record<AdmissionNeed, FieldProblem>> = {
  LICENCE_IN_FORCE: { path: 'licences', problem: 'Record the licence its kind requires, in force today.' },
  APPLICATION_WITH_KEY: {
    path: 'applications',
    problem: 'Register an active application of this environment with a key in force.',
  },
};

/** @throws {PlatformError} `PARTICIPANT_NOT_FOUND` also for the operator, whose status no operation changes */
export async function findAdmitted(tx: Tx, participantId: string): Promise<ParticipantRow> {
  const row = await tx.participant.findUnique({ where: { id: participantId } });
  if (row === null || row.kind === 'OPERATOR') throw new PlatformError('PARTICIPANT_NOT_FOUND');
  return row;
}

/** @throws {PlatformError} `STATUS_STEP_ILLEGAL`, with the steps there are */
export function requireStep(from: string, to: ParticipantStatus): Step {
  const status = from as ParticipantStatus;
  const step = stepOf(status, to);
  if (step === undefined)
    throw new PlatformError('STATUS_STEP_ILLEGAL', {
      details: { status, allowed: stepsFrom(status).map((each) => each.to) },
    });
  return step;
}

/** @throws {PlatformError} `ADMISSION_INCOMPLETE`, with all that is missing */
export function requireComplete(missing: readonly AdmissionNeed[]): void {
  if (missing.length > 0)
    throw new PlatformError('ADMISSION_INCOMPLETE', { errors: missing.map((need) => PROBLEMS[need]) });
}

/**
 * Takes a step in the life of a participant, in the caller’s transaction: row, log entry and event together.
 *
 * The caller holds the lock of the participant’s admission and has seen to it that whoever is named may do so; the
 * database once more refuses a step into or out of ACTIVE that does not name two people. Other open proposals about
 * its status are closed: they were about where it stood.
 *
 * @throws {PlatformError} `PARTICIPANT_NOT_FOUND`, `STATUS_STEP_ILLEGAL`, `ADMISSION_INCOMPLETE`
 */
export async function takeStep(
  services: AdmissionServices,
  tx: Tx,
  wanted: StepToTake,
): Promise<ParticipantRow> {
  const { participantId, to, reason, note, proposedBy, approvedBy, breakGlassId, proposalId } = wanted;
  const row = await findAdmitted(tx, participantId);
  const step = requireStep(row.status, to);
  const { missing, keyThumbprints } = await readAdmissionState(services, tx, row);
  requireComplete(missing(step));

  const now = services.clock.now();
  const revision = row.statusRevision + 1;
  await tx.participantStatusChange.create({
    data: {
      ...{ participantId, revision, fromStatus: row.status, toStatus: to, reason, note },
      ...{ proposedBy, approvedBy, breakGlassId, changedAt: now },
    },
  });
  const changed = await tx.participant.update({
    where: { id: participantId },
    data: { status: to, statusRevision: revision, statusSince: now, statusReason: reason, statusNote: note },
  });
  await tx.proposal.updateMany({
    where: {
      ...{ kind: 'PARTICIPANT_STATUS', targetId: participantId, status: 'OPEN' },
      id: { not: proposalId ?? '' },
    },
    data: { status: 'WITHDRAWN', decidedBy: 'system', decidedAt: now, decisionNote: 'OVERTAKEN' },
  });
  await appendEntry(services, tx, {
    kind: 'PARTICIPANT_STATUS_CHANGED',
    actor: approvedBy ?? proposedBy,
    ...{ participantId, subjectId: null, consentId: null },
    detail: {
      ...{ from: row.status, to, reason, note, revision },
      ...{ proposedBy, approvedBy, breakGlassId, proposalId },
      ...(to === 'ACTIVE' ? { keyThumbprints } : {}),
    },
  });
  await appendEvent(services, tx, {
    participantId,
    type: 'cn.xinqiao.participant.status-changed.v1',
    orderingKey: participantId,
    data: { participantId, from: row.status as ParticipantStatus, to, reason, note },
  });
  return changed;
}
