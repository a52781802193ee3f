import { timingSafeEqual } from 'node:crypto';
import { type DataItemId, PlatformError } from '@xinqiao/contracts';
import type { AuthorizationServices } from '../authorization/authorization-services.ts';
import { noticeHash } from '../consents/notice.ts';
import { type Agreed, agree } from '../consents/requests/agree.ts';
import { openQuestion } from '../consents/requests/question.ts';
import type { Language } from '../http/request-language.ts';
import { findBrought } from './brought-request.ts';
import { codeHash } from './confirmation-code.ts';
import { requireAgent } from './own-agent.ts';

/** Tries at one code. */
const TRIES = 5;

/**
 * The owner read the code out: she agrees, and the agent typed it. A try is counted before the code is looked at, so
 * that guesses made at once are counted too.
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
  const { database, clock, vault } = services;
  await requireAgent(database, agentId);
  const { requestId, subjectId } = await findBrought(services, agentId, reference);
  const invalid = () => new PlatformError('CONFIRMATION_CODE_INVALID');
  const now = clock.now();
  const code = await database.transaction({ identityId: agentId }, async (tx) => {
    const good = { requestId, agentId, usedAt: null, expiresAt: { gt: now }, attempts: { lt: TRIES } };
    const row = await tx.confirmationCode.findFirst({ where: good, orderBy: { createdAt: 'desc' } });
    if (row === null) return undefined;
    const { count } = await tx.confirmationCode.updateMany({
      where: { ...good, id: row.id },
      data: { attempts: { increment: 1 } },
    });
    return count === 1 ? row : undefined;
  });
  if (code === undefined || !matches(codeHash(vault, code.id, String(typed ?? '').trim()), code.codeHash))
    throw invalid();

  const language = code.language as Language;
  const chosen = code.items as DataItemId[];
  const question = await openQuestion(services, code.identityId, { requestId }, subjectId);
  const notice = question.noticeIn(language, chosen);
  if (noticeHash(notice) !== code.noticeHash) throw invalid();
  const used = await database.transaction({ identityId: agentId }, (tx) =>
    tx.confirmationCode.updateMany({ where: { id: code.id, usedAt: null }, data: { usedAt: now } }),
  );
  if (used.count === 0) throw invalid();
  return agree(services, { question, language, chosen, notice, confirmation: 'ONE_TIME_CODE' });
}

const matches = (given: string, kept: string): boolean =>
  given.length === kept.length && timingSafeEqual(Buffer.from(given), Buffer.from(kept));
