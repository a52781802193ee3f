import {
  type LogEntryKind,
  type ParticipantId,
  type ParticipantKind,
  PlatformError,
  type PolicyStatus,
  type PolicyVersion,
  type Scope,
} from '@xinqiao/contracts';
import type { Database, PolicyVersionRow, Tx } from '@xinqiao/db';
import { appendEntry } from '../audit/append.ts';
import { personOf } from '../http/principal.ts';
import type { WriteContext } from '../http/run-operation.ts';
import { requireStillHas, requireStillMay } from '../participants/acting-person.ts';
import type { Services } from '../services.ts';
import { ownVersion } from './find-version.ts';
import { lockPolicy } from './lock-policy.ts';
import { versionView } from './policy-view.ts';
import { isGenuine, versionSeal } from './version-seal.ts';

/** Who writes policies: a bank as itself, the operator by the login of its staff. */
export interface Owner {
  readonly kind: ParticipantKind;
  readonly participantId: ParticipantId;
  readonly database: Database;
}

export async function ownerOf(
  { database, operatorDatabase }: Services,
  participantId: ParticipantId,
): Promise<Owner> {
  const { kind } = await database.transaction({ participantId }, (tx) =>
    tx.participant.findUniqueOrThrow({ where: { id: participantId }, select: { kind: true } }),
  );
  return {
    ...{ kind: kind as ParticipantKind, participantId },
    database: kind === 'OPERATOR' ? operatorDatabase : database,
  };
}

/**
 * Whoever acts still has the right after she waited for the lock.
 *
 * @throws {PlatformError} `SCOPE_MISSING`
 */
export const requireStillActs = (
  tx: Tx,
  { kind, participantId }: Owner,
  person: string,
  right: Extract<Scope, `policies:${string}`>,
): Promise<void> =>
  kind === 'OPERATOR'
    ? requireStillMay(tx, person, [right])
    : requireStillHas(tx, person, { participantId, right });

interface Named {
  readonly policyId: string;
  readonly version: string;
}

/** What a step writes of a version. */
type Change = Partial<
  Pick<
    PolicyVersionRow,
    'proposedBy' | 'proposedAt' | 'activatedBy' | 'activatedAt' | 'retiredBy' | 'retiredAt'
  >
> & { readonly status: PolicyStatus };

export interface Step {
  readonly kind: LogEntryKind;
  readonly from: PolicyStatus;
  /** What changes; throws where the step is refused. */
  change(tx: Tx, row: PolicyVersionRow, person: string, now: Date): Promise<Change>;
  /** What else happens in the same transaction. */
  tell?(tx: Tx, row: PolicyVersionRow, owner: Owner): Promise<void>;
}

/**
 * One step of a version by a person of its owner, logged in the same transaction. Of two at the same time the second
 * meets what the first made of it.
 *
 * @throws {PlatformError} `POLICY_NOT_FOUND`, `POLICY_STEP_ILLEGAL`, `SCOPE_MISSING`; `POLICY_NOT_GENUINE` when it did not
 *   come to where it stands through the platform; what `change` throws
 */
export async function takeStep(
  { services, principal, earlierResult, complete }: WriteContext,
  { policyId, version }: Named,
  { kind, from, change, tell }: Step,
): Promise<PolicyVersion> {
  const person = personOf(principal);
  const owner = await ownerOf(services, principal.participantId);
  const { participantId, database } = owner;
  return database.transaction({ participantId }, async (tx) => {
    await lockPolicy(tx, participantId, policyId);
    const row = await ownVersion(tx, participantId, policyId, version);
    if (row === null) throw new PlatformError('POLICY_NOT_FOUND');
    // What was tampered with in force decides nothing and stands in the way of what would: it may be taken out of it.
    const genuine = isGenuine(services.vault, row);
    if (!genuine && kind !== 'POLICY_RETIRED') throw new PlatformError('POLICY_NOT_GENUINE');
    if (earlierResult !== undefined) return versionView(row);
    await requireStillActs(tx, owner, person, 'policies:activate');
    if (row.status !== from)
      throw new PlatformError('POLICY_STEP_ILLEGAL', { details: { status: row.status } });
    const changes = await change(tx, row, person, services.clock.now());
    const data = { ...changes, revision: row.revision + 1 };
    // Taken out of force it does not become genuine.
    const seal = genuine ? versionSeal(services.vault, { ...row, ...data }) : null;
    const changed = await tx.policyVersion.update({ where: { id: row.id }, data: { ...data, seal } });
    await appendEntry(services, tx, {
      ...{ kind, actor: person, participantId, subjectId: null, consentId: null },
      detail: {
        ...{ policyVersionId: row.id, policy: `${policyId}@${version}`, documentHash: row.documentHash },
        ...(row.baselineHash === null ? {} : { baselineHash: row.baselineHash }),
        ...(row.proposedBy === null ? {} : { proposedBy: row.proposedBy }),
      },
    });
    await tell?.(tx, changed, owner);
    await complete(tx, row.id);
    return versionView(changed);
  });
}
