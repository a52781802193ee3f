import type { SubjectId } from '@xinqiao/contracts';
import type { Tx } from '@xinqiao/db';
import { appendEntry } from '../audit/append.ts';
import { ownerOf } from '../audit/owner.ts';
import type { Services } from '../services.ts';
import { endAuthorities } from './end-authorities.ts';
import { lockAuthorities } from './lock-authorities.ts';
import { AWAITING_MATCH } from './match-awaiting.ts';
import type { RegistryAnswer } from './registry/ask-registry.ts';
import { namedRepresentative } from './registry/registry-state.ts';

type HoldServices = Pick<Services, 'clock' | 'newId' | 'operatorId' | 'sha256' | 'logOrigin' | 'vault'>;

export interface NewCode {
  readonly subjectId: SubjectId;
  /** Whom the registration of the new code names; UNKNOWN where it could not be asked. */
  readonly answer: RegistryAnswer | { readonly kind: 'UNKNOWN' };
  /** Who gave it, for the log. */
  readonly actor: string;
}

/**
 * Holds whoever represents a subject against the code it is given, in the transaction that gives it. Whom the
 * registration of the new code does not name waits until it does, and what she gave ends: who acts for one firm
 * does not act for another because an officer wrote its code.
 *
 * Where no source holds the code, an officer's word is worth what it was worth before; a match with the former code is
 * worth nothing.
 */
export async function holdAgainstCode(
  services: HoldServices,
  tx: Tx,
  { subjectId, answer, actor }: NewCode,
): Promise<void> {
  const { vault, operatorId } = services;
  await lockAuthorities(tx, subjectId);
  const named = await namedRepresentative(
    tx,
    subjectId,
    answer.kind === 'NAMES' ? (answer.digest ?? undefined) : undefined,
  );
  const roots = await tx.authority.findMany({
    where: { subjectId, grantedBy: null, status: 'ACTIVE' },
    include: { identity: { select: { residentIdDigest: true } } },
  });
  const waits = roots.filter(({ evidence, identity }) =>
    answer.kind === 'NOT_HELD'
      ? evidence !== 'OPERATOR'
      : named === undefined || identity.residentIdDigest !== named,
  );
  for (const { id, identityId, capacity } of waits) {
    await tx.authority.update({
      where: { id },
      data: { status: 'SUSPENDED', statusReason: AWAITING_MATCH },
    });
    await appendEntry(services, tx, {
      ...{ kind: 'AUTHORITY_SUSPENDED', actor, participantId: null, subjectId, consentId: null },
      detail: {
        ...{ authorityId: id, capacity, reason: AWAITING_MATCH },
        holder: ownerOf(vault, operatorId, identityId).pseudonym,
      },
    });
  }
  const waiting = new Set(waits.map(({ id }) => id));
  await endAuthorities(services, tx, {
    ...{ subjectId, reason: 'IDENTIFIER_CHANGED', actor },
    ends: ({ grantedBy }) => grantedBy !== null && waiting.has(grantedBy),
  });
}
