import type { DataItemId, LocalizedText } from '@xinqiao/contracts';
import { FIELD_WORDS } from '../items/fields/item-fields.ts';

/** Fields that tell one record of an item from the others, in order; none where the item is a single record. */
const KEY_FIELDS: Readonly<Record<DataItemId, readonly string[]>> = {
  'registration.profile': [],
  'registration.shareholders': ['name', 'since'],
  'registration.changes': ['changedOn', 'matter'],
  'registration.penalties': ['decidedOn', 'authority', 'kind'],
  'tax.status': [],
  'tax.vat-returns': ['period'],
  'tax.payments': ['taxType', 'periodFrom', 'periodTo', 'paidOn'],
  'tax.refunds': ['taxType', 'kind', 'refundedOn'],
  'tax.reductions': ['taxType', 'periodTo', 'policy'],
  'tax.cit-returns': ['kind', 'periodFrom', 'periodTo'],
  'tax.financial-statements': ['kind', 'periodTo'],
  'tax.credit-grades': ['year'],
  'tax.arrears': ['taxType', 'dueOn'],
  'tax.late-fees': ['taxType', 'from'],
  'tax.violations': ['registeredOn', 'kind'],
  'tax.audits': ['openedOn'],
  'invoice.summary': [],
  'invoice.lines': ['direction', 'number'],
  'social.insurance': ['month'],
  'housing-fund.deposits': ['month'],
  'utility.usage': ['utility', 'month'],
  'enforcement.records': ['kind', 'filedOn'],
};

/** Whether the item is a list of records that are told apart by a key. */
export const hasRecordKeys = (item: DataItemId): boolean => KEY_FIELDS[item].length > 0;

/**
 * The key by which people and programs name one record of an item: `2026-03`, `OUT/12345678`. Records with the same key
 * are marked together.
 */
export const recordKey = (item: DataItemId, record: Readonly<Record<string, unknown>>): string =>
  KEY_FIELDS[item].map((field) => String(record[field] ?? '')).join('/');

/** The key as people read it, codes by their names: `OUT/12345678` is `销项 · 12345678`. */
export function recordName(item: DataItemId, key: string): LocalizedText {
  const fields = KEY_FIELDS[item];
  const parts = key.split('/');
  // What stands between the strokes may hold one itself; then it stays as it is.
  if (parts.length !== fields.length) return { zh: key, en: key };
  const named = parts.map(
    (part, at) => FIELD_WORDS[item][fields[at] ?? '']?.codes?.[part] ?? { zh: part, en: part },
  );
  return { zh: named.map(({ zh }) => zh).join(' · '), en: named.map(({ en }) => en).join(' · ') };
}
