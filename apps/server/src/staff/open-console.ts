import type { Instant } from '@xinqiao/contracts';
import { PlatformError } from '@xinqiao/contracts';
import { appendEntry } from '../audit/append.ts';
import { personOf } from '../http/principal.ts';
import type { Handler } from '../http/run-operation.ts';
import { newConsoleCode } from './console-code.ts';

/** A member of the operator’s staff shows with her tool who she is, and gets a code to sign in to the console with. */
export const openConsole: Handler<'console.open'> = async (context) => {
  const { services, principal, earlierResult, complete } = context;
  const person = personOf(principal);
  // Whoever sits at a console has signed in already; a code of hers would only outlive her session.
  if (principal.kind !== 'application') throw new PlatformError('SCOPE_MISSING');
  const { participantId, applicationId } = principal;
  if (earlierResult === undefined)
    await services.operatorDatabase.transaction({ participantId }, async (tx) => {
      await appendEntry(services, tx, {
        ...{ kind: 'CONSOLE_OPENED', actor: person, participantId },
        ...{ subjectId: null, consentId: null, detail: { tool: applicationId } },
      });
      await complete(tx, person);
    });
  // Kept nowhere: a repetition gives another code of the same person’s.
  const { code, expiresAt } = newConsoleCode(services.vault, services.tokenClock, person);
  return { code, expiresAt: expiresAt.toISOString() as Instant };
};
