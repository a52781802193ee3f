import { hasRecordKeys } from '@xinqiao/catalogue';
import {
  type CaseId,
  ClaimText,
  DataItemId,
  ERRORS,
  fieldsOf,
  Month,
  PlatformError,
  type SubjectId,
} from '@xinqiao/contracts';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { AuthorizationServices } from '../authorization/authorization-services.ts';
import { checkFormToken, formToken } from '../authorization/form-token.ts';
import { show } from '../authorization/pages/layout.ts';
import { languageIn, textKey } from '../http/request-language.ts';
import { requireSession, type Session, type Sessions } from '../http/session.ts';
import { typed } from '../http/typed-field.ts';
import { type About, readMine, recordsOf, requireRecord, wholeSubjects } from './my-correction-reads.ts';
import { openCorrection } from './open-correction.ts';
import { CORRECTIONS_TEXT } from './pages/corrections-texts.ts';
import { disputePage } from './pages/dispute-page.ts';
import { myCorrectionsPage } from './pages/my-corrections-page.ts';

type Fields = Readonly<Record<string, unknown>>;

/** The owner’s pages about records of hers that she says are wrong (异议, 征信业管理条例 art. 25; PIPL art. 46). */
export function mountMyCorrections(
  app: FastifyInstance,
  services: AuthorizationServices,
  sessions: Sessions,
): void {
  const { database, secret, newId } = services;

  app.get('/my/corrections', async (request, reply) => {
    const session = await sessions.read(request);
    const language = languageIn(request);
    if (session === undefined) return reply.redirect(`/sign-in?to=my&lang=${language}`, 303);
    const subjects = await wholeSubjects(services, session);
    const corrections = await readMine(services, session, subjects);
    return show(reply, myCorrectionsPage({ language, subjects, corrections }));
  });

  app.get<{ Querystring: Fields }>('/my/corrections/new', async (request, reply) => {
    const session = await sessions.read(request);
    if (session === undefined) return reply.redirect(`/sign-in?to=my&lang=${languageIn(request)}`, 303);
    const about = await aboutOf(services, session, request.query);
    return showForm(request, reply, session, about, await recordsOf(services, session, about));
  });

  app.post<{ Body: Fields | undefined }>('/my/corrections/new', async (request, reply) => {
    const session = await requireSession(sessions, request);
    const fields = request.body ?? {};
    const about = await aboutOf(services, session, fields);
    const caseId = typed(fields.caseId);
    const { subject, item } = about;
    checkFormToken(secret, bindingOf(session, caseId, about), fields.formToken);
    // Asked once: the same are checked, and shown again with what was wrong.
    const records = await recordsOf(services, session, about);
    const sent = {
      record: hasRecordKeys(item) ? typed(fields.record) : null,
      path: typed(fields.path),
      claim: typed(fields.claim),
      statement: typed(fields.statement),
    };
    const again = (status: number, problem: string) =>
      showForm(request, reply.code(status), session, about, records, { caseId, problem, ...sent });
    const claim = ClaimText.safeParse(sent.claim);
    const statement = sent.statement.trim() === '' ? undefined : ClaimText.safeParse(sent.statement);
    if (!claim.success || statement?.success === false)
      return again(400, CORRECTIONS_TEXT[languageIn(request)].wrong);
    try {
      requireRecord(records, sent.record);
      await database.transaction(
        { identityId: session.identityId, subjectId: subject.subjectId },
        async (tx) => {
          await openCorrection(services, tx, {
            ...{ caseId: caseId as CaseId, identityId: session.identityId, item },
            ...{ subjectId: subject.subjectId as SubjectId, path: sent.path, record: sent.record },
            ...{ claim: claim.data, statement: statement?.data ?? null },
          });
        },
      );
    } catch (error) {
      if (!(error instanceof PlatformError) || !SAID.some((code) => code === error.code)) throw error;
      return again(409, ERRORS[error.code].message[textKey(languageIn(request))]);
    }
    return reply.redirect('/my/corrections', 303);
  });

  async function showForm(
    request: FastifyRequest,
    reply: FastifyReply,
    session: Session,
    about: About,
    records: readonly string[] | undefined,
    refused?: {
      readonly caseId: string;
      readonly problem: string;
      readonly record: string | null;
      readonly path: string;
      readonly claim: string;
      readonly statement: string;
    },
  ): Promise<FastifyReply> {
    const { subject, item, month } = about;
    const caseId = refused?.caseId ?? newId('cas');
    const markup = disputePage({
      ...{ language: languageIn(request), subject, item, month, caseId, records, refused },
      formToken: formToken(secret, bindingOf(session, caseId, about)),
      paths: fieldsOf(item),
    });
    return show(reply, markup);
  }
}

/** What she may have got wrong, or what changed meanwhile: it is said on the page itself. */
const SAID = [
  'CORRECTION_RECORD_UNKNOWN',
  'CORRECTION_PENDING',
  'CASE_LIMIT_REACHED',
  'SOURCE_UNAVAILABLE',
  'AUTHORITY_MISSING',
] as const;

const bindingOf = ({ sessionId }: Session, caseId: string, { subject, item, month }: About) =>
  `correction ${[sessionId, caseId, subject.subjectId, item, month].join(' ')}`;

/** @throws {PlatformError} `AUTHORITY_MISSING`, `VALIDATION_FAILED` */
async function aboutOf(services: AuthorizationServices, session: Session, given: Fields): Promise<About> {
  const item = DataItemId.safeParse(given.item);
  const month = typed(given.month) === '' ? undefined : Month.safeParse(given.month);
  if (!item.success || month?.success === false) throw new PlatformError('VALIDATION_FAILED');
  const subjects = await wholeSubjects(services, session);
  const subject = subjects.find(({ subjectId }) => subjectId === given.subjectId);
  if (subject === undefined) throw new PlatformError('AUTHORITY_MISSING');
  return { subject, item: item.data, month: month?.data };
}
