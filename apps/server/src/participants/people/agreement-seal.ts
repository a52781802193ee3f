import { timingSafeEqual } from 'node:crypto';
import type { PersonAgreementRow, ProposalRow } from '@xinqiao/db';
import canonicalize from 'canonicalize';
import type { Vault } from '../../keys/vault.ts';

type Digest = Pick<Vault, 'digest'>;
type Proposed = Pick<ProposalRow, 'id' | 'targetId' | 'payload'>;
type Agreed = Pick<PersonAgreementRow, 'participantId' | 'agreedBy' | 'agreedAt'>;

/**
 * Keyed digest of who agreed to exactly what. Whoever can write rows of the database and no more cannot agree in
 * somebody’s name.
 */
export function agreementSeal({ digest }: Digest, proposal: Proposed, agreed: Agreed): string {
  const { id: proposalId, targetId, payload } = proposal;
  const { participantId, agreedBy, agreedAt } = agreed;
  const facts = {
    ...{ proposalId, targetId, payload, participantId, agreedBy },
    agreedAt: agreedAt.toISOString(),
  };
  return digest('person agreement', canonicalize(facts) as string);
}

/** True for an agreement that was given through the platform. */
export function isSealed(digest: Digest, proposal: Proposed, row: PersonAgreementRow): boolean {
  const expected = Buffer.from(agreementSeal(digest, proposal, row));
  const given = Buffer.from(row.seal);
  return given.length === expected.length && timingSafeEqual(given, expected);
}
