import { z } from 'zod';
import { OperatorId, SubjectId, Uscc } from '../identifiers/index.ts';

export const SubjectType = z
  .enum(['ENTERPRISE', 'SOLE_TRADER', 'PERSON'])
  .describe('ENTERPRISE 企业, SOLE_TRADER 个体工商户, PERSON 自然人.');
export type SubjectType = z.infer<typeof SubjectType>;

/** Somebody whose data can be shown. The id stays when a code is re-issued. */
export const Subject = z
  .strictObject({
    subjectId: SubjectId,
    operatorId: OperatorId,
    type: SubjectType,
    name: z.string().min(1).max(200).describe('Registered name.'),
    uscc: Uscc.describe('Unified social credit code, GB 32100-2015.'),
    usccStatus: z
      .enum(['valid', 'checksum_mismatch'])
      .describe('Result of the checksum; a mismatch is no refusal.'),
    sourceId: z.string().describe('Source that holds its data.'),
  })
  .meta({ id: 'Subject', description: 'An enterprise, sole trader or person.' });
export type Subject = z.infer<typeof Subject>;
