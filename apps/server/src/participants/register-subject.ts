import { checkUscc, PlatformError, type Subject, type SubjectId } from '@xinqiao/contracts';
import type { Tx } from '@xinqiao/db';
import { appendEntry } from '../audit/append.ts';
import { actorOf } from '../http/principal.ts';
import type { Handler, InputOf } from '../http/run-operation.ts';
import type { Services } from '../services.ts';

/** The operator registers a subject together with the person who represents it. */
export const registerSubject: Handler<'subjects.register'> = async (context, input) => {
  const { services, principal, earlierResult, complete } = context;
  const { participantId } = principal;
  return services.database.transaction({ participantId }, async (tx) => {
    if (earlierResult !== undefined) return subjectView(tx, earlierResult as SubjectId);
    const subjectId = await createSubject(services, tx, input);
    await appendEntry(services, tx, {
      kind: 'SUBJECT_REGISTERED',
      actor: actorOf(principal),
      participantId,
      subjectId,
      consentId: null,
      detail: { type: input.type, sourceId: input.sourceId },
    });
    await complete(tx, subjectId);
    return subjectView(tx, subjectId);
  });
};

/** Scheme of the codes a source knows its subjects by. */
export const sourceScheme = (sourceId: string): string => `source:${sourceId}`;

/** Creates subject, code, identity and authority. @throws {PlatformError} `SUBJECT_ALREADY_REGISTERED` */
export async function createSubject(
  { clock, newId, operatorId }: Pick<Services, 'clock' | 'newId' | 'operatorId'>,
  tx: Tx,
  { type, name, uscc, sourceId, sourceCode, representative }: InputOf<'subjects.register'>,
): Promise<SubjectId> {
  const known = await tx.subjectIdentifier.findFirst({
    where: { scheme: 'uscc', value: uscc, validTo: null },
  });
  if (known !== null) throw new PlatformError('SUBJECT_ALREADY_REGISTERED');
  const now = clock.now();
  const id = newId('sub') as SubjectId;
  await tx.subject.create({ data: { id, operatorId, type, name, sourceId, createdAt: now } });
  await tx.subjectIdentifier.create({
    data: { subjectId: id, scheme: 'uscc', value: uscc, status: checkUscc(uscc).status, validFrom: now },
  });
  if (sourceCode !== undefined)
    await tx.subjectIdentifier.create({
      data: {
        subjectId: id,
        scheme: sourceScheme(sourceId),
        value: sourceCode,
        status: 'valid',
        validFrom: now,
      },
    });
  await tx.identity.createMany({
    data: { id: representative.identityId, displayName: representative.name, roles: ['OWNER'] },
    skipDuplicates: true,
  });
  await tx.authority.create({
    data: {
      identityId: representative.identityId,
      subjectId: id,
      capacity: 'LEGAL_REPRESENTATIVE',
      validFrom: now,
    },
  });
  return id;
}

async function subjectView(tx: Tx, subjectId: SubjectId): Promise<Subject> {
  const row = await tx.subject.findUniqueOrThrow({
    where: { id: subjectId },
    include: { identifiers: true },
  });
  const code = row.identifiers.find(({ scheme, validTo }) => scheme === 'uscc' && validTo === null);
  return {
    subjectId,
    operatorId: row.operatorId,
    type: row.type,
    name: row.name,
    uscc: code?.value,
    usccStatus: code?.status,
    sourceId: row.sourceId,
  } as Subject;
}
