import { sha256 } from '@noble/hashes/sha2.js';
import { assemblePackage, snapshotHashes } from '@xinqiao/catalogue';
import {
  type Decision,
  type DecisionId,
  dateOf,
  type Indicators,
  type PackageId,
  PlatformError,
} from '@xinqiao/contracts';
import { alternativesOf, decide, FeatureInvalid, featuresOf, inputsOf, itemsOf } from '@xinqiao/scoring';
import type { Platform } from '../platform.ts';
import { type DecidingPolicy, decidingPolicy } from '../policies/deciding-policy.ts';
import { openReferral } from '../referrals/open-referral.ts';
import { consentedAct, consentedRead, type SourceRead } from './consented-read.ts';
import type { Handler } from './operation-handler.ts';

/**
 * Decides a limit beside the data: indicators are computed here, only the result leaves. Of the consent no other items
 * are read than those the policy needs. A repetition returns the recorded decision, after the consent was checked
 * again; no source is asked.
 */
export const createDecision: Handler<'decisions.create'> = async (
  context,
  { consentId, policyId, range },
) => {
  const { platform, principal, earlierResult, complete } = context;
  const { state } = platform;
  const request = { consentId, items: undefined, range, use: 'DECISION' } as const;
  const earlier = earlierResult === undefined ? undefined : state.decisions.get(earlierResult as DecisionId);
  const { sign } = await platform.keys();

  if (earlier !== undefined) {
    const { result, receipt } = await consentedAct(
      context,
      { ...request, ofUse: earlier.inputs?.map(({ item }) => item), repeated: true },
      async () => ({
        kind: 'DECISION_MADE',
        detail: { decisionId: earlier.decisionId, repeated: true },
        result: earlier,
        store: () => undefined,
      }),
    );
    return { decision: result, receipt: await sign('xinqiao-receipt+jwt', receipt) };
  }

  const by = decidingPolicy(platform, principal.participantId, policyId);
  const { result, receipt } = await consentedRead(
    context,
    { ...request, ofUse: [...itemsOf(by.policy).keys()], repeated: false },
    async (read) => {
      const decision = decideOn(platform, read, by);
      const { decisionId, policyVersion, documentHash, outcome, snapshotHash } = decision;
      return {
        kind: 'DECISION_MADE',
        detail: { decisionId, policy: `${policyId}@${policyVersion}`, documentHash, outcome, snapshotHash },
        result: decision,
        store() {
          state.decisions.set(decisionId, decision);
          openReferral(platform, by.policy, decision);
          complete(decisionId);
        },
      };
    },
  );
  return { decision: result, receipt: await sign('xinqiao-receipt+jwt', receipt) };
};

/** @throws {PlatformError} `DATA_NOT_USABLE` when a value is not one its indicator can have */
function decideOn(
  { clock, newId, operatorId, keyedHash }: Platform,
  { consent, results, asOf, extractedAt }: SourceRead,
  { policy, documentHash }: DecidingPolicy,
): Decision {
  const { participantId, consentId, subjectId } = consent;
  const packageId = newId('pkg') as PackageId;
  const decisionId = newId('dec') as DecisionId;
  const { items, snapshotHash } = assemblePackage(
    {
      ...{ operatorId, packageId, asOf, extractedAt, results },
      // The same cut to the consent's range as a package gets, so that a decision never sees more than it.
      consent: { ...consent, disclosure: 'INDICATORS' },
      indicators: [...itemsOf(policy).values()].flat(),
    },
    snapshotHashes(sha256, keyedHash, decisionId),
  );
  const indicators = featuresOf(
    policy,
    Object.assign({}, ...items.map((item) => item.indicators)) as Indicators,
  );
  const decidedAt = clock.instant();
  const today = dateOf(decidedAt);
  try {
    const said = decide(policy, indicators, today);
    return {
      ...{ decisionId, operatorId, participantId, consentId, subjectId },
      ...{ asOf, decidedAt, snapshotHash, documentHash },
      ...said,
      alternatives: said.outcome === 'APPROVED' ? null : alternativesOf(policy, indicators, today),
      inputs: inputsOf(policy, items),
      indicators,
    };
  } catch (error) {
    if (error instanceof FeatureInvalid) throw new PlatformError('DATA_NOT_USABLE', { cause: error });
    throw error;
  }
}
