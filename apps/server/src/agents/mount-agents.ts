import { AgentPresence, PlatformError, PURPOSES, type PurposeCode } from '@xinqiao/contracts';
import type { FastifyInstance } from 'fastify';
import type { AuthorizationServices } from '../authorization/authorization-services.ts';
import { checkFormToken, formToken } from '../authorization/form-token.ts';
import { agentDonePage, agentHomePage, agentRequestPage } from '../authorization/pages/agent-page.ts';
import { show } from '../authorization/pages/layout.ts';
import { openQuestion } from '../consents/requests/question.ts';
import { type Language, languageGiven, languageIn, textKey } from '../http/request-language.ts';
import { requireSession, type Sessions } from '../http/session.ts';
import { findBrought, plainReference } from './brought-request.ts';
import { confirmByCode } from './confirm.ts';
import { lookUp } from './look-up.ts';
import { requireAgent } from './own-agent.ts';
import { prepareRequest } from './prepare.ts';
import { preparedToday } from './prepared-today.ts';
import { sendConfirmationCode } from './send-code.ts';
import { whoMayAnswer } from './who-may-answer.ts';

interface Form {
  readonly number?: string;
  readonly lang?: string;
  readonly presence?: string;
  readonly authority?: string;
  readonly code?: string;
  readonly formToken?: string;
}

/** The pages of a village agent: find a request by its number, prepare it, let its owner confirm. */
export function mountAgents(app: FastifyInstance, services: AuthorizationServices, sessions: Sessions): void {
  const { secret, database } = services;
  const tokenOf = (sessionId: string, reference: string) =>
    formToken(secret, `agent ${sessionId} ${reference}`);
  const openForm = (sessionId: string, form: Form | undefined): { form: Form; reference: string } => {
    const reference = plainReference(form?.number);
    checkFormToken(secret, `agent ${sessionId} ${reference}`, form?.formToken);
    return { form: form ?? {}, reference };
  };
  const pageOf = (reference: string, language: Language, said = '') =>
    `/agent/request?number=${reference}&lang=${language}${said}`;

  /** What a request says of a firm and its people: for whoever prepared it. */
  const forOwner = async (agentId: string, reference: string, language: Language) => {
    const brought = await findBrought(services, agentId, reference);
    const { requestId, subjectId } = brought;
    const owners = await whoMayAnswer(services, brought);
    const [first] = owners;
    const question = first && (await openQuestion(services, first.identityId, { requestId }, subjectId));
    return { owners, notice: question?.noticeIn(language) };
  };

  app.get('/agent', async (request, reply) => {
    const session = await sessions.read(request);
    const language = languageIn(request);
    if (session === undefined) return reply.redirect(`/sign-in?to=agent&lang=${language}`, 303);
    const agent = await requireAgent(database, session.identityId);
    const prepared = await preparedToday(services, session.identityId);
    const markup = agentHomePage({
      ...{ language, agent },
      prepared: prepared.map(({ bank, ...rest }) => ({ ...rest, bank: bank[textKey(language)] })),
      signOutToken: formToken(secret, `sign-out ${session.sessionId}`),
    });
    return show(reply, markup);
  });

  app.get<{ Querystring: { number?: string; said?: string } }>('/agent/request', async (request, reply) => {
    const { identityId, sessionId } = await requireSession(sessions, request);
    const language = languageIn(request);
    const reference = plainReference(request.query.number);
    const found = await lookUp(services, identityId, reference);
    const key = textKey(language);
    const markup = agentRequestPage({
      ...{ language, reference },
      bank: found.bank[key],
      purpose: PURPOSES[found.request.purposeCode as PurposeCode][key],
      prepared:
        found.assistance?.agentId === identityId
          ? await forOwner(identityId, reference, language)
          : undefined,
      said: request.query.said === 'sent' ? 'sent' : undefined,
      formToken: tokenOf(sessionId, reference),
    });
    return show(reply, markup);
  });

  app.post<{ Body: Form }>('/agent/prepare', async (request, reply) => {
    const { identityId, sessionId } = await requireSession(sessions, request);
    const { form, reference } = openForm(sessionId, request.body);
    const presence = AgentPresence.safeParse(form.presence);
    if (!presence.success) throw new PlatformError('VALIDATION_FAILED');
    await prepareRequest(services, identityId, reference, presence.data);
    return reply.redirect(pageOf(reference, languageGiven(form.lang)), 303);
  });

  app.post<{ Body: Form }>('/agent/code', async (request, reply) => {
    const { identityId, sessionId } = await requireSession(sessions, request);
    const { form, reference } = openForm(sessionId, request.body);
    const language = languageGiven(form.lang);
    await sendConfirmationCode(services, {
      ...{ agentId: identityId, reference, language },
      authorityId: form.authority ?? '',
    });
    return reply.redirect(pageOf(reference, language, '&said=sent'), 303);
  });

  app.post<{ Body: Form }>('/agent/confirm', async (request, reply) => {
    const { identityId, sessionId } = await requireSession(sessions, request);
    const { form, reference } = openForm(sessionId, request.body);
    const agreed = await confirmByCode(services, identityId, reference, form.code);
    const outcome = agreed.kind === 'AGREED' ? 'agreed' : 'awaiting';
    return show(reply, agentDonePage(languageGiven(form.lang), outcome));
  });
}
