import { PlatformError } from '@xinqiao/contracts';
import type { Tx } from '@xinqiao/db';
import { peopleInForce } from './set-approval-rule.ts';

/**
 * How many people of a subject must agree to a request today: one, unless it set a rule.
 *
 * @throws {PlatformError} `APPROVERS_TOO_FEW` when fewer than that may act: the rule does not lower itself
 */
export async function requiredApprovals(tx: Tx, subjectId: string, now: Date): Promise<number> {
  const rule = await tx.approvalRule.findFirst({ where: { subjectId, validTo: null } });
  if (rule === null || rule.required === 1) return 1;
  if ((await peopleInForce(tx, subjectId, now)) < rule.required) throw new PlatformError('APPROVERS_TOO_FEW');
  return rule.required;
}
