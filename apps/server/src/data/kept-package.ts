import {
  isOffered,
  type OpenDispute,
  type SnapshotHashes,
  sameWindow,
  snapshotHashes,
} from '@xinqiao/catalogue';
import {
  addPeriodToInstant,
  type Consent,
  type ConsentId,
  DATA_ITEM_IDS,
  type DataItemId,
  type DataPackage,
  type DateRange,
  type Instant,
  type PackageId,
  PlatformError,
} from '@xinqiao/contracts';
import type { PackageRow } from '@xinqiao/db';
import canonicalize from 'canonicalize';
import { calendarDate } from '../consents/consent-view.ts';
import type { Principal } from '../http/principal.ts';
import type { Services } from '../services.ts';
import type { OpenAccess } from './consented-read.ts';
import { begunDays, figuresOf } from './read-items.ts';
import { statesOf } from './sources/read-sources.ts';

/** What is kept of an item of a package: never its records. */
export type KeptItem = Pick<
  DataPackage['items'][number],
  'item' | 'status' | 'snapshotHash' | 'sourceId' | 'sourceAsOf'
>;

/** What is kept of a package. */
export interface KeptPackage {
  readonly packageId: PackageId;
  readonly asOf: DataPackage['asOf'];
  readonly extractedAt: Instant;
  readonly snapshotHash: string;
  /** Null in packages of version 1, of which less was kept. */
  readonly range: DateRange | null;
  readonly revision: number | null;
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

/** False once the data life of a package is over: the bank must have deleted it then. */
export const isLive = ({ extractedAt }: KeptPackage, { dataLife }: Consent, now: Instant): boolean =>
  addPeriodToInstant(extractedAt, dataLife) > now;

/** A package whose days and terms are known. */
export type TermedPackage = KeptPackage & { readonly range: DateRange };

/**
 * Makes sure that a package was read under the terms that hold now, and is still the bank’s to use.
 *
 * @throws {PlatformError} `PACKAGE_NOT_FOUND`; `CONSENT_CHANGED_MEANWHILE`
 */
export function requireCurrent(kept: KeptPackage | undefined, consent: Consent, now: Instant): TermedPackage {
  if (kept === undefined || !isLive(kept, consent, now)) throw new PlatformError('PACKAGE_NOT_FOUND');
  const { range, revision } = kept;
  if (range === null || revision !== consent.revision) throw new PlatformError('CONSENT_CHANGED_MEANWHILE');
  return { ...kept, range };
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

/** Statuses of an item that asking again gives nothing more of, as long as the source stays as it is. */
const SETTLED: readonly string[] = ['READY', 'DELIVERED', 'NO_DATA'];

/**
 * True when no source holds anything new about what a package was made of: the same items and days of the same
 * consent, all whole, of the same months. The sources are asked for their states only; no record is read.
 */
export async function isUnchanged(
  services: Services,
  { consent, items, subject, disputes }: OpenAccess,
  kept: KeptPackage,
  today: DataPackage['asOf'],
): Promise<boolean> {
  const { range, disclosure } = consent;
  const asked = new Set(items.filter((item) => isOffered(item, disclosure)));
  const known = kept.items.filter(({ item }) => isOffered(item, disclosure));
  const same =
    kept.stateDigest !== null &&
    kept.range?.from === range.from &&
    kept.range.to === range.to &&
    asked.size === known.length &&
    known.every(({ item, status }) => asked.has(item) && SETTLED.includes(status)) &&
    sameWindow(kept.asOf, figuresOf(range, today));
  if (!same) return false;
  const states = await statesOf(services, subject, known, begunDays(range, today));
  const now = known.map(({ item, sourceId }) => ({ item, sourceId, version: states.get(item) }));
  return stateDigest(services, now, disputes) === kept.stateDigest;
}
