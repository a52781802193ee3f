import { HistoricalKey, type KeyPurpose, PlatformError } from '@xinqiao/contracts';
import { createRemoteJWKSet, customFetch } from 'jose';
import type { z } from 'zod';
import { documentFetch } from '../http/document-fetch.ts';
import { openStatement } from '../keys/open-statement.ts';
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

type PublishedKeys = ReturnType<typeof createRemoteJWKSet>;

/** Verifies what the platform signed, with the public keys it publishes. */
export class Statements {
  readonly #published: () => Promise<PublishedKeys>;

  constructor(settings: Settings, metadata: () => Promise<PlatformMetadata>) {
    // Keys are kept for 10 minutes, and read again, at most every 30 seconds, for a key not seen yet.
    this.#published = lazy(async () =>
      createRemoteJWKSet(new URL((await metadata()).jwksUri), { [customFetch]: documentFetch(settings) }),
    );
  }

  /**
   * Opens a signed statement. What is returned was signed by the platform, as a statement of this type, with a key for
   * such statements that was in force when it signed.
   *
   * @throws {PlatformError} `SIGNATURE_INVALID`, with the reason in `details.reason`; `RESPONSE_UNEXPECTED` when the
   * signed content has another shape; `SERVER_UNREACHABLE` when the keys cannot be read
   */
  async open<S extends z.ZodType>(jws: string, type: StatementType, schema: S): Promise<z.output<S>> {
    return parseAnswer(schema, await this.#verify(jws, type));
  }

  async #verify(jws: string, type: StatementType): Promise<unknown> {
    try {
      const published = await this.#published();
      if (!published.fresh) await published.reload();
      const open = () => openStatement(jws, { type, purpose: PURPOSE[type] }, keysOf(published));
      try {
        return (await open()).content;
      } catch (error) {
        if (!isKeyUnknown(error) || published.coolingDown) throw error;
        await published.reload();
        return (await open()).content;
      }
    } catch (cause) {
      if (cause instanceof PlatformError) throw cause;
      throw new PlatformError('SIGNATURE_INVALID', { cause });
    }
  }
}

/** The keys that say what they are for and since when; with another nothing is verified. */
const keysOf = (published: PublishedKeys): HistoricalKey[] =>
  (published.jwks()?.keys ?? []).flatMap((key) => HistoricalKey.safeParse(key).data ?? []);

const isKeyUnknown = (error: unknown): boolean =>
  error instanceof PlatformError && error.details.reason === 'KEY_UNKNOWN';
