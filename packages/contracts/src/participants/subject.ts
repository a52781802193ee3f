import { z } from 'zod';
import { OperatorId, SubjectId } from '../identifiers/index.ts';
import { Instant } from '../values/index.ts';
import { IdentifierScheme } from './subject-identifier.ts';

export const SubjectType = z
  .enum(['ENTERPRISE', 'SOLE_TRADER', 'PERSON'])
  .describe('ENTERPRISE 企业, SOLE_TRADER 个体工商户, PERSON 自然人.');
export type SubjectType = z.infer<typeof SubjectType>;

/** A code a subject bears or bore. */
export const SubjectIdentifier = z
  .strictObject({
    scheme: IdentifierScheme,
    value: z
      .string()
      .nullable()
      .describe('The code; null where it tells of a person: it is kept encrypted and not shown.'),
    masked: z.string().nullable().describe('What may be shown of a person’s code; null for public codes.'),
    status: z
      .enum(['valid', 'checksum_mismatch', 'corrected'])
      .describe(
        'checksum_mismatch: issued so, no ground for refusal; corrected: it never was the subject’s.',
      ),
    validFrom: Instant.describe('Since when the platform knows it, UTC.'),
    validTo: Instant.nullable().describe('Until when it was in use, UTC; null for the code current now.'),
  })
  .meta({ id: 'SubjectIdentifier', description: 'A code a subject bears or bore.' });
export type SubjectIdentifier = z.infer<typeof SubjectIdentifier>;

/** Somebody whose data can be shown. The id stays when a code is re-issued. */
export const Subject = z
  .strictObject({
    subjectId: SubjectId,
    operatorId: OperatorId,
    type: SubjectType,
    name: z.string().min(1).max(200).describe('Registered name.'),
    sourceId: z.string().describe('Source that holds its data.'),
    identifiers: z.array(SubjectIdentifier).describe('Its codes, the current one first, then the newest.'),
  })
  .meta({ id: 'Subject', description: 'An enterprise, sole trader or person.' });
export type Subject = z.infer<typeof Subject>;
