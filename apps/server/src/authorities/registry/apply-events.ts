import type { ConsentId, ConsentPauseReason, RegistryEventKind, SubjectId } from '@xinqiao/contracts';
import {
  type AuthorityRow,
  type Database,
  lockConsentForUpdate,
  lockRegistryEvent,
  type RegistryEventRow,
  type Tx,
} from '@xinqiao/db';
import { appendEntry } from '../../audit/append.ts';
import { changeConsent } from '../../consents/change.ts';
import type { Services } from '../../services.ts';
import type { Round } from '../../worker/worker.ts';
import { type EndReason, endAuthorities } from '../end-authorities.ts';
import { lockAuthorities } from '../lock-authorities.ts';
import { isOvertaken } from './registry-state.ts';

/** Most events taken up in one round, and most consents paused in one transaction. */
const EVENTS = 50;
const CONSENTS = 50;

type RegistryServices = Pick<
  Services,
  'clock' | 'newId' | 'operatorId' | 'sha256' | 'logOrigin' | 'vault' | 'logger'
>;

interface Effect {
  /** Why consents rest; undefined where none has to. */
  readonly pauses?: ConsentPauseReason;
  /** Why people may no longer act; undefined where they may. */
  readonly ends?: EndReason;
}

/** What follows from what the registry reports. What rests, or ended, comes back by an explicit act only. */
const EFFECTS: Readonly<Record<RegistryEventKind, Effect>> = {
  LEGAL_REPRESENTATIVE_CHANGED: {
    pauses: 'LEGAL_REPRESENTATIVE_CHANGED',
    ends: 'LEGAL_REPRESENTATIVE_CHANGED',
  },
  DEREGISTERED: { pauses: 'DEREGISTERED', ends: 'DEREGISTERED' },
  LICENCE_REVOKED: { pauses: 'LICENCE_REVOKED', ends: 'LICENCE_REVOKED' },
  ABNORMAL_LISTED: { pauses: 'ABNORMAL_LISTED' },
  ABNORMAL_REMOVED: {},
};

/** Takes up what agencies reported four times a second. */
export const registryRound = (services: RegistryServices, database: Database): Round => ({
  name: 'registry',
  pauseMs: 250,
  run: () => applyRegistryEvents(services, database),
});

/**
 * Applies what was reported, the older first, so that the events of one firm follow each other. Several workers may be
 * at it, and any of them may stop anywhere: another goes on from there and nothing is done twice.
 *
 * @returns How many events were found and applied.
 */
export async function applyRegistryEvents(services: RegistryServices, database: Database): Promise<number> {
  const due = await database.transaction({}, (tx) =>
    tx.registryEvent.findMany({
      where: { status: 'RECEIVED' },
      orderBy: [{ occurredAt: 'asc' }, { id: 'asc' }],
      take: EVENTS,
    }),
  );
  const held = new Set<string>();
  let applied = 0;
  for (const { id, subjectId } of due) {
    if (held.has(subjectId)) continue;
    try {
      await begin(services, database, id);
      while (await pauseSome(services, database, id));
      applied++;
    } catch (error) {
      // One that cannot be applied holds up the later ones of its firm, and no other.
      held.add(subjectId);
      services.logger.error({ err: error, eventId: id }, 'registry event not applied');
    }
  }
  return applied;
}

/** First nobody may act any more whom it ends: whatever is agreed later is agreed by somebody else. */
const begin = (services: RegistryServices, database: Database, eventId: string): Promise<void> =>
  database.transaction({}, async (tx) => {
    const event = await locked(tx, eventId);
    if (event.status === 'APPLIED' || event.beganAt !== null) return;
    await lockAuthorities(tx, event.subjectId);
    const { ends } = EFFECTS[event.kind as RegistryEventKind];
    const overtaken = await isOvertaken(tx, event);
    const authoritiesEnded =
      overtaken || ends === undefined
        ? 0
        : await endAuthorities(services, tx, {
            ...{ subjectId: event.subjectId, reason: ends, actor: 'system' },
            ends: (authority) => authority.grantedBy === null && !isNamed(authority, event),
          });
    const beganAt = services.clock.now();
    const started = { beganAt, authoritiesEnded };
    if (!overtaken) await tx.registryEvent.update({ where: { id: eventId }, data: started });
    else await finish(services, tx, event, { ...started, consentsPaused: 0, overtaken: true });
  });

/** Whether she is the new representative, whose authority was matched before the change was reported. */
const isNamed = (
  { evidence, evidenceHash, matchedAt }: AuthorityRow,
  { kind, occurredAt, representativeHash }: RegistryEventRow,
): boolean =>
  kind === 'LEGAL_REPRESENTATIVE_CHANGED' &&
  evidence === 'REGISTRY' &&
  (representativeHash === null
    ? matchedAt !== null && matchedAt > occurredAt
    : evidenceHash === representativeHash);

/**
 * Then what is in force rests, some consents at a time. What somebody agreed to or woke after the others could act no
 * more is her explicit act, and stays.
 *
 * @returns True while there is more.
 */
const pauseSome = (services: RegistryServices, database: Database, eventId: string): Promise<boolean> =>
  database.transaction({}, async (tx) => {
    const event = await locked(tx, eventId);
    if (event.status === 'APPLIED' || event.beganAt === null) return false;
    const { pauses } = EFFECTS[event.kind as RegistryEventKind];
    const found = pauses === undefined ? [] : await inForce(tx, event);
    let paused = 0;
    for (const { id } of found) {
      const row = await lockConsentForUpdate(tx, id);
      if (row?.status !== 'ACTIVE' || pauses === undefined) continue;
      await changeConsent(services, tx, {
        ...{ consentId: id as ConsentId, change: { act: 'PAUSE', by: 'SYSTEM' } },
        ...{ actor: 'system', pauseReason: pauses },
      });
      paused++;
    }
    const consentsPaused = (event.consentsPaused ?? 0) + paused;
    if (found.length === CONSENTS) {
      await tx.registryEvent.update({ where: { id: eventId }, data: { consentsPaused } });
      return true;
    }
    const { authoritiesEnded, beganAt } = event;
    await finish(services, tx, event, { beganAt, consentsPaused, authoritiesEnded: authoritiesEnded ?? 0 });
    return false;
  });

const inForce = (tx: Tx, { subjectId, beganAt }: RegistryEventRow) =>
  tx.consent.findMany({
    where: {
      ...{ subjectId, status: 'ACTIVE' },
      revisions: { none: { act: { in: ['GRANT', 'RESUME'] }, changedAt: { gt: beganAt ?? new Date(0) } } },
    },
    select: { id: true },
    orderBy: { id: 'asc' },
    take: CONSENTS,
  });

interface Outcome {
  readonly beganAt: Date;
  readonly consentsPaused: number;
  readonly authoritiesEnded: number;
  /** Something later was applied before: this changed nothing. */
  readonly overtaken?: boolean;
}

async function finish(
  services: RegistryServices,
  tx: Tx,
  { id, kind, subjectId }: RegistryEventRow,
  { overtaken = false, ...outcome }: Outcome,
): Promise<void> {
  await tx.registryEvent.update({
    where: { id },
    data: { ...outcome, status: 'APPLIED', appliedAt: services.clock.now() },
  });
  const { consentsPaused, authoritiesEnded } = outcome;
  await appendEntry(services, tx, {
    ...{ kind: 'REGISTRY_EVENT_APPLIED', actor: 'system', participantId: null, consentId: null },
    subjectId: subjectId as SubjectId,
    detail: { eventId: id, change: kind, consentsPaused, authoritiesEnded, overtaken },
  });
}

async function locked(tx: Tx, id: string): Promise<RegistryEventRow> {
  await lockRegistryEvent(tx, id);
  return tx.registryEvent.findUniqueOrThrow({ where: { id } });
}
