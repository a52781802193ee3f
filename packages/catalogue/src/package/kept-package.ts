import {
  addPeriodToInstant,
  type CalendarDate,
  type Consent,
  type DataItemId,
  type DataPackage,
  type DateRange,
  dateOf,
  type Instant,
  type PackageItem,
  PlatformError,
} from '@xinqiao/contracts';
import { isOffered } from './assemble.ts';
import { figuresOf } from './days-read.ts';
import { sameWindow } from './same-window.ts';

/** What was told of an item. */
type ToldItem = Pick<PackageItem, 'item' | 'status' | 'snapshotHash'>;

/** What is kept of a package that a fetch, a page or a check comes back to. */
export interface KeptTerms {
  readonly asOf: CalendarDate;
  readonly extractedAt: Instant;
  /** Null where it is not known, as of packages of version 1. */
  readonly range: DateRange | null;
  /** Revision of the consent it was read under; null where it is not known. */
  readonly revision: number | null;
  readonly items: readonly ToldItem[];
}

/** A package whose days are known. */
export type Termed<Kept> = Kept & { readonly range: DateRange };

/** False once the data life of a package is over: the bank must have deleted it then. */
const isLive = (
  { extractedAt }: Pick<KeptTerms, 'extractedAt'>,
  { dataLife }: Pick<Consent, 'dataLife'>,
  now: Instant,
): boolean => addPeriodToInstant(extractedAt, dataLife) > now;

/**
 * Makes sure that a package was read under the terms that hold now, and is still the bank’s to use.
 *
 * @throws {PlatformError} `PACKAGE_NOT_FOUND`; `CONSENT_CHANGED_MEANWHILE`
 */
export function requireCurrent<Kept extends KeptTerms>(
  kept: Kept | undefined,
  consent: Pick<Consent, 'dataLife' | 'revision'>,
  now: Instant,
): Termed<Kept> {
  if (kept === undefined || !isLive(kept, consent, now)) throw new PlatformError('PACKAGE_NOT_FOUND');
  const { range, revision } = kept;
  if (range === null || revision !== consent.revision) throw new PlatformError('CONSENT_CHANGED_MEANWHILE');
  return { ...kept, range };
}

/** Statuses of an item that asking again gives nothing more of, as long as the source stays as it is. */
const SETTLED: readonly PackageItem['status'][] = ['READY', 'DELIVERED', 'NO_DATA'];

/**
 * True when a fetch asks for what a live package was made of, and of unchanged sources would get no other: the same
 * items and days under the same revision of the consent, all whole, of the same months.
 */
export function asksForTheSame(
  kept: KeptTerms,
  consent: Pick<Consent, 'dataLife' | 'disclosure' | 'range' | 'revision'>,
  items: readonly DataItemId[],
  now: Instant,
): boolean {
  const { range, disclosure, revision } = consent;
  const asked = new Set(items.filter((item) => isOffered(item, disclosure)));
  const known = kept.items.filter(({ item }) => isOffered(item, disclosure));
  return (
    kept.revision === revision &&
    isLive(kept, consent, now) &&
    kept.range?.from === range.from &&
    kept.range.to === range.to &&
    known.length > 0 &&
    asked.size === known.length &&
    known.every(({ item, status }) => asked.has(item) && SETTLED.includes(status)) &&
    sameWindow(kept.asOf, figuresOf(range, dateOf(now)))
  );
}

/** Whether a source still gives what it gave: SAME, CHANGED, or UNKNOWN where it did not answer whole, then or now. */
export interface ItemCheck {
  readonly item: DataItemId;
  readonly state: 'SAME' | 'CHANGED' | 'UNKNOWN';
}

/** Compares the items of a package, in its order, with what is told of them now. */
export const checkItems = (then: readonly ToldItem[], now: readonly ToldItem[]): ItemCheck[] =>
  then.map((told) => ({
    item: told.item,
    state: stateOf(
      told,
      now.find(({ item }) => item === told.item),
    ),
  }));

function stateOf(then: ToldItem, now: ToldItem | undefined): ItemCheck['state'] {
  if (now === undefined || !SETTLED.includes(then.status) || !SETTLED.includes(now.status)) return 'UNKNOWN';
  // An item that grew beyond one answer, or shrank, is another: its hash covers pages or rows.
  return now.status === then.status && now.snapshotHash === then.snapshotHash ? 'SAME' : 'CHANGED';
}

/** A source that was brought up to date meanwhile and gives the same leaves a package that is repeated what it was. */
export const withSourceDays = (
  made: DataPackage,
  kept: readonly Pick<PackageItem, 'item' | 'sourceAsOf'>[],
): DataPackage => ({
  ...made,
  items: made.items.map((item) => {
    const before = kept.find((candidate) => candidate.item === item.item)?.sourceAsOf;
    return before === undefined ? item : { ...item, sourceAsOf: before };
  }),
});
