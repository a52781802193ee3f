import type { ConsentId, ConsentPauseReason, RegistryEventKind, SubjectId } from '@xinqiao/contracts';
import {
  type AuthorityRow,
  type ConsentRow,
  type Database,
  lockConsentForUpdate,
  lockRegistryEvent,
  type RegistryEventRow,
  type Tx,
} from '@xinqiao/db';
import { appendEntry } from '../../audit/append.ts';
import { changeConsent } from '../../consents/change.ts';
import { isLiving } from '../../consents/is-living.ts';
import type { Services } from '../../services.ts';
import type { Round } from '../../worker/worker.ts';
import { type EndReason, endAuthorities } from '../end-authorities.ts';
import { lockAuthorities } from '../lock-authorities.ts';
import { isOvertaken } from './registry-state.ts';

/** Most events taken up at a time. */
const EVENTS = 50;
/** Most consents paused in one transaction, and most such transactions at a time. */
const CONSENTS = 20;
const SIDE_BY_SIDE = 2;

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
  // What ended stays ended and what rests rests; from now on the report counts for nothing.
  REPORT_ANNULLED: {},
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
  const held = new Set<string>();
  let applied = 0;
  for (;;) {
    const due = await dueEvents(database, held);
    if (due.length === 0) return applied;
    for (const { id, subjectId } of due) {
      if (held.has(subjectId)) continue;
      try {
        await begin(services, database, id);
        while (await pauseFound(services, database, id));
        applied++;
      } catch (error) {
        // One that cannot be applied holds up the later ones of its firm, and no other.
        held.add(subjectId);
        services.logger.error({ err: error, eventId: id }, 'registry event not applied');
      }
    }
  }
}

/** The oldest that wait, but of firms of which one could not be applied in this round: those take nobody's place. */
const dueEvents = (database: Database, held: ReadonlySet<string>) =>
  database.transaction({}, (tx) =>
    tx.registryEvent.findMany({
      where: { status: 'RECEIVED', subjectId: { notIn: [...held] } },
      orderBy: [{ occurredAt: 'asc' }, { id: 'asc' }],
      take: EVENTS,
      select: { id: true, subjectId: true },
    }),
  );

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
    const started = { beganAt, authoritiesEnded, consentsPaused: 0 };
    if (!overtaken) await tx.registryEvent.update({ where: { id: eventId }, data: started });
    else await finish(services, tx, event, { ...started, overtaken: true });
  });

/**
 * Whether she is the new representative, whose authority was matched before the change was reported. A report that names
 * nobody keeps nobody: who was matched since proves nothing, a source may still name the former one.
 */
const isNamed = (
  { evidence, evidenceHash }: AuthorityRow,
  { kind, representativeHash }: RegistryEventRow,
): boolean =>
  kind === 'LEGAL_REPRESENTATIVE_CHANGED' &&
  evidence === 'REGISTRY' &&
  representativeHash !== null &&
  evidenceHash === representativeHash;

/**
 * Then what is in force rests, in transactions of some consents each. What somebody agreed to or woke after the others
 * could act no more is her explicit act, and stays.
 *
 * @returns True while more may be found.
 * @throws What kept a consent from being paused, once all others rest.
 */
async function pauseFound(services: RegistryServices, database: Database, eventId: string): Promise<boolean> {
  const now = services.clock.now();
  const { event, found } = await database.transaction({}, async (tx) => {
    const row = await tx.registryEvent.findUniqueOrThrow({ where: { id: eventId } });
    const pauses = EFFECTS[row.kind as RegistryEventKind].pauses !== undefined && row.status === 'RECEIVED';
    return { event: row, found: pauses ? await inForce(tx, row, now) : [] };
  });
  if (found.length === 0) {
    await end(services, database, eventId);
    return false;
  }
  const failures: unknown[] = [];
  const batches = chunks(found, CONSENTS);
  const lane = async () => {
    for (let batch = batches.shift(); batch !== undefined; batch = batches.shift()) {
      const ids = batch;
      await pauseAll(services, database, event, ids).catch(async () => {
        // One that cannot be paused keeps none of the others from it.
        for (const id of ids)
          await pauseAll(services, database, event, [id]).catch((error: unknown) => failures.push(error));
      });
    }
  };
  await Promise.all(Array.from({ length: SIDE_BY_SIDE }, lane));
  if (failures.length > 0) throw failures[0];
  return true;
}

/** Those that live: what is over is the worker’s to end, not to pause. */
const inForce = async (tx: Tx, { subjectId, beganAt }: RegistryEventRow, now: Date): Promise<string[]> => {
  const rows = await tx.consent.findMany({
    where: {
      ...{ subjectId, status: 'ACTIVE', OR: [{ expiresAt: null }, { expiresAt: { gt: now } }] },
      revisions: { none: wokenSince(beganAt) },
    },
    select: { id: true },
    orderBy: { id: 'asc' },
    take: EVENTS * CONSENTS,
  });
  return rows.map(({ id }) => id);
};

const wokenSince = (beganAt: Date | null) => ({
  ...{ act: { in: ['GRANT', 'RESUME'] }, changedAt: { gt: beganAt ?? new Date(0) } },
});

const chunks = (ids: readonly string[], size: number): string[][] =>
  Array.from({ length: Math.ceil(ids.length / size) }, (_, index) =>
    ids.slice(index * size, (index + 1) * size),
  );

/** Pauses consents in one transaction, each looked at again once it is held, and counts them with the event. */
const pauseAll = (
  services: RegistryServices,
  database: Database,
  event: RegistryEventRow,
  ids: readonly string[],
): Promise<void> =>
  database.transaction({}, async (tx) => {
    const held: ConsentRow[] = [];
    for (const id of ids) {
      const row = await lockConsentForUpdate(tx, id);
      if (row !== undefined) held.push(row);
    }
    const woken = await tx.consentRevision.findMany({
      where: { consentId: { in: [...ids] }, ...wokenSince(event.beganAt) },
      select: { consentId: true },
    });
    const stay = new Set(woken.map(({ consentId }) => consentId));
    const now = services.clock.now();
    let paused = 0;
    for (const row of held) {
      if (row.status !== 'ACTIVE' || !isLiving(row, now) || stay.has(row.id)) continue;
      await changeConsent(services, tx, {
        ...{ consentId: row.id as ConsentId, held: row, change: { act: 'PAUSE', by: 'SYSTEM' } },
        ...{ actor: 'system', pauseReason: EFFECTS[event.kind as RegistryEventKind].pauses },
      });
      paused++;
    }
    // Last, so that the others wait for it no longer than for the commit.
    if (paused > 0)
      await tx.registryEvent.update({
        where: { id: event.id },
        data: { consentsPaused: { increment: paused } },
      });
  });

/** Nothing is left in force: none can be on its way, for whoever pauses holds it until its pause is seen. */
const end = (services: RegistryServices, database: Database, eventId: string): Promise<void> =>
  database.transaction({}, async (tx) => {
    const event = await locked(tx, eventId);
    if (event.status === 'APPLIED' || event.beganAt === null) return;
    const { beganAt, authoritiesEnded, consentsPaused } = event;
    await finish(services, tx, event, {
      ...{ beganAt, authoritiesEnded: authoritiesEnded ?? 0, consentsPaused: consentsPaused ?? 0 },
    });
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
