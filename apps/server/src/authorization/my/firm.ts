import {
  addDays,
  CalendarDate,
  DisclosureLevel,
  ERRORS,
  type ErrorCode,
  PlatformError,
  PurposeCode,
  SubjectId,
} from '@xinqiao/contracts';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { acceptInvitation, openInvitation } from '../../authorities/accept.ts';
import { GIVEN_CAPACITIES, type Terms } from '../../authorities/exceeds.ts';
import { readFirmPeople } from '../../authorities/firm-people.ts';
import { invite } from '../../authorities/invite.ts';
import { matchAwaiting } from '../../authorities/match-awaiting.ts';
import { readDocument } from '../../authorities/read-document.ts';
import { represent } from '../../authorities/represent.ts';
import { setApprovalRule } from '../../authorities/set-approval-rule.ts';
import { takeBack, withdrawInvitation } from '../../authorities/take-back.ts';
import { languageIn, textKey } from '../../http/request-language.ts';
import { requireSession, type Session, type Sessions } from '../../http/session.ts';
import type { AuthorizationServices } from '../authorization-services.ts';
import { checkFormToken, formToken } from '../form-token.ts';
import { show } from '../pages/layout.ts';
import { myFirmPage } from '../pages/my-firm-page.ts';
import { powerOfAttorneyPage } from '../pages/power-of-attorney-page.ts';
import { findSubjects } from './own-subjects.ts';

type Fields = Readonly<Record<string, string | readonly string[] | undefined>>;
type Act = (
  session: Session,
  fields: Fields,
  request: FastifyRequest,
  reply: FastifyReply,
) => Promise<unknown>;

const one = (fields: Fields, name: string): string => {
  const value = fields[name];
  return typeof value === 'string' ? value : '';
};
const many = (fields: Fields, name: string): string[] => [fields[name] ?? []].flat();

/** What she may have got wrong: it is said on the page itself. */
const SAID: readonly ErrorCode[] = [
  ...(['REPRESENTATIVE_MISMATCH', 'INVITATION_INVALID', 'AUTHORITY_EXCESSIVE', 'AUTHORITY_MISSING'] as const),
  ...([
    'AUTHORITY_NOT_FOUND',
    'AUTHORITY_ATTEMPTS_USED',
    'DUTIES_IN_CONFLICT',
    'SOURCE_UNAVAILABLE',
  ] as const),
  'STEP_UP_REQUIRED',
];

/** The owner’s page on who may act for her firms: she gives authority, takes it back, and says how many must agree. */
export function mountMyFirm(app: FastifyInstance, services: AuthorizationServices, sessions: Sessions): void {
  const { secret, database, clock } = services;
  const bindingOf = ({ sessionId }: Session) => `firm ${sessionId}`;

  app.get('/my/firm', async (request, reply) => {
    const session = await sessions.read(request);
    if (session === undefined) return reply.redirect(`/sign-in?to=firm&lang=${languageIn(request)}`, 303);
    await matchAwaiting(services, session.identityId);
    return showFirms(request, reply, session);
  });

  app.get<{ Params: { authorityId: string } }>('/my/firm/documents/:authorityId', async (request, reply) => {
    const session = await requireSession(sessions, request);
    const { authorityId } = request.params;
    const subjects = await findSubjects(services, session);
    const { identityId } = session;
    const document = await readDocument(
      services,
      { identityId, authorityId },
      subjects.map(({ subjectId }) => subjectId),
    );
    const path = `/my/firm/documents/${authorityId}`;
    return show(reply, powerOfAttorneyPage({ language: languageIn(request), path, ...document }));
  });

  // To take back is never made to wait; to give needs a fresh sign-in (step-up).
  act('end', false, async ({ identityId }, fields) =>
    takeBack(services, { identityId, subjectId: subjectIn(fields), authorityId: one(fields, 'authorityId') }),
  );
  act('withdraw', false, async ({ identityId }, fields) =>
    withdrawInvitation(services, {
      ...{ identityId, subjectId: subjectIn(fields), invitationId: one(fields, 'invitationId') },
    }),
  );
  act('rule', true, async ({ identityId }, fields) =>
    setApprovalRule(services, {
      ...{ identityId, subjectId: subjectIn(fields), required: Number(one(fields, 'required')) },
    }),
  );
  act('represent', true, async ({ identityId }, fields) =>
    represent(services, identityId, one(fields, 'uscc')),
  );
  act('accept', true, async ({ identityId }, fields) =>
    acceptInvitation(services, identityId, one(fields, 'code')),
  );
  act('invitation', true, async (session, fields, request, reply) => {
    const code = one(fields, 'code');
    const { document, row } = await openInvitation(services, session.identityId, code);
    const accept = { code, formToken: formToken(secret, bindingOf(session)) };
    const language = languageIn(request);
    return show(reply, powerOfAttorneyPage({ language, text: document, hash: row.documentHash, accept }));
  });
  act('invite', true, async ({ identityId }, fields, request, reply) => {
    const language = languageIn(request);
    const invited = await invite(services, {
      ...{ identityId, subjectId: subjectIn(fields), authorityId: one(fields, 'authorityId') },
      ...{ name: nameIn(fields), terms: termsIn(fields), language },
    });
    const { code, document, hash } = invited;
    return show(reply, powerOfAttorneyPage({ language, text: document, hash, code }));
  });

  function act(name: string, stepUp: boolean, run: Act): void {
    app.post<{ Body: Fields | undefined }>(`/my/firm/${name}`, async (request, reply) => {
      const session = await requireSession(sessions, request);
      const fields = request.body ?? {};
      checkFormToken(secret, bindingOf(session), fields.formToken);
      try {
        if (stepUp) sessions.requireFresh(session);
        await run(session, fields, request, reply);
      } catch (error) {
        if (!(error instanceof PlatformError && SAID.includes(error.code))) throw error;
        const { status, message } = ERRORS[error.code];
        return showFirms(request, reply.code(status), session, message[textKey(languageIn(request))]);
      }
      return reply.sent ? reply : reply.redirect('/my/firm', 303);
    });
  }

  async function showFirms(
    request: FastifyRequest,
    reply: FastifyReply,
    session: Session,
    problem?: string,
  ): Promise<FastifyReply> {
    const { identityId } = session;
    const subjects = await findSubjects(services, session);
    const banks = await database.transaction({ identityId }, (tx) =>
      tx.participant.findMany({ where: { kind: 'BANK', status: 'ACTIVE' }, orderBy: { id: 'asc' } }),
    );
    const firms = await Promise.all(
      subjects.map(({ subjectId }) => readFirmPeople(services, identityId, subjectId as SubjectId)),
    );
    const markup = myFirmPage({
      ...{ language: languageIn(request), today: clock.today(), fresh: sessions.isFresh(session), firms },
      banks: banks.map(({ id, nameZh, nameEn }) => ({ participantId: id, name: { zh: nameZh, en: nameEn } })),
      formToken: formToken(secret, bindingOf(session)),
      problem,
    });
    return show(reply, markup);
  }
}

/** @throws {PlatformError} `AUTHORITY_NOT_FOUND` of no id of ours */
function subjectIn(fields: Fields): SubjectId {
  const parsed = SubjectId.safeParse(fields.subjectId);
  if (!parsed.success) throw new PlatformError('AUTHORITY_NOT_FOUND');
  return parsed.data;
}

/** @throws {PlatformError} `AUTHORITY_EXCESSIVE` of no name */
function nameIn(fields: Fields): string {
  const name = one(fields, 'name').trim();
  if (name === '' || name.length > 60 || /[\p{Cc}\p{Cf}]/u.test(name))
    throw new PlatformError('AUTHORITY_EXCESSIVE');
  return name;
}

/** @throws {PlatformError} `AUTHORITY_EXCESSIVE` of terms nobody can give */
function termsIn(fields: Fields): Terms {
  const capacity = GIVEN_CAPACITIES.find((each) => each === fields.capacity);
  const lastDay = CalendarDate.safeParse(one(fields, 'lastDay'));
  const purposes = PurposeCode.array().safeParse(many(fields, 'purposes'));
  const level = one(fields, 'disclosure');
  const disclosure = DisclosureLevel.nullable().safeParse(level === '' ? null : level);
  const participantIds = many(fields, 'banks');
  const known = participantIds.length <= 50 && participantIds.every((id) => /^ptc_[0-9a-f-]{36}$/.test(id));
  if (capacity === undefined || !lastDay.success || !purposes.success || !disclosure.success || !known)
    throw new PlatformError('AUTHORITY_EXCESSIVE');
  // No bank asks for it, so it is nobody’s to give; and a list without it would set no limit.
  if (purposes.data.includes('SELF_SERVICE_EXPORT')) throw new PlatformError('AUTHORITY_EXCESSIVE');
  return {
    ...{ capacity, participantIds, maxDisclosure: disclosure.data },
    purposes: purposes.data,
    validTo: new Date(`${addDays(lastDay.data, 1)}T00:00:00+08:00`),
  };
}
