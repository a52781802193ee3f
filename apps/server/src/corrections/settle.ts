import {
  CORRECTION_REASONS,
  type CorrectionOutcome,
  type CorrectionStatus,
  PlatformError,
  type SubjectId,
} from '@xinqiao/contracts';
import { lockCorrection } from '@xinqiao/db';
import { appendEntry } from '../audit/append.ts';
import { actorOf } from '../http/principal.ts';
import type { Handler } from '../http/run-operation.ts';
import { correctionView, findCorrection } from './correction-view.ts';
import { keptNote } from './sealed-words.ts';

/** What an objection can become from where it stands; what is missing is over. */
const OUTCOMES: Readonly<Partial<Record<CorrectionStatus, readonly CorrectionOutcome[]>>> = {
  OPEN: ['UPHELD', 'CORRECTED', 'REJECTED'],
  UPHELD: ['CORRECTED'],
};

/**
 * The agency’s word on an objection. Of two at once, and of one against whoever withdraws, the second finds it settled.
 * Banks and the subject are told by the worker.
 */
export const settleCorrection: Handler<'corrections.settle'> = (context, input) => {
  const { services, principal, earlierResult, complete } = context;
  const { database, vault, clock } = services;
  const { participantId } = principal;
  const { correctionId, outcome, reason, note } = input;
  const reasonsFor: readonly CorrectionOutcome[] = CORRECTION_REASONS[reason];
  if (!reasonsFor.includes(outcome))
    throw new PlatformError('VALIDATION_FAILED', {
      errors: [
        { path: 'reason', problem: `该原因不适用于 ${outcome} / This reason does not go with ${outcome}` },
      ],
    });
  return database.transaction({ participantId }, async (tx) => {
    const held = await lockCorrection(tx, correctionId);
    const row = await findCorrection(tx, correctionId);
    // The operator sees all and holds those alone that no agency is asked about (row security).
    if (!held) throw new PlatformError('CORRECTION_WITH_AGENCY');
    if (earlierResult === undefined) {
      if (!OUTCOMES[row.status as CorrectionStatus]?.includes(outcome))
        throw new PlatformError('CORRECTION_SETTLED', { details: { status: row.status } });
      await tx.correction.update({
        where: { id: correctionId },
        data: {
          ...{ status: outcome, reason, settledAt: clock.now(), settledBy: actorOf(principal) },
          noteSealed: note === undefined ? null : await keptNote(vault, tx, row, note),
        },
      });
      await appendEntry(services, tx, {
        kind: 'CORRECTION_SETTLED',
        actor: actorOf(principal),
        participantId,
        subjectId: row.subjectId as SubjectId,
        consentId: null,
        detail: { correctionId, item: row.item, path: row.path, outcome, reason, noted: note !== undefined },
      });
      await complete(tx, correctionId);
    }
    return correctionView(vault, tx, await findCorrection(tx, correctionId), clock.instant());
  });
};
