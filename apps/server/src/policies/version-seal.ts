import { timingSafeEqual } from 'node:crypto';
import { PlatformError } from '@xinqiao/contracts';
import type { PolicyVersionRow } from '@xinqiao/db';
import canonicalize from 'canonicalize';
import type { Vault } from '../keys/vault.ts';

type Digest = Pick<Vault, 'digest'>;

/** Where a version stands and who brought it there; its hashes stand for its document and its census. */
export type SealedFacts = Pick<
  PolicyVersionRow,
  | ('id' | 'participantId' | 'policyId' | 'version' | 'status' | 'documentHash' | 'baselineHash')
  | ('validFrom' | 'validTo' | 'draftedBy' | 'draftedAt')
  | ('proposedBy' | 'proposedAt' | 'activatedBy' | 'activatedAt')
>;

const instant = (date: Date | null): string | null => date?.toISOString() ?? null;

/**
 * Keyed digest of the state of a version. Whoever can write rows of the database and no more cannot make one, so that no
 * step counts that was not taken through the platform: neither an activation nor the proposal of a second person.
 */
export function versionSeal({ digest }: Digest, row: SealedFacts): string {
  const { id, participantId, policyId, version, status, documentHash, baselineHash } = row;
  const { draftedBy, proposedBy, activatedBy } = row;
  const facts = {
    ...{ id, participantId, policyId, version, status, documentHash, baselineHash },
    ...{ validFrom: instant(row.validFrom), validTo: instant(row.validTo) },
    ...{ draftedBy, draftedAt: instant(row.draftedAt) },
    ...{ proposedBy, proposedAt: instant(row.proposedAt) },
    ...{ activatedBy, activatedAt: instant(row.activatedAt) },
  };
  return digest('policy version', canonicalize(facts) as string);
}

/** True for a state that was reached through the platform. */
export function isSealed(digest: Digest, row: SealedFacts & { readonly seal: string | null }): boolean {
  const expected = Buffer.from(versionSeal(digest, row));
  const given = Buffer.from(row.seal ?? '');
  return given.length === expected.length && timingSafeEqual(given, expected);
}

/** @throws {PlatformError} `POLICY_NOT_GENUINE`; one that is retired has no seal and takes no step */
export function requireSealed(digest: Digest, row: PolicyVersionRow): void {
  if (row.status !== 'RETIRED' && !isSealed(digest, row)) throw new PlatformError('POLICY_NOT_GENUINE');
}
