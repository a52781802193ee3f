import { createHash } from 'node:crypto';
import { type ParticipantId, PlatformError } from '@xinqiao/contracts';
import type { Database, IdentityRow, Tx } from '@xinqiao/db';
import { residentDigest } from '../authorities/resident-digest.ts';
import type { PersonalVault } from '../keys/subject-keys/personal-vault.ts';
import { keptPersonName, personName } from '../subjects/names.ts';
import { type SignedIn, signInFailed } from './sign-in/upstream.ts';

/** A person who signs in. */
export interface Identity {
  readonly identityId: string;
  readonly name: string;
  /** OWNER, AGENT, BANK_DEVELOPER, RISK_OFFICER, REGULATOR, or roles of the operator’s staff. */
  readonly roles: readonly string[];
  /** The participant a member of staff belongs to; null for owners. */
  readonly participantId: ParticipantId | null;
}

const IDENTITY_ID = /^[a-z0-9][a-z0-9-]{1,62}$/;
/** Begins the ids of people whose name at the city’s sign-in is no id of ours. */
const DERIVED = 'sub-';

/** @throws {PlatformError} `PERSONA_UNKNOWN` */
export async function findIdentity(
  { database, vault }: { readonly database: Database; readonly vault: PersonalVault },
  identityId: unknown,
): Promise<Identity> {
  if (typeof identityId !== 'string' || !IDENTITY_ID.test(identityId))
    throw new PlatformError('PERSONA_UNKNOWN');
  return database.transaction({ identityId }, async (tx) => {
    const row = await tx.identity.findUnique({ where: { id: identityId } });
    if (row?.status !== 'ACTIVE') throw new PlatformError('PERSONA_UNKNOWN');
    return identityOf(vault, tx, row);
  });
}

/**
 * The person who came back from the city’s sign-in, found by issuer and subject. Whoever comes for the first time is
 * entered without role or employer; staff and legal representatives were entered before under the subject they have
 * there, and keep that id. Her resident number is kept as a keyed hash only.
 *
 * @throws {PlatformError} `SIGN_IN_FAILED`: disabled, or known from another issuer
 */
export async function identityOfSignIn(
  { database, vault }: { readonly database: Database; readonly vault: PersonalVault },
  { issuer, subject, name, residentId }: SignedIn,
): Promise<Identity> {
  const identityId = identityIdOf(issuer, subject);
  return database.transaction({ identityId }, async (tx) => {
    const known = await enter(vault, tx, identityId, name);
    const same = known.issuer === issuer && known.upstreamId === subject;
    if (known.status !== 'ACTIVE') throw signInFailed('DISABLED');
    if (!same && known.issuer !== null) throw signInFailed('OTHER_ISSUER');
    const attested = {
      ...{ issuer, upstreamId: subject },
      ...(name === undefined ? {} : { verifiedName: await keptPersonName(vault, tx, identityId, name) }),
      ...(residentId === undefined ? {} : { residentIdDigest: residentDigest(vault, residentId) }),
    };
    return identityOf(vault, tx, await tx.identity.update({ where: { id: identityId }, data: attested }));
  });
}

/** Two first sign-ins at once enter one person. */
async function enter(
  vault: PersonalVault,
  tx: Tx,
  id: string,
  name: string | undefined,
): Promise<IdentityRow> {
  const known = await tx.identity.findUnique({ where: { id } });
  if (known !== null) return known;
  const displayName = name === undefined ? '—' : await keptPersonName(vault, tx, id, name);
  await tx.identity.createMany({ data: { id, displayName }, skipDuplicates: true });
  return tx.identity.findUniqueOrThrow({ where: { id } });
}

/** The subject itself where it can be an id of ours, else one that always follows from issuer and subject. */
export function identityIdOf(issuer: string, subject: string): string {
  if (IDENTITY_ID.test(subject) && !subject.startsWith(DERIVED)) return subject;
  const hash = createHash('sha256').update(`${issuer}\n${subject}`).digest('hex');
  return DERIVED + hash.slice(0, 40);
}

const identityOf = async (vault: PersonalVault, tx: Tx, row: IdentityRow): Promise<Identity> => ({
  identityId: row.id,
  name: await personName(vault, tx, row),
  roles: row.roles,
  participantId: row.participantId as ParticipantId | null,
});
