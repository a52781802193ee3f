import { timingSafeEqual } from 'node:crypto';
import { PlatformError } from '@xinqiao/contracts';
import type { PolicyVersionRow } from '@xinqiao/db';
import canonicalize from 'canonicalize';
import type { Vault } from '../keys/vault.ts';
import { documentHash } from './document-hash.ts';

type Digest = Pick<Vault, 'digest'>;

/** Where a version stands and who brought it there; its hashes stand for its document and its census. */
export type SealedFacts = Pick<
  PolicyVersionRow,
  | ('id' | 'participantId' | 'policyId' | 'version' | 'status' | 'revision')
  | ('documentHash' | 'baselineHash')
  | ('validFrom' | 'validTo' | 'draftedBy' | 'draftedAt')
  | ('proposedBy' | 'proposedAt' | 'activatedBy' | 'activatedAt' | 'retiredBy' | 'retiredAt')
>;

/** The columns of a row that its seal is made of, and the seal. */
export const SEALED_FACTS = {
  ...{ id: true, participantId: true, policyId: true, version: true, status: true, revision: true },
  ...{ documentHash: true, baselineHash: true, validFrom: true, validTo: true, seal: true },
  ...{ draftedBy: true, draftedAt: true, proposedBy: true, proposedAt: true },
  ...{ activatedBy: true, activatedAt: true, retiredBy: true, retiredAt: true },
} as const;
export type SealedRow = SealedFacts & { readonly seal: string | null };

const instant = (date: Date | null): string | null => date?.toISOString() ?? null;

/**
 * Keyed digest of the state of a version. Whoever can write rows of the database and no more cannot make one, so that no
 * step counts that was not taken through the platform: neither an activation nor the proposal of a second person. No
 * seal of an earlier state fits again, because each change raises the revision.
 */
export function versionSeal({ digest }: Digest, row: SealedFacts): string {
  const { id, participantId, policyId, version, status, revision } = row;
  const { documentHash, baselineHash, draftedBy, proposedBy, activatedBy, retiredBy } = row;
  const facts = {
    ...{ id, participantId, policyId, version, status, revision },
    ...{ documentHash, baselineHash },
    ...{ validFrom: instant(row.validFrom), validTo: instant(row.validTo) },
    ...{ draftedBy, draftedAt: instant(row.draftedAt) },
    ...{ proposedBy, proposedAt: instant(row.proposedAt) },
    ...{ activatedBy, activatedAt: instant(row.activatedAt) },
    ...{ retiredBy, retiredAt: instant(row.retiredAt) },
  };
  return digest('policy version', canonicalize(facts) as string);
}

/** True for a state that was reached through the platform. */
export function isSealed(digest: Digest, row: SealedRow): boolean {
  const expected = Buffer.from(versionSeal(digest, row));
  const given = Buffer.from(row.seal ?? '');
  return given.length === expected.length && timingSafeEqual(given, expected);
}

/** True for a version that came to where it stands through the platform, with its document and its census. */
export const isGenuine = (digest: Digest, row: PolicyVersionRow): boolean =>
  isSealed(digest, row) &&
  documentHash(row.document as object) === row.documentHash &&
  (row.baseline === null ? null : documentHash(row.baseline as object)) === row.baselineHash;

/**
 * Nobody is shown, and no step is taken on, what was written past the platform: else one would look at another document
 * than she puts in force.
 *
 * @throws {PlatformError} `POLICY_NOT_GENUINE`
 */
export function requireGenuine(digest: Digest, row: PolicyVersionRow): void {
  if (!isGenuine(digest, row)) throw new PlatformError('POLICY_NOT_GENUINE');
}
