import { assemblePackage } from '@xinqiao/catalogue';
import { dutiesFor, reviewedByHuman } from '@xinqiao/consent';
import {
  type Decision,
  type DecisionId,
  type Indicators,
  type PackageId,
  PlatformError,
} from '@xinqiao/contracts';
import { decide, featuresOf, IndicatorInvalid, latestPolicy } from '@xinqiao/scoring';
import { signReceipt } from '../audit/sign-receipt.ts';
import { hashesOf } from '../data/kept-package.ts';
import { consentedRead } from '../data/read-items.ts';
import type { Handler } from '../http/run-operation.ts';
import { meter } from '../usage/meter.ts';
import { keptRecord, openRecord } from './kept-record.ts';

/**
 * Decides a limit beside the data: indicators are computed here, only the result leaves.
 * A repetition returns the recorded decision, after the consent was checked again.
 */
export const createDecision: Handler<'decisions.create'> = async (context, input) => {
  const { services, principal, earlierResult, complete } = context;
  const { operatorId, clock, newId, signer, database, vault } = services;
  const { participantId } = principal;
  const earlier =
    earlierResult === undefined
      ? undefined
      : await database.transaction({ participantId }, async (tx) =>
          openRecord(vault, tx, await tx.decision.findUniqueOrThrow({ where: { id: earlierResult } })),
        );

  const request = {
    consentId: input.consentId,
    items: undefined,
    range: input.range,
    use: 'DECISION',
    repeated: earlier !== undefined,
  } as const;
  const { result, receipt } = await consentedRead(services, principal, request, async (read) => {
    const { consent, results, asOf } = read;
    if (earlier !== undefined)
      return {
        kind: 'DECISION_MADE',
        detail: { decisionId: earlier.decisionId, repeated: true },
        result: earlier,
        store: async () => undefined,
      };
    const policy = latestPolicy(input.policyId, clock.today());
    if (policy === undefined) throw new PlatformError('POLICY_UNKNOWN');
    // The same cut to the consent’s range as a package gets, so that a decision never sees more than it.
    const scratchId = newId('pkg') as PackageId;
    const decisionId = newId('dec') as DecisionId;
    const atIndicators = { ...consent, disclosure: 'INDICATORS' } as const;
    const snapshot = assemblePackage(
      {
        operatorId,
        packageId: scratchId,
        consent: atIndicators,
        asOf,
        extractedAt: read.extractedAt,
        results,
      },
      hashesOf(services, decisionId),
    );
    const indicators = featuresOf(
      policy,
      Object.assign({}, ...snapshot.items.map((item) => item.indicators)) as Indicators,
    );
    const duties = dutiesFor(read.subjectType, clock.today());
    const result = reviewedByHuman(decideOrRefuse(policy, indicators, clock.today()), duties);
    const decidedAt = clock.instant();
    const decision: Decision = {
      decisionId,
      operatorId,
      participantId,
      consentId: consent.consentId,
      subjectId: consent.subjectId,
      asOf,
      decidedAt,
      snapshotHash: snapshot.snapshotHash,
      ...result,
      indicators,
    };
    return {
      kind: 'DECISION_MADE',
      detail: {
        decisionId: decision.decisionId,
        policy: `${decision.policyId}@${decision.policyVersion}`,
        outcome: decision.outcome,
        snapshotHash: decision.snapshotHash,
      },
      result: decision,
      store: async (tx, { entryId }) => {
        await tx.decision.create({
          data: {
            id: decision.decisionId,
            consentId: decision.consentId,
            participantId,
            subjectId: decision.subjectId,
            policyId: decision.policyId,
            policyVersion: decision.policyVersion,
            snapshotHash: decision.snapshotHash,
            outcome: decision.outcome,
            record: await keptRecord(vault, tx, read.subjectType, decision),
            outcomeEntryId: entryId,
            // When it is delivered, not when it was computed: by this it counts towards the limit of its period.
            createdAt: clock.now(),
          },
        });
        await complete(tx, decision.decisionId);
        await meter(services, tx, principal, 'DECISIONS', 1);
      },
    };
  });
  return { decision: result, receipt: await signReceipt(signer, receipt) };
};

/** Values no policy can use are the data’s fault, not the caller’s: a person has to look. */
function decideOrRefuse(...[policy, indicators, today]: Parameters<typeof decide>) {
  try {
    return decide(policy, indicators, today);
  } catch (error) {
    if (error instanceof IndicatorInvalid) throw new PlatformError('DATA_NOT_USABLE', { cause: error });
    throw error;
  }
}
