import { dateOf, type ParticipantId, PlatformError, type PolicyVersion } from '@xinqiao/contracts';
import { latestPolicy, type Policy } from '@xinqiao/scoring';
import type { Platform } from '../platform.ts';
import { documentHash, inOrder, readPolicy } from './policy-records.ts';

/** The version that decides. */
export interface DecidingPolicy {
  readonly policy: Policy;
  /** SHA-256 of its canonical JSON, base64url. */
  readonly documentHash: string;
}

/**
 * The version of a policy that decides today for a bank: of its own, where it has put any in force under that id, else
 * of those delivered. No earlier version takes the place of one that ended or was retired, unless that was before its
 * first day.
 *
 * @throws {PlatformError} `POLICY_UNKNOWN`
 */
export function decidingPolicy(
  platform: Platform,
  participantId: ParticipantId,
  policyId: string,
): DecidingPolicy {
  const today = platform.clock.today();
  const own = inOrder(platform, participantId, policyId).map(({ view }) => view);
  if (own.length === 0) {
    const policy = latestPolicy(policyId, today);
    if (policy === undefined) throw new PlatformError('POLICY_UNKNOWN');
    return { policy, documentHash: documentHash(policy) };
  }
  const latest = own.find((view) => view.validFrom <= today && !neverBegan(view));
  const ended = latest?.validTo != null && latest.validTo < today;
  if (latest?.status !== 'ACTIVE' || ended) throw new PlatformError('POLICY_UNKNOWN');
  return { policy: readPolicy(latest.document), documentHash: latest.documentHash };
}

const neverBegan = ({ retiredAt, validFrom }: PolicyVersion): boolean =>
  retiredAt !== null && dateOf(retiredAt) < validFrom;
