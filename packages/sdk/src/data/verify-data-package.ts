import { AnyDataPackage, type KeyHistory } from '@xinqiao/contracts';
import { fault } from '../keys/open-statement.ts';
import { verifyStatement } from '../keys/verify-statement.ts';
import { unfitHashes } from './package-hashes.ts';

const PACKAGE = { type: 'xinqiao-package+jwt', purpose: 'PACKAGE' } as const;

export interface VerifiedDataPackage {
  /** Of whichever version; `version` tells. */
  readonly data: AnyDataPackage;
  /** The signed text, byte for byte. */
  readonly text: string;
  /** Key that signed. */
  readonly keyId: string;
  /** When it was signed; the key was in force then. */
  readonly signedAt: Date;
}

/**
 * Verifies a data package offline, however long ago it was signed: signature, that the key was for packages and in
 * force, and that the hashes are those of the records and pages listed. It proves what was delivered, not that it is
 * still so; `data.check` asks.
 *
 * @param jws The package, compact JWS: of an encrypted one what `data.fetch` returned as `jws`.
 * @param keys The key history: as published and kept, or opened.
 * @throws {PlatformError} `SIGNATURE_INVALID`; `details.reason` is a `StatementFault`
 */
export async function verifyDataPackage(
  jws: string,
  keys: string | KeyHistory,
): Promise<VerifiedDataPackage> {
  const { content: data, ...signed } = await verifyStatement(jws, keys, PACKAGE, AnyDataPackage);
  if (unfitHashes(data).length > 0) throw fault('CONTENT');
  return { data, ...signed };
}
