import { PlatformError, type SubjectId, type SubjectType } from '@xinqiao/contracts';
import { lockSubject, type SubjectIdentifierRow, type Tx } from '@xinqiao/db';
import { appendEntry } from '../audit/append.ts';
import { holdAgainstCode, type NewCode } from '../authorities/hold-against-code.ts';
import { askRegistry } from '../authorities/registry/ask-registry.ts';
import { actorOf, type Principal } from '../http/principal.ts';
import type { Handler, InputOf } from '../http/run-operation.ts';
import type { Services } from '../services.ts';
import { bearersOf, lockCodes } from './bearers-of.ts';
import { takenMeans } from './create-subject.ts';
import { identifierRow } from './identifier-row.ts';
import { BORNE_NOW, subjectView } from './subject-view.ts';

/**
 * Gives a subject another code: a new one, or one it bore before. The id stays, and with it consents, entries and
 * data; sources are asked by the code that is current when they are asked.
 *
 * Whoever represents it is held against the new code: she is named by its registration, or waits until she is.
 *
 * A code that another subject bears or ever bore is refused, whatever the reason: with it one person could lead the
 * data of a firm to somebody else's account.
 *
 * Two changes of one subject follow each other; of two subjects that are given the same code, one is refused.
 */
export const changeSubjectIdentifier: Handler<'subjects.changeIdentifier'> = async (context, input) => {
  const { services, principal, earlierResult, complete } = context;
  const { subjectId, identifier, reason } = input;
  const { participantId } = principal;
  const answer = earlierResult === undefined ? await askOf(services, principal, input) : undefined;
  const changed = services.operatorDatabase.transaction({ participantId }, async (tx) => {
    if (earlierResult !== undefined) return subjectView(services.vault, tx, subjectId);
    await lockCodes(tx);
    const type = await lockSubject(tx, subjectId);
    if (type === undefined) throw new PlatformError('SUBJECT_NOT_FOUND');
    const { clock, vault } = services;
    const code = await identifierRow(vault, tx, subjectId, type as SubjectType, identifier, clock.today());
    const bearers = await bearersOf(vault, tx, identifier);
    if (bearers.some((bearer) => bearer.subjectId !== subjectId))
      throw new PlatformError('IDENTIFIER_IN_USE');
    const previous = await currentCode(tx, subjectId);
    if (previous?.scheme !== code.scheme || previous.value !== code.value) {
      const now = clock.now();
      if (previous !== null) {
        // A former code still finds the records it stands on; one that never was the subject's does not.
        const status = reason === 'CORRECTED' ? 'corrected' : previous.status;
        await end(tx, previous, { validTo: now, status });
      }
      await tx.subjectIdentifier.create({ data: { ...code, subjectId, validFrom: now } });
      await appendEntry(services, tx, {
        kind: 'SUBJECT_IDENTIFIER_CHANGED',
        actor: actorOf(principal),
        participantId,
        subjectId,
        consentId: null,
        detail: {
          reason,
          scheme: code.scheme,
          status: code.status,
          previousScheme: previous?.scheme ?? null,
        },
      });
      if (answer !== undefined)
        await holdAgainstCode(services, tx, { subjectId, answer, actor: actorOf(principal) });
    }
    await complete(tx, subjectId);
    return subjectView(services.vault, tx, subjectId);
  });
  return changed.catch(takenMeans('IDENTIFIER_IN_USE'));
};

/** Asked before anything is locked: a source may take seconds. */
async function askOf(
  { sources, database, operatorDatabase, vault }: Services,
  { participantId }: Principal,
  { subjectId, identifier }: InputOf<'subjects.changeIdentifier'>,
): Promise<NewCode['answer']> {
  const subject = await operatorDatabase.transaction({ participantId }, (tx) =>
    tx.subject.findUnique({ where: { id: subjectId }, select: { type: true } }),
  );
  if (subject === null) throw new PlatformError('SUBJECT_NOT_FOUND');
  return askRegistry({ sources, database }, vault, {
    ...{ type: subject.type as SubjectType, code: identifier.value },
  }).catch(() => ({ kind: 'UNKNOWN' }) as const);
}

const currentCode = (tx: Tx, subjectId: SubjectId) =>
  tx.subjectIdentifier.findFirst({ where: { subjectId, ...BORNE_NOW } });

const end = (
  tx: Tx,
  { scheme, value, validFrom }: SubjectIdentifierRow,
  data: { readonly validTo: Date; readonly status: string },
) =>
  tx.subjectIdentifier.update({
    where: { scheme_value_validFrom: { scheme, value, validFrom } },
    data,
  });
