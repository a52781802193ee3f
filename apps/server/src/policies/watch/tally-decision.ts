import { type Decision, monthOf } from '@xinqiao/contracts';
import type { Tx } from '@xinqiao/db';
import { type Applicant, cellsOf, type Policy } from '@xinqiao/scoring';

/**
 * Leaves behind, with a decision, where the applicant fell: month, outcome and cells, and nobody’s name. The worker
 * counts it and removes it.
 *
 * @param tx In which the decision is written.
 * @param policy That decided.
 * @param applicant What it decided on.
 */
export async function tallyDecision(
  tx: Tx,
  policy: Policy,
  { participantId, outcome, decidedAt }: Decision,
  applicant: Applicant,
): Promise<void> {
  await tx.policyTally.createMany({
    data: [
      {
        participantId,
        policyId: policy.policyId,
        policyVersion: policy.version,
        month: monthOf(decidedAt),
        outcome,
        cells: [...cellsOf(policy, applicant)],
      },
    ],
  });
}
