import { z } from 'zod';
import { Instant } from '../values/index.ts';

/** Most rows in one answer or on one page of a list. A longer list is answered `PAGED` and read page by page. */
export const AGENCY_MOST_ROWS = 2_000;

/** Which state of its data an agency answered from. */
export const AGENCY_STATE = {
  asOf: Instant.nullable().describe(
    'When the data were last brought up to date; null where it is not known.',
  ),
  version: z
    .string()
    .regex(/^[\x21-\x7e]{1,200}$/)
    .nullable()
    .describe(
      'Opaque: equal versions of one subject, item and range mean equal records; null where it cannot be told. Not made from the records themselves.',
    ),
} as const;

/** Whether all rows are there. */
export const AgencyWhole = z.boolean().describe('False when the agency knows that rows are missing.');
