import { createHash } from 'node:crypto';
import { type ParticipantId, PlatformError } from '@xinqiao/contracts';
import type { Database, IdentityRow, Tx } from '@xinqiao/db';
import { residentDigest } from '../authorities/resident-digest.ts';
import type { Vault } from '../keys/vault.ts';
import { type SignedIn, signInFailed } from './sign-in/upstream.ts';

/** A person who signs in. */
export interface Identity {
  readonly identityId: string;
  readonly name: string;
  /** OWNER, AGENT, BANK_DEVELOPER, REGULATOR, or roles of the operator’s staff. */
  readonly roles: readonly string[];
  /** The participant a member of staff belongs to; null for owners. */
  readonly participantId: ParticipantId | null;
}

const IDENTITY_ID = /^[a-z0-9][a-z0-9-]{1,62}$/;
/** Begins the ids of people whose name at the city’s sign-in is no id of ours. */
const DERIVED = 'sub-';

/** @throws {PlatformError} `PERSONA_UNKNOWN` */
export async function findIdentity(database: Database, identityId: unknown): Promise<Identity> {
  if (typeof identityId !== 'string' || !IDENTITY_ID.test(identityId))
    throw new PlatformError('PERSONA_UNKNOWN');
  const row = await database.transaction({ identityId }, (tx) =>
    tx.identity.findUnique({ where: { id: identityId } }),
  );
  if (row?.status !== 'ACTIVE') throw new PlatformError('PERSONA_UNKNOWN');
  return identityOf(row);
}

/**
 * The person who came back from the city’s sign-in, found by issuer and subject. Whoever comes for the first time is
 * entered without role or employer; staff and legal representatives were entered before under the subject they have
 * there, and keep that id. Her resident number is kept as a keyed hash only.
 *
 * @throws {PlatformError} `SIGN_IN_FAILED`: disabled, or known from another issuer
 */
export async function identityOfSignIn(
  { database, vault }: { readonly database: Database; readonly vault: Vault },
  { issuer, subject, name, residentId }: SignedIn,
): Promise<Identity> {
  const identityId = identityIdOf(issuer, subject);
  const attested = {
    ...{ issuer, upstreamId: subject },
    ...(name === undefined ? {} : { verifiedName: name }),
    ...(residentId === undefined ? {} : { residentIdDigest: residentDigest(vault, residentId) }),
  };
  const row = await database.transaction({ identityId }, async (tx) => {
    const known = await enter(tx, identityId, name);
    const same = known.issuer === issuer && known.upstreamId === subject;
    if (known.status !== 'ACTIVE') throw signInFailed('DISABLED');
    if (!same && known.issuer !== null) throw signInFailed('OTHER_ISSUER');
    return tx.identity.update({ where: { id: identityId }, data: attested });
  });
  return identityOf(row);
}

/** Two first sign-ins at once enter one person. */
async function enter(tx: Tx, id: string, name: string | undefined): Promise<IdentityRow> {
  const known = await tx.identity.findUnique({ where: { id } });
  if (known !== null) return known;
  await tx.identity.createMany({ data: { id, displayName: name ?? '—' }, skipDuplicates: true });
  return tx.identity.findUniqueOrThrow({ where: { id } });
}

/** The subject itself where it can be an id of ours, else one that always follows from issuer and subject. */
export function identityIdOf(issuer: string, subject: string): string {
  if (IDENTITY_ID.test(subject) && !subject.startsWith(DERIVED)) return subject;
  const hash = createHash('sha256').update(`${issuer}\n${subject}`).digest('hex');
  return DERIVED + hash.slice(0, 40);
}

const identityOf = (row: IdentityRow): Identity => ({
  identityId: row.id,
  name: row.displayName,
  roles: row.roles,
  participantId: row.participantId as ParticipantId | null,
});
