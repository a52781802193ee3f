import { type ParticipantId, PlatformError, type RegistryEvent } from '@xinqiao/contracts';
import { type RegistryEventRow, type Tx, takeLock } from '@xinqiao/db';
import { appendEntry } from '../../audit/append.ts';
import { actorOf } from '../../http/principal.ts';
import type { Handler, InputOf } from '../../http/run-operation.ts';
import type { Vault } from '../../keys/vault.ts';
import { subjectOfCode } from '../../subjects/subject-of-code.ts';
import { residentDigest } from '../resident-digest.ts';

/** How far an agency’s clock may be ahead, and how long ago the registry may have changed, in milliseconds. */
const AHEAD_MS = 5 * 60_000;
const LONGEST_AGO_MS = 400 * 86_400_000;

/**
 * Keeps what an agency reports; once this returns, it will be applied, whatever happens to this node. The same number
 * is the same event, with whatever Idempotency-Key it comes.
 */
export const reportRegistryEvent: Handler<'registry.report'> = async (context, input) => {
  const { services, principal, earlierResult, complete } = context;
  const { clock, database, newId, operatorId, vault } = services;
  const { participantId } = principal;
  const { externalId, uscc, kind, occurredAt } = input;
  const now = clock.now();
  requireLately(occurredAt, now);
  return database.transaction({ participantId }, async (tx) => {
    if (earlierResult !== undefined) return eventView(await findEvent(tx, { id: earlierResult }));
    await takeLock(tx, `registry event ${participantId} ${externalId}`);
    const earlier = await tx.registryEvent.findUnique({
      where: { participantId_externalId: { participantId, externalId } },
    });
    const subjectId = await subjectOfCode(tx, uscc);
    // Nothing is kept of a code that nobody registered here bears.
    if (subjectId === undefined) throw new PlatformError('SUBJECT_NOT_FOUND');
    const hash = hashOf(vault, input);
    const annuls = await annulled(tx, { participantId, subjectId, externalId: input.annuls });
    if (earlier !== null) {
      if (!isSame(earlier, { subjectId, kind, occurredAt, hash, annuls: annuls?.id ?? null }))
        throw new PlatformError('REGISTRY_EVENT_CONFLICT');
      await complete(tx, earlier.id);
      return eventView(earlier);
    }
    if (annuls !== null && (annuls.annulment !== null || annuls.kind === 'REPORT_ANNULLED'))
      throw new PlatformError('REGISTRY_EVENT_CONFLICT');
    const id = newId('rge');
    const row = await tx.registryEvent.create({
      data: {
        ...{ id, operatorId, participantId, externalId, subjectId, kind, status: 'RECEIVED' },
        ...{ occurredAt: new Date(occurredAt), receivedAt: now },
        ...{ representativeHash: hash, annuls: annuls?.id ?? null },
      },
    });
    await appendEntry(services, tx, {
      ...{ kind: 'REGISTRY_EVENT_RECEIVED', actor: actorOf(principal), consentId: null },
      ...{ participantId: participantId as ParticipantId, subjectId },
      detail: {
        ...{ eventId: id, externalId, change: kind, occurredAt, namesRepresentative: hash !== null },
        ...(annuls === null ? {} : { annuls: annuls.id }),
      },
    });
    await complete(tx, id);
    return eventView(row);
  });
};

/** @throws {PlatformError} `VALIDATION_FAILED` of a change that is to come, or so old that it is a mistake */
function requireLately(occurredAt: string, now: Date): void {
  const ago = now.getTime() - Date.parse(occurredAt);
  if (ago < -AHEAD_MS || ago > LONGEST_AGO_MS)
    throw new PlatformError('VALIDATION_FAILED', {
      errors: [
        {
          path: 'occurredAt',
          problem:
            '不得晚于当前时间或早于400天前 / It must be neither in the future nor more than 400 days ago',
        },
      ],
    });
}

interface Named {
  readonly participantId: string;
  readonly subjectId: string;
  readonly externalId: string | undefined;
}

/**
 * The agency’s own report of that firm that it takes back; null where it takes back none.
 *
 * @throws {PlatformError} `REGISTRY_EVENT_CONFLICT` of one it did not make
 */
async function annulled(tx: Tx, { participantId, subjectId, externalId }: Named) {
  if (externalId === undefined) return null;
  const row = await tx.registryEvent.findUnique({
    where: { participantId_externalId: { participantId, externalId }, subjectId },
    include: { annulment: true },
  });
  if (row === null) throw new PlatformError('REGISTRY_EVENT_CONFLICT');
  return row;
}

const hashOf = (vault: Vault, { representative }: InputOf<'registry.report'>): string | null =>
  representative === undefined ? null : residentDigest(vault, representative.residentId);

interface Content {
  readonly subjectId: string;
  readonly kind: string;
  readonly occurredAt: string;
  readonly hash: string | null;
  readonly annuls: string | null;
}

const isSame = (row: RegistryEventRow, { subjectId, kind, occurredAt, hash, annuls }: Content): boolean =>
  row.subjectId === subjectId &&
  row.kind === kind &&
  row.occurredAt.getTime() === Date.parse(occurredAt) &&
  row.representativeHash === hash &&
  row.annuls === annuls;

const findEvent = (tx: Tx, where: { readonly id: string }): Promise<RegistryEventRow> =>
  tx.registryEvent.findUniqueOrThrow({ where });

const eventView = (row: RegistryEventRow): RegistryEvent =>
  ({
    eventId: row.id,
    externalId: row.externalId,
    kind: row.kind,
    occurredAt: row.occurredAt.toISOString(),
    receivedAt: row.receivedAt.toISOString(),
    status: row.status,
    appliedAt: row.appliedAt?.toISOString() ?? null,
    consentsPaused: row.consentsPaused,
    authoritiesEnded: row.authoritiesEnded,
  }) as RegistryEvent;
