import { randomBytes } from 'node:crypto';
import { commit, type Sha256 } from '@xinqiao/audit-log';
import type { OperatorId, ParticipantId } from '@xinqiao/contracts';
import type { Vault } from '../keys/vault.ts';

/** An owner who acts. The log names her to a bank by a pseudonym, to the regulator as the person she is. */
export interface Owner {
  readonly identityId: string;
  /** The same in all entries of one bank, another at every other bank and in entries no bank reads. */
  readonly pseudonym: string;
}

/** @param reader The bank that will read the entry; the operator where no bank does. */
export const ownerOf = (vault: Vault, reader: ParticipantId | OperatorId, identityId: string): Owner => ({
  identityId,
  pseudonym: `owner:${vault.digest('owner', `${reader}\n${identityId}`).slice(0, 22)}`,
});

/** An owner as an entry shows her, and what opens it. */
export interface Concealed {
  /** Commitment to the person: in the entry's detail, so that the leaf covers it. */
  readonly person: string;
  /** Opens the commitment; kept where banks cannot read. */
  readonly salt: Uint8Array<ArrayBuffer>;
}

/** Commits to the person with a salt of its own, so that whoever opens the entry does not open her. */
export function conceal(sha256: Sha256, { identityId }: Owner): Concealed {
  const salt = new Uint8Array(randomBytes(32));
  return { person: commit(sha256, salt, { identityId }), salt };
}
