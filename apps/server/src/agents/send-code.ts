import { randomInt, randomUUID } from 'node:crypto';
import { PlatformError } from '@xinqiao/contracts';
import { takeLock } from '@xinqiao/db';
import { appendEntry } from '../audit/append.ts';
import { ownerOf } from '../audit/owner.ts';
import { countAttempt } from '../authorities/attempts.ts';
import type { AuthorizationServices } from '../authorization/authorization-services.ts';
import { noticeHash, noticeText } from '../consents/notice.ts';
import { openQuestion, type Question } from '../consents/requests/question.ts';
import type { Language } from '../http/request-language.ts';
import { sealForOwner } from '../notifications/of-codes.ts';
import { type BroughtRequest, findBrought } from './brought-request.ts';
import { codeHash } from './confirmation-code.ts';
import { requireAgent, requireAgentIn } from './own-agent.ts';
import { whoMayAnswer } from './who-may-answer.ts';

/** How long a code is good for, in milliseconds. */
const CODE_MS = 5 * 60_000;
/** Most codes to one owner, and through one agent, within 24 hours. */
const PER_OWNER = 6;
const PER_AGENT = 100;
const DAY_MS = 86_400_000;

export interface CodeRequest {
  readonly agentId: string;
  readonly reference: string;
  /** Whose word is wanted. */
  readonly authorityId: string;
  readonly language: Language;
}

/**
 * Has a code sent to the owner's own address. Her message says who asks, for which firm, what for and under which
 * number, and that reading the code out means to agree; where there is room, every word of the notice. The code is good
 * for these words and this request, and for nothing she could choose besides; the agent never sees where it went.
 *
 * @throws {PlatformError} `AGENT_NOT_ACTIVE`, `CONSENT_REQUEST_NOT_FOUND` also when she has not prepared it,
 *   `AUTHORITY_MISSING`, `CONTACT_MISSING`, `DUTIES_IN_CONFLICT` when owner and agent share an address,
 *   `AGENT_LIMIT_REACHED`, `APPROVERS_TOO_FEW`
 */
export async function sendConfirmationCode(
  services: AuthorizationServices,
  { agentId, reference, authorityId, language }: CodeRequest,
): Promise<void> {
  await requireAgent(services.database, agentId);
  const brought = await findBrought(services, agentId, reference);
  const { requestId, subjectId, assistance } = brought;
  if (assistance?.agentId !== agentId) throw new PlatformError('CONSENT_REQUEST_NOT_FOUND');
  const owner = (await whoMayAnswer(services, brought)).find((each) => each.authorityId === authorityId);
  if (owner === undefined) throw new PlatformError('AUTHORITY_MISSING');
  const question = await openQuestion(services, owner.identityId, { requestId }, subjectId);
  // Reading a code out means to agree, which nobody can at present.
  if (question.approvals.tooFew) throw new PlatformError('APPROVERS_TOO_FEW');
  await requireOwnAddress(services, agentId, owner.identityId);
  await countedForOwner(services, owner.identityId, () =>
    writeCode(services, { brought, agentId, question, language }),
  );
}

/** Counts a code against the day of its owner, then writes it; what was not written does not count. */
async function countedForOwner(
  { database, clock }: Pick<AuthorizationServices, 'database' | 'clock'>,
  identityId: string,
  write: () => Promise<void>,
): Promise<void> {
  const id = randomUUID();
  await database.transaction({ identityId }, async (tx) => {
    await takeLock(tx, `attempts of ${identityId}`);
    await countAttempt(tx, {
      ...{ identityId, kind: 'CODE', id, most: PER_OWNER },
      ...{ refusal: 'AGENT_LIMIT_REACHED', now: clock.now() },
    });
  });
  await write().catch(async (error: unknown) => {
    await database.transaction({ identityId }, (tx) =>
      tx.authorityAttempt.deleteMany({ where: { identityId, id } }),
    );
    throw error;
  });
}

interface NewCode {
  readonly brought: BroughtRequest;
  readonly agentId: string;
  /** As its owner is asked. */
  readonly question: Question;
  readonly language: Language;
}

/** The code, its count against the agent's day and its entry: all of them or none. */
function writeCode(
  services: AuthorizationServices,
  { brought, agentId, question, language }: NewCode,
): Promise<void> {
  const { database, clock, vault, newId } = services;
  const { requestId, participantId, consentId, loggedSubject } = brought;
  const { identityId, enterprise } = question;
  const notice = question.noticeIn(language);
  const code = String(randomInt(1_000_000)).padStart(6, '0');
  const id = newId('cod');
  const { subjectId } = question;
  return database.transaction({ identityId: agentId, participantId, subjectId }, async (tx) => {
    await takeLock(tx, `agent ${agentId}`);
    const createdAt = clock.now();
    // Looked at once more under the lock: whoever was suspended meanwhile has nothing sent.
    await requireAgentIn(tx, agentId);
    const sent = await tx.confirmationCode.count({
      where: { agentId, createdAt: { gt: new Date(createdAt.getTime() - DAY_MS) } },
    });
    if (sent >= PER_AGENT) throw new PlatformError('AGENT_LIMIT_REACHED');
    // One code at a time: a new one takes the place of those before it.
    await tx.confirmationCode.updateMany({
      where: { requestId, identityId, usedAt: null },
      data: { usedAt: createdAt },
    });
    await tx.confirmationCode.create({
      data: {
        ...{ id, requestId, agentId, identityId, language, createdAt },
        codeHash: codeHash(vault, id, code),
        codeSealed: await sealForOwner(vault, tx, subjectId, {
          code,
          enterprise,
          notice: noticeText(notice),
        }),
        noticeHash: noticeHash(notice),
        expiresAt: new Date(createdAt.getTime() + CODE_MS),
      },
    });
    await appendEntry(services, tx, {
      ...{ kind: 'CONSENT_CODE_SENT', actor: ownerOf(vault, participantId, agentId) },
      ...{ participantId, subjectId: loggedSubject, consentId },
      detail: { requestId },
    });
  });
}

/** The owner has an address, and it is not one of the agent's. */
async function requireOwnAddress(
  { database }: Pick<AuthorizationServices, 'database'>,
  agentId: string,
  identityId: string,
): Promise<void> {
  const addressesOf = (id: string) =>
    database.transaction({ identityId: id }, async (tx) =>
      (await tx.contact.findMany({ where: { identityId: id, endedAt: null } })).map(
        ({ addressHash }) => addressHash,
      ),
    );
  const [owners, agents] = await Promise.all([addressesOf(identityId), addressesOf(agentId)]);
  if (owners.length === 0) throw new PlatformError('CONTACT_MISSING');
  if (owners.some((address) => agents.includes(address))) throw new PlatformError('DUTIES_IN_CONFLICT');
}
