import { PlatformError } from '@xinqiao/contracts';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { errors, type Provider } from 'oidc-provider';
import { agree } from '../consents/requests/agree.ts';
import { openQuestion, orUnnamed, type Question, SubjectUnnamed } from '../consents/requests/question.ts';
import { refuse } from '../consents/requests/refuse.ts';
import { languageIn } from '../http/request-language.ts';
import { agreedDetail } from './agreed-detail.ts';
import { type AnswerForm, agreedWords } from './answer-form.ts';
import type { AuthorizationServices } from './authorization-services.ts';
import { forgetEarlierPerson, type Interaction } from './earlier-person.ts';
import { checkFormToken, formToken } from './form-token.ts';
import { chooseEnterprisePage } from './pages/choose-enterprise-page.ts';
import { show } from './pages/layout.ts';
import { showQuestion } from './show-question.ts';
import type { SignIn } from './sign-in/begin.ts';
import { isFresh, loginOf } from './sign-in/fresh.ts';

/**
 * The pages between a pushed request and its code: sign in, then one page to agree or refuse on.
 * They work without JavaScript.
 */
export function mountInteraction(
  app: FastifyInstance,
  services: AuthorizationServices,
  provider: Provider,
  signIn: SignIn,
): void {
  app.get<{ Params: { uid: string } }>('/interaction/:uid', async (request, reply) => {
    const interaction = await openInteraction(provider, request, reply);
    const signedIn = await signIn.passes.take(request, reply, interaction.uid);
    if (signedIn !== undefined) {
      await forgetEarlierPerson(provider, interaction);
      return finish(provider, request, reply, { login: loginOf(signedIn) });
    }
    const isAsked = interaction.prompt.name === 'login' || !(await isFresh(services, provider, interaction));
    if (isAsked) return signIn.begin(request, reply, { to: 'interaction', id: interaction.uid });
    const language = languageIn(request);
    const path = `/interaction/${interaction.uid}`;
    const { subject } = request.query as { subject?: string };
    const question = await openInteractionQuestion(services, interaction, subject).catch(orUnnamed);
    if (question instanceof SubjectUnnamed)
      return show(reply, chooseEnterprisePage(language, path, question.choices));
    const token = formToken(services.secret, bindingOf(interaction, question));
    return show(reply, await showQuestion(services, question, { language, path, formToken: token }));
  });

  app.post<{ Params: { uid: string }; Body: AnswerForm }>(
    '/interaction/:uid/answer',
    async (request, reply) => {
      const interaction = await openInteraction(provider, request, reply);
      const form = request.body ?? {};
      const { decision } = form;
      const question = await openInteractionQuestion(services, interaction, form.subject);
      checkFormToken(services.secret, bindingOf(interaction, question), form.formToken);

      if (decision === 'refuse') {
        await refuse(services, question).catch(linkOver);
        return finish(provider, request, reply, {
          error: 'access_denied',
          error_description: 'the enterprise did not agree',
        });
      }
      // Agreeing needs a sign-in of the last minutes: the page asks for it, and then asks her again.
      if (decision === 'agree' && !(await isFresh(services, provider, interaction)))
        return reply.redirect(`/interaction/${interaction.uid}`, 303);
      const agreedTo = agreedWords(question, form);
      const grant = new provider.Grant({
        accountId: question.identityId,
        clientId: question.request.applicationId,
      });
      grant.addOIDCScope('openid');
      (grant as unknown as { addRar(detail: object): void }).addRar(
        agreedDetail(interaction.params.authorization_details, {
          ...question,
          items: [...question.items, ...agreedTo.chosen],
        }),
      );
      const grantId = await grant.save();
      const agreed = await agree(services, { question, grantId, ...agreedTo }).catch(
        async (error: unknown) => {
          await grant.destroy();
          return linkOver(error);
        },
      );
      if (agreed.kind === 'AGREED') return finish(provider, request, reply, { consent: { grantId } });
      await grant.destroy();
      return finish(provider, request, reply, {
        error: 'interaction_required',
        error_description: `AWAITING_APPROVALS: ${agreed.given} of ${agreed.required} agreed`,
      });
    },
  );
}

/** What was answered or lapsed while she read is an old link to her. */
function linkOver(error: unknown): never {
  throw error instanceof PlatformError && error.code === 'CONSENT_REQUEST_NOT_FOUND'
    ? new PlatformError('CONSENT_LINK_EXPIRED', { cause: error })
    : error;
}

/** @throws {PlatformError} `CONSENT_LINK_EXPIRED` when cookie or interaction are gone. */
async function openInteraction(
  provider: Provider,
  request: FastifyRequest<{ Params: { uid: string } }>,
  reply: FastifyReply,
) {
  try {
    const interaction = await provider.interactionDetails(request.raw, reply.raw);
    if (interaction.uid !== request.params.uid) throw new PlatformError('CONSENT_LINK_EXPIRED');
    return interaction;
  } catch (error) {
    if (error instanceof errors.SessionNotFound)
      throw new PlatformError('CONSENT_LINK_EXPIRED', { cause: error });
    throw error;
  }
}

async function finish(provider: Provider, request: FastifyRequest, reply: FastifyReply, result: object) {
  const to = await provider.interactionResult(request.raw, reply.raw, result as never, {
    mergeWithLastSubmission: true,
  });
  return reply.redirect(to, 303);
}

/** What the form is bound to: this person, this request, this interaction. */
const bindingOf = ({ uid }: Interaction, { identityId, requestId, subjectId }: Question) =>
  `${uid} ${identityId} ${requestId} ${subjectId}`;

/**
 * What the link asks the person signed in.
 *
 * @throws {PlatformError} `CONSENT_LINK_EXPIRED`, `SIGN_IN_REQUIRED`, `AUTHORITY_MISSING`
 */
async function openInteractionQuestion(
  services: AuthorizationServices,
  interaction: Interaction,
  subjectId?: string,
): Promise<Question> {
  const identityId = interaction.session?.accountId;
  if (identityId === undefined) throw new PlatformError('SIGN_IN_REQUIRED');
  const { parJti } = interaction as unknown as { parJti?: string };
  const client = String(interaction.params.client_id);
  const application = await services.database.transaction({}, (tx) =>
    tx.application.findUnique({ where: { id: client } }),
  );
  if (application === null) throw new PlatformError('CONSENT_LINK_EXPIRED');
  const { participantId } = application;
  const question = await openQuestion(
    services,
    identityId,
    { handle: parJti ?? '', participantId },
    subjectId,
  ).catch(linkOver);
  if (question.request.applicationId !== client) throw new PlatformError('CONSENT_LINK_EXPIRED');
  return question;
}
