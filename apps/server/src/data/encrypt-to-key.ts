import { type ApplicationId, PlatformError } from '@xinqiao/contracts';
import type { Tx } from '@xinqiao/db';
import { CompactEncrypt, importJWK, type JWK } from 'jose';
import { keyState } from '../applications/key-state.ts';
import type { Principal } from '../http/principal.ts';
import type { Services } from '../services.ts';

/** A public key of an application that data can be encrypted to. */
export interface EncryptionKey {
  readonly applicationId: ApplicationId;
  readonly kid: string;
  readonly jwk: JWK & { readonly alg: string };
}

/**
 * The newest encryption key in force of the application that calls: whoever rotates registers the next and is served
 * with it from then on.
 *
 * @throws {PlatformError} `ENCRYPTION_KEY_MISSING`
 */
export async function encryptionKeyOf(
  services: Pick<Services, 'database' | 'tokenClock'>,
  principal: Principal,
): Promise<EncryptionKey> {
  const { participantId } = principal;
  const applicationId = principal.kind === 'application' ? principal.applicationId : undefined;
  const key =
    applicationId === undefined
      ? undefined
      : await services.database.transaction({ participantId }, (tx) => newest(services, tx, applicationId));
  if (key === undefined) throw new PlatformError('ENCRYPTION_KEY_MISSING');
  return key;
}

async function newest(
  { tokenClock }: Pick<Services, 'tokenClock'>,
  tx: Tx,
  applicationId: ApplicationId,
  kid?: string,
): Promise<EncryptionKey | undefined> {
  const application = await tx.application.findUnique({
    where: { id: applicationId },
    include: {
      keys: {
        where: { use: 'enc', endedAt: null, ...(kid === undefined ? {} : { kid }) },
        orderBy: [{ validFrom: 'desc' }, { kid: 'asc' }],
      },
    },
  });
  const now = tokenClock.now();
  const found = application?.keys.find((key) => keyState(application, key, now) === 'IN_FORCE');
  return found && { applicationId, kid: found.kid, jwk: found.jwk as unknown as EncryptionKey['jwk'] };
}

/** Looks again, at the moment of the read: what is encrypted to a key that ended meanwhile does not leave. */
export async function keyRefusal(
  services: Pick<Services, 'tokenClock'>,
  tx: Tx,
  { applicationId, kid }: EncryptionKey,
): Promise<PlatformError | undefined> {
  const still = await newest(services, tx, applicationId, kid);
  return still === undefined ? new PlatformError('ENCRYPTION_KEY_MISSING') : undefined;
}

/**
 * Encrypts a text as a compact JWE (RFC 7516): ECDH-ES+A256KW or RSA-OAEP-256 by the kind of key, AES-256-GCM.
 *
 * @param contentType Media type of the text without `application/`, `cty` of the header (RFC 7516 §4.1.12).
 */
export async function encryptTo(
  { kid, jwk }: EncryptionKey,
  contentType: string,
  text: string,
): Promise<string> {
  return new CompactEncrypt(new TextEncoder().encode(text))
    .setProtectedHeader({ alg: jwk.alg, enc: 'A256GCM', kid, cty: contentType })
    .encrypt(await importJWK(jwk, jwk.alg));
}
