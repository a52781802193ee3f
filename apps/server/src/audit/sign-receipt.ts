import type { AuditReceipt } from '@xinqiao/contracts';
import type { PlatformSigner } from '../keys/statement.ts';

/** The promise that goes with a response: this entry will be in the log. */
export const signReceipt = (signer: PlatformSigner, receipt: AuditReceipt): Promise<string> =>
  signer.sign('xinqiao-receipt+jwt', JSON.stringify(receipt));
