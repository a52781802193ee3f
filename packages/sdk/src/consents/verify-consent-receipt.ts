import { CONSENT_RECEIPT_TYPE, ConsentReceipt, type KeyHistory } from '@xinqiao/contracts';
import { openKeyHistory } from '../keys/key-history.ts';
import { fault, openStatement } from '../keys/open-statement.ts';

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
  const history = typeof keys === 'string' ? await openKeyHistory(keys) : keys;
  const { content, keyId, signedAt } = await openStatement(jws, RECEIPT, history.keys);
  const parsed = ConsentReceipt.safeParse(content);
  if (!parsed.success) throw fault('CONTENT', parsed.error);
  if (parsed.data.operatorId !== history.operatorId) throw fault('OPERATOR');
  return { receipt: parsed.data, keyId, signedAt };
}
