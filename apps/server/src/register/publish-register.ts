import { type Instant, type OperatorId, ParticipantRegister } from '@xinqiao/contracts';
import { type Database, takeLock } from '@xinqiao/db';
import canonicalize from 'canonicalize';
import { appendEntry } from '../audit/append.ts';
import type { PlatformSigner } from '../keys/statement.ts';
import type { Services } from '../services.ts';
import type { Round } from '../worker/worker.ts';
import { registerContent } from './register-content.ts';

/** A version is relied on for this long, in milliseconds. */
const VALID_FOR_MS = 24 * 3_600_000;
/** The next one follows at the latest after this time, though nothing changed. */
const RENEWED_AFTER_MS = 12 * 3_600_000;

export interface Publisher
  extends Pick<Services, 'operatorId' | 'clock' | 'tokenClock' | 'newId' | 'sha256' | 'logOrigin'> {
  /** Signs with the key for registers. */
  readonly signer: PlatformSigner;
}

/**
 * Publishes the register when something in it changed or the last version is 12 h old: signed, chained to the version
 * before by its hash, and in the log. Among all nodes one publishes at a time.
 *
 * @param database Connections as `xinqiao_worker`.
 * @returns 1 when a version was published, else 0.
 */
export async function publishRegister(publisher: Publisher, database: Database): Promise<number> {
  const { operatorId, tokenClock, signer } = publisher;
  const hashOf = (text: string) =>
    Buffer.from(publisher.sha256(new TextEncoder().encode(text))).toString('base64url');
  return database.transaction({}, async (tx) => {
    await takeLock(tx, 'participant register');
    const participants = await registerContent(tx);
    const last = await tx.registerVersion.findFirst({ orderBy: { version: 'desc' } });
    const contentHash = hashOf(canonicalize(participants) as string);
    const now = tokenClock.now();
    const old = last === null || now.getTime() - last.publishedAt.getTime() >= RENEWED_AFTER_MS;
    if (!old && last.contentHash === contentHash) return 0;

    const version = (last?.version ?? 0) + 1;
    const previousHash = last === null ? null : hashOf(last.jws);
    const register = ParticipantRegister.parse({
      operatorId: operatorId as OperatorId,
      version,
      previousHash,
      issuedAt: now.toISOString() as Instant,
      validUntil: new Date(now.getTime() + VALID_FOR_MS).toISOString() as Instant,
      participants,
    } satisfies ParticipantRegister);
    const jws = await signer.sign('xinqiao-register+jwt', canonicalize(register) as string);
    await tx.registerVersion.create({
      data: { version, contentHash, previousHash, jws, publishedAt: now },
    });
    await appendEntry(publisher, tx, {
      kind: 'REGISTER_PUBLISHED',
      actor: 'system',
      participantId: null,
      subjectId: null,
      consentId: null,
      detail: { version, hash: hashOf(jws), previousHash },
    });
    return 1;
  });
}

/** The same as a round of the worker: what changed stands in the register two seconds later. */
export const registerRound = (publisher: Publisher, database: Database): Round => ({
  name: 'register',
  pauseMs: 2_000,
  run: () => publishRegister(publisher, database),
});
