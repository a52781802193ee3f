import { z } from 'zod';
import { ProposalId } from '../identifiers/index.ts';

/** Acts that one person may take while a participant is being admitted, and two once it is in use. */
export const AdmissionOperation = z
  .enum([
    'participants.update',
    'applications.register',
    'applications.update',
    'licences.record',
    'licences.withdraw',
  ])
  .describe('Operation that was asked for.');
export type AdmissionOperation = z.infer<typeof AdmissionOperation>;

/** Whether an act was done or waits for a second person. */
export const Outcome = z
  .enum(['DONE', 'PROPOSED'])
  .describe('PROPOSED: nothing has changed until somebody else approves.');
export type Outcome = z.infer<typeof Outcome>;

/** The proposal an act became; stands beside its {@link Outcome}. */
export const PendingProposalId = ProposalId.nullable().describe('The proposal that waits; null when done.');
