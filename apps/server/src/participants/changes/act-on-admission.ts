import type { AdmissionOperation, Outcome, ProposalId } from '@xinqiao/contracts';
import type { Tx } from '@xinqiao/db';
import { personOf } from '../../http/principal.ts';
import type { WriteContext } from '../../http/run-operation.ts';
import { requireStillMay } from '../acting-person.ts';
import { lockAdmission } from '../lock-admission.ts';
import { findProposal } from '../proposals/decide.ts';
import { openProposal } from '../proposals/open-proposal.ts';
import { storedChange } from '../proposals/proposal-view.ts';
import type { AdmissionAct } from './admission-act.ts';

export interface Done {
  /** Id of what was changed or made, or would be. */
  readonly id: string;
  readonly result: { readonly outcome: Outcome; readonly proposalId: ProposalId | null };
}

/**
 * Does an act of admission, or writes it down for a second person where it touches what is in use.
 *
 * @param view What the caller is told, read after the act.
 * @throws {PlatformError} `SCOPE_MISSING`, `PROPOSAL_PENDING`, and what the act refuses
 */
export function actOnAdmission<Input extends object, Output>(
  { services, principal, earlierResult, complete }: WriteContext,
  operation: AdmissionOperation,
  act: AdmissionAct<Input>,
  input: Input,
  view: (tx: Tx, done: Done) => Promise<Output>,
): Promise<Output> {
  const person = personOf(principal);
  const { participantId: operator } = principal;
  const done = (id: string): Done => ({ id, result: { outcome: 'DONE', proposalId: null } });
  const proposed = (id: string, proposalId: string): Done => ({
    ...{ id, result: { outcome: 'PROPOSED', proposalId: proposalId as ProposalId } },
  });
  return services.operatorDatabase.transaction({ participantId: operator }, async (tx) => {
    if (earlierResult?.startsWith('prp_')) {
      const change = storedChange(await findProposal(tx, earlierResult));
      const earlier = (change.kind === 'ADMISSION_CHANGE' ? change.input : {}) as Input;
      return view(tx, proposed(act.idOf(earlier), earlierResult));
    }
    if (earlierResult !== undefined) return view(tx, done(earlierResult));
    await lockAdmission(tx, await act.participantOf(tx, input));
    await requireStillMay(tx, person, ['participants:admit']);
    const { participant, before, needsTwo, carryOut } = await act.plan(services, tx, input);
    if (!needsTwo) {
      await carryOut({ person });
      await complete(tx, act.idOf(input));
      return view(tx, done(act.idOf(input)));
    }
    const proposal = await openProposal(services, tx, {
      targetId: participant.id,
      change: { kind: 'ADMISSION_CHANGE', operation, input: { ...input } as Record<string, unknown>, before },
      ...{ reason: 'ADMISSION_CHANGE', note: null, proposedBy: person, operator },
    });
    await complete(tx, proposal.id);
    return view(tx, proposed(act.idOf(input), proposal.id));
  });
}
