import { type Decision, monthOf, PlatformError } from '@xinqiao/contracts';
import {
  type CellCount,
  type Census,
  cellsOf,
  OUTCOMES_COUNTED,
  POLICIES,
  type Policy,
  policyWatch,
  SCORE_COUNTED,
  watchCounts,
} from '@xinqiao/scoring';
import { ownVersion, readPolicy } from '../policies/policy-records.ts';
import type { Handler } from './operation-handler.ts';

/** What the bank's own decisions by a version come to; here all are counted at once. */
export const watchPolicy: Handler<'policies.watch'> = async (
  { platform, principal },
  { policyId, version },
) => {
  const { participantId } = principal;
  const own = ownVersion(platform, participantId, policyId, version);
  const policy = own === undefined ? POLICIES.get(`${policyId}@${version}`) : readPolicy(own.view.document);
  if (policy === undefined) throw new PlatformError('POLICY_NOT_FOUND');
  const decisions = [...platform.state.decisions.values()].filter(
    (each) =>
      each.participantId === participantId && each.policyId === policyId && each.policyVersion === version,
  );
  const baseline = (own?.baseline ?? null) as Census | null;
  const counts = decisions.flatMap((decision) => countsOf(policy, decision));
  const use = watchCounts(policy, baseline, counts, monthOf(platform.clock.instant()));
  return policyWatch({ policyId, version }, use, 0);
};

const OUTCOMES: readonly Decision['outcome'][] = ['APPROVED', 'DECLINED', 'REFERRED'];

const countsOf = (policy: Policy, { decidedAt, outcome, indicators = {} }: Decision): CellCount[] =>
  [OUTCOMES.indexOf(outcome), ...cellsOf(policy, indicators)].map((cell, index) => ({
    ...{ month: monthOf(decidedAt), cell, count: 1 },
    characteristic: index === 0 ? OUTCOMES_COUNTED : SCORE_COUNTED + index - 1,
  }));
