import {
  asksForTheSame,
  begunDays,
  isOffered,
  type KeptTerms,
  type OpenDispute,
  type SnapshotHashes,
  snapshotHashes,
} from '@xinqiao/catalogue';
import {
  type ConsentId,
  DATA_ITEM_IDS,
  type DataItemId,
  type DataPackage,
  dateOf,
  type Instant,
  type PackageId,
} from '@xinqiao/contracts';
import type { PackageRow } from '@xinqiao/db';
import canonicalize from 'canonicalize';
import { calendarDate } from '../consents/consent-view.ts';
import type { Principal } from '../http/principal.ts';
import type { Services } from '../services.ts';
import type { OpenAccess } from './consented-read.ts';
import { statesOf } from './sources/read-sources.ts';

/** What is kept of an item of a package: never its records. */
export type KeptItem = Pick<
  DataPackage['items'][number],
  'item' | 'status' | 'snapshotHash' | 'sourceId' | 'sourceAsOf'
>;

/** What is kept of a package. */
export interface KeptPackage extends KeptTerms {
  readonly packageId: PackageId;
  readonly snapshotHash: string;
  /** Null in packages of version 1, of which less was kept. */
  readonly stateDigest: string | null;
  readonly encrypted: boolean;
  readonly items: readonly KeptItem[];
}

export const keptPackage = (row: PackageRow): KeptPackage => ({
  packageId: row.id as PackageId,
  asOf: calendarDate(row.asOf),
  extractedAt: row.extractedAt.toISOString() as Instant,
  snapshotHash: row.snapshotHash,
  range:
    row.rangeFrom === null || row.rangeTo === null
      ? null
      : { from: calendarDate(row.rangeFrom), to: calendarDate(row.rangeTo) },
  revision: row.revision,
  stateDigest: row.stateDigest,
  encrypted: row.encrypted,
  items: row.items as unknown as readonly KeptItem[],
});

/** A package the bank was given under a consent; undefined for every other id alike. */
export async function findPackage(
  { database }: Pick<Services, 'database'>,
  { participantId }: Principal,
  consentId: ConsentId,
  packageId: PackageId,
): Promise<KeptPackage | undefined> {
  const row = await database.transaction({ participantId }, (tx) =>
    tx.package.findFirst({ where: { id: packageId, consentId, kind: 'PACKAGE' } }),
  );
  return row === null ? undefined : keptPackage(row);
}

/** How the records of a package, or of a decision, are hashed: below RECORDS with a key of the installation. */
export const hashesOf = ({ sha256, vault }: Pick<Services, 'sha256' | 'vault'>, of: string): SnapshotHashes =>
  snapshotHashes(sha256, (text) => vault.digest('package snapshot', text), of);

/** A source’s state per item, as it was when the item was read. */
interface ItemState {
  readonly item: DataItemId;
  readonly sourceId: string;
  readonly version?: string | null | undefined;
}

/**
 * One keyed hash of the states that the sources of all items are in, and of what is disputed; null where a source cannot
 * tell. Kept in place of the states themselves.
 */
export function stateDigest(
  { vault }: Pick<Services, 'vault'>,
  states: readonly ItemState[],
  disputes: readonly OpenDispute[],
): string | null {
  const ordered = DATA_ITEM_IDS.flatMap((id) => states.filter(({ item }) => item === id));
  if (ordered.length === 0 || ordered.some(({ version }) => version === undefined || version === null))
    return null;
  const told = ordered.map(({ item, sourceId, version }) => [item, sourceId, version]);
  return vault.digest('source state', canonicalize([told, disputes]) as string);
}

/**
 * True when a fetch asks for what a package was made of, and no source holds anything new about it. The sources are
 * asked for their states only; no record is read.
 */
export async function isUnchanged(
  services: Services,
  { consent, items, subject, disputes }: OpenAccess,
  kept: KeptPackage,
  now: Instant,
): Promise<boolean> {
  if (kept.stateDigest === null || !asksForTheSame(kept, consent, items, now)) return false;
  const known = kept.items.filter(({ item }) => isOffered(item, consent.disclosure));
  const states = await statesOf(services, subject, known, begunDays(consent.range, dateOf(now)));
  const present = known.map(({ item, sourceId }) => ({ item, sourceId, version: states.get(item) }));
  return stateDigest(services, present, disputes) === kept.stateDigest;
}
