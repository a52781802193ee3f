import { type ConsentAct, isFinal } from '@xinqiao/consent';
import { ConsentId, type ParticipantId, PlatformError, type SubjectId } from '@xinqiao/contracts';
import type { FastifyInstance } from 'fastify';
import { actOnConsent } from '../../authorities/act-on-consent.ts';
import { languageIn } from '../../http/request-language.ts';
import { requireSession, type Session, type Sessions } from '../../http/session.ts';
import type { AuthorizationServices } from '../authorization-services.ts';
import { checkFormToken, formToken } from '../form-token.ts';
import { homePage } from '../pages/home-page.ts';
import { show } from '../pages/layout.ts';
import { myConsentsPage } from '../pages/my-consents-page.ts';
import { readsByWeek } from '../pages/reads-chart.ts';
import { stopAllPage } from '../pages/stop-all-page.ts';
import { signInPath } from '../sign-in/destination.ts';
import { findOwn, findSubjects } from './own-subjects.ts';
import { readMyEnterprises, readObjections } from './read-consents.ts';

const ACTS: ReadonlyMap<string, ConsentAct> = new Map([
  ['stop', 'REVOKE'],
  ['pause', 'PAUSE'],
  ['resume', 'RESUME'],
]);

/** The owner’s pages: what waits, what is active, who read what and when, and ways to stop it. */
export function mountMyConsents(
  app: FastifyInstance,
  services: AuthorizationServices,
  sessions: Sessions,
): void {
  const { secret, clock } = services;
  const stopAllToken = ({ sessionId }: Session) => formToken(secret, `stop-all ${sessionId}`);

  app.get('/', (request, reply) => show(reply, homePage(languageIn(request))));

  app.get('/my', async (request, reply) => {
    const session = await sessions.read(request);
    const language = languageIn(request);
    if (session === undefined) return reply.redirect(`/sign-in?to=my&lang=${language}`, 303);
    const subjects = await findSubjects(services, session);
    const enterprises = await readMyEnterprises(services, session, subjects);
    const markup = myConsentsPage({
      language,
      person: session.name,
      enterprises: subjects.map(({ name }) => name),
      consents: enterprises.flatMap(({ consents }) => consents),
      waiting: enterprises.flatMap(({ waiting }) => waiting),
      weeks: readsByWeek(
        enterprises.flatMap(({ reads }) => reads),
        clock.today(),
      ),
      objections: await readObjections(services, session, subjects),
      formTokenOf: (consentId) => formToken(secret, `${session.sessionId} ${consentId}`),
      signOutToken: formToken(secret, `sign-out ${session.sessionId}`),
    });
    return show(reply, markup);
  });

  app.get('/my/stop-all', async (request, reply) => {
    const session = await sessions.read(request);
    const language = languageIn(request);
    if (session === undefined) return reply.redirect(`/sign-in?to=my&lang=${language}`, 303);
    const enterprises = await readMyEnterprises(services, session, await findSubjects(services, session));
    const consents = enterprises
      .flatMap((enterprise) => enterprise.consents)
      .filter(({ consent }) => !isFinal(consent.status))
      .map(({ consent, bank, enterprise }) => ({ consentId: consent.consentId, bank, enterprise }));
    return show(reply, stopAllPage({ language, consents, formToken: stopAllToken(session) }));
  });

  // One after the other: what stopped stays stopped, whatever becomes of the rest.
  app.post<{ Body: { formToken?: string; consentId?: string | readonly string[] } }>(
    '/my/stop-all',
    async (request, reply) => {
      const session = await requireSession(sessions, request);
      checkFormToken(secret, `stop-all ${session.sessionId}`, request.body?.formToken);
      for (const given of [request.body?.consentId ?? []].flat()) {
        const consentId = ConsentId.parse(given);
        await act(services, session, consentId, 'REVOKE').catch((error: unknown) => {
          // Somebody, or time, ended it since the page was shown: it is over, which is what she wants.
          if (!(error instanceof PlatformError && error.code === 'CONSENT_TRANSITION_ILLEGAL')) throw error;
        });
      }
      return reply.redirect('/my', 303);
    },
  );

  app.post<{ Params: { consentId: string; act: string }; Body: { formToken?: string } }>(
    '/my/consents/:consentId/:act',
    async (request, reply) => {
      const session = await requireSession(sessions, request);
      const consentId = ConsentId.safeParse(request.params.consentId);
      const asked = ACTS.get(request.params.act);
      if (!consentId.success || asked === undefined) throw new PlatformError('CONSENT_NOT_FOUND');
      checkFormToken(secret, `${session.sessionId} ${consentId.data}`, request.body?.formToken);
      // To stop is never made to wait. To let go on is to agree again: she proves who she is, then presses once more.
      if (asked === 'RESUME' && !sessions.isFresh(session))
        return reply.redirect(signInPath({ to: 'my' }), 303);
      await act(services, session, consentId.data, asked);
      return reply.redirect('/my', 303);
    },
  );
}

/**
 * Stops, pauses or resumes a consent of one of her subjects.
 *
 * @throws {PlatformError} `CONSENT_NOT_FOUND`, `CONSENT_TRANSITION_ILLEGAL`; `AUTHORITY_MISSING` where a consent would
 *   be resumed that her authority does not reach, or whose firm is gone
 */
async function act(
  services: AuthorizationServices,
  session: Session,
  consentId: ConsentId,
  asked: ConsentAct,
): Promise<void> {
  const { identityId } = session;
  const { subjectId, participantId } = await findOwn(services, session, consentId);
  await actOnConsent(services, {
    ...{ identityId, consentId, act: asked },
    ...{ subjectId: subjectId as SubjectId, participantId: participantId as ParticipantId },
  });
}
