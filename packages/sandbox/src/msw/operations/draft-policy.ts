import { PlatformError, type PolicyVersion, type PolicyVersionId } from '@xinqiao/contracts';
import { isCensusOf } from '@xinqiao/scoring';
import { documentHash, ownVersion, readPolicy, requireFreeId } from '../policies/policy-records.ts';
import type { Handler } from './operation-handler.ts';

/** A new version, or the same draft written anew. */
export const draftPolicy: Handler<'policies.draft'> = async (context, { document, baseline }) => {
  const { platform, principal, earlierResult, complete } = context;
  const { state, clock, newId, log } = platform;
  const { participantId: ownerId, applicationId } = principal;
  const policy = readPolicy(document);
  if (baseline !== undefined && !isCensusOf(policy, baseline))
    throw new PlatformError('POLICY_INVALID', {
      errors: [
        {
          path: 'baseline',
          problem:
            '不是该策略版本的统计：请用同一版本、按评级分数线重新统计。 / It is no census of this version: take one by the same version and the bounds of its rating bands.',
        },
      ],
    });
  const { policyId, version, name, validFrom, validTo } = policy;
  const earlier = ownVersion(platform, ownerId, policyId, version);
  const hash = documentHash(document);
  const baselineHash = baseline === undefined ? null : documentHash(baseline);
  if (earlier !== undefined && earlierResult !== undefined) {
    const same = earlier.view.documentHash === hash && earlier.view.baselineHash === baselineHash;
    if (!same) throw new PlatformError('POLICY_CHANGED_MEANWHILE');
    return earlier.view;
  }
  requireFreeId(platform, ownerId, policyId);
  if (earlier !== undefined && earlier.view.status !== 'DRAFT')
    throw new PlatformError('POLICY_FIXED', { details: { status: earlier.view.status } });
  const policyVersionId = earlier?.policyVersionId ?? (newId('pol') as PolicyVersionId);
  const view: PolicyVersion = {
    ...{ policyVersionId, ownerId, policyId, version, name, status: 'DRAFT', validFrom, validTo },
    ...{ documentHash: hash, baselineHash, document, baseline: baseline ?? null },
    ...{ draftedBy: applicationId, draftedAt: clock.instant(), proposedBy: null, proposedAt: null },
    ...{ activatedBy: null, activatedAt: null, retiredBy: null, retiredAt: null },
  };
  log.append({
    ...{ kind: 'POLICY_DRAFTED', actor: applicationId, participantId: ownerId },
    ...{ subjectId: null, consentId: null },
    detail: {
      ...{ policyVersionId, policy: `${policyId}@${version}`, documentHash: hash },
      ...(baselineHash === null ? {} : { baselineHash }),
    },
  });
  state.policies.set(policyVersionId, { policyVersionId, ownerId, view, baseline: baseline ?? null });
  complete(policyVersionId);
  return view;
};
