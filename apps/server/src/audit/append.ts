import { randomBytes } from 'node:crypto';
import { commit, entryLeaf, type JsonValue } from '@xinqiao/audit-log';
import type {
  AuditReceipt,
  ConsentId,
  EntryId,
  LogEntryKind,
  ParticipantId,
  SubjectId,
} from '@xinqiao/contracts';
import { appendLogEntry, type Tx } from '@xinqiao/db';
import type { Services } from '../services.ts';
import { conceal, type Owner } from './owner.ts';

export interface Act {
  readonly kind: LogEntryKind;
  /** Application, staff identity or `system`; an owner, whom the bank knows by a pseudonym. */
  readonly actor: string | Owner;
  readonly participantId: ParticipantId | null;
  readonly subjectId: SubjectId | null;
  readonly consentId: ConsentId | null;
  /** Particulars the leaf commits to: codes, counts and hashes. */
  readonly detail: Readonly<Record<string, unknown>>;
}

type LogServices = Pick<Services, 'clock' | 'newId' | 'operatorId' | 'sha256' | 'logOrigin'>;

/**
 * Appends an entry in the transaction of the act it records, so that both commit or neither does.
 *
 * The leaf holds a salted commitment, never the particulars: they can be erased later and every proof
 * still verifies. Of an owner the particulars hold a pseudonym and a commitment to the person (ADR 10).
 *
 * @returns The receipt to sign once the transaction has committed.
 */
export async function appendEntry(services: LogServices, tx: Tx, act: Act): Promise<AuditReceipt> {
  const { clock, newId, operatorId, sha256, logOrigin } = services;
  const entryId = newId('ent') as EntryId;
  const recordedAt = clock.instant();
  const salt = new Uint8Array(randomBytes(32));
  const { kind, participantId, subjectId, consentId } = act;
  const owner = typeof act.actor === 'string' ? undefined : act.actor;
  const concealed = owner && conceal(sha256, owner);
  const actor = owner?.pseudonym ?? (act.actor as string);
  const detail = concealed === undefined ? act.detail : { ...act.detail, person: concealed.person };
  const commitment = commit(sha256, salt, {
    actor,
    participantId,
    subjectId,
    consentId,
    ...detail,
  } as JsonValue);
  const leaf = entryLeaf({ operatorId, entryId, kind, recordedAt, commitment });
  await appendLogEntry(tx, {
    id: entryId,
    operatorId,
    kind,
    participantId: participantId ?? undefined,
    subjectId: subjectId ?? undefined,
    consentId: consentId ?? undefined,
    actor,
    recordedAt: new Date(recordedAt),
    leaf,
    salt,
    detail,
  });
  if (owner && concealed)
    await tx.logPerson.create({ data: { entryId, identityId: owner.identityId, salt: concealed.salt } });
  return { version: 1, logOrigin, entryId, leaf: Buffer.from(leaf).toString('base64url'), recordedAt };
}
