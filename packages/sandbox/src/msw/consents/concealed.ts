import { sha256 } from '@noble/hashes/sha2.js';
import { commit, SALT_BYTES, toBase64Url } from '@xinqiao/audit-log';
import type { RandomBytes } from '../random-bytes.ts';

/** How the log names an owner to a bank: by a pseudonym, and a commitment that only a regulator could open. */
export function concealed(identityId: string, participantId: string, random: RandomBytes) {
  const hash = toBase64Url(sha256(new TextEncoder().encode(`${participantId}\n${identityId}`)));
  return {
    pseudonym: `owner:${hash.slice(0, 22)}`,
    person: commit(sha256, random(SALT_BYTES), { identityId }),
  };
}
