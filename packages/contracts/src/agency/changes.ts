import { z } from 'zod';
import { DataItemId } from '../data-items/index.ts';
import { Instant } from '../values/index.ts';
import { AgencySubject } from './agency-subject.ts';

/** Most changes in one answer. */
export const AGENCY_MOST_CHANGES = 1_000;

const Cursor = z
  .string()
  .regex(/^[A-Za-z0-9._~-]{1,512}$/)
  .describe('Opaque place in the agency’s changes; it stands in an address, so no code or name is in it.');

/** GET /v1/changes: whose data changed. */
export const AgencyChangesRequest = z
  .strictObject({
    since: Cursor.optional().describe('`cursor` of the last answer; without it only a cursor is answered.'),
    limit: z.int().min(1).max(AGENCY_MOST_CHANGES).describe('Most changes wanted.'),
  })
  .meta({ id: 'AgencyChangesRequest', description: 'Whose data changed since.' });
export type AgencyChangesRequest = z.infer<typeof AgencyChangesRequest>;

/** The same as it is read from the address, where a number is digits and nothing else. */
export const AgencyChangesQuery = AgencyChangesRequest.extend({
  limit: z
    .string()
    .regex(/^[1-9]\d*$/)
    .transform(Number)
    .pipe(AgencyChangesRequest.shape.limit),
});

export const AgencyChangesAnswer = z
  .object({
    changes: z
      .array(
        z.object({
          subject: AgencySubject,
          items: z.array(DataItemId).min(1).describe('Items that have new data.'),
        }),
      )
      .max(AGENCY_MOST_CHANGES)
      .describe('Changes, in the order in which they came.'),
    cursor: Cursor.describe('Give it back as `since`; also when nothing changed.'),
    more: z.boolean().describe('True when there is more to read at once.'),
    gap: z.boolean().describe('True when changes after `since` may be missing: all may have changed.'),
  })
  .meta({ id: 'AgencyChangesAnswer', description: 'Whose data changed.' });
export type AgencyChangesAnswer = z.infer<typeof AgencyChangesAnswer>;

/** Answer to GET /v1/health: which items the service gives, about no subject. */
export const AgencyHealthAnswer = z
  .object({
    items: z
      .array(
        z.object({
          item: DataItemId,
          asOf: Instant.nullable().describe('When its data were last brought up to date; null if not known.'),
        }),
      )
      .describe('Items the service answers for.'),
  })
  .meta({ id: 'AgencyHealthAnswer', description: 'What the service answers for, and how fresh it is.' });
export type AgencyHealthAnswer = z.infer<typeof AgencyHealthAnswer>;
