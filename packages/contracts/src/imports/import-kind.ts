import { z } from 'zod';
import type { DataItemId } from '../data-items/index.ts';
import type { LocalizedText } from '../values/index.ts';

interface ImportKindDefinition {
  readonly title: LocalizedText;
  /** Names of the columns, in order; the first line of a file is exactly these. */
  readonly columns: readonly string[];
  /** Data items that banks are served from it. */
  readonly items: readonly DataItemId[];
}

/** What a file may hold. Column names are those of the agency’s extract. */
export const IMPORT_KINDS = {
  'invoice-out': {
    title: { zh: '销项发票', en: 'Invoices issued' },
    columns: [
      ...['企业代号', '发票号码', '开票日期', '购方单位代号'],
      ...['金额', '税额', '价税合计', '发票状态'],
    ],
    items: ['invoice.summary', 'invoice.lines'],
  },
  'invoice-in': {
    title: { zh: '进项发票', en: 'Invoices received' },
    columns: [
      ...['企业代号', '发票号码', '开票日期', '销方单位代号'],
      ...['金额', '税额', '价税合计', '发票状态'],
    ],
    items: ['invoice.summary', 'invoice.lines'],
  },
  'tax-payments': {
    title: { zh: '入库税款', en: 'Tax payments' },
    columns: [
      ...['企业代号', '税票号码', '征收项目', '税款所属期起', '税款所属期止'],
      ...['计税依据', '减免税额', '已缴税额', '缴款期限', '入库日期'],
    ],
    items: ['tax.payments'],
  },
} as const satisfies Record<string, ImportKindDefinition>;

export type ImportKind = keyof typeof IMPORT_KINDS;
export const IMPORT_KIND_NAMES = Object.keys(IMPORT_KINDS) as [ImportKind, ...ImportKind[]];
export const ImportKind = z
  .enum(IMPORT_KIND_NAMES)
  .describe('What the file holds: issued (销项) or received (进项) invoices, or tax payments (入库税款).');
