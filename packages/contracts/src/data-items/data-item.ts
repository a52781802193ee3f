import { z } from 'zod';
import { EnforcementRecord } from './enforcement-record.ts';
import { CitReturn, FinancialStatement } from './financials.ts';
import { InvoiceLine, InvoiceSummary } from './invoice.ts';
import { HousingFundMonth, SocialInsuranceMonth, UtilityMonth } from './monthly-counts.ts';
import { RegistrationProfile } from './registration-profile.ts';
import { AdministrativePenalty, RegistrationChange, Shareholder } from './registration-records.ts';
import { TaxArrear } from './tax-arrears.ts';
import { TaxCreditGrade } from './tax-credit-grade.ts';
import { LateFee, TaxPayment, TaxReduction, TaxRefund } from './tax-movements.ts';
import { TaxAudit, TaxViolation } from './tax-supervision.ts';
import { TaxpayerStatus } from './taxpayer-status.ts';
import { VatReturn } from './vat-return.ts';

/** The data items a consent can name, each with the shape of its records, which has a name of its own. */
export const DATA_ITEM_SCHEMAS = {
  'registration.profile': RegistrationProfile,
  'registration.shareholders': z
    .array(Shareholder)
    .meta({ id: 'Shareholders', description: 'Shareholders, present and former, oldest first.' }),
  'registration.changes': z
    .array(RegistrationChange)
    .meta({ id: 'RegistrationChanges', description: 'Registered changes, oldest first.' }),
  'registration.penalties': z
    .array(AdministrativePenalty)
    .meta({ id: 'AdministrativePenalties', description: 'Penalties, oldest first.' }),
  'tax.status': TaxpayerStatus,
  'tax.vat-returns': z
    .array(VatReturn)
    .meta({ id: 'VatReturns', description: 'Filed VAT periods, oldest first.' }),
  'tax.payments': z
    .array(TaxPayment)
    .meta({ id: 'TaxPayments', description: 'Payments, by the day they reached the treasury.' }),
  'tax.refunds': z.array(TaxRefund).meta({ id: 'TaxRefunds', description: 'Refunds, oldest first.' }),
  'tax.reductions': z
    .array(TaxReduction)
    .meta({ id: 'TaxReductions', description: 'Reductions, by tax period.' }),
  'tax.cit-returns': z
    .array(CitReturn)
    .meta({ id: 'CitReturns', description: 'Corporate income tax returns, by tax period.' }),
  'tax.financial-statements': z
    .array(FinancialStatement)
    .meta({ id: 'FinancialStatements', description: 'Statements, by closing day.' }),
  'tax.credit-grades': z
    .array(TaxCreditGrade)
    .meta({ id: 'TaxCreditGrades', description: 'Grades by assessment year, oldest first.' }),
  'tax.arrears': z
    .array(TaxArrear)
    .meta({ id: 'TaxArrears', description: 'Unpaid and settled arrears, oldest first.' }),
  'tax.late-fees': z.array(LateFee).meta({ id: 'LateFees', description: 'Late fees, oldest first.' }),
  'tax.violations': z
    .array(TaxViolation)
    .meta({ id: 'TaxViolations', description: 'Breaches of tax law, oldest first.' }),
  'tax.audits': z.array(TaxAudit).meta({ id: 'TaxAudits', description: 'Tax audits, oldest first.' }),
  'invoice.summary': InvoiceSummary,
  'invoice.lines': z
    .array(InvoiceLine)
    .meta({ id: 'InvoiceLines', description: 'Invoices, by day and number.' }),
  'social.insurance': z
    .array(SocialInsuranceMonth)
    .meta({ id: 'SocialInsuranceMonths', description: 'Months insured, oldest first.' }),
  'housing-fund.deposits': z
    .array(HousingFundMonth)
    .meta({ id: 'HousingFundMonths', description: 'Months paid for, oldest first.' }),
  'utility.usage': z
    .array(UtilityMonth)
    .meta({ id: 'UtilityMonths', description: 'Months of use, oldest first; water, gas, electricity.' }),
  'enforcement.records': z
    .array(EnforcementRecord)
    .meta({ id: 'EnforcementRecords', description: 'Court enforcements, oldest first.' }),
} as const;

export type DataItemId = keyof typeof DATA_ITEM_SCHEMAS;
export const DATA_ITEM_IDS = Object.keys(DATA_ITEM_SCHEMAS) as [DataItemId, ...DataItemId[]];

/** Name of a data item in the catalogue (数据资源目录). */
export const DataItemId = z
  .enum(DATA_ITEM_IDS)
  .meta({ id: 'DataItemId', description: 'Data item of the catalogue (数据资源目录).' });

/** Some data items, each once. */
export const DataItemIds = z
  .array(DataItemId)
  .min(1)
  .max(DATA_ITEM_IDS.length)
  .refine((items) => new Set(items).size === items.length, {
    error: '数据项重复 / An item is named twice',
  });

/** Records by data item: what a source returns for one subject and range. */
export type DataItemRecords = { [K in DataItemId]: z.infer<(typeof DATA_ITEM_SCHEMAS)[K]> };
