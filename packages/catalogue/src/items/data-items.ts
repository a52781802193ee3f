import {
  DATA_ITEM_SCHEMAS,
  type DataItemId,
  type DisclosureLevel,
  type LocalizedText,
} from '@xinqiao/contracts';
import type { z } from 'zod';

/** P public, E enterprise-confidential, C1 to C3 personal, C3 being the gravest (JR/T 0171). */
export type Sensitivity = 'P' | 'E' | 'C1' | 'C2' | 'C3';

/** Level under 银行保险机构数据安全管理办法 (金规〔2024〕24号): 核心, 重要, 敏感 or 其他一般. */
export type DataLevel = 'CORE' | 'IMPORTANT' | 'SENSITIVE' | 'GENERAL';

/** One item of the catalogue of data resources (数据资源目录). */
export interface DataItemDefinition {
  readonly id: DataItemId;
  /** Version of `schema`, from 1; it rises with every change of shape. */
  readonly version: number;
  readonly name: LocalizedText;
  /** Agency that owns the data. */
  readonly agency: LocalizedText;
  /** How often the source changes. */
  readonly updateFrequency: 'event' | 'day' | 'month' | 'quarter' | 'year';
  readonly sensitivity: Sensitivity;
  readonly level: DataLevel;
  /** Law the source rests on; what a bank may read rests on the enterprise's consent besides. */
  readonly legalBasis: string;
  /** Levels on offer, least first. ANSWER is not on offer yet. */
  readonly allowedDisclosure: readonly DisclosureLevel[];
  /** Shape of the records. */
  readonly schema: z.ZodType;
}

const MARKET_SUPERVISION = { zh: '市场监督管理局', en: 'Administration for Market Regulation' };
const TAXATION = { zh: '税务局', en: 'Taxation Bureau' };
const COURT = { zh: '人民法院', en: "People's Court" };

const DERIVABLE = ['INDICATORS', 'RECORDS'] as const;

/** Every data item a consent can name, in catalogue order. */
export const DATA_ITEMS: { readonly [K in DataItemId]: DataItemDefinition & { readonly id: K } } = {
  'registration.profile': {
    id: 'registration.profile',
    version: 1,
    name: { zh: '企业登记信息', en: 'Business registration' },
    agency: MARKET_SUPERVISION,
    updateFrequency: 'event',
    sensitivity: 'P',
    level: 'GENERAL',
    legalBasis: '企业信息公示暂行条例 art. 6',
    allowedDisclosure: DERIVABLE,
    schema: DATA_ITEM_SCHEMAS['registration.profile'],
  },
  'tax.vat-returns': {
    id: 'tax.vat-returns',
    version: 1,
    name: { zh: '增值税申报', en: 'VAT returns' },
    agency: TAXATION,
    updateFrequency: 'month',
    sensitivity: 'E',
    level: 'SENSITIVE',
    legalBasis: '税收征收管理法 arts. 8, 25',
    allowedDisclosure: DERIVABLE,
    schema: DATA_ITEM_SCHEMAS['tax.vat-returns'],
  },
  'tax.credit-grades': {
    id: 'tax.credit-grades',
    version: 1,
    name: { zh: '纳税信用级别', en: 'Tax credit grades' },
    agency: TAXATION,
    updateFrequency: 'year',
    sensitivity: 'E',
    level: 'GENERAL',
    legalBasis: '纳税信用管理办法（试行） 国家税务总局公告2014年第40号',
    allowedDisclosure: DERIVABLE,
    schema: DATA_ITEM_SCHEMAS['tax.credit-grades'],
  },
  'tax.arrears': {
    id: 'tax.arrears',
    version: 1,
    name: { zh: '欠税', en: 'Tax arrears' },
    agency: TAXATION,
    updateFrequency: 'day',
    sensitivity: 'E',
    level: 'SENSITIVE',
    legalBasis: '税收征收管理法 arts. 32, 45',
    allowedDisclosure: DERIVABLE,
    schema: DATA_ITEM_SCHEMAS['tax.arrears'],
  },
  'invoice.summary': {
    id: 'invoice.summary',
    version: 1,
    name: { zh: '发票汇总', en: 'Invoices by month' },
    agency: TAXATION,
    updateFrequency: 'day',
    sensitivity: 'E',
    level: 'SENSITIVE',
    legalBasis: '税收征收管理法 art. 8; 发票管理办法',
    allowedDisclosure: DERIVABLE,
    schema: DATA_ITEM_SCHEMAS['invoice.summary'],
  },
  'invoice.lines': {
    id: 'invoice.lines',
    version: 1,
    name: { zh: '发票明细', en: 'Invoices one by one' },
    agency: TAXATION,
    updateFrequency: 'day',
    sensitivity: 'E',
    level: 'SENSITIVE',
    legalBasis: '税收征收管理法 art. 8; 发票管理办法',
    // No indicator is computed from single invoices: invoice.summary serves those who need figures only.
    allowedDisclosure: ['RECORDS'],
    schema: DATA_ITEM_SCHEMAS['invoice.lines'],
  },
  'enforcement.records': {
    id: 'enforcement.records',
    version: 1,
    name: { zh: '司法执行信息', en: 'Court enforcements' },
    agency: COURT,
    updateFrequency: 'day',
    sensitivity: 'P',
    level: 'GENERAL',
    legalBasis: '最高人民法院关于公布失信被执行人名单信息的若干规定',
    allowedDisclosure: DERIVABLE,
    schema: DATA_ITEM_SCHEMAS['enforcement.records'],
  },
};
