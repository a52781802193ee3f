import { type ParticipantId, PlatformError, type RegistryEvent, type SubjectId } from '@xinqiao/contracts';
import { type RegistryEventRow, type Tx, takeLock } from '@xinqiao/db';
import { appendEntry } from '../../audit/append.ts';
import { actorOf } from '../../http/principal.ts';
import type { Handler, InputOf } from '../../http/run-operation.ts';
import type { Vault } from '../../keys/vault.ts';
import { residentDigest } from '../resident-digest.ts';

/** How far an agency’s clock may be ahead, in milliseconds. */
const AHEAD_MS = 5 * 60_000;

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
  if (Date.parse(occurredAt) > now.getTime() + AHEAD_MS)
    throw new PlatformError('VALIDATION_FAILED', {
      errors: [{ path: 'occurredAt', problem: '不得晚于当前时间 / It must not be in the future' }],
    });
  return database.transaction({ participantId }, async (tx) => {
    if (earlierResult !== undefined) return eventView(await findEvent(tx, { id: earlierResult }));
    await takeLock(tx, `registry event ${participantId} ${externalId}`);
    const earlier = await tx.registryEvent.findUnique({
      where: { participantId_externalId: { participantId, externalId } },
    });
    const subjectId = await subjectOf(tx, uscc);
    const hash = hashOf(vault, input);
    if (earlier !== null) {
      if (!isSame(earlier, { subjectId, kind, occurredAt, hash }))
        throw new PlatformError('REGISTRY_EVENT_CONFLICT');
      await complete(tx, earlier.id);
      return eventView(earlier);
    }
    const id = newId('rge');
    const row = await tx.registryEvent.create({
      data: {
        ...{ id, operatorId, participantId, externalId, subjectId, kind, status: 'RECEIVED' },
        ...{ occurredAt: new Date(occurredAt), receivedAt: now },
        representativeHash: hash,
        representativeName:
          input.representative === undefined
            ? null
            : vault.seal(`representative ${id}`, input.representative.name),
      },
    });
    await appendEntry(services, tx, {
      ...{ kind: 'REGISTRY_EVENT_RECEIVED', actor: actorOf(principal), consentId: null },
      ...{ participantId: participantId as ParticipantId, subjectId },
      detail: { eventId: id, externalId, change: kind, occurredAt, namesRepresentative: hash !== null },
    });
    await complete(tx, id);
    return eventView(row);
  });
};

/** @throws {PlatformError} `SUBJECT_NOT_FOUND` of a code that nobody registered here bears */
async function subjectOf(tx: Tx, uscc: string): Promise<SubjectId> {
  const row = await tx.subjectIdentifier.findFirst({
    where: { scheme: 'uscc', value: uscc, validTo: null },
    select: { subjectId: true },
  });
  if (row === null) throw new PlatformError('SUBJECT_NOT_FOUND');
  return row.subjectId as SubjectId;
}

const hashOf = (vault: Vault, { representative }: InputOf<'registry.report'>): string | null =>
  representative === undefined ? null : residentDigest(vault, representative.residentId);

interface Content {
  readonly subjectId: string;
  readonly kind: string;
  readonly occurredAt: string;
  readonly hash: string | null;
}

const isSame = (row: RegistryEventRow, { subjectId, kind, occurredAt, hash }: Content): boolean =>
  row.subjectId === subjectId &&
  row.kind === kind &&
  row.occurredAt.getTime() === Date.parse(occurredAt) &&
  row.representativeHash === hash;

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
