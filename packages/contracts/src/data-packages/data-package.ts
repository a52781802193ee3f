import { z } from 'zod';
import { DisclosureLevel } from '../consent/disclosure.ts';
import { PurposeCode } from '../consent/purpose.ts';
import {
  DataItemId,
  EnforcementRecord,
  InvoiceLine,
  InvoiceSummary,
  RegistrationProfile,
  TaxArrear,
  TaxCreditGrade,
  VatReturn,
} from '../data-items/index.ts';
import { ConsentId, OperatorId, PackageId, ParticipantId, SubjectId } from '../identifiers/index.ts';
import { Indicators } from '../indicators/index.ts';
import { CalendarDate, DateRange, Instant, Sha256Digest } from '../values/index.ts';

export const PackageItemStatus = z
  .enum(['DELIVERED', 'PARTIAL', 'NO_DATA', 'TIMEOUT', 'UNAVAILABLE'])
  .describe(
    'DELIVERED whole; PARTIAL some rows missing; NO_DATA source holds none; TIMEOUT, UNAVAILABLE source failed.',
  );
export type PackageItemStatus = z.infer<typeof PackageItemStatus>;

/** Records of one item, by the item's name; exactly one key. */
export const PackageRecords = z
  .strictObject({
    'registration.profile': RegistrationProfile.optional().describe('Business registration.'),
    'tax.vat-returns': z.array(VatReturn).optional().describe('Filed VAT periods, oldest first.'),
    'tax.credit-grades': z
      .array(TaxCreditGrade)
      .optional()
      .describe('Grades by assessment year, oldest first.'),
    'tax.arrears': z.array(TaxArrear).optional().describe('Arrears, oldest first.'),
    'invoice.summary': InvoiceSummary.optional().describe('Invoices by month.'),
    'invoice.lines': z.array(InvoiceLine).optional().describe('Invoices, by day and number.'),
    'enforcement.records': z
      .array(EnforcementRecord)
      .optional()
      .describe('Court enforcements, oldest first.'),
  })
  .describe('Records of the item, under its own name.');
export type PackageRecords = z.infer<typeof PackageRecords>;

export const PackageItem = z
  .strictObject({
    item: DataItemId,
    schemaVersion: z.int().positive().describe('Version of the item in the catalogue.'),
    sourceId: z.string().describe('Source that answered.'),
    status: PackageItemStatus,
    snapshotHash: Sha256Digest.nullable().describe(
      'Hash of the records as the source gave them; null without records.',
    ),
    records: PackageRecords.optional().describe('Present at disclosure RECORDS when there is data.'),
    indicators: Indicators.optional().describe('Present at disclosure INDICATORS when there is data.'),
  })
  .meta({ id: 'PackageItem', description: 'One data item of a package.' });
export type PackageItem = z.infer<typeof PackageItem>;

/** Payload of a data package: what one fetch delivers, signed by the platform as a compact JWS. */
export const DataPackage = z
  .strictObject({
    version: z.literal(1).describe('Version of this shape.'),
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
    items: z.array(PackageItem).describe('One entry per data item asked for, in catalogue order.'),
    snapshotHash: Sha256Digest.describe('Hash over the items’ snapshot hashes and statuses.'),
  })
  .meta({ id: 'DataPackage', description: 'Payload of a signed data package.' });
export type DataPackage = z.infer<typeof DataPackage>;
