import {
  CaseCategory,
  CaseId,
  CaseText,
  CaseTitle,
  EntryId,
  ERRORS,
  PlatformError,
  type SubjectId,
} from '@xinqiao/contracts';
import type { Tx } from '@xinqiao/db';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { ownerOf } from '../audit/owner.ts';
import type { AuthorizationServices } from '../authorization/authorization-services.ts';
import { checkFormToken, formToken } from '../authorization/form-token.ts';
import { findSubjects } from '../authorization/my/own-subjects.ts';
import { eventWords } from '../authorization/pages/event-words.ts';
import { show } from '../authorization/pages/layout.ts';
import { type Language, languageIn, textKey } from '../http/request-language.ts';
import { requireSession, type Session, type Sessions } from '../http/session.ts';
import { typed } from '../http/typed-field.ts';
import { withTitles } from './case-texts.ts';
import { type CaseWithMessages, caseView, readCase, summaryView } from './case-view.ts';
import { type CaseChange, changeCase } from './change-case.ts';
import { createCase } from './new-case.ts';
import { TEXT, time } from './pages/case-texts.ts';
import { myCasePage } from './pages/my-case-page.ts';
import { type CaseForm, myCasesPage } from './pages/my-cases-page.ts';

/** Most cases the page lists. */
const SHOWN = 50;

const NewCaseForm = z.object({ category: CaseCategory, title: CaseTitle, text: CaseText });

type Fields = Readonly<Record<string, unknown>>;

/** The owner’s pages about her questions, complaints and objections. */
export function mountMyCases(
  app: FastifyInstance,
  services: AuthorizationServices,
  sessions: Sessions,
): void {
  const { database, secret, newId } = services;
  const openingToken = ({ sessionId }: Session, caseId: string) =>
    formToken(secret, `open-case ${sessionId} ${caseId}`);

  app.get<{ Querystring: { entry?: unknown; category?: unknown } }>('/my/cases', async (request, reply) => {
    const session = await sessions.read(request);
    if (session === undefined) return reply.redirect(`/sign-in?to=my&lang=${languageIn(request)}`, 303);
    const caseId = newId('cas');
    const { entry } = request.query;
    const usual = entry === undefined ? 'CONSULTATION' : 'DATA_ERROR';
    return showCases(services, request, reply, session, {
      ...{ caseId, formToken: openingToken(session, caseId), subjectId: '', title: '', text: '' },
      category: CaseCategory.catch(usual).parse(request.query.category),
      entry,
    });
  });

  app.post<{ Body: Fields | undefined }>('/my/cases', async (request, reply) => {
    const session = await requireSession(sessions, request);
    const { identityId } = session;
    const fields = request.body ?? {};
    const caseId = typed(fields.caseId);
    checkFormToken(secret, `open-case ${session.sessionId} ${caseId}`, fields.formToken);
    const sent = {
      category: typed(fields.category),
      title: typed(fields.title),
      text: typed(fields.text),
    };
    const subjectId = typed(fields.subjectId) as SubjectId;
    const again = (status: number, problem: string) =>
      showCases(services, request, reply.code(status), session, {
        ...{ caseId, subjectId, entry: fields.entry, problem, ...sent },
        formToken: openingToken(session, caseId),
      });
    const checked = NewCaseForm.safeParse(sent);
    if (!checked.success) return again(400, TEXT[languageIn(request)].wrong);
    const subjects = await findSubjects(services, session);
    if (!subjects.some((subject) => subject.subjectId === subjectId)) throw new PlatformError('FORM_EXPIRED');
    try {
      await database.transaction({ identityId, subjectId }, async (tx) => {
        // The same form sent again.
        if ((await tx.supportCase.count({ where: { id: caseId, identityId } })) > 0) return;
        await createCase(services, tx, {
          ...checked.data,
          caseId: caseId as CaseId,
          asker: { participantId: null, identityId, subjectId },
          actor: ownerOf(services.vault, services.operatorId, identityId),
          entryIds: fields.entry === undefined ? [] : [entryIdOf(fields.entry)],
        });
      });
    } catch (error) {
      return again(409, limitReached(error, languageIn(request)));
    }
    return reply.redirect(`/my/cases/${caseId}`, 303);
  });

  app.get<{ Params: { caseId: string } }>('/my/cases/:caseId', async (request, reply) => {
    const session = await sessions.read(request);
    if (session === undefined) return reply.redirect(`/sign-in?to=my&lang=${languageIn(request)}`, 303);
    return showCase(services, request, reply, session, caseIdOf(request.params.caseId));
  });

  app.post<{ Params: { caseId: string }; Body: Fields | undefined }>(
    '/my/cases/:caseId/reply',
    async (request, reply) => {
      const session = await requireSession(sessions, request);
      const caseId = caseIdOf(request.params.caseId);
      const text = typed(request.body?.text);
      await checkToken(services, session, caseId, request.body?.formToken);
      if (!CaseText.safeParse(text).success) {
        const problem = TEXT[languageIn(request)].wrong;
        return showCase(services, request, reply.code(400), session, caseId, { text, problem });
      }
      try {
        await change(services, session, { caseId, act: 'REPLY', message: { side: 'OWNER', text } });
      } catch (error) {
        const problem = limitReached(error, languageIn(request));
        return showCase(services, request, reply.code(409), session, caseId, { text, problem });
      }
      return reply.redirect(`/my/cases/${caseId}`, 303);
    },
  );

  app.post<{ Params: { caseId: string }; Body: Fields | undefined }>(
    '/my/cases/:caseId/close',
    async (request, reply) => {
      const session = await requireSession(sessions, request);
      const caseId = caseIdOf(request.params.caseId);
      await checkToken(services, session, caseId, request.body?.formToken);
      const closedAt = services.clock.now();
      await change(services, session, { caseId, act: 'CLOSE', data: async () => ({ closedAt }) });
      return reply.redirect(`/my/cases/${caseId}`, 303);
    },
  );
}

/** What to tell her who reached a limit; any other error goes on. */
function limitReached(error: unknown, language: Language): string {
  if (!(error instanceof PlatformError) || error.code !== 'CASE_LIMIT_REACHED') throw error;
  return ERRORS[error.code].message[textKey(language)];
}

function caseIdOf(given: string): CaseId {
  const caseId = CaseId.safeParse(given);
  if (!caseId.success) throw new PlatformError('CASE_NOT_FOUND');
  return caseId.data;
}

function entryIdOf(given: unknown): EntryId {
  const entryId = EntryId.safeParse(given);
  if (!entryId.success) throw new PlatformError('ENTRY_NOT_FOUND');
  return entryId.data;
}

/**
 * Her own case, about a subject for which she may act today.
 *
 * @throws {PlatformError} `CASE_NOT_FOUND`, also for somebody else’s
 */
async function readOwn(
  { database, clock, vault }: AuthorizationServices,
  { identityId }: Session,
  caseId: CaseId,
): Promise<CaseWithMessages> {
  return database.transaction({ identityId }, async (tx) => {
    const row = await readCase(vault, tx, caseId);
    await requireAuthority(tx, { identityId, subjectId: row.subjectId ?? '', at: clock.now() });
    return row;
  });
}

/** @throws {PlatformError} `CASE_NOT_FOUND` for whoever acts for the subject no longer */
async function requireAuthority(
  tx: Tx,
  { at, ...who }: { readonly identityId: string; readonly subjectId: string; readonly at: Date },
): Promise<void> {
  const inForce = await tx.authority.count({
    where: { ...who, validFrom: { lte: at }, OR: [{ validTo: null }, { validTo: { gt: at } }] },
  });
  if (inForce === 0) throw new PlatformError('CASE_NOT_FOUND');
}

/** What a form of a case is good for: the case as it was shown, so that nothing is sent twice. */
const boundTo = ({ sessionId }: Session, { id, status, messages }: CaseWithMessages) =>
  `case ${sessionId} ${id} ${status} ${messages.at(-1)?.number}`;

async function checkToken(
  services: AuthorizationServices,
  session: Session,
  caseId: CaseId,
  given: unknown,
): Promise<void> {
  checkFormToken(services.secret, boundTo(session, await readOwn(services, session, caseId)), given);
}

async function change(
  services: AuthorizationServices,
  session: Session,
  act: Omit<CaseChange, 'actor'>,
): Promise<void> {
  const { identityId } = session;
  const subjectId = (await readOwn(services, session, act.caseId)).subjectId ?? '';
  const actor = ownerOf(services.vault, services.operatorId, identityId);
  await services.database.transaction({ identityId, subjectId }, async (tx) => {
    await requireAuthority(tx, { identityId, subjectId, at: services.clock.now() });
    await changeCase(services, tx, { ...act, actor });
  });
}

async function showCase(
  services: AuthorizationServices,
  request: FastifyRequest,
  reply: FastifyReply,
  session: Session,
  caseId: CaseId,
  refused?: { readonly text: string; readonly problem: string },
): Promise<FastifyReply> {
  const row = await readOwn(services, session, caseId);
  const markup = myCasePage({
    language: languageIn(request),
    supportCase: caseView(row, services.clock.instant()),
    formToken: formToken(services.secret, boundTo(session, row)),
    refused,
  });
  return show(reply, markup);
}

async function showCases(
  services: AuthorizationServices,
  request: FastifyRequest,
  reply: FastifyReply,
  session: Session,
  { entry, ...form }: Omit<CaseForm, 'entry'> & { readonly entry: unknown },
): Promise<FastifyReply> {
  const { database, clock, vault } = services;
  const { identityId } = session;
  const language = languageIn(request);
  const all = await findSubjects(services, session);
  const about =
    entry === undefined ? undefined : await findEntry(services, session, all, entryIdOf(entry), language);
  const rows = await database.transaction({ identityId }, async (tx) => {
    const found = await tx.supportCase.findMany({
      where: { identityId, subjectId: { in: all.map(({ subjectId }) => subjectId) } },
      orderBy: { id: 'desc' },
      take: SHOWN,
    });
    return withTitles(vault, tx, found);
  });
  const markup = myCasesPage({
    language,
    path: about === undefined ? '/my/cases' : `/my/cases?entry=${about.entryId}`,
    subjects: about === undefined ? all : [about.subject],
    cases: rows.map((row) => summaryView(row, clock.instant())),
    form: { ...form, entry: about },
  });
  return show(reply, markup);
}

/** An entry about one of her subjects. @throws {PlatformError} `ENTRY_NOT_FOUND` */
async function findEntry(
  { database }: AuthorizationServices,
  { identityId }: Session,
  subjects: Awaited<ReturnType<typeof findSubjects>>,
  entryId: EntryId,
  language: Language,
) {
  for (const subject of subjects) {
    const { subjectId } = subject;
    const row = await database.transaction({ identityId, subjectId }, (tx) =>
      tx.logEntry.findUnique({ where: { id: entryId, subjectId } }),
    );
    if (row === null) continue;
    return {
      ...{ entryId, subject },
      words: `${time.format(row.recordedAt)} ${eventWords(row.kind)[textKey(language)]}`,
    };
  }
  throw new PlatformError('ENTRY_NOT_FOUND');
}
