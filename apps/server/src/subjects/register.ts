import { PlatformError, type SubjectId } from '@xinqiao/contracts';
import { appendEntry } from '../audit/append.ts';
import { AWAITING_MATCH } from '../authorities/match-awaiting.ts';
import { askRegistry } from '../authorities/registry/ask-registry.ts';
import { actorOf } from '../http/principal.ts';
import type { Handler, InputOf } from '../http/run-operation.ts';
import type { Services } from '../services.ts';
import { lockCodes } from './bearers-of.ts';
import { CAPACITY, createSubject, type Standing, takenMeans } from './create-subject.ts';
import { subjectView } from './subject-view.ts';

/** The operator registers a subject together with the person who represents it. */
export const registerSubject: Handler<'subjects.register'> = async (context, input) => {
  const { services, principal, earlierResult, complete } = context;
  const { participantId } = principal;
  const standing = earlierResult === undefined ? await standingOf(services, input) : undefined;
  const registered = services.operatorDatabase.transaction({ participantId }, async (tx) => {
    if (earlierResult !== undefined) return subjectView(services.vault, tx, earlierResult as SubjectId);
    await lockCodes(tx);
    const subjectId = await createSubject(services, tx, input, standing);
    const { type, sourceId, identifier, representative } = input;
    await appendEntry(services, tx, {
      kind: 'SUBJECT_REGISTERED',
      actor: actorOf(principal),
      participantId,
      subjectId,
      consentId: null,
      // Who may act for the subject from now on, so that a false registration can be laid at somebody's door.
      detail: {
        ...{ type, sourceId, scheme: identifier.scheme },
        ...{ representative: representative.identityId, capacity: CAPACITY[type] },
        authority: standing?.status ?? 'ACTIVE',
      },
    });
    await complete(tx, subjectId);
    return subjectView(services.vault, tx, subjectId);
  });
  return registered.catch(takenMeans('SUBJECT_ALREADY_REGISTERED'));
};

/**
 * The word of one officer makes nobody the representative of a firm whose registration can be asked: she is held against
 * it at her next sign-in, and may act from then on. Where it cannot be asked at this moment, she waits too. Every source
 * that holds registrations is asked, whichever her officer named.
 *
 * @throws {PlatformError} `VALIDATION_FAILED` of a source there is not
 */
async function standingOf(
  { sources, database, vault }: Services,
  { type, sourceId, identifier }: InputOf<'subjects.register'>,
): Promise<Standing> {
  if (!sources.some(({ description }) => description.sourceId === sourceId))
    throw new PlatformError('VALIDATION_FAILED', {
      errors: [{ path: 'sourceId', problem: '没有此数据来源 / There is no such source' }],
    });
  const asked =
    type === 'PERSON'
      ? ({ kind: 'NOT_HELD' } as const)
      : await askRegistry({ sources, database }, vault, { type, code: identifier.value }).catch(
          () => ({ kind: 'UNKNOWN' }) as const,
        );
  return asked.kind === 'NOT_HELD'
    ? { evidence: 'OPERATOR', status: 'ACTIVE' }
    : { evidence: 'OPERATOR', status: 'SUSPENDED', statusReason: AWAITING_MATCH };
}
