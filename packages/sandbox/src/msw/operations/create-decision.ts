import { sha256 } from '@noble/hashes/sha2.js';
import { assemblePackage, snapshotHashes } from '@xinqiao/catalogue';
import {
  type Decision,
  type DecisionId,
  type Indicators,
  type PackageId,
  PlatformError,
} from '@xinqiao/contracts';
import { decide, featuresOf, IndicatorInvalid, latestPolicy } from '@xinqiao/scoring';
import type { Platform } from '../platform.ts';
import { consentedRead, type SourceRead } from './consented-read.ts';
import type { Handler } from './operation-handler.ts';

/**
 * Decides a limit beside the data: indicators are computed here, only the result leaves. A repetition returns the
 * recorded decision, after the consent was checked again.
 */
export const createDecision: Handler<'decisions.create'> = async (
  context,
  { consentId, policyId, range },
) => {
  const { platform, earlierResult, complete } = context;
  const { state } = platform;
  const earlier = earlierResult === undefined ? undefined : state.decisions.get(earlierResult as DecisionId);

  const request = {
    consentId,
    items: undefined,
    range,
    use: 'DECISION',
    repeated: earlier !== undefined,
  } as const;
  const { result, receipt } = await consentedRead(context, request, async (read) => {
    const decision = earlier ?? decideOn(platform, read, policyId);
    const { decisionId, policyVersion, outcome, snapshotHash } = decision;
    return {
      kind: 'DECISION_MADE',
      detail: earlier
        ? { decisionId, repeated: true }
        : { decisionId, policy: `${policyId}@${policyVersion}`, outcome, snapshotHash },
      result: decision,
      store() {
        state.decisions.set(decisionId, decision);
        complete(decisionId);
      },
    };
  });
  const { sign } = await platform.keys();
  return { decision: result, receipt: await sign('xinqiao-receipt+jwt', receipt) };
};

/** @throws {PlatformError} `POLICY_UNKNOWN`; `DATA_NOT_USABLE` when a value is not one its indicator can have */
function decideOn(
  { clock, newId, operatorId, keyedHash }: Platform,
  { consent, results, asOf, extractedAt }: SourceRead,
  policyId: string,
): Decision {
  const policy = latestPolicy(policyId, clock.today());
  if (policy === undefined) throw new PlatformError('POLICY_UNKNOWN');
  const { participantId, consentId, subjectId } = consent;
  // The same cut to the consent's range as a package gets, so that a decision never sees more than it.
  const atIndicators = { ...consent, disclosure: 'INDICATORS' } as const;
  const packageId = newId('pkg') as PackageId;
  const decisionId = newId('dec') as DecisionId;
  const { items, snapshotHash } = assemblePackage(
    { operatorId, packageId, consent: atIndicators, asOf, extractedAt, results },
    snapshotHashes(sha256, keyedHash, decisionId),
  );
  const indicators = featuresOf(
    policy,
    Object.assign({}, ...items.map((item) => item.indicators)) as Indicators,
  );
  try {
    return {
      decisionId,
      operatorId,
      participantId,
      consentId,
      subjectId,
      asOf,
      decidedAt: clock.instant(),
      snapshotHash,
      ...decide(policy, indicators, clock.today()),
      indicators,
    };
  } catch (error) {
    if (error instanceof IndicatorInvalid) throw new PlatformError('DATA_NOT_USABLE', { cause: error });
    throw error;
  }
}
