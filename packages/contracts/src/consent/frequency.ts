import { z } from 'zod';

/** Calendar periods of Asia/Shanghai in which deliveries are counted, from short to long; each lies within the next. */
export const FREQUENCY_UNITS = ['DAY', 'MONTH', 'YEAR'] as const;

export const FrequencyUnit = z.enum(FREQUENCY_UNITS).describe('Calendar DAY, MONTH or YEAR, Asia/Shanghai.');
export type FrequencyUnit = z.infer<typeof FrequencyUnit>;

/** How often data may be delivered under a consent: `{ unit: 'MONTH', value: 4 }` is at most four times a month. */
export const Frequency = z
  .strictObject({
    unit: FrequencyUnit,
    value: z.int().min(1).max(1_000_000).describe('Most deliveries, packages and decisions, per unit.'),
  })
  .meta({
    id: 'Frequency',
    description: 'Most deliveries per calendar day, month or year, Asia/Shanghai.',
    examples: [{ unit: 'MONTH', value: 4 }],
  });
export type Frequency = z.infer<typeof Frequency>;

/** A frequency in a word: `4/MONTH`. */
export const frequencyText = ({ value, unit }: Frequency): string => `${value}/${unit}`;
