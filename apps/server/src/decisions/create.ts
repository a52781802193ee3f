import { assemblePackage } from '@xinqiao/catalogue';
import { dutiesFor, reviewedByHuman } from '@xinqiao/consent';
import {
  type Decision,
  type DecisionId,
  dateOf,
  type Indicators,
  type PackageId,
  PlatformError,
} from '@xinqiao/contracts';
import {
  alternativesOf,
  decide,
  FeatureInvalid,
  featuresOf,
  inputsOf,
  itemsOf,
  PolicyNotInForce,
} from '@xinqiao/scoring';
import { signReceipt } from '../audit/sign-receipt.ts';
import { consentedAct, type Outcome } from '../data/consented-read.ts';
import { hashesOf } from '../data/kept-package.ts';
import { consentedRead, type SourceRead } from '../data/read-items.ts';
import type { Handler, WriteContext } from '../http/run-operation.ts';
import { sharePolicy } from '../policies/lock-policy.ts';
import { type DecidingPolicy, policyFor } from '../policies/policy-for.ts';
import { tallyDecision } from '../policies/watch/tally-decision.ts';
import { openReferral } from '../referrals/open-referral.ts';
import { meter } from '../usage/meter.ts';
import { keptRecord, openRecord } from './kept-record.ts';

/**
 * Decides a limit beside the data: indicators are computed here, only the result leaves. Of the consent no other items
 * are read than those the policy needs.
 *
 * A repetition returns the recorded decision, after the consent was checked again; no source is asked.
 */
export const createDecision: Handler<'decisions.create'> = async (context, input) => {
  const { services, principal, earlierResult } = context;
  const { database, vault, clock, signer } = services;
  const { participantId } = principal;
  const request = {
    consentId: input.consentId,
    items: undefined,
    range: input.range,
    use: 'DECISION',
  } as const;

  const made = await database.transaction({ participantId }, async (tx) =>
    earlierResult === undefined
      ? { by: await policyFor(services, tx, participantId, input.policyId, clock.today()) }
      : {
          earlier: await openRecord(
            vault,
            tx,
            await tx.decision.findUniqueOrThrow({ where: { id: earlierResult } }),
          ),
        },
  );
  const { result, receipt } =
    made.by !== undefined
      ? await consentedRead(
          services,
          principal,
          { ...request, ofUse: [...itemsOf(made.by.policy).keys()], repeated: false },
          async (read) => newDecision(context, made.by, read),
        )
      : await consentedAct(
          services,
          principal,
          { ...request, ofUse: made.earlier.inputs?.map(({ item }) => item), repeated: true },
          async () => ({
            kind: 'DECISION_MADE',
            detail: { decisionId: made.earlier.decisionId, repeated: true },
            result: made.earlier,
            store: async () => undefined,
          }),
        );
  return { decision: result, receipt: await signReceipt(signer, receipt) };
};

function newDecision(
  { services, principal, complete }: WriteContext,
  by: DecidingPolicy,
  read: SourceRead,
): Outcome<Decision> {
  const { operatorId, clock, newId, vault } = services;
  const { participantId } = principal;
  const { policy, documentHash } = by;
  const { consent, asOf } = read;
  const decisionId = newId('dec') as DecisionId;
  // The same cut to the consent’s range as a package gets, so that a decision never sees more than it.
  const snapshot = assemblePackage(
    {
      ...{ operatorId, asOf, extractedAt: read.extractedAt, results: read.results },
      packageId: newId('pkg') as PackageId,
      consent: { ...consent, disclosure: 'INDICATORS' },
      indicators: [...itemsOf(policy).values()].flat(),
    },
    hashesOf(services, decisionId),
  );
  const indicators = featuresOf(
    policy,
    Object.assign({}, ...snapshot.items.map((item) => item.indicators)) as Indicators,
  );
  const decidedAt = clock.instant();
  const today = dateOf(decidedAt);
  const { said, alternatives } = decideOrRefuse(by, indicators, today);
  const decision: Decision = {
    decisionId,
    operatorId,
    participantId,
    consentId: consent.consentId,
    subjectId: consent.subjectId,
    asOf,
    decidedAt,
    snapshotHash: snapshot.snapshotHash,
    documentHash,
    ...reviewedByHuman(said, dutiesFor(read.subjectType, today)),
    alternatives,
    inputs: inputsOf(policy, snapshot.items),
    indicators,
  };
  const { outcome, snapshotHash, policyId, policyVersion } = decision;
  return {
    kind: 'DECISION_MADE',
    detail: { decisionId, policy: `${policyId}@${policyVersion}`, documentHash, outcome, snapshotHash },
    result: decision,
    async refusal(tx) {
      // What was retired or replaced meanwhile decides nothing more; whoever retires it now waits for this decision.
      for (const owner of new Set([participantId, by.ownerId ?? participantId]))
        await sharePolicy(tx, owner, policyId);
      const now = await policyFor(services, tx, participantId, policyId, today).catch((error: unknown) => {
        if (error instanceof PlatformError) return error;
        throw error;
      });
      if (now instanceof PlatformError) return now;
      return now.documentHash === documentHash ? undefined : new PlatformError('POLICY_CHANGED_MEANWHILE');
    },
    store: async (tx, { entryId }) => {
      await tx.decision.create({
        data: {
          id: decisionId,
          consentId: decision.consentId,
          participantId,
          subjectId: decision.subjectId,
          policyId,
          policyVersion,
          snapshotHash,
          outcome,
          record: await keptRecord(vault, tx, read.subjectType, decision),
          outcomeEntryId: entryId,
          // When it is delivered, not when it was computed: by this it counts towards the limit of its period.
          createdAt: clock.now(),
        },
      });
      await openReferral(services, tx, policy, decision);
      await tallyDecision(tx, policy, decision, indicators);
      await complete(tx, decisionId);
      await meter(services, tx, principal, 'DECISIONS', 1);
    },
  };
}

/** Values no policy can use are the data’s fault, not the caller’s: a person has to look. */
function decideOrRefuse({ policy }: DecidingPolicy, indicators: Indicators, today: string) {
  try {
    const said = decide(policy, indicators, today);
    const best = said.outcome === 'APPROVED';
    return { said, alternatives: best ? null : alternativesOf(policy, indicators, today) };
  } catch (error) {
    if (error instanceof FeatureInvalid) throw new PlatformError('DATA_NOT_USABLE', { cause: error });
    // Its last day ended while the sources were read.
    if (error instanceof PolicyNotInForce) throw new PlatformError('POLICY_UNKNOWN', { cause: error });
    throw error;
  }
}
