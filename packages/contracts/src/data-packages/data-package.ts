import { z } from 'zod';
import { Answers } from '../answers/index.ts';
import { DisclosureLevel } from '../consent/disclosure.ts';
import { PurposeCode } from '../consent/purpose.ts';
import { DisputedField } from '../corrections/index.ts';
import { DATA_ITEM_SCHEMAS, DataItemId } from '../data-items/index.ts';
import { ConsentId, OperatorId, PackageId, ParticipantId, SubjectId } from '../identifiers/index.ts';
import { Indicators } from '../indicators/index.ts';
import { CalendarDate, DateRange, Instant, Sha256Digest } from '../values/index.ts';

/** What became of one item. Whatever it is, it is stated; an item never just lacks. */
export const PackageItemStatus = z
  .enum(['READY', 'DELIVERED', 'PARTIAL', 'DENIED', 'TIMEOUT', 'UNAVAILABLE', 'NO_DATA'])
  .describe(
    'READY whole, its rows wait as pages; DELIVERED whole, in here; PARTIAL some rows missing; DENIED the source refused, or the item is not on offer at this level; TIMEOUT, UNAVAILABLE the source failed; NO_DATA it holds none.',
  );
export type PackageItemStatus = z.infer<typeof PackageItemStatus>;

const optionalRecords = Object.fromEntries(
  Object.entries(DATA_ITEM_SCHEMAS).map(([item, schema]) => [item, schema.optional()]),
) as { [K in DataItemId]: z.ZodOptional<(typeof DATA_ITEM_SCHEMAS)[K]> };

/** Records of one item, by the item's name; exactly one key. */
export const PackageRecords = z
  .strictObject(optionalRecords)
  .describe('Records of the item, under its own name.');
export type PackageRecords = z.infer<typeof PackageRecords>;

/** Most rows of one page. */
export const PACKAGE_PAGE_ROWS = 1_000;

/** What the pages of a large item must be: the package that says so is signed, so each page is proven by it. */
export const PackagePages = z
  .strictObject({
    rows: z.int().positive().describe('Rows on all pages together.'),
    rowsPerPage: z.int().positive().describe('Most rows of a page. A page can hold fewer.'),
    hashes: z
      .array(Sha256Digest)
      .min(1)
      .describe(
        'Hash of each page, the first first: SHA-256 over the canonical JSON (RFC 8785) of its rows.',
      ),
  })
  .meta({ id: 'PackagePages', description: 'The pages of a large item and the hash of each.' });
export type PackagePages = z.infer<typeof PackagePages>;

export const PackageItem = z
  .strictObject({
    item: DataItemId,
    schemaVersion: z.int().positive().describe('Version of the item in the catalogue.'),
    sourceId: z.string().describe('Source that answered.'),
    status: PackageItemStatus,
    sourceAsOf: Instant.nullable().describe(
      'When the source’s data were last brought up to date, UTC; null where it does not tell or did not answer.',
    ),
    snapshotHash: Sha256Digest.nullable().describe(
      'Hash of what the source gave, cut to the consent; null without records. At RECORDS: SHA-256 over the canonical JSON (RFC 8785) of `[snapshotSalt, rows]`, rows being what stands in `records` under the item’s name, or `pages.hashes`. Below that level it is keyed. So nobody without the package can try guesses on it.',
    ),
    records: PackageRecords.optional().describe('Present at disclosure RECORDS when there is data.'),
    pages: PackagePages.optional().describe('Present in place of `records` when the rows wait as pages.'),
    indicators: Indicators.optional().describe('Present at disclosure INDICATORS when there is data.'),
    answers: Answers.optional().describe('Present at disclosure ANSWER when there is data.'),
    disputed: z
      .array(DisputedField)
      .min(1)
      .optional()
      .describe('Fields whose subject says they are wrong, while that is not settled; absent for none.'),
  })
  .meta({ id: 'PackageItem', description: 'One data item of a package.' });
export type PackageItem = z.infer<typeof PackageItem>;

/** What a package says of itself, in either version. */
const PACKAGE_HEAD = {
  operatorId: OperatorId,
  packageId: PackageId,
  consentId: ConsentId,
  participantId: ParticipantId.describe('The bank this package was made for.'),
  subjectId: SubjectId.describe('Whose data it is.'),
  purpose: PurposeCode,
  disclosure: DisclosureLevel,
  range: DateRange.describe('First and last day of the data, inclusive, Asia/Shanghai.'),
  asOf: CalendarDate.describe('Day the figures stand for, Asia/Shanghai.'),
  extractedAt: Instant.describe('When the sources were read, UTC.'),
  deleteBy: Instant.describe('When the data life ends and the bank must have deleted the data, UTC.'),
};
const itemsOf = <Item extends z.ZodType>(item: Item) =>
  z.array(item).describe('One entry per data item asked for, in catalogue order.');

/** Payload of a data package: what one fetch delivers, signed by the platform as a compact JWS. */
export const DataPackage = z
  .strictObject({
    version: z.literal(2).describe('Version of this shape.'),
    ...PACKAGE_HEAD,
    items: itemsOf(PackageItem),
    snapshotSalt: Sha256Digest.optional().describe(
      'Present at disclosure RECORDS: goes into the hash of each item. The log holds the hashes and never this, so they tell its readers nothing.',
    ),
    snapshotHash: Sha256Digest.describe(
      'SHA-256 over the canonical JSON (RFC 8785) of item, status and snapshotHash of each item, as listed.',
    ),
  })
  .meta({ id: 'DataPackage', description: 'Payload of a signed data package.' });
export type DataPackage = z.infer<typeof DataPackage>;

/** VAT returns before version 2 of the item told neither the months of a period nor the kind of taxpayer. */
const vatReturnsBefore = z.array(
  DATA_ITEM_SCHEMAS['tax.vat-returns'].element.omit({ months: true, taxpayerKind: true }),
);

/** One data item of a package of version 1. */
export const PackageItemV1 = z
  .strictObject({
    item: DataItemId,
    schemaVersion: PackageItem.shape.schemaVersion,
    sourceId: PackageItem.shape.sourceId,
    status: PackageItemStatus.exclude(['READY', 'DENIED']),
    snapshotHash: Sha256Digest.nullable().describe(
      'SHA-256 of the records as the source gave them, at every level; null without records.',
    ),
    records: z
      .strictObject({ ...optionalRecords, 'tax.vat-returns': vatReturnsBefore.optional() })
      .optional()
      .describe('Present at disclosure RECORDS when there is data.'),
    indicators: PackageItem.shape.indicators,
  })
  .meta({ id: 'PackageItemV1', description: 'One data item of a package of version 1.' });
export type PackageItemV1 = z.infer<typeof PackageItemV1>;

/** Payload of packages signed before 2026-11-23. None is made any more; those that banks keep still verify. */
export const DataPackageV1 = z
  .strictObject({
    version: z.literal(1).describe('Version of this shape.'),
    ...PACKAGE_HEAD,
    items: itemsOf(PackageItemV1),
    snapshotHash: Sha256Digest.describe('Hash over the items’ snapshot hashes and statuses.'),
  })
  .meta({ id: 'DataPackageV1', description: 'Payload of a signed data package of version 1.' });
export type DataPackageV1 = z.infer<typeof DataPackageV1>;

/** A package of whichever version; `version` tells them apart. */
export const AnyDataPackage = z
  .discriminatedUnion('version', [DataPackageV1, DataPackage])
  .describe('A data package of any version.');
export type AnyDataPackage = z.infer<typeof AnyDataPackage>;
