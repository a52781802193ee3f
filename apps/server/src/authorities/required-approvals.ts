import { PlatformError } from '@xinqiao/contracts';
import type { Tx } from '@xinqiao/db';
import { peopleInForce } from './set-approval-rule.ts';

export interface ApprovalNeed {
  /** How many people of the subject must agree. */
  readonly required: number;
  /** Whether fewer than that may act: nothing can be agreed to, and the rule does not lower itself. */
  readonly tooFew: boolean;
}

/** How many people of a subject must agree to a request today: one, unless it set a rule. */
export async function approvalNeed(tx: Tx, subjectId: string, now: Date): Promise<ApprovalNeed> {
  const rule = await tx.approvalRule.findFirst({ where: { subjectId, validTo: null } });
  if (rule === null || rule.required === 1) return { required: 1, tooFew: false };
  const { required } = rule;
  return { required, tooFew: (await peopleInForce(tx, subjectId, now)) < required };
}

/**
 * The same for whoever agrees.
 *
 * @throws {PlatformError} `APPROVERS_TOO_FEW` when fewer than that may act
 */
export async function requiredApprovals(tx: Tx, subjectId: string, now: Date): Promise<number> {
  const { required, tooFew } = await approvalNeed(tx, subjectId, now);
  if (tooFew) throw new PlatformError('APPROVERS_TOO_FEW');
  return required;
}
