import { POLICIES } from '@xinqiao/scoring';
import { deliveredVersion, summaryOf } from '../policies/policy-records.ts';
import type { Handler } from './operation-handler.ts';
import { cutPage } from './page.ts';

/** A bank's own versions, newest first, then those delivered; the operator of the handlers has none. */
export const listPolicies: Handler<'policies.list'> = async ({ platform, principal }, input) => {
  const own = [...platform.state.policies.values()]
    .filter(({ ownerId }) => ownerId === principal.participantId)
    .map(({ view }) => view)
    .toReversed();
  const delivered = [...POLICIES.values()].reverse().map(deliveredVersion);
  const wanted = [...own, ...delivered].filter(
    ({ status }) => input.status === undefined || status === input.status,
  );
  return cutPage(
    wanted.map(summaryOf),
    input,
    ({ policyVersionId, policyId, version }) => policyVersionId ?? `${policyId}@${version}`,
  );
};
