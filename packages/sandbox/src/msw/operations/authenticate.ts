import { type ApplicationId, type ParticipantId, PlatformError, type Scope } from '@xinqiao/contracts';
import { verifyAccessToken } from '../oauth/access-token.ts';
import { checkDpopProof } from '../oauth/dpop-proof.ts';
import type { Platform } from '../platform.ts';

/** Who is calling. */
export interface Principal {
  readonly participantId: ParticipantId;
  readonly applicationId: ApplicationId;
  readonly scopes: ReadonlySet<Scope>;
}

/** Token and DPoP proof (RFC 9449 §7) become a principal. @throws {PlatformError} `TOKEN_…`, `DPOP_…` */
export async function authenticate(platform: Platform, request: Request): Promise<Principal> {
  const [scheme, accessToken, ...rest] = (request.headers.get('authorization') ?? '').split(' ');
  if (scheme !== 'DPoP' || accessToken === undefined || accessToken === '' || rest.length > 0)
    throw new PlatformError('TOKEN_MISSING');
  const { keyThumbprint, ...principal } = await verifyAccessToken(platform, accessToken);
  const thumbprint = await checkDpopProof(platform, request, accessToken);
  if (thumbprint !== keyThumbprint) throw new PlatformError('DPOP_PROOF_INVALID');
  return principal;
}
