import { PlatformError } from '@xinqiao/contracts';
import type { PolicyVersionRow, Tx } from '@xinqiao/db';
import type { Policy } from '@xinqiao/scoring';
import { dayOf } from './day-of.ts';
import { documentHash } from './document-hash.ts';
import { readPolicy } from './read-policy.ts';

/** Most checked policies kept in memory; a document has some kilobytes. */
const MOST_KEPT = 200;
/** By the hash of the document, on which alone a checked policy rests; what was used last stands last. */
const kept = new Map<string, Policy>();

/**
 * The checked policy of a version, from its row where it is not in memory.
 *
 * @throws {PlatformError} `POLICY_NOT_GENUINE` when the document in the row is not the one of its hash, or one of
 *   another policy, version or term; `POLICY_INVALID` when this installation no longer accepts it
 */
export async function keptPolicy(
  tx: Tx,
  row: Pick<PolicyVersionRow, 'id' | 'policyId' | 'version' | 'documentHash' | 'validFrom' | 'validTo'>,
): Promise<Policy> {
  const policy = kept.get(row.documentHash) ?? (await policyIn(tx, row));
  const { policyId, version, validFrom, validTo } = policy;
  if (
    policyId !== row.policyId ||
    version !== row.version ||
    validFrom !== dayOf(row.validFrom) ||
    validTo !== (row.validTo && dayOf(row.validTo))
  )
    throw new PlatformError('POLICY_NOT_GENUINE');
  kept.delete(row.documentHash);
  kept.set(row.documentHash, policy);
  const [oldest] = kept.keys();
  if (kept.size > MOST_KEPT) kept.delete(oldest!);
  return policy;
}

/**
 * The census of a version.
 *
 * @throws {PlatformError} `POLICY_NOT_GENUINE` when it is not the one of its hash
 */
export function keptBaseline({
  baseline,
  baselineHash,
}: Pick<PolicyVersionRow, 'baseline' | 'baselineHash'>): object | null {
  const hash = baseline === null ? null : documentHash(baseline as object);
  if (hash !== baselineHash) throw new PlatformError('POLICY_NOT_GENUINE');
  return baseline as object | null;
}

async function policyIn(
  tx: Tx,
  { id, documentHash: hash }: Pick<PolicyVersionRow, 'id' | 'documentHash'>,
): Promise<Policy> {
  const { document } = await tx.policyVersion.findUniqueOrThrow({
    where: { id },
    select: { document: true },
  });
  if (documentHash(document as object) !== hash) throw new PlatformError('POLICY_NOT_GENUINE');
  return readPolicy(document);
}
