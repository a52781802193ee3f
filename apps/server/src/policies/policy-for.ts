import {
  type CalendarDate,
  dateOf,
  type Instant,
  type ParticipantId,
  PlatformError,
  type PolicyVersionId,
  type Sha256Digest,
} from '@xinqiao/contracts';
import type { Tx } from '@xinqiao/db';
import { latestPolicy, type Policy } from '@xinqiao/scoring';
import type { Services } from '../services.ts';
import { dayOf } from './day-of.ts';
import { deliveredHash } from './delivered.ts';
import { keptPolicy } from './kept-policy.ts';
import { isSealed, SEALED_FACTS, type SealedRow } from './version-seal.ts';

/** The version that decides, and whose it is. */
export interface DecidingPolicy {
  readonly policy: Policy;
  readonly documentHash: Sha256Digest;
  /** Null for a version that the platform was delivered with; likewise its owner. */
  readonly policyVersionId: PolicyVersionId | null;
  readonly ownerId: ParticipantId | null;
}

const IN_FORCE = ['ACTIVE', 'RETIRED'];

/**
 * The version of a policy that decides for a participant on a day: of its own versions, where it has put any in force
 * under that id; else of the operator’s; else of those the platform was delivered with. Among them it is the one that
 * began last, of one first day the one put in force last. Where that one has ended or was retired, none decides: an
 * earlier version does not come back by itself. One that was retired before its first day never began, and ends none.
 *
 * @param tx Of the participant (or of the worker), to which row security shows its own versions and the operator’s.
 * @throws {PlatformError} `POLICY_UNKNOWN` when none decides; `POLICY_NOT_GENUINE` when a row of that policy is not
 *   what was put in force through the platform; `POLICY_INVALID` when this installation no longer accepts the document
 */
export async function policyFor(
  { vault }: Pick<Services, 'vault'>,
  tx: Tx,
  participantId: ParticipantId,
  policyId: string,
  day: CalendarDate,
): Promise<DecidingPolicy> {
  const rows = await tx.policyVersion.findMany({
    where: {
      policyId,
      status: { in: IN_FORCE },
      OR: [{ participantId }, { participant: { kind: 'OPERATOR' } }],
    },
    orderBy: [{ validFrom: 'desc' }, { activatedAt: 'desc' }, { id: 'desc' }],
    select: SEALED_FACTS,
  });
  const own = rows.filter((row) => row.participantId === participantId);
  const versions = own.length > 0 ? own : rows;
  if (versions.length === 0) return delivered(policyId, day);

  // All of them: with its first day moved on by hand, a version would leave the field to an earlier one.
  if (versions.some((row) => row.status === 'ACTIVE' && !isSealed(vault, row)))
    throw new PlatformError('POLICY_NOT_GENUINE');
  const latest = versions.find((row) => dayOf(row.validFrom) <= day && !neverBegan(vault, row));
  if (latest === undefined || latest.status !== 'ACTIVE') throw new PlatformError('POLICY_UNKNOWN');
  if (latest.validTo !== null && dayOf(latest.validTo) < day) throw new PlatformError('POLICY_UNKNOWN');
  return {
    policy: await keptPolicy(tx, latest),
    documentHash: latest.documentHash as Sha256Digest,
    policyVersionId: latest.id as PolicyVersionId,
    ownerId: latest.participantId as ParticipantId,
  };
}

/** Only where its seal says so: a date written by hand would bring an earlier version back. */
const neverBegan = (vault: Services['vault'], row: SealedRow): boolean =>
  row.retiredAt !== null &&
  dateOf(row.retiredAt.toISOString() as Instant) < dayOf(row.validFrom) &&
  isSealed(vault, row);

function delivered(policyId: string, day: CalendarDate): DecidingPolicy {
  const policy = latestPolicy(policyId, day);
  if (policy === undefined) throw new PlatformError('POLICY_UNKNOWN');
  return { policy, documentHash: deliveredHash(policy), policyVersionId: null, ownerId: null };
}
