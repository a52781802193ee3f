import { timingSafeEqual } from 'node:crypto';
import { PlatformError } from '@xinqiao/contracts';
import { type ConfirmationCodeRow, takeLock } from '@xinqiao/db';
import { appendEntry } from '../audit/append.ts';
import { ownerOf } from '../audit/owner.ts';
import type { AuthorizationServices } from '../authorization/authorization-services.ts';
import { noticeHash } from '../consents/notice.ts';
import { type Agreed, agree } from '../consents/requests/agree.ts';
import { openQuestion } from '../consents/requests/question.ts';
import type { Language } from '../http/request-language.ts';
import { type BroughtRequest, findBrought } from './brought-request.ts';
import { codeHash } from './confirmation-code.ts';
import { requireAgent } from './own-agent.ts';

/** Tries at one code. */
const TRIES = 5;

/**
 * The owner read the code out: she agrees, and the agent typed it. By code she agrees to what is asked and to nothing
 * that she could choose besides.
 *
 * @throws {PlatformError} `CONFIRMATION_CODE_INVALID` when it is wrong, used, over, or the words have changed since;
 *   `AGENT_NOT_ACTIVE`, `CONSENT_REQUEST_NOT_FOUND`, `AUTHORITY_MISSING`
 */
export async function confirmByCode(
  services: AuthorizationServices,
  agentId: string,
  reference: string,
  typed: unknown,
): Promise<Agreed> {
  const { database, clock } = services;
  await requireAgent(database, agentId);
  const brought = await findBrought(services, agentId, reference);
  const { requestId, subjectId } = brought;
  const invalid = () => new PlatformError('CONFIRMATION_CODE_INVALID');
  const code = await tryCode(services, { brought, agentId, typed: String(typed ?? '').trim() });
  if (code === undefined) throw invalid();

  const language = code.language as Language;
  const question = await openQuestion(services, code.identityId, { requestId }, subjectId);
  const notice = question.noticeIn(language);
  if (noticeHash(notice) !== code.noticeHash) throw invalid();
  const used = await database.transaction({ identityId: agentId }, (tx) =>
    tx.confirmationCode.updateMany({ where: { id: code.id, usedAt: null }, data: { usedAt: clock.now() } }),
  );
  if (used.count === 0) throw invalid();
  return agree(services, { question, language, chosen: [], notice, confirmation: 'ONE_TIME_CODE' });
}

/** Counts a try and looks at it; undefined when there is no code to try, or another one was typed, which is logged. */
function tryCode(
  services: AuthorizationServices,
  { brought, agentId, typed }: { brought: BroughtRequest; agentId: string; typed: string },
): Promise<ConfirmationCodeRow | undefined> {
  const { database, clock, vault } = services;
  const { requestId, participantId, consentId, loggedSubject } = brought;
  return database.transaction({ identityId: agentId, participantId }, async (tx) => {
    await takeLock(tx, `agent ${agentId}`);
    const code = await tx.confirmationCode.findFirst({
      where: { requestId, agentId, usedAt: null, expiresAt: { gt: clock.now() }, attempts: { lt: TRIES } },
      orderBy: { createdAt: 'desc' },
    });
    if (code === null) return undefined;
    const attempts = code.attempts + 1;
    await tx.confirmationCode.update({ where: { id: code.id }, data: { attempts } });
    if (matches(codeHash(vault, code.id, typed), code.codeHash)) return code;
    await appendEntry(services, tx, {
      ...{ kind: 'CONSENT_CODE_FAILED', actor: ownerOf(vault, participantId, agentId) },
      ...{ participantId, subjectId: loggedSubject, consentId },
      detail: { requestId, attempt: attempts },
    });
    return undefined;
  });
}

const matches = (given: string, kept: string): boolean =>
  given.length === kept.length && timingSafeEqual(Buffer.from(given), Buffer.from(kept));
