import {
  ConsentArtefact,
  ConsentId,
  ConsentReceipt,
  PlatformError,
  receiptLines,
  receiptText,
} from '@xinqiao/contracts';
import type { ConsentRevisionRow } from '@xinqiao/db';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { decodeJwt } from 'jose';
import { ownerOf } from '../../audit/owner.ts';
import { languageIn } from '../../http/request-language.ts';
import { requireSession, type Session, type Sessions } from '../../http/session.ts';
import { sha256Text } from '../../sha256-text.ts';
import type { AuthorizationServices } from '../authorization-services.ts';
import { PAGE_HEADERS, show } from '../pages/layout.ts';
import { receiptPage } from '../pages/receipt-page.ts';
import { findOwn } from './own-subjects.ts';

type Named = { Params: { consentId: string; revision: string } };
/** A page, its text, or what was signed, by the end of the path. */
const FORMS = { page: '', text: '.txt', receipt: '.jws', artefact: '/artefact.jws' } as const;

/** The receipts of an owner: to read, to print, and as they were signed. */
export function mountMyReceipts(
  app: FastifyInstance,
  services: AuthorizationServices,
  sessions: Sessions,
): void {
  const at = '/my/consents/:consentId/receipts/:revision(^\\d{1,9})';

  app.get<Named>(`${at}${FORMS.page}`, async (request, reply) => {
    const session = await sessions.read(request);
    const language = languageIn(request);
    if (session === undefined) return reply.redirect(`/sign-in?to=my&lang=${language}`, 303);
    const { revision, words, receipt } = await findRevision(services, session, request.params);
    const markup = receiptPage({
      ...{ language, consentId: receipt.consentId, revision: receipt.revision },
      lines: receiptLines(receipt, language, { names: namesOf(services, session, receipt) }),
      agreed: words === null ? undefined : agreedWords(words, revision),
      hasArtefact: revision.artefact !== null,
    });
    return show(reply, markup);
  });

  app.get<Named>(`${at}${FORMS.text}`, async (request, reply) => {
    const session = await requireSession(sessions, request);
    const { receipt } = await findRevision(services, session, request.params);
    const text = receiptText(receipt, languageIn(request), { names: namesOf(services, session, receipt) });
    return file(reply, `${receipt.receiptNumber}.txt`, 'text/plain; charset=utf-8', text);
  });

  app.get<Named>(`${at}${FORMS.receipt}`, async (request, reply) => {
    const session = await requireSession(sessions, request);
    const { receipt, revision } = await findRevision(services, session, request.params);
    return file(reply, `${receipt.receiptNumber}.jws`, 'application/jose', revision.receipt ?? '');
  });

  app.get<Named>(`${at}${FORMS.artefact}`, async (request, reply) => {
    const session = await requireSession(sessions, request);
    const { receipt, revision } = await findRevision(services, session, request.params);
    if (revision.artefact === null) throw new PlatformError('CONSENT_NOT_FOUND');
    return file(reply, `${receipt.receiptNumber}-consent.jws`, 'application/jose', revision.artefact);
  });
}

const file = (reply: FastifyReply, name: string, type: string, content: string) =>
  reply
    .headers({
      ...PAGE_HEADERS,
      'content-type': type,
      'content-disposition': `attachment; filename="${name}"`,
    })
    .send(content);

interface FoundRevision {
  readonly revision: ConsentRevisionRow;
  readonly receipt: ConsentReceipt;
  /** The exact words she saw, where she is among those who agreed to this revision. */
  readonly words: string | null;
}

/** A revision with its receipt, of a consent of hers. @throws {PlatformError} `CONSENT_NOT_FOUND` */
async function findRevision(
  services: AuthorizationServices,
  session: Session,
  given: Named['Params'],
): Promise<FoundRevision> {
  const consentId = ConsentId.safeParse(given.consentId);
  if (!consentId.success) throw new PlatformError('CONSENT_NOT_FOUND');
  const { identityId } = session;
  const { subjectId } = await findOwn(services, session, consentId.data);
  return services.database.transaction({ identityId, subjectId: subjectId ?? '' }, async (tx) => {
    const key = { consentId: consentId.data, revision: Number(given.revision) };
    const revision = await tx.consentRevision.findUnique({ where: { consentId_revision: key } });
    if (revision?.receipt == null) throw new PlatformError('CONSENT_NOT_FOUND');
    const { requestId } = revision;
    const approval =
      requestId === null
        ? null
        : await tx.consentApproval.findUnique({
            where: { requestId_identityId: { requestId, identityId } },
          });
    // Signed by us and read from our own row: what is shown is what can be verified.
    const words =
      approval && (await services.vault.openFor(tx, `notice ${approval.requestId}`, approval.noticeSealed));
    return { revision, words, receipt: ConsentReceipt.parse(decodeJwt(revision.receipt)) };
  });
}

/** Her own name in place of the pseudonym under which the bank knows her. */
const namesOf = (
  { vault }: AuthorizationServices,
  { identityId, name }: Session,
  { piiController }: ConsentReceipt,
) => ({ [ownerOf(vault, piiController.participantId, identityId).pseudonym]: name });

/** The exact words she agreed to, and their hash as computed now. */
function agreedWords(words: string, { artefact }: ConsentRevisionRow) {
  const hash = sha256Text(words);
  const inArtefact = artefact !== null && ConsentArtefact.parse(decodeJwt(artefact)).noticeHash === hash;
  return { words, hash, inArtefact };
}
