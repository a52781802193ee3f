import { sha256 } from '@noble/hashes/sha2.js';
import { hashCanonical } from '@xinqiao/catalogue';
import {
  type ParticipantId,
  PlatformError,
  type PolicySummary,
  type PolicyVersion,
  type PolicyVersionId,
  type Sha256Digest,
} from '@xinqiao/contracts';
import { POLICIES, type Policy, PolicyInvalid, parsePolicy } from '@xinqiao/scoring';
import type { Platform } from '../platform.ts';

/** A version as its bank wrote it. */
export interface PolicyRecord {
  readonly policyVersionId: PolicyVersionId;
  readonly ownerId: ParticipantId;
  readonly view: PolicyVersion;
  readonly baseline: object | null;
}

const MOST_PROBLEMS = 100;

export const documentHash = (document: object): Sha256Digest =>
  hashCanonical(document, sha256) as Sha256Digest;

/** @throws {PlatformError} `POLICY_INVALID`, with up to a hundred problems */
export function readPolicy(document: unknown): Policy {
  try {
    return parsePolicy(document);
  } catch (error) {
    if (!(error instanceof PolicyInvalid)) throw error;
    throw new PlatformError('POLICY_INVALID', {
      details: { problems: error.problems.length },
      errors: error.problems.slice(0, MOST_PROBLEMS).map(({ path, text }) => ({
        path: path === '' ? 'document' : `document.${path}`,
        problem: `${text.zh} / ${text.en}`,
      })),
      cause: error,
    });
  }
}

const isDelivered = (policyId: string): boolean =>
  [...POLICIES.values()].some((policy) => policy.policyId === policyId);

/** Those of a bank under an id that were or are in force. */
const everInForce = ({ state }: Platform, ownerId: ParticipantId, policyId: string): PolicyRecord[] =>
  [...state.policies.values()].filter(
    ({ ownerId: owner, view }) =>
      owner === ownerId &&
      view.policyId === policyId &&
      (view.status === 'ACTIVE' || view.status === 'RETIRED'),
  );

/** @throws {PlatformError} `POLICY_ID_TAKEN` for an id that a delivered policy has */
export function requireFreeId(platform: Platform, ownerId: ParticipantId, policyId: string): void {
  if (isDelivered(policyId) && everInForce(platform, ownerId, policyId).length === 0)
    throw new PlatformError('POLICY_ID_TAKEN');
}

/** One of a bank's own, by its name. */
export const ownVersion = (
  { state }: Platform,
  ownerId: ParticipantId,
  policyId: string,
  version: string,
): PolicyRecord | undefined =>
  [...state.policies.values()].find(
    ({ ownerId: owner, view }) => owner === ownerId && view.policyId === policyId && view.version === version,
  );

/** Those that decide or decided under an id, the latest first: by first day, then by activation. */
export const inOrder = (platform: Platform, ownerId: ParticipantId, policyId: string): PolicyRecord[] =>
  everInForce(platform, ownerId, policyId).toSorted(
    (a, b) =>
      order(b.view.validFrom, a.view.validFrom) ||
      order(b.view.activatedAt ?? '', a.view.activatedAt ?? '') ||
      order(b.policyVersionId, a.policyVersionId),
  );

const order = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

export const summaryOf = ({ document: _, baseline: __, ...summary }: PolicyVersion): PolicySummary => summary;

/** A version that the platform was delivered with. */
export const deliveredVersion = (policy: Policy): PolicyVersion => ({
  ...{ policyVersionId: null, ownerId: null, policyId: policy.policyId, version: policy.version },
  ...{ name: policy.name, status: 'ACTIVE', validFrom: policy.validFrom, validTo: policy.validTo },
  ...{ documentHash: documentHash(policy), baselineHash: null },
  ...{ draftedBy: null, draftedAt: null, proposedBy: null, proposedAt: null },
  ...{ activatedBy: null, activatedAt: null, retiredBy: null, retiredAt: null },
  document: policy as unknown as PolicyVersion['document'],
  baseline: null,
});
