import { Sha256Digest } from '@xinqiao/contracts';
import canonicalize from 'canonicalize';
import { sha256Text } from '../sha256-text.ts';

/** SHA-256 of the canonical JSON (RFC 8785) of a policy document, base64url: by this one document is told from another. */
export const documentHash = (document: object): Sha256Digest =>
  Sha256Digest.parse(sha256Text(canonicalize(document) as string));
