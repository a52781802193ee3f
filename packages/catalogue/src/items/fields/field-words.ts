import type { DataItemId, DataLevel, LocalizedText, Sensitivity } from '@xinqiao/contracts';

/** What a field is called, and what it means in Chinese; in English the schema says it. */
export interface FieldWords {
  readonly name: LocalizedText;
  /** Meaning in Chinese, as `.describe` of the schema gives it in English. */
  readonly meaning: string;
  /** Of a count or a quantity; amounts and ratios have theirs. */
  readonly unit?: LocalizedText;
  /** What each code stands for. */
  readonly codes?: Readonly<Record<string, LocalizedText>>;
  /** Where it differs from its item. */
  readonly sensitivity?: Sensitivity;
  readonly level?: DataLevel;
}

/** Words of the fields of some items, by their path: `abnormalListings[].listedOn`. */
export type WordsByPath = Readonly<Record<string, FieldWords>>;
export type WordsOf<K extends DataItemId> = { readonly [Item in K]: WordsByPath };

export const words = (
  zh: string,
  en: string,
  meaning: string,
  more: Omit<FieldWords, 'name' | 'meaning'> = {},
): FieldWords => ({ name: { zh, en }, meaning, ...more });

export const text = (zh: string, en: string): LocalizedText => ({ zh, en });

export const UNITS = {
  invoices: text('张', 'invoices'),
  months: text('个月', 'months'),
  persons: text('人', 'persons'),
  accounts: text('户', 'accounts'),
  parties: text('家', 'counterparties'),
  days: text('天', 'days'),
  year: text('年', 'year'),
  quantity: text('立方米或千瓦时', 'cubic metres or kilowatt-hours'),
} as const;
