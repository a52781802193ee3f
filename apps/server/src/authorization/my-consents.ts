import type { ConsentAct } from '@xinqiao/consent';
import { ConsentId, type ParticipantId, PlatformError } from '@xinqiao/contracts';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { ownerOf } from '../audit/owner.ts';
import { changeConsent } from '../consents/change.ts';
import { consentView } from '../consents/consent-view.ts';
import { languageOf } from '../http/request-language.ts';
import type { Session, Sessions } from '../http/session.ts';
import type { AuthorizationServices } from './authorization-services.ts';
import { checkFormToken, formToken } from './form-token.ts';
import { PAGE_HEADERS } from './pages/layout.ts';
import { type MyConsent, myConsentsPage } from './pages/my-consents-page.ts';

const ACTS: ReadonlyMap<string, ConsentAct> = new Map([
  ['stop', 'REVOKE'],
  ['pause', 'PAUSE'],
  ['resume', 'RESUME'],
]);

/** The owner’s page: what is active, who read what and when, and a way to stop it. */
export function mountMyConsents(
  app: FastifyInstance,
  services: AuthorizationServices,
  sessions: Sessions,
): void {
  app.get('/my', async (request, reply) => {
    const session = await sessions.read(request);
    const language = languageOf(request.query, request.headers['accept-language']);
    if (session === undefined) return reply.redirect(`/sign-in?to=my&lang=${language}`, 303);
    const subjects = await findSubjects(services, session);
    const consents = (
      await Promise.all(subjects.map((subject) => readConsents(services, session, subject)))
    ).flat();
    const markup = myConsentsPage({
      language,
      person: session.name,
      enterprises: subjects.map(({ name }) => name),
      consents,
      formTokenOf: (consentId) => formToken(services.secret, `${session.sessionId} ${consentId}`),
      signOutToken: formToken(services.secret, `sign-out ${session.sessionId}`),
    });
    return reply.headers(PAGE_HEADERS).send(markup);
  });

  app.post<{ Params: { consentId: string; act: string }; Body: { formToken?: string } }>(
    '/my/consents/:consentId/:act',
    async (request, reply) => {
      const session = await requireSession(sessions, request);
      const consentId = ConsentId.safeParse(request.params.consentId);
      const act = ACTS.get(request.params.act);
      if (!consentId.success || act === undefined) throw new PlatformError('CONSENT_NOT_FOUND');
      checkFormToken(services.secret, `${session.sessionId} ${consentId.data}`, request.body?.formToken);
      const subjects = await findSubjects(services, session);
      const owner = await findOwner(services, session, subjects, consentId.data);
      await services.database.transaction({ identityId: session.identityId, ...owner }, (tx) =>
        changeConsent(services, tx, {
          consentId: consentId.data,
          change: { act, by: 'OWNER' },
          actor: ownerOf(services.vault, owner.participantId as ParticipantId, session.identityId),
        }),
      );
      return reply.redirect('/my', 303);
    },
  );
}

/** @throws {PlatformError} `SIGN_IN_REQUIRED` */
export async function requireSession(sessions: Sessions, request: FastifyRequest): Promise<Session> {
  const session = await sessions.read(request);
  if (session === undefined) throw new PlatformError('SIGN_IN_REQUIRED');
  return session;
}

export interface OwnSubject {
  readonly subjectId: string;
  readonly name: string;
}

/** The subjects this person may act for today. */
export async function findSubjects(
  { database, clock }: AuthorizationServices,
  { identityId }: Session,
): Promise<OwnSubject[]> {
  const now = clock.now();
  const rows = await database.transaction({ identityId }, (tx) =>
    tx.authority.findMany({
      where: { identityId, validFrom: { lte: now }, OR: [{ validTo: null }, { validTo: { gt: now } }] },
      include: { subject: true },
    }),
  );
  return rows.map(({ subject }) => ({ subjectId: subject.id, name: subject.name }));
}

/** Which of the person’s subjects, and which bank, a consent belongs to. @throws {PlatformError} `CONSENT_NOT_FOUND` */
async function findOwner(
  services: AuthorizationServices,
  { identityId }: Session,
  subjects: readonly OwnSubject[],
  consentId: ConsentId,
) {
  for (const { subjectId } of subjects) {
    const row = await services.database.transaction({ identityId, subjectId }, (tx) =>
      tx.consent.findUnique({ where: { id: consentId, subjectId } }),
    );
    if (row !== null) return { subjectId, participantId: row.participantId };
  }
  throw new PlatformError('CONSENT_NOT_FOUND');
}

async function readConsents(
  services: AuthorizationServices,
  { identityId }: Session,
  { subjectId, name }: OwnSubject,
): Promise<MyConsent[]> {
  return services.database.transaction({ identityId, subjectId }, async (tx) => {
    const rows = await tx.consent.findMany({
      where: { subjectId },
      include: { participant: true },
      orderBy: { id: 'desc' },
      take: 50,
    });
    const entries = await tx.logEntry.findMany({
      where: { subjectId, consentId: { in: rows.map(({ id }) => id) } },
      orderBy: { id: 'desc' },
      take: 200,
    });
    return rows.map(({ participant, ...row }) => ({
      consent: consentView(row),
      enterprise: name,
      bank: { zh: participant.nameZh, en: participant.nameEn },
      events: entries
        .filter(({ consentId }) => consentId === row.id)
        .map(({ id, kind, recordedAt }) => ({
          entryId: id,
          kind: kind as MyConsent['events'][number]['kind'],
          at: recordedAt,
        })),
    }));
  });
}
