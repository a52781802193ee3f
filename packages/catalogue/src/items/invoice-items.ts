import { define } from './data-item-definition.ts';
import { DERIVABLE } from './disclosure.ts';

const AGENCY = { zh: '税务局', en: 'Taxation Bureau' };

/** Invoices, of the tax bureau (税务局). No indicator is computed from single invoices: the summary serves those who need figures only. */
export const INVOICE_ITEMS = {
  'invoice.summary': define('invoice.summary', {
    name: { zh: '发票汇总', en: 'Invoices by month' },
    agency: AGENCY,
    updateFrequency: 'day',
    freshness: 'P2D',
    retention: 'P10Y',
    sensitivity: 'E',
    level: 'SENSITIVE',
    legalBasis: '税收征收管理法 art. 8; 发票管理办法',
    allowedDisclosure: DERIVABLE,
  }),
  'invoice.lines': define('invoice.lines', {
    name: { zh: '发票明细', en: 'Invoices one by one' },
    agency: AGENCY,
    updateFrequency: 'day',
    freshness: 'P2D',
    retention: 'P10Y',
    sensitivity: 'E',
    level: 'SENSITIVE',
    legalBasis: '税收征收管理法 art. 8; 发票管理办法',
    allowedDisclosure: ['RECORDS'],
  }),
} as const;
