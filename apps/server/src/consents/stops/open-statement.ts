import { type ApplicationId, PlatformError } from '@xinqiao/contracts';
import type { Tx } from '@xinqiao/db';
import {
  compactVerify,
  decodeProtectedHeader,
  importJWK,
  type JWK,
  type ProtectedHeaderParameters,
} from 'jose';
import type { z } from 'zod';
import { keyState } from '../../applications/key-state.ts';
import { isCompactJws } from '../../http/compact-jws.ts';

/** Why a statement of a bank is not taken, in `details.reason` of `STATEMENT_INVALID`. */
export type StatementFault =
  /** Not a compact JWS, or longer than 16 KiB. */
  | 'FORM'
  /** Another `typ`, or header members it may not have. */
  | 'TYPE'
  /** No key of the calling application has this `kid`. */
  | 'KEY_UNKNOWN'
  /** The key is suspended, ended, not yet or no longer valid. */
  | 'KEY_NOT_IN_FORCE'
  | 'SIGNATURE'
  /** Not JSON, or not what such a statement holds. */
  | 'CONTENT'
  /** It is about another stop. */
  | 'OTHER_STOP'
  /** Its time is not that of the platform, within 5 minutes. */
  | 'TIME'
  /** The consent only rests: nothing is to be deleted. */
  | 'NOT_ENDED'
  /** Data were delivered after they are said to be gone. */
  | 'BEFORE_DELIVERY'
  /** Fewer packages than were delivered, and nothing retained. */
  | 'PACKAGES_MISSING'
  /** Another attestation of the same stop is on file. */
  | 'ALREADY_ATTESTED';

/** Clocks may differ by this much, in milliseconds. */
export const CLOCK_SKEW_MS = 300_000;

export const statementFault = (reason: StatementFault, cause?: unknown): PlatformError =>
  new PlatformError('STATEMENT_INVALID', { details: { reason }, ...(cause === undefined ? {} : { cause }) });

export interface OpenedStatement<Payload> {
  readonly payload: Payload;
  readonly keyId: string;
}

export interface SignedStatement<Schema extends z.ZodType> {
  readonly jws: string;
  /** `typ` it must have: a statement of one kind is none of another (RFC 8725 §3.11). */
  readonly type: string;
  readonly schema: Schema;
  /** Whose key must have signed. */
  readonly applicationId: ApplicationId;
  /** The real time, by which keys are judged. */
  readonly now: Date;
}

/**
 * Opens what a bank signed with a key of its application that is in force.
 *
 * @throws {PlatformError} `STATEMENT_INVALID`, with a {@link StatementFault} in `details.reason`
 */
export async function openStatement<Schema extends z.ZodType>(
  tx: Tx,
  { jws, type, schema, applicationId, now }: SignedStatement<Schema>,
): Promise<OpenedStatement<z.output<Schema>>> {
  const { kid, ...header } = headerOf(jws);
  // A header that names its own key, or demands what we do not know, is refused before any key is looked up.
  const members = Object.keys(header).every((member) => member === 'alg' || member === 'typ');
  if (header.typ !== type || typeof kid !== 'string' || !members) throw statementFault('TYPE');
  const key = await tx.applicationKey.findUnique({
    where: { applicationId_kid: { applicationId, kid } },
    include: { application: true },
  });
  // A key that data are encrypted to signs nothing.
  if (key === null || key.use !== 'sig') throw statementFault('KEY_UNKNOWN');
  if (keyState(key.application, key, now) !== 'IN_FORCE') throw statementFault('KEY_NOT_IN_FORCE');
  const payload = await verified(jws, key.jwk as JWK);
  const parsed = schema.safeParse(payload);
  if (!parsed.success) throw statementFault('CONTENT', parsed.error);
  return { payload: parsed.data, keyId: kid };
}

function headerOf(jws: string): ProtectedHeaderParameters {
  if (!isCompactJws(jws)) throw statementFault('FORM');
  try {
    return decodeProtectedHeader(jws);
  } catch (cause) {
    throw statementFault('FORM', cause);
  }
}

async function verified(jws: string, jwk: JWK): Promise<unknown> {
  // The key says how it signs, never the statement.
  const algorithm = jwk.kty === 'RSA' ? 'PS256' : 'ES256';
  const { payload } = await importJWK(jwk, algorithm)
    .then((key) => compactVerify(jws, key, { algorithms: [algorithm] }))
    .catch((cause: unknown) => {
      throw statementFault('SIGNATURE', cause);
    });
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(payload));
  } catch (cause) {
    throw statementFault('CONTENT', cause);
  }
}
