import { PlatformError, type SubjectId } from '@xinqiao/contracts';
import type { FastifyBaseLogger } from 'fastify';
import { matchRepresentative, type RepresentServices } from './represent.ts';

/** Why an authority that an officer entered is not in force yet: the registry knows the firm and was not asked. */
export const AWAITING_MATCH = 'AWAITING_REGISTRY_MATCH';

/**
 * Holds a person who signed in against the registrations of the firms an officer entered her for. An officer’s word is
 * not enough where the registry can say; what it does not confirm stays suspended.
 */
export async function matchAwaiting(
  services: RepresentServices & { readonly logger: FastifyBaseLogger },
  identityId: string,
): Promise<void> {
  const waiting = await services.database.transaction({ identityId }, (tx) =>
    tx.authority.findMany({
      where: { identityId, status: 'SUSPENDED', statusReason: AWAITING_MATCH },
      select: { subjectId: true },
    }),
  );
  for (const { subjectId } of waiting)
    await matchRepresentative(services, identityId, subjectId as SubjectId).catch((error: unknown) => {
      // The registry is away, or the firm is gone: she signs in all the same, and cannot act for it.
      if (!(error instanceof PlatformError)) throw error;
      services.logger.warn({ code: error.code }, 'representative not matched');
    });
}
