import { type Agreement, type ParticipantKind, PlatformError, type Scope } from '@xinqiao/contracts';
import type { IdentityRow, ParticipantRow, ProposalRow, Tx } from '@xinqiao/db';
import { scopesOfRoles } from '../../http/principal.ts';
import type { Vault } from '../../keys/vault.ts';
import { type StoredChange, storedChange } from '../proposals/proposal-view.ts';
import { isSealed } from './agreement-seal.ts';

type Digest = Pick<Vault, 'digest'>;
type PersonChange = Extract<StoredChange, { kind: 'PERSON' }>;

/** A bank in service, or that was: what its people do counts as the bank’s. It is never before activation again. */
const IN_SERVICE = ['ACTIVE', 'SUSPENDED'];
const AGREE: Scope = 'people:agree';

/** The change of somebody of a participant; undefined for a proposal of another kind. */
export function personChange(row: ProposalRow): PersonChange | undefined {
  const change = storedChange(row);
  return change.kind === 'PERSON' ? change : undefined;
}

/**
 * Two people of the operator must not make up the people of a bank in service: whoever gets a right there, or comes
 * back, needs the word of one of the bank’s own. What only takes rights away needs none.
 */
export function needsAgreement(
  participant: Pick<ParticipantRow, 'kind' | 'status'> | null,
  known: Pick<IdentityRow, 'status' | 'roles'> | null,
  { roles, status }: Pick<PersonChange, 'roles' | 'status'>,
): boolean {
  const comesIn = status === 'ACTIVE' && known?.status !== 'ACTIVE';
  const getsMore = roles.some((role) => known?.roles.includes(role) !== true);
  const inService = participant?.kind === 'BANK' && IN_SERVICE.includes(participant.status);
  return inService && (comesIn || getsMore);
}

/**
 * Who agreed: through the platform, to somebody else than herself, and works there still. Undefined for nobody.
 *
 * @param row An open proposal about a person.
 */
export async function agreedBy(
  tx: Tx,
  digest: Digest,
  row: ProposalRow,
  { participantId }: PersonChange,
): Promise<string | undefined> {
  const given = await tx.personAgreement.findMany({
    where: { proposalId: row.id, participantId },
    orderBy: { agreedAt: 'asc' },
  });
  const sealed = given.filter((each) => isSealed(digest, row, each)).map((each) => each.agreedBy);
  const people = await tx.identity.findMany({
    where: { id: { in: sealed, not: row.targetId }, participantId, status: 'ACTIVE' },
    include: { participant: true },
  });
  const may = people.filter(({ participant, roles }) =>
    scopesOfRoles(participant?.kind as ParticipantKind | undefined, roles).has(AGREE),
  );
  return sealed.find((id) => may.some((each) => each.id === id));
}

/** What an open proposal still waits for beside its approval; null for nothing. */
export async function agreementOf(tx: Tx, digest: Digest, row: ProposalRow): Promise<Agreement | null> {
  const change = personChange(row);
  if (change === undefined || row.status !== 'OPEN') return null;
  const participant = await tx.participant.findUnique({ where: { id: change.participantId } });
  const known = await tx.identity.findUnique({ where: { id: row.targetId } });
  if (!needsAgreement(participant, known, change)) return null;
  return (await agreedBy(tx, digest, row, change)) === undefined ? 'MISSING' : 'GIVEN';
}

/**
 * Looked at when it is approved. Whoever agreed keeps her duties until the transaction ends, and the bank its status.
 *
 * @returns Who of the bank agreed; undefined where nobody had to.
 * @throws {PlatformError} `AGREEMENT_REQUIRED`
 */
export async function requireAgreement(
  tx: Tx,
  digest: Digest,
  row: ProposalRow,
  change: PersonChange,
): Promise<string | undefined> {
  await tx.$queryRaw`SELECT id FROM identity
    WHERE id IN (SELECT agreed_by FROM person_agreement WHERE proposal_id = ${row.id}) ORDER BY id FOR SHARE`;
  const agreement = await agreementOf(tx, digest, row);
  if (agreement === 'MISSING') throw new PlatformError('AGREEMENT_REQUIRED');
  return agreement === null ? undefined : agreedBy(tx, digest, row, change);
}
