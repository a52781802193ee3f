import { AgencySubject, DataItemId, Instant, PackageRecords } from '@xinqiao/contracts';
import { z } from 'zod';

/** The same text for the same subject, and for no other. */
export const subjectKey = ({ scheme, code }: AgencySubject): string => `${scheme} ${code}`;

/** What the reference service serves: a file of an agency’s records. */
export const AgencyDocument = z.strictObject({
  asOf: Instant.describe('When the records were taken from the agency’s own systems.'),
  version: z
    .string()
    .regex(/^[\w.:-]{1,100}$/)
    .describe('Another one whenever the file changes.'),
  items: z.array(DataItemId).min(1).describe('Items the agency answers for.'),
  subjects: z
    .array(
      z.strictObject({
        subject: AgencySubject,
        records: PackageRecords.describe(
          'Records by item, lists oldest first; an item left out is not held.',
        ),
      }),
    )
    .refine((all) => new Set(all.map(({ subject }) => subjectKey(subject))).size === all.length, {
      error: 'A subject is named twice.',
    })
    .describe('Whom the agency holds records of.'),
});
export type AgencyDocument = z.infer<typeof AgencyDocument>;
