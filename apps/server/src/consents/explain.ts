import { templatesOn } from '@xinqiao/catalogue';
import { explainRequest } from '@xinqiao/consent';
import type { Handler } from '../http/run-operation.ts';

/**
 * Dry run of a consent request, by the rules a pushed one is held to. Nothing is written and no enterprise looked up;
 * of an application its own admission is read, a person at a console is told the rules alone.
 */
export const explainConsent: Handler<'consents.explain'> = async ({ services, principal }, request) => {
  const { clock, database } = services;
  const { participantId } = principal;
  const admission =
    principal.kind === 'application'
      ? await database.transaction({ participantId }, (tx) =>
          tx.application.findUniqueOrThrow({
            where: { id: principal.applicationId },
            select: { templates: true, purposes: true },
          }),
        )
      : undefined;
  const today = clock.today();
  return explainRequest(request, { templates: templatesOn(today), today, admission });
};
