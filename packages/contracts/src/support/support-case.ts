import { z } from 'zod';
import { CaseId, EntryId, OperatorId, ParticipantId, SubjectId } from '../identifiers/index.ts';
import { Instant } from '../values/index.ts';
import { CaseCategory } from './case-category.ts';
import { CaseLight } from './case-light.ts';
import { CaseText, CaseTitle } from './case-text.ts';

export const CaseStatus = z
  .enum(['OPEN', 'ASSIGNED', 'ANSWERED', 'CLOSED'])
  .describe('OPEN: nobody has taken it; ASSIGNED: somebody works on it; ANSWERED; CLOSED.');
export type CaseStatus = z.infer<typeof CaseStatus>;

const MAX_ENTRIES = 20;
export const CaseEntryIds = z
  .array(EntryId)
  .max(MAX_ENTRIES)
  .describe('Log entries it is about, at most 20.');

const Side = z
  .enum(['PARTICIPANT', 'OWNER', 'OPERATOR'])
  .describe('Who writes: PARTICIPANT the bank, OWNER the person concerned, OPERATOR its support.');

/** One message of a case. */
export const CaseMessage = z
  .strictObject({
    number: z.int().positive().describe('Place in the case, from 1.'),
    side: Side,
    author: z.string().nullable().describe('Who of that side; null to the other side.'),
    text: CaseText,
    writtenAt: Instant.describe('When it was written, UTC.'),
  })
  .meta({ id: 'CaseMessage', description: 'One message of a case.' });

const summary = {
  caseId: CaseId,
  operatorId: OperatorId,
  category: CaseCategory,
  title: CaseTitle,
  status: CaseStatus,
  light: CaseLight,
  deadlineAt: Instant.describe('Until when an answer is due, exclusive, UTC: a midnight of Asia/Shanghai.'),
  openedAt: Instant.describe('When it was opened, UTC.'),
  answeredAt: Instant.nullable().describe('When it was last answered, UTC; null before.'),
  closedAt: Instant.nullable().describe('When it was closed, UTC; null before.'),
  entryIds: CaseEntryIds,
};
const messages = z.array(CaseMessage).describe('What was written, oldest first: the last 100 messages.');

export const CaseSummary = z
  .strictObject(summary)
  .meta({ id: 'CaseSummary', description: 'A support case without what was written.' });
export type CaseSummary = z.infer<typeof CaseSummary>;

/** A support case as whoever asked sees it. */
export const SupportCase = z
  .strictObject({ ...summary, messages })
  .meta({ id: 'SupportCase', description: 'A question, complaint or objection, and its answers.' });
export type SupportCase = z.infer<typeof SupportCase>;

const work = {
  participantId: ParticipantId.nullable().describe('Bank that asks; null where a person does.'),
  identityId: z
    .string()
    .nullable()
    .describe('Person that asks, at the city’s sign-in; null where a bank does.'),
  subjectId: SubjectId.nullable().describe('Subject she acts for; null where a bank asks.'),
  assignee: z.string().nullable().describe('Member of staff who works on it; null for nobody.'),
};

export const WorkCaseSummary = z
  .strictObject({ ...summary, ...work })
  .meta({ id: 'WorkCaseSummary', description: 'A support case in the list of the operator.' });
export type WorkCaseSummary = z.infer<typeof WorkCaseSummary>;

/** A support case as the operator works on it. */
export const WorkCase = z
  .strictObject({ ...summary, ...work, messages })
  .meta({ id: 'WorkCase', description: 'A support case as the operator works on it.' });
export type WorkCase = z.infer<typeof WorkCase>;
