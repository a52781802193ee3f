import { ConsentArtefact, type KeyHistory } from '@xinqiao/contracts';
import { verifyStatement } from '../keys/verify-statement.ts';

const ARTEFACT = { type: 'xinqiao-consent+jwt', purpose: 'CONSENT' } as const;

export interface VerifiedArtefact {
  readonly artefact: ConsentArtefact;
  /** The signed text, byte for byte: what an SM2 signature beside it covers. */
  readonly text: string;
  /** Key that signed. */
  readonly keyId: string;
  /** When it was signed; the key was in force then. */
  readonly signedAt: Date;
}

/**
 * Verifies a consent artefact offline, however long ago it was signed. It proves what was agreed to, not that the
 * consent still lasts.
 *
 * @param jws The artefact, compact JWS.
 * @param keys The key history: as published and kept, or opened.
 * @throws {PlatformError} `SIGNATURE_INVALID`; `details.reason` is a `StatementFault`
 */
export async function verifyConsentArtefact(
  jws: string,
  keys: string | KeyHistory,
): Promise<VerifiedArtefact> {
  const { content: artefact, ...signed } = await verifyStatement(jws, keys, ARTEFACT, ConsentArtefact);
  return { artefact, ...signed };
}
