import { Readable } from 'node:stream';
import { DATA_ITEM_IDS, PlatformError, type SubjectId } from '@xinqiao/contracts';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { lastMonths, readOwnData } from '../../data/own/read-own.ts';
import { languageIn } from '../../http/request-language.ts';
import { requireSession, type Session, type Sessions } from '../../http/session.ts';
import type { AuthorizationServices } from '../authorization-services.ts';
import { checkFormToken, formToken } from '../form-token.ts';
import { PAGE_HEADERS, show } from '../pages/layout.ts';
import { myExportPage } from '../pages/my-export-page.ts';
import { signInPath } from '../sign-in/destination.ts';
import { exportRecords, heldAuthorities, isWhole } from './export-records.ts';
import { findSubjects, type OwnSubject } from './own-subjects.ts';

/** How far back her own data reaches, in whole months. */
const MONTHS = 24;
/** Longest wait for a source, in milliseconds. */
const PATIENCE_MS = 10_000;

type Form = { Body: { formToken?: string; subject?: string } | undefined };

/** What an owner takes with her (PIPL art. 45): the records of her consents, and her own data. */
export function mountMyExport(
  app: FastifyInstance,
  services: AuthorizationServices,
  sessions: Sessions,
): void {
  const bindingOf = ({ sessionId }: Session) => `export ${sessionId}`;

  app.get('/my/export', async (request, reply) => {
    const session = await sessions.read(request);
    const language = languageIn(request);
    // What is taken away is gone: whoever takes it has proved who she is within the last minutes.
    if (session === undefined || !sessions.isFresh(session))
      return reply.redirect(`${signInPath({ to: 'export' })}&lang=${language}`, 303);
    const subjects = await findSubjects(services, session);
    const token = formToken(services.secret, bindingOf(session));
    return show(reply, myExportPage({ language, subjects, formToken: token }));
  });

  app.post<Form>('/my/export/records', async (request, reply) => {
    const session = await requireSession(sessions, request);
    checkFormToken(services.secret, bindingOf(session), request.body?.formToken);
    if (!sessions.isFresh(session)) return reply.redirect('/my/export', 303);
    const subject = await ownSubject(services, session, request.body?.subject);
    const { identityId } = session;
    return download(reply, 'records', Readable.from(exportRecords(services, { identityId, ...subject })));
  });

  app.post<Form>('/my/export/data', async (request, reply) => {
    const session = await requireSession(sessions, request);
    checkFormToken(services.secret, bindingOf(session), request.body?.formToken);
    if (!sessions.isFresh(session)) return reply.redirect('/my/export', 303);
    const { subjectId, name } = await ownSubject(services, session, request.body?.subject);
    await requireWholeAuthority(services, session, subjectId);
    const extractedAt = services.clock.instant();
    const range = lastMonths(services.clock.today(), MONTHS);
    const results = await readOwnData(services, {
      ...{ identityId: session.identityId, subjectId: subjectId as SubjectId, range },
      ...{ items: DATA_ITEM_IDS, kind: 'OWN_DATA_EXPORTED', deadlineMs: PATIENCE_MS },
    });
    const taken = {
      purpose: 'SELF_SERVICE_EXPORT',
      subject: { subjectId, name },
      ...{ extractedAt, range },
      items: results,
    };
    return download(reply, 'data', `${JSON.stringify(taken, null, 2)}\n`);
  });
}

const download = (reply: FastifyReply, name: string, content: Readable | string) =>
  reply
    .headers({
      ...PAGE_HEADERS,
      'content-type': 'application/json; charset=utf-8',
      'content-disposition': `attachment; filename="xinqiao-${name}.json"`,
    })
    .send(content);

/** @throws {PlatformError} `SUBJECT_NOT_FOUND` for whoever may not act for it today */
async function ownSubject(
  services: AuthorizationServices,
  session: Session,
  given: unknown,
): Promise<OwnSubject> {
  const subject = (await findSubjects(services, session)).find(({ subjectId }) => subjectId === given);
  if (subject === undefined) throw new PlatformError('SUBJECT_NOT_FOUND');
  return subject;
}

/**
 * All that is known of a firm is for whoever acts for it without limits: no proxy for one bank or purpose.
 *
 * @throws {PlatformError} `AUTHORITY_MISSING`
 */
async function requireWholeAuthority(
  services: AuthorizationServices,
  { identityId }: Session,
  subjectId: string,
): Promise<void> {
  const held = await heldAuthorities(services, { identityId, subjectId });
  if (!isWhole(held, services.operatorId)) throw new PlatformError('AUTHORITY_MISSING');
}
