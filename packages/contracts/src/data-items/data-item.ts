import { z } from 'zod';
import { EnforcementRecord } from './enforcement-record.ts';
import { InvoiceLine, InvoiceSummary } from './invoice.ts';
import { RegistrationProfile } from './registration-profile.ts';
import { TaxArrear } from './tax-arrears.ts';
import { TaxCreditGrade } from './tax-credit-grade.ts';
import { VatReturn } from './vat-return.ts';

/** The data items a consent can name, each with the shape of its records. */
export const DATA_ITEM_SCHEMAS = {
  'registration.profile': RegistrationProfile,
  'tax.vat-returns': z.array(VatReturn).describe('Filed VAT periods, oldest first.'),
  'tax.credit-grades': z.array(TaxCreditGrade).describe('Grades by assessment year, oldest first.'),
  'tax.arrears': z.array(TaxArrear).describe('Unpaid and settled arrears, oldest first.'),
  'invoice.summary': InvoiceSummary,
  'invoice.lines': z.array(InvoiceLine).describe('Invoices, by day and number.'),
  'enforcement.records': z.array(EnforcementRecord).describe('Court enforcements, oldest first.'),
} as const;

export type DataItemId = keyof typeof DATA_ITEM_SCHEMAS;
export const DATA_ITEM_IDS = Object.keys(DATA_ITEM_SCHEMAS) as [DataItemId, ...DataItemId[]];

/** Name of a data item in the catalogue (数据资源目录). */
export const DataItemId = z
  .enum(DATA_ITEM_IDS)
  .meta({ id: 'DataItemId', description: 'Data item of the catalogue (数据资源目录).' });

/** Records by data item: what a source returns for one subject and range. */
export type DataItemRecords = { [K in DataItemId]: z.infer<(typeof DATA_ITEM_SCHEMAS)[K]> };
