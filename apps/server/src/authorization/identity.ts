import { type ParticipantId, PlatformError } from '@xinqiao/contracts';
import type { Database } from '@xinqiao/db';

/** A person at the city’s sign-in. */
export interface Identity {
  readonly identityId: string;
  readonly name: string;
  /** OWNER, AGENT, BANK_DEVELOPER, REGULATOR, or roles of the operator’s staff. */
  readonly roles: readonly string[];
  /** The participant a member of staff belongs to; null for owners. */
  readonly participantId: ParticipantId | null;
}

const IDENTITY_ID = /^[a-z0-9][a-z0-9-]{1,62}$/;

/** @throws {PlatformError} `PERSONA_UNKNOWN` */
export async function findIdentity(database: Database, identityId: unknown): Promise<Identity> {
  if (typeof identityId !== 'string' || !IDENTITY_ID.test(identityId))
    throw new PlatformError('PERSONA_UNKNOWN');
  const row = await database.transaction({ identityId }, (tx) =>
    tx.identity.findUnique({ where: { id: identityId } }),
  );
  if (row?.status !== 'ACTIVE') throw new PlatformError('PERSONA_UNKNOWN');
  return {
    identityId: row.id,
    name: row.displayName,
    roles: row.roles,
    participantId: row.participantId as ParticipantId | null,
  };
}
