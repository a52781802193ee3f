import { type ConsentId, PlatformError } from '@xinqiao/contracts';
import type { ConsentRow } from '@xinqiao/db';
import { inForceAt } from '../../authorities/in-force.ts';
import type { Session } from '../../http/session.ts';
import { subjectName } from '../../subjects/names.ts';
import type { AuthorizationServices } from '../authorization-services.ts';

export interface OwnSubject {
  readonly subjectId: string;
  readonly name: string;
}

/** The subjects this person may act for today, each once. @param held What authority she must hold for them. */
export async function findSubjects(
  { database, clock, vault }: AuthorizationServices,
  { identityId }: Session,
  held = inForceAt,
): Promise<OwnSubject[]> {
  return database.transaction({ identityId }, async (tx) => {
    const rows = await tx.authority.findMany({
      where: { identityId, ...held(clock.now()) },
      include: { subject: true },
      orderBy: [{ validFrom: 'asc' }, { id: 'asc' }],
    });
    // She may hold several authorities for one.
    const subjects = [];
    for (const subject of new Map(rows.map((row) => [row.subject.id, row.subject])).values())
      subjects.push({ subjectId: subject.id, name: await subjectName(vault, tx, subject) });
    return subjects;
  });
}

/** A consent of one of her subjects. @throws {PlatformError} `CONSENT_NOT_FOUND` */
export async function findOwn(
  services: AuthorizationServices,
  session: Session,
  consentId: ConsentId,
): Promise<ConsentRow> {
  const { identityId } = session;
  for (const { subjectId } of await findSubjects(services, session)) {
    const row = await services.database.transaction({ identityId, subjectId }, (tx) =>
      tx.consent.findUnique({ where: { id: consentId, subjectId } }),
    );
    if (row !== null) return row;
  }
  throw new PlatformError('CONSENT_NOT_FOUND');
}
