import { z } from 'zod';
import { HeldLicence } from './licence.ts';
import { NextStep, Participant, StatusChange } from './participant.ts';
import { ProposalSummary } from './proposal.ts';

/** Everything about a participant that its own staff and the operator's may know. */
export const ParticipantRecord = z
  .strictObject({
    participant: Participant,
    licences: z.array(HeldLicence).describe('Its licences, the latest first, withdrawn ones among them.'),
    history: z.array(StatusChange).describe('Its steps, the latest first.'),
    proposals: z.array(ProposalSummary).describe('Open proposals about it.'),
    nextSteps: z.array(NextStep).describe('Steps it may take from here, and what each still lacks.'),
  })
  .meta({ id: 'ParticipantRecord', description: 'A participant with its licences, history and next steps.' });
export type ParticipantRecord = z.infer<typeof ParticipantRecord>;
