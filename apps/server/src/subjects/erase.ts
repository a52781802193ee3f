import { PlatformError } from '@xinqiao/contracts';
import { hasConsents, type Tx } from '@xinqiao/db';
import { personOf } from '../http/principal.ts';
import type { Handler } from '../http/run-operation.ts';
import { lockAdmission } from '../participants/lock-admission.ts';
import { findProposal } from '../participants/proposals/decide.ts';
import { openProposal } from '../participants/proposals/open-proposal.ts';
import { proposalView } from '../participants/proposals/proposal-view.ts';

/** Proposes to erase a subject; another person approves, and then it is gone. */
export const eraseSubject: Handler<'subjects.erase'> = (context, { subjectId, reason, note = null }) => {
  const { services, principal, earlierResult, complete } = context;
  const { operatorDatabase, clock } = services;
  const { participantId } = principal;
  const person = personOf(principal);
  return operatorDatabase.transaction({ participantId }, async (tx) => {
    if (earlierResult !== undefined) return proposalView(await findProposal(tx, earlierResult), clock.now());
    await lockAdmission(tx, subjectId);
    await requireErasable(tx, subjectId);
    const proposal = await openProposal(services, tx, {
      ...{ targetId: subjectId, reason, note, proposedBy: person, operator: participantId },
      change: { kind: 'SUBJECT_ERASURE' },
    });
    await complete(tx, proposal.id);
    return proposalView(proposal, clock.now());
  });
};

/**
 * Banks that may still read must first be told to stop: then they also owe their word that they deleted.
 *
 * @throws {PlatformError} `SUBJECT_NOT_FOUND`, `SUBJECT_ERASED`, `SUBJECT_HAS_CONSENTS`
 */
export async function requireErasable(tx: Tx, subjectId: string): Promise<void> {
  const subject = await tx.subject.findUnique({ where: { id: subjectId } });
  if (subject === null) throw new PlatformError('SUBJECT_NOT_FOUND');
  if (subject.erasedAt !== null) throw new PlatformError('SUBJECT_ERASED');
  if (await hasConsents(tx, subjectId)) throw new PlatformError('SUBJECT_HAS_CONSENTS');
}
