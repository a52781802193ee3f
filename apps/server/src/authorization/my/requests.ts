import {
  ConsentRequestId,
  type ConsentRequestKind,
  type ConsentRequestStatus,
  PlatformError,
} from '@xinqiao/contracts';
import type { ConsentRequestRow } from '@xinqiao/db';
import type { FastifyInstance } from 'fastify';
import { inForceAt } from '../../authorities/in-force.ts';
import { agree } from '../../consents/requests/agree.ts';
import {
  findRequest,
  openQuestion,
  orUnnamed,
  type Question,
  SubjectUnnamed,
} from '../../consents/requests/question.ts';
import { refuse } from '../../consents/requests/refuse.ts';
import { languageGiven, languageIn } from '../../http/request-language.ts';
import { requireSession, type Session, type Sessions } from '../../http/session.ts';
import { type AnswerForm, agreedWords } from '../answer-form.ts';
import type { AuthorizationServices } from '../authorization-services.ts';
import { checkFormToken, formToken } from '../form-token.ts';
import { answeredPage } from '../pages/answered-page.ts';
import { askPage } from '../pages/ask-page.ts';
import { chooseEnterprisePage } from '../pages/choose-enterprise-page.ts';
import { show, withLanguage } from '../pages/layout.ts';
import { showQuestion } from '../show-question.ts';
import { findSubjects } from './own-subjects.ts';

/** Letters and digits of a request’s number. */
const REFERENCE = /^[2-9A-HJ-NP-Z]{8}$/;

type Named = { Params: { requestId: string } };

/** The pages of a request that is answered whenever its owner has time, on her own phone. */
export function mountMyRequests(
  app: FastifyInstance,
  services: AuthorizationServices,
  sessions: Sessions,
): void {
  const { database, secret, origin } = services;

  // For a counter or a desk: how to answer on one’s own phone. It says nothing about anybody.
  app.get<Named>('/ask/:requestId', async (request, reply) => {
    const row = await findNamed(request.params.requestId);
    if (row.status !== 'PENDING') throw new PlatformError('CONSENT_REQUEST_NOT_FOUND');
    return show(
      reply,
      askPage({
        language: languageIn(request),
        path: `/ask/${row.id}`,
        address: `${origin}/my/requests/${row.id}`,
        reference: row.reference,
      }),
    );
  });

  app.get<Named>('/my/requests/:requestId', async (request, reply) => {
    const language = languageIn(request);
    const row = await findNamed(request.params.requestId);
    const session = await sessions.read(request);
    const signIn = `/sign-in?to=request&id=${row.id}&lang=${language}`;
    if (session === undefined) return reply.redirect(signIn, 303);
    const path = `/my/requests/${row.id}`;
    const { subject } = request.query as { subject?: string };
    if (row.status === 'PENDING' && row.answerBy > services.clock.now()) {
      // A question is answered with a sign-in of the last minutes only (step-up).
      if (!sessions.isFresh(session)) return reply.redirect(signIn, 303);
      const question = await openQuestion(services, session.identityId, { requestId: row.id }, subject).catch(
        orUnnamed,
      );
      if (question instanceof SubjectUnnamed)
        return show(reply, chooseEnterprisePage(language, path, question.choices));
      if (!question.approvals.byHer) {
        const token = formToken(secret, bindingOf(session, question));
        return show(reply, await showQuestion(services, question, { language, path, formToken: token }));
      }
    }
    return show(reply, answeredPage(await whatBecame(services, session, row), language, path));
  });

  app.post<Named & { Body: AnswerForm }>('/my/requests/:requestId/answer', async (request, reply) => {
    const session = await requireSession(sessions, request);
    const row = await findNamed(request.params.requestId);
    const form = request.body ?? {};
    // Her page asks her to sign in again, and then asks her again.
    if (form.decision !== 'refuse' && !sessions.isFresh(session))
      return reply.redirect(`/my/requests/${row.id}`, 303);
    const question = await openQuestion(services, session.identityId, { requestId: row.id }, form.subject);
    checkFormToken(secret, bindingOf(session, question), form.formToken);
    if (form.decision === 'refuse') await refuse(services, question);
    else await agree(services, { question, ...agreedWords(question, form) });
    return reply.redirect(withLanguage(`/my/requests/${row.id}`, languageGiven(form.lang)), 303);
  });

  /** A request by its id or its number. @throws {PlatformError} `CONSENT_REQUEST_NOT_FOUND` */
  async function findNamed(given: string): Promise<ConsentRequestRow> {
    const name = given.toUpperCase();
    const requestId = REFERENCE.test(name) ? name : ConsentRequestId.safeParse(given).data;
    const row = requestId === undefined ? undefined : await findRequest(database, { requestId });
    if (row === undefined) throw new PlatformError('CONSENT_REQUEST_NOT_FOUND');
    return row;
  }
}

/** What the form is bound to: this session, this request, this enterprise. */
const bindingOf = ({ sessionId }: Session, { requestId, subjectId }: Question) =>
  `answer ${sessionId} ${requestId} ${subjectId}`;

/**
 * Where a request stands, for whoever may act for the enterprise it was about.
 *
 * @throws {PlatformError} `CONSENT_REQUEST_NOT_FOUND` for everybody else
 */
async function whatBecame(
  services: AuthorizationServices,
  session: Session,
  row: ConsentRequestRow,
): Promise<Parameters<typeof answeredPage>[0]> {
  const { identityId } = session;
  const subject = (await findSubjects(services, session)).find(
    ({ subjectId }) => subjectId === row.subjectId,
  );
  if (subject === undefined) throw new PlatformError('CONSENT_REQUEST_NOT_FOUND');
  const { subjectId, name } = subject;
  const now = services.clock.now();
  return services.database.transaction({ identityId, subjectId }, async (tx) => {
    const bank = await tx.participant.findUniqueOrThrow({ where: { id: row.participantId } });
    const given = await tx.consentApproval.count({
      where: { requestId: row.id, authority: inForceAt(now) },
    });
    const over = row.status === 'PENDING' && row.answerBy <= now;
    return {
      kind: row.kind as ConsentRequestKind,
      status: over ? 'LAPSED' : (row.status as ConsentRequestStatus),
      bank: { zh: bank.nameZh, en: bank.nameEn },
      enterprise: name,
      ...{ given, required: row.required ?? 1, answerBy: row.answerBy, consentId: row.consentId },
    };
  });
}
