import { LocalizedText } from '@xinqiao/contracts';
import { z } from 'zod';

/** What the configuration of every source begins with. */
export const SOURCE_HEAD = {
  sourceId: z
    .string()
    .regex(/^[a-z][a-z0-9-]{1,38}[a-z0-9]$/)
    .refine((id) => id !== 'city' && id !== 'import', { error: 'city and import are taken.' })
    .describe('Name of the source, unchanging: log entries and packages hold it.'),
  agency: LocalizedText.describe('Who answers, as owners and banks read it.'),
  deadlineMs: z
    .int()
    .min(100)
    .max(30_000)
    .default(5_000)
    .describe('Longest time one call may take, in milliseconds. Default 5 000.'),
} as const;
