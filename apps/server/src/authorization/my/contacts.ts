import { type ContactChannel, MessageLanguage, PlatformError } from '@xinqiao/contracts';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { languageIn, textKey } from '../../http/request-language.ts';
import { requireSession, type Session, type Sessions } from '../../http/session.ts';
import type { AuthorizationServices } from '../authorization-services.ts';
import { checkFormToken, formToken } from '../form-token.ts';
import { show } from '../pages/layout.ts';
import { type ContactProblem, myContactsPage } from '../pages/my-contacts-page.ts';
import { signInPath } from '../sign-in/destination.ts';
import { changeOwnContact } from './change-contact.ts';

/** What a person can give herself, by the last part of the path. */
const CHANNELS: ReadonlyMap<string, ContactChannel> = new Map([
  ['phone', 'SMS'],
  ['email', 'EMAIL'],
]);

type Fields = Readonly<Record<string, unknown>>;

/** The owner’s page on how messages reach her. */
export function mountMyContacts(
  app: FastifyInstance,
  services: AuthorizationServices,
  sessions: Sessions,
): void {
  const bindingOf = ({ sessionId }: Session) => `contacts ${sessionId}`;

  app.get('/my/contacts', async (request, reply) => {
    const session = await sessions.read(request);
    if (session === undefined) return signInAfresh(request, reply);
    return showContacts(request, reply, session);
  });

  app.post<{ Params: { channel: string; act: string }; Body: Fields | undefined }>(
    '/my/contacts/:channel/:act',
    async (request, reply) => {
      const session = await requireSession(sessions, request);
      const fields = request.body ?? {};
      const channel = CHANNELS.get(request.params.channel);
      const { act } = request.params;
      if (channel === undefined || (act !== 'set' && act !== 'end'))
        throw new PlatformError('ROUTE_NOT_FOUND');
      checkFormToken(services.secret, bindingOf(session), fields.formToken);
      // Codes that stand for her word go to this address: whoever sets or ends it has just proved who she is.
      if (!sessions.isFresh(session)) return signInAfresh(request, reply);
      const given = typeof fields.address === 'string' ? fields.address.trim() : '';
      const language = MessageLanguage.catch(textKey(languageIn(request))).parse(fields.language);
      const contact = { channel, address: act === 'end' ? null : given, language };
      try {
        const done = await changeOwnContact(services, session.identityId, contact);
        if (done === 'DONE') return reply.redirect('/my/contacts', 303);
        return showContacts(request, reply.code(429), session, { channel, given, reason: 'LIMIT' });
      } catch (error) {
        if (!(error instanceof PlatformError && error.code === 'RECIPIENT_INVALID')) throw error;
        return showContacts(request, reply.code(400), session, { channel, given, reason: 'INVALID' });
      }
    },
  );

  const signInAfresh = (request: FastifyRequest, reply: FastifyReply) =>
    reply.redirect(`${signInPath({ to: 'contacts' })}&lang=${languageIn(request)}`, 303);

  async function showContacts(
    request: FastifyRequest,
    reply: FastifyReply,
    session: Session,
    problem?: ContactProblem,
  ): Promise<FastifyReply> {
    const { identityId } = session;
    const contacts = await services.database.transaction({ identityId }, (tx) =>
      tx.contact.findMany({ where: { identityId, endedAt: null }, orderBy: { id: 'desc' } }),
    );
    const markup = myContactsPage({
      language: languageIn(request),
      contacts: contacts.map(({ channel, masked, language }) => ({
        ...{ channel: channel as ContactChannel, masked, language: language as MessageLanguage },
      })),
      formToken: formToken(services.secret, bindingOf(session)),
      problem,
    });
    return show(reply, markup);
  }
}
