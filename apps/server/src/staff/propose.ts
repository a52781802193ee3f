import { PlatformError } from '@xinqiao/contracts';
import { personOf } from '../http/principal.ts';
import type { Handler } from '../http/run-operation.ts';
import { lockAdmission } from '../participants/lock-admission.ts';
import { findProposal } from '../participants/proposals/decide.ts';
import { openProposal } from '../participants/proposals/open-proposal.ts';
import { proposalView } from '../participants/proposals/proposal-view.ts';
import { requireCompatible, requireNobodyElses } from './duties.ts';
import { checkToolKey, requireNewKey } from './staff-tool.ts';

/** Roles of a person, for somebody else to approve. Nobody proposes her own. */
export const proposeStaff: Handler<'staff.propose'> = async (context, input) => {
  const { services, principal, earlierResult, complete } = context;
  const { identityId, name, roles, status, note = null } = input;
  const { participantId } = principal;
  const person = personOf(principal);
  if (identityId === person) throw new PlatformError('FOUR_EYES_REQUIRED');
  requireCompatible(roles);
  const toolKey = input.toolKey === undefined ? null : await checkToolKey(input.toolKey);
  return services.operatorDatabase.transaction({ participantId }, async (tx) => {
    const now = services.clock.now();
    if (earlierResult !== undefined) return proposalView(await findProposal(tx, earlierResult), now);
    await lockAdmission(tx, identityId);
    requireNobodyElses(await tx.identity.findUnique({ where: { id: identityId } }), participantId);
    if (toolKey !== null) await requireNewKey(tx, toolKey);
    const proposal = await openProposal(services, tx, {
      ...{ targetId: identityId, reason: 'STAFF_CHANGE', note, proposedBy: person, operator: participantId },
      change: { kind: 'STAFF', name, roles, status, toolKey },
    });
    await complete(tx, proposal.id);
    return proposalView(proposal, now);
  });
};
