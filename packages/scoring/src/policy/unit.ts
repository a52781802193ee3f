import {
  AmountCny,
  type IndicatorUnit,
  LocalizedText,
  Ratio,
  TaxCreditGradeLetter,
} from '@xinqiao/contracts';
import { z } from 'zod';

/**
 * How a feature’s values are written: those of the indicators, NUMBER a decimal with a stated number of places, and
 * CATEGORY one of a stated list.
 */
export type FeatureUnit = IndicatorUnit | 'NUMBER' | 'CATEGORY';

/** Most places a NUMBER can have, and most digits in all: scaled by its places it is an exact 64-bit float. */
export const MOST_PLACES = 9;
const MOST_DIGITS = 15;

export const CategoryName = z
  .string()
  .regex(/^[^\p{C}]{1,60}$/u)
  .describe('One category, as the source writes it; 1 to 60 characters, none of them a control character.');

/** What a feature is that no catalogue defines: a column of a table, a figure of the bank’s own. */
export const FeatureDefinition = z
  .discriminatedUnion('unit', [
    z.strictObject({
      unit: z
        .enum(['AMOUNT', 'RATIO', 'COUNT', 'MONTHS', 'DAYS', 'GRADE'])
        .describe('As indicators are written.'),
      name: LocalizedText.describe('Name of the feature for people.'),
    }),
    z.strictObject({
      unit: z.literal('NUMBER').describe('A decimal; at most 15 digits, its places among them.'),
      name: LocalizedText.describe('Name of the feature for people.'),
      places: z
        .int()
        .min(0)
        .max(MOST_PLACES)
        .describe('Places after the point; a value has at most so many.'),
    }),
    z.strictObject({
      unit: z.literal('CATEGORY').describe('One of a stated list.'),
      name: LocalizedText.describe('Name of the feature for people.'),
      categories: z.array(CategoryName).min(1).max(1000).describe('Every category there is.'),
    }),
  ])
  .describe('Unit and name of a feature that is no indicator of the catalogue.');
export type FeatureDefinition = z.infer<typeof FeatureDefinition>;

const Decimal = z.string().regex(/^(?!-0(\.0+)?$)-?(0|[1-9][0-9]*)(\.[0-9]+)?$/);

const WRITTEN: Record<Exclude<FeatureUnit, 'NUMBER' | 'CATEGORY'>, z.ZodType> = {
  AMOUNT: AmountCny,
  RATIO: Ratio,
  COUNT: z.int(),
  MONTHS: z.int(),
  DAYS: z.int(),
  GRADE: TaxCreditGradeLetter,
};

/** What values of a feature look like. */
export interface UnitFacts {
  readonly unit: FeatureUnit;
  /** Places after the point of its values; 0 for whole numbers and names. */
  readonly places: number;
  /** Every name a value can be; null for a number. */
  readonly categories: readonly string[] | null;
}

/** Whether the value is written as values of this feature are. */
export function isWritten({ unit, places, categories }: UnitFacts, value: unknown): boolean {
  if (unit === 'CATEGORY') return typeof value === 'string' && categories!.includes(value);
  if (unit !== 'NUMBER') return WRITTEN[unit].safeParse(value).success;
  const text = Number.isSafeInteger(value) ? String(value) : value;
  if (!Decimal.safeParse(text).success) return false;
  const [whole = '', fraction = ''] = (text as string).replace('-', '').split('.');
  return fraction.length <= places && whole.length + places <= MOST_DIGITS;
}

export const factsOfUnit = (unit: IndicatorUnit): UnitFacts => ({
  unit,
  places: unit === 'AMOUNT' ? 2 : unit === 'RATIO' ? 6 : 0,
  categories: unit === 'GRADE' ? TaxCreditGradeLetter.options : null,
});

export const factsOfDefinition = (definition: FeatureDefinition): UnitFacts => {
  if (definition.unit === 'NUMBER') return { unit: 'NUMBER', places: definition.places, categories: null };
  if (definition.unit === 'CATEGORY')
    return { unit: 'CATEGORY', places: 0, categories: definition.categories };
  return factsOfUnit(definition.unit);
};
