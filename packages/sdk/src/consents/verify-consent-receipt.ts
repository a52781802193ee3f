import { CONSENT_RECEIPT_TYPE, ConsentReceipt, type KeyHistory } from '@xinqiao/contracts';
import { verifyStatement } from '../keys/verify-statement.ts';

const RECEIPT = { type: CONSENT_RECEIPT_TYPE, purpose: 'CONSENT_RECEIPT' } as const;

export interface VerifiedConsentReceipt {
  readonly receipt: ConsentReceipt;
  /** Key that signed. */
  readonly keyId: string;
  /** When it was signed; the key was in force then. */
  readonly signedAt: Date;
}

/**
 * Verifies the receipt of a change of a consent offline, however long ago it was written.
 *
 * @param jws The receipt, compact JWS.
 * @param keys The key history: as published and kept, or opened.
 * @throws {PlatformError} `SIGNATURE_INVALID`; `details.reason` is a `StatementFault`
 */
export async function verifyConsentReceipt(
  jws: string,
  keys: string | KeyHistory,
): Promise<VerifiedConsentReceipt> {
  const { content: receipt, keyId, signedAt } = await verifyStatement(jws, keys, RECEIPT, ConsentReceipt);
  return { receipt, keyId, signedAt };
}
