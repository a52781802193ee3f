import { randomInt } from 'node:crypto';
import { type DataItemId, PlatformError } from '@xinqiao/contracts';
import { takeLock } from '@xinqiao/db';
import { appendEntry } from '../audit/append.ts';
import { ownerOf } from '../audit/owner.ts';
import type { AuthorizationServices } from '../authorization/authorization-services.ts';
import { noticeHash } from '../consents/notice.ts';
import { openQuestion } from '../consents/requests/question.ts';
import type { Language } from '../http/request-language.ts';
import { CODE_LABEL } from '../notifications/of-codes.ts';
import { findBrought } from './brought-request.ts';
import { codeHash } from './confirmation-code.ts';
import { requireAgent } from './own-agent.ts';
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
  /** Optional items she wants to add, as she told the agent. */
  readonly chosen: readonly DataItemId[];
}

/**
 * Has a code sent to the owner's own address, which says who asks and that reading it out means to agree. The code is
 * good for these words, these items and this request; the agent never sees where it went.
 *
 * @throws {PlatformError} `AGENT_NOT_ACTIVE`, `CONSENT_REQUEST_NOT_FOUND` also when she has not prepared it,
 *   `AUTHORITY_MISSING`, `CONTACT_MISSING`, `DUTIES_IN_CONFLICT` when owner and agent share an address,
 *   `AGENT_LIMIT_REACHED`
 */
export async function sendConfirmationCode(
  services: AuthorizationServices,
  { agentId, reference, authorityId, language, chosen }: CodeRequest,
): Promise<void> {
  const { database, clock, vault, newId } = services;
  await requireAgent(database, agentId);
  const brought = await findBrought(services, agentId, reference);
  const { requestId, participantId, subjectId, consentId, assistance } = brought;
  if (assistance?.agentId !== agentId) throw new PlatformError('CONSENT_REQUEST_NOT_FOUND');
  const owner = (await whoMayAnswer(services, brought)).find((each) => each.authorityId === authorityId);
  if (owner === undefined) throw new PlatformError('AUTHORITY_MISSING');
  const { identityId } = owner;
  const question = await openQuestion(services, identityId, { requestId }, subjectId);
  const items = chosen.filter((item) => question.optionalItems.includes(item));
  await requireOwnAddress(services, agentId, identityId);

  const now = clock.now();
  const code = String(randomInt(1_000_000)).padStart(6, '0');
  const id = newId('cod');
  await database.transaction({ identityId: agentId, participantId, subjectId }, async (tx) => {
    await takeLock(tx, `agent ${agentId}`);
    const sent = await tx.confirmationCode.count({
      where: { agentId, createdAt: { gt: new Date(now.getTime() - DAY_MS) } },
    });
    if (sent >= PER_AGENT) throw new PlatformError('AGENT_LIMIT_REACHED');
    await appendEntry(services, tx, {
      ...{ kind: 'CONSENT_CODE_SENT', actor: ownerOf(vault, participantId, agentId) },
      ...{ participantId, subjectId, consentId },
      detail: { requestId },
    });
  });
  await database.transaction({ identityId, participantId, subjectId }, async (tx) => {
    await takeLock(tx, `codes of ${identityId}`);
    const sent = await tx.confirmationCode.count({
      where: { identityId, createdAt: { gt: new Date(now.getTime() - DAY_MS) } },
    });
    if (sent >= PER_OWNER) throw new PlatformError('AGENT_LIMIT_REACHED');
    // One code at a time: a new one takes the place of those before it.
    await tx.confirmationCode.updateMany({
      where: { requestId, identityId, usedAt: null },
      data: { usedAt: now },
    });
    await tx.confirmationCode.create({
      data: {
        ...{ id, requestId, agentId, identityId, items, language },
        codeHash: codeHash(vault, id, code),
        codeSealed: vault.seal(CODE_LABEL, code),
        noticeHash: noticeHash(question.noticeIn(language, items)),
        createdAt: now,
        expiresAt: new Date(now.getTime() + CODE_MS),
      },
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
