import { z } from 'zod';
import { ParticipantId, ProposalId } from '../identifiers/index.ts';
import { Instant, Sha256Digest } from '../values/index.ts';
import { AdmissionOperation } from './admission-operation.ts';
import { Admitted } from './admitted.ts';
import { Agreement, PersonRole } from './person.ts';
import { StaffIdentityId, StaffRole } from './staff.ts';

/** How long a proposal stays open, in days. */
export const PROPOSAL_DAYS = 7;

export const ProposalStatus = z
  .enum(['OPEN', 'APPROVED', 'REFUSED', 'WITHDRAWN', 'EXPIRED'])
  .describe('OPEN waits for a second person; APPROVED was carried out; EXPIRED ran out after 7 days.');
export type ProposalStatus = z.infer<typeof ProposalStatus>;

const Thumbprint = Sha256Digest.describe('SHA-256 thumbprint of a public key (RFC 7638), base64url.');

/** What would be done. */
export const ProposedChange = z
  .discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('PARTICIPANT_STATUS').describe('A step of a participant into or out of ACTIVE.'),
      from: z.string().describe('Status it had when this was proposed.'),
      to: z.string().describe('Status it would have.'),
      revision: z
        .int()
        .nonnegative()
        .describe('Steps it had taken when this was proposed; any further step makes this void.'),
      keyThumbprints: z
        .array(Thumbprint)
        .describe(
          'Keys in force the proposer saw, sorted; approval is refused when they are others by then.',
        ),
      admitted: Admitted.nullable().describe(
        'Everything whoever approves lets in; approval is refused when it differs by then. Null unless to ACTIVE.',
      ),
      admittedHash: Sha256Digest.nullable().describe(
        'SHA-256 of the canonical JSON of what is admitted, base64url; null unless to ACTIVE.',
      ),
    }),
    z.strictObject({
      kind: z.literal('ADMISSION_CHANGE').describe('A change of what is admitted and in use.'),
      operation: AdmissionOperation,
      input: z
        .record(z.string(), z.unknown())
        .describe('What would be done: the input of that operation, by its fields.'),
      before: z
        .record(z.string(), z.unknown())
        .describe(
          'The same fields as they stood when this was proposed; void when they stand otherwise by then. Empty for something new.',
        ),
    }),
    z.strictObject({
      kind: z.literal('STAFF').describe('Roles of a member of staff.'),
      name: z.string().describe('Her name.'),
      roles: z.array(StaffRole).describe('Roles she would have.'),
      status: z.enum(['ACTIVE', 'DISABLED']).describe('Whether she could do anything.'),
      toolKey: Thumbprint.nullable().describe(
        'Key her tool would have instead of the present ones; null for no change.',
      ),
    }),
    z.strictObject({
      kind: z.literal('PERSON').describe('Roles of somebody who works for a bank or the regulator.'),
      participantId: ParticipantId.describe('Whom she works for.'),
      name: z.string().describe('Her name.'),
      roles: z.array(PersonRole).describe('Roles she would have.'),
      status: z.enum(['ACTIVE', 'DISABLED']).describe('Whether she could do anything.'),
    }),
    z.strictObject({
      kind: z.literal('SUBJECT_ERASURE').describe('Personal data of a subject, for good (PIPL art. 47).'),
    }),
  ])
  .describe('What would be done.');
export type ProposedChange = z.infer<typeof ProposedChange>;

const Summary = {
  proposalId: ProposalId,
  targetId: z.string().describe('Id of the participant, person or subject it is about.'),
  change: ProposedChange,
  reason: z.string().describe('Code of the reason.'),
  note: z.string().nullable().describe('Words that go with it; null for none.'),
  proposedAt: Instant.describe('When, UTC.'),
  expiresAt: Instant.describe('From then on it can no longer be approved, UTC.'),
};

/** An open proposal as the participant it is about sees it: the people of the operator are left out. */
export const ProposalSummary = z
  .strictObject(Summary)
  .meta({ id: 'ProposalSummary', description: 'An act that waits for a second person of the operator.' });
export type ProposalSummary = z.infer<typeof ProposalSummary>;

/** An act that waits or waited for a second person (四眼原则). */
export const Proposal = z
  .strictObject({
    ...Summary,
    status: ProposalStatus,
    proposedBy: StaffIdentityId.describe('Who proposed it.'),
    decidedBy: z
      .string()
      .nullable()
      .describe('Who decided it, never the proposer unless withdrawn; null while open.'),
    decidedAt: Instant.nullable().describe('When it was decided, UTC; null while open.'),
    agreement: Agreement.nullable().describe(
      'Of an open proposal about somebody of a bank; null where none is needed.',
    ),
    decisionNote: z.string().nullable().describe('Words of whoever decided; null for none.'),
  })
  .meta({ id: 'Proposal', description: 'An act that waits or waited for a second person.' });
export type Proposal = z.infer<typeof Proposal>;
