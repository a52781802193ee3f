import {
  addPeriodToInstant,
  type CalendarDate,
  DATA_ITEM_IDS,
  type DataItemId,
  type DataItemRecords,
  type DataPackage,
  type DateRange,
  type DisclosureLevel,
  type IndicatorName,
  type Instant,
  type PackageItem,
  type PackagePages,
  type Period,
} from '@xinqiao/contracts';
import { answersOf, computeAnswers } from '../answers/compute-answers.ts';
import { computeIndicators, indicatorsOf } from '../indicators/compute-indicators.ts';
import { DATA_ITEMS } from '../items/data-items.ts';
import { coveredDays } from './covered-days.ts';
import { cutRecords } from './cut-records.ts';
import { disputesOf, type OpenDispute } from './disputes-of.ts';
import { hashCanonical, type SnapshotHashes } from './hash-canonical.ts';

/** What a source answered for one item. */
export interface ItemResult {
  readonly item: DataItemId;
  readonly sourceId: string;
  /**
   * An empty list is DELIVERED: there are none. NO_DATA: the source does not know the subject. READY: too many rows for
   * one answer, to be read by pages.
   */
  readonly status: PackageItem['status'];
  /** Records of `item`, in its own shape; with DELIVERED and PARTIAL. */
  readonly records?: DataItemRecords[DataItemId];
  /** In place of `records`, once its pages were walked: of READY, and of PARTIAL where rows are missing. */
  readonly pages?: PackagePages;
  /** When the source’s data were last brought up to date, UTC. Default: it does not tell. */
  readonly asOf?: Instant | null;
  /** Opaque token of the source’s state, which stays on the platform. Default: it cannot tell. */
  readonly version?: string | null;
}

/** What the consent allows; a `Consent` whose subject is known will do. */
export interface ConsentTerms {
  readonly consentId: DataPackage['consentId'];
  readonly participantId: DataPackage['participantId'];
  readonly subjectId: DataPackage['subjectId'];
  readonly purpose: DataPackage['purpose'];
  readonly items: readonly DataItemId[];
  readonly disclosure: DisclosureLevel;
  readonly range: DateRange;
  readonly dataLife: Period;
}

export interface AssemblyInput {
  readonly operatorId: DataPackage['operatorId'];
  readonly packageId: DataPackage['packageId'];
  readonly consent: ConsentTerms;
  /** Day the figures stand for, Asia/Shanghai: today, or the day after the range if that is earlier. */
  readonly asOf: CalendarDate;
  /** When the sources were read, UTC. */
  readonly extractedAt: Instant;
  /** One answer per item a source was asked for, in any order. */
  readonly results: readonly ItemResult[];
  /** Objections of the subject that are not settled. Default none. */
  readonly disputes?: readonly OpenDispute[];
  /** Figures wanted at INDICATORS. Default all of the catalogue. */
  readonly indicators?: readonly IndicatorName[];
}

/** True when the catalogue offers the item at that level; where not, nothing of it leaves, and no source is asked. */
export const isOffered = (item: DataItemId, disclosure: DisclosureLevel): boolean =>
  DATA_ITEMS[item].allowedDisclosure.includes(disclosure);

/**
 * The payload of a data package: of what the sources gave, exactly what the consent allows.
 *
 * - Items: those the consent names and a source was asked for, in catalogue order.
 * - Range: records are cut to the days of the consent up to `asOf`; see `cutRecords`.
 * - Level: RECORDS gives the cut records, or the pages they wait on; INDICATORS only the figures and ANSWER only the
 *   answers computed from them, null where the range does not cover their window or the source delivered in part. An
 *   item that is not on offer at the level is DENIED.
 *
 * A field whose subject says it is wrong is marked until that is settled, in records that are shown only.
 *
 * What is told of an item the sources do not know has the same members as of one that failed, at every level.
 *
 * @param hashes SHA-256, and the keyed hash of this package: arguments because this package is pure.
 * @returns Unsigned payload. Every snapshot hash covers the cut records, also where only figures leave.
 */
export function assemblePackage(input: AssemblyInput, hashes: SnapshotHashes): DataPackage {
  const { operatorId, packageId, consent, asOf, extractedAt, results, disputes = [], indicators } = input;
  const { consentId, participantId, subjectId, purpose, disclosure, range, dataLife } = consent;
  const items = DATA_ITEM_IDS.filter((item) => consent.items.includes(item)).flatMap((item) => {
    const result = results.find((candidate) => candidate.item === item);
    return result ? [packageItem(result, consent, asOf, hashes, disputes, indicators)] : [];
  });
  const states = items.map(({ item, status, snapshotHash }) => ({ item, status, snapshotHash }));

  return {
    version: 2,
    operatorId,
    packageId,
    consentId,
    participantId,
    subjectId,
    purpose,
    disclosure,
    range,
    asOf,
    extractedAt,
    deleteBy: addPeriodToInstant(extractedAt, dataLife),
    items,
    ...(disclosure === 'RECORDS' ? { snapshotSalt: hashes.salt } : {}),
    snapshotHash: hashCanonical(states, hashes.sha256),
  };
}

function packageItem(
  result: ItemResult,
  { range, disclosure }: ConsentTerms,
  asOf: CalendarDate,
  { sha256, keyed, salt }: SnapshotHashes,
  disputes: readonly OpenDispute[],
  wanted: readonly IndicatorName[] | undefined,
): PackageItem {
  const { item, sourceId, status, records, pages } = result;
  const head = { item, schemaVersion: DATA_ITEMS[item].version, sourceId };
  const without = (told: PackageItem['status']): PackageItem => {
    const sourceAsOf = told === 'NO_DATA' ? (result.asOf ?? null) : null;
    return { ...head, status: told, sourceAsOf, snapshotHash: null };
  };
  if (!isOffered(item, disclosure)) return without('DENIED');
  const covered = coveredDays(range, asOf);
  const answered = status === 'READY' || status === 'DELIVERED' || status === 'PARTIAL';
  if (!answered) return without(status);
  if ((!records && !pages) || !covered) return without('NO_DATA');

  const told = { ...head, status, sourceAsOf: result.asOf ?? null };
  if (!records) {
    // Only rows are read by pages, and rows leave at RECORDS only.
    if (disclosure !== 'RECORDS' || !pages) return without('DENIED');
    return { ...told, snapshotHash: hashCanonical([salt, pages.hashes], sha256), pages, ...marks(undefined) };
  }
  const shown = cutRecords(item, records, covered);
  if (disclosure === 'RECORDS')
    return {
      ...{ ...told, snapshotHash: hashCanonical([salt, shown], sha256), records: { [item]: shown } },
      ...marks(shown),
    };
  const snapshotHash = keyed(shown);
  const whole = status === 'DELIVERED' ? { [item]: shown } : {};
  if (disclosure === 'ANSWER')
    return {
      ...{ ...told, snapshotHash, answers: computeAnswers(whole, asOf, answersOf(item), covered) },
      ...marks(shown),
    };
  const names = indicatorsOf(item).filter((name) => wanted === undefined || wanted.includes(name));
  const indicators = computeIndicators(whole, asOf, names, covered);
  return { ...told, snapshotHash, indicators, ...marks(shown) };

  /** Absent where nothing is disputed. */
  function marks(delivered: DataItemRecords[DataItemId] | undefined): Pick<PackageItem, 'disputed'> {
    const disputed = disputesOf(item, delivered, disputes, disclosure);
    return disputed.length === 0 ? {} : { disputed };
  }
}
