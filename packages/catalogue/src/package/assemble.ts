import {
  addPeriodToInstant,
  type CalendarDate,
  DATA_ITEM_IDS,
  type DataItemId,
  type DataItemRecords,
  type DataPackage,
  type DateRange,
  type DisclosureLevel,
  type Instant,
  type PackageItem,
  type Period,
} from '@xinqiao/contracts';
import { computeIndicators, indicatorsOf } from '../indicators/compute-indicators.ts';
import { DATA_ITEMS } from '../items/data-items.ts';
import { coveredDays } from './covered-days.ts';
import { cutRecords } from './cut-records.ts';
import { hashCanonical, type Sha256 } from './hash-canonical.ts';

/** What a source answered for one item. */
export interface ItemResult {
  readonly item: DataItemId;
  readonly sourceId: string;
  /** An empty list is DELIVERED: there are none. NO_DATA: the source does not know the subject. */
  readonly status: PackageItem['status'];
  /** Records of `item`, in its own shape; with DELIVERED and PARTIAL. */
  readonly records?: DataItemRecords[DataItemId];
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
}

/**
 * The payload of a data package: of what the sources gave, exactly what the consent allows.
 *
 * - Items: those the consent names and a source was asked for, in catalogue order.
 * - Range: records are cut to the days of the consent up to `asOf`; see `cutRecords`.
 * - Level: RECORDS gives the cut records; INDICATORS gives only the figures computed from them, null where
 *   the range does not cover a figure's window or the source delivered in part; ANSWER has no answers yet
 *   and gives neither.
 *
 * @param sha256 Hash function, an argument because this package is pure.
 * @returns Unsigned payload. Every snapshot hash covers the cut records, also where only figures leave.
 */
export function assemblePackage(input: AssemblyInput, sha256: Sha256): DataPackage {
  const { operatorId, packageId, consent, asOf, extractedAt, results } = input;
  const { consentId, participantId, subjectId, purpose, disclosure, range, dataLife } = consent;
  const items = DATA_ITEM_IDS.filter((item) => consent.items.includes(item)).flatMap((item) => {
    const result = results.find((candidate) => candidate.item === item);
    return result ? [packageItem(result, consent, asOf, sha256)] : [];
  });
  const states = items.map(({ item, status, snapshotHash }) => ({ item, status, snapshotHash }));

  return {
    version: 1,
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
    snapshotHash: hashCanonical(states, sha256),
  };
}

function packageItem(
  { item, sourceId, status, records }: ItemResult,
  { range, disclosure }: ConsentTerms,
  asOf: CalendarDate,
  sha256: Sha256,
): PackageItem {
  const head = { item, schemaVersion: DATA_ITEMS[item].version, sourceId };
  if (status !== 'DELIVERED' && status !== 'PARTIAL') return { ...head, status, snapshotHash: null };

  const covered = coveredDays(range, asOf);
  if (!records || !covered) return { ...head, status: 'NO_DATA', snapshotHash: null };

  const shown = cutRecords(item, records, covered);
  const snapshotHash = hashCanonical(shown, sha256);
  if (disclosure === 'RECORDS') return { ...head, status, snapshotHash, records: { [item]: shown } };
  if (disclosure === 'ANSWER') return { ...head, status, snapshotHash };
  const whole = status === 'DELIVERED' ? { [item]: shown } : {};
  const indicators = computeIndicators(whole, asOf, indicatorsOf(item), covered);
  return { ...head, status, snapshotHash, indicators };
}
