import { fromBase64Url } from '@xinqiao/audit-log';
import { type KeyPurpose, keyCovers, PlatformError } from '@xinqiao/contracts';
import { compactVerify, createRemoteJWKSet, customFetch, decodeProtectedHeader, type JWK } from 'jose';
import type { z } from 'zod';
import { documentFetch } from '../http/document-fetch.ts';
import { lazy } from '../lazy.ts';
import type { Settings } from '../options.ts';
import { parseAnswer } from '../schema.ts';
import type { PlatformMetadata } from './metadata.ts';

/** What the platform signs, told apart by the JWS `typ` (RFC 8725 §3.11). */
export type StatementType = 'xinqiao-consent+jwt' | 'xinqiao-package+jwt' | 'xinqiao-receipt+jwt';

const PURPOSE = {
  'xinqiao-consent+jwt': 'CONSENT',
  'xinqiao-package+jwt': 'PACKAGE',
  'xinqiao-receipt+jwt': 'RECEIPT',
} as const satisfies Record<StatementType, KeyPurpose>;

/** Exactly three parts, none empty, no padding, no spaces (RFC 7515 §7.1); jose alone is more lenient. */
const COMPACT_JWS = /^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+$/;

/** Verifies what the platform signed, with the public keys it publishes. */
export class Statements {
  readonly #keys: () => Promise<ReturnType<typeof createRemoteJWKSet>>;

  constructor(settings: Settings, metadata: () => Promise<PlatformMetadata>) {
    // Keys are kept for 10 minutes, and read again when a statement names a key not seen yet.
    this.#keys = lazy(async () =>
      createRemoteJWKSet(new URL((await metadata()).jwksUri), { [customFetch]: documentFetch(settings) }),
    );
  }

  /**
   * Opens a signed statement. What is returned was signed by the platform, as a statement of this type.
   *
   * @throws {PlatformError} `SIGNATURE_INVALID`; `RESPONSE_UNEXPECTED` when the signed content has another shape;
   * `SERVER_UNREACHABLE` when the keys cannot be read
   */
  async open<S extends z.ZodType>(jws: string, type: StatementType, schema: S): Promise<z.output<S>> {
    return parseAnswer(schema, await this.#verify(jws, type));
  }

  async #verify(jws: string, type: StatementType): Promise<unknown> {
    try {
      assertForm(jws, type);
      const keys = await this.#keys();
      const { payload, protectedHeader } = await compactVerify(jws, keys, { algorithms: ['ES256'] });
      assertKey(keys.jwks()?.keys ?? [], protectedHeader, type);
      return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(payload));
    } catch (cause) {
      if (cause instanceof PlatformError) throw cause;
      throw new PlatformError('SIGNATURE_INVALID', { cause });
    }
  }
}

/**
 * A key signs what it is for, and only while it is in force. Platforms say both in their key set; where one says
 * nothing of it, nothing is asked.
 */
function assertKey(
  keys: readonly (JWK & { purpose?: unknown; nbf?: unknown; exp?: unknown })[],
  { kid, iat }: { readonly kid?: string; readonly iat?: unknown },
  type: StatementType,
): void {
  const { purpose, nbf, exp } = keys.find((key) => key.kid === kid) ?? {};
  if (purpose !== undefined && purpose !== PURPOSE[type]) throw new TypeError('a key for something else');
  if (typeof nbf !== 'number') return;
  const term = typeof exp === 'number' ? { nbf, exp } : { nbf };
  if (!Number.isSafeInteger(iat) || !keyCovers(term, iat as number))
    throw new TypeError('the key was not in force');
}

function assertForm(jws: string, type: StatementType): void {
  if (!COMPACT_JWS.test(jws)) throw new TypeError('not a compact JWS');
  const { typ, kid } = decodeProtectedHeader(jws);
  if (typ !== type || typeof kid !== 'string') throw new TypeError('unexpected JWS header');
  // One signature, one spelling: stray trailing bits, which decoders forgive, are refused too.
  fromBase64Url(jws.slice(jws.lastIndexOf('.') + 1));
}
