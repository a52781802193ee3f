import { dutiesFor } from '@xinqiao/consent';
import type { ConsentId, LocalizedText, ParticipantId, SubjectId, SubjectType } from '@xinqiao/contracts';
import { DATA_CONSENT_TYPE, PlatformError } from '@xinqiao/contracts';
import type { ConsentRow } from '@xinqiao/db';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { errors, type Provider } from 'oidc-provider';
import { consentView } from '../consents/consent-view.ts';
import { grantConsent } from '../consents/grant.ts';
import { type Notice, noticeHash, noticeOf } from '../consents/notice.ts';
import { rejectConsent } from '../consents/reject.ts';
import { type Language, languageOf, textKey } from '../http/request-language.ts';
import type { AuthorizationServices } from './authorization-services.ts';
import { checkFormToken, formToken } from './form-token.ts';
import { findIdentity } from './identity.ts';
import { consentPage } from './pages/consent-page.ts';
import { PAGE_HEADERS } from './pages/layout.ts';
import { type PersonaChoice, signInPage } from './pages/sign-in-page.ts';

type Interaction = Awaited<ReturnType<Provider['interactionDetails']>>;

interface Form {
  readonly persona?: string;
  readonly decision?: string;
  readonly notice?: string;
  readonly lang?: string;
  readonly formToken?: string;
}

/**
 * The pages between a pushed request and its code: sign in, then one page to agree or refuse on.
 * They work without JavaScript.
 */
export function mountInteraction(
  app: FastifyInstance,
  services: AuthorizationServices,
  provider: Provider,
  personas: readonly PersonaChoice[],
): void {
  app.get<{ Params: { uid: string } }>('/interaction/:uid', async (request, reply) => {
    const interaction = await openInteraction(provider, request, reply);
    const language = languageOf(request.query, request.headers['accept-language']);
    const path = `/interaction/${interaction.uid}`;
    if (interaction.prompt.name === 'login')
      return show(
        reply,
        signInPage({
          language,
          personas,
          action: `${path}/sign-in`,
          path,
          fields: { formToken: formToken(services.secret, interaction.uid) },
        }),
      );
    const question = await openQuestion(services, interaction);
    return show(
      reply,
      consentPage({
        notice: question.noticeIn(language),
        consentId: question.row.id,
        person: question.person,
        path,
        formToken: formToken(services.secret, question.binding),
      }),
    );
  });

  app.post<{ Params: { uid: string }; Body: Form }>('/interaction/:uid/sign-in', async (request, reply) => {
    const interaction = await openInteraction(provider, request, reply);
    if (!services.sandbox) throw new PlatformError('SIGN_IN_REQUIRED');
    checkFormToken(services.secret, interaction.uid, request.body?.formToken);
    const identity = await findIdentity(services.database, request.body?.persona);
    await forgetEarlierPerson(provider, interaction);
    return finish(provider, request, reply, { login: { accountId: identity.identityId } });
  });

  app.post<{ Params: { uid: string }; Body: Form }>('/interaction/:uid/answer', async (request, reply) => {
    const interaction = await openInteraction(provider, request, reply);
    const question = await openQuestion(services, interaction);
    const { decision, notice, lang, formToken: token } = request.body ?? {};
    checkFormToken(services.secret, question.binding, token);
    const { row, identityId } = question;
    const consentId = row.id as ConsentId;
    const participantId = row.participantId as ParticipantId;

    if (decision === 'refuse') {
      await rejectConsent(services, consentId, participantId, identityId);
      return finish(provider, request, reply, {
        error: 'access_denied',
        error_description: 'the enterprise did not agree',
      });
    }
    const language: Language = lang === 'en' ? 'en' : 'zh-CN';
    const shown = question.noticeIn(language);
    // She agreed to words: if they are no longer the ones she saw, she is asked again.
    if (decision !== 'agree' || notice !== noticeHash(shown)) throw new PlatformError('FORM_EXPIRED');
    const grant = new provider.Grant({ accountId: identityId, clientId: row.applicationId });
    grant.addOIDCScope('openid');
    const detail = { type: DATA_CONSENT_TYPE, ...requestOf(interaction), consent_id: consentId };
    (grant as unknown as { addRar(detail: object): void }).addRar(detail);
    const grantId = await grant.save();
    await grantConsent(services, {
      consentId,
      participantId,
      bank: question.bank[textKey(language)],
      subjectId: question.subjectId,
      enterprise: question.enterprise,
      identityId,
      grantId,
      noticeHash: noticeHash(shown),
      noticeLanguage: language,
    });
    return finish(provider, request, reply, { consent: { grantId } });
  });
}

const show = (reply: FastifyReply, markup: string) => reply.headers(PAGE_HEADERS).send(markup);

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

/** Two people may use one phone one after the other: the second starts where nobody has signed in. */
async function forgetEarlierPerson(provider: Provider, interaction: Interaction): Promise<void> {
  const { session } = interaction;
  const earlier = session === undefined ? undefined : await provider.Session.findByUid(session.uid);
  if (session === undefined || earlier === undefined) return;
  const now = Math.floor(Date.now() / 1000);
  Object.assign(earlier, { accountId: undefined, authorizations: undefined });
  await earlier.persist();
  Object.assign(interaction, { session: { ...session, accountId: undefined } });
  await interaction.save(interaction.exp - now);
}

async function finish(provider: Provider, request: FastifyRequest, reply: FastifyReply, result: object) {
  const to = await provider.interactionResult(request.raw, reply.raw, result as never, {
    mergeWithLastSubmission: true,
  });
  return reply.redirect(to, 303);
}

interface Question {
  readonly row: ConsentRow;
  readonly bank: LocalizedText;
  readonly identityId: string;
  readonly person: string;
  readonly subjectId: SubjectId;
  readonly enterprise: string;
  /** What the form is bound to: this person, this consent, this interaction. */
  readonly binding: string;
  noticeIn(language: Language): Notice;
}

const requestOf = (interaction: Interaction): object => {
  const details = JSON.parse(String(interaction.params.authorization_details)) as object[];
  return details[0] ?? {};
};

/**
 * Finds what is asked, of whom, and whether the person signed in may answer for the enterprise.
 *
 * @throws {PlatformError} `CONSENT_LINK_EXPIRED`, `SIGN_IN_REQUIRED`, `SUBJECT_NOT_FOUND`
 */
async function openQuestion(services: AuthorizationServices, interaction: Interaction): Promise<Question> {
  const { database, clock } = services;
  const identityId = interaction.session?.accountId;
  if (identityId === undefined) throw new PlatformError('SIGN_IN_REQUIRED');
  const { parJti } = interaction as unknown as { parJti?: string };
  const client = String(interaction.params.client_id);
  const application = await database.transaction({}, (tx) =>
    tx.application.findUnique({ where: { id: client }, include: { participant: true } }),
  );
  if (application === null) throw new PlatformError('CONSENT_LINK_EXPIRED');
  return database.transaction({ identityId, participantId: application.participantId }, async (tx) => {
    const row = await tx.consent.findUnique({ where: { parId: parJti ?? '' } });
    if (row?.applicationId !== client || row.status !== 'PENDING')
      throw new PlatformError('CONSENT_LINK_EXPIRED');
    const now = clock.now();
    const authorities = await tx.authority.findMany({
      where: { identityId, validFrom: { lte: now }, OR: [{ validTo: null }, { validTo: { gt: now } }] },
      include: { identity: true, subject: { include: { identifiers: { where: { validTo: null } } } } },
    });
    const asked = (row.customerHint as { uscc: string } | null)?.uscc;
    const authority = authorities.find(
      ({ subject }) =>
        asked === undefined ||
        subject.identifiers.some(({ scheme, value }) => scheme === 'uscc' && value === asked),
    );
    if (authority === undefined) throw new PlatformError('SUBJECT_NOT_FOUND');
    const bank = { zh: application.participant.nameZh, en: application.participant.nameEn };
    const enterprise = authority.subject.name;
    const duties = dutiesFor(authority.subject.type as SubjectType, clock.today());
    return {
      row,
      bank,
      identityId,
      person: authority.identity.displayName,
      subjectId: authority.subjectId as SubjectId,
      enterprise,
      binding: `${interaction.uid} ${identityId} ${row.id}`,
      noticeIn: (language) =>
        noticeOf(
          {
            consent: consentView(row),
            validity: row.validity,
            fetchType: row.fetchType as 'ONETIME' | 'PERIODIC',
            bank: bank[textKey(language)],
            enterprise,
            duties,
          },
          language,
        ),
    };
  });
}
