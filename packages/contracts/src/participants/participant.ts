import { z } from 'zod';
import { OperatorId, ParticipantId } from '../identifiers/index.ts';
import { Instant, LocalizedText } from '../values/index.ts';

export const ParticipantKind = z
  .enum(['BANK', 'AGENCY', 'REGULATOR', 'OPERATOR', 'PEER_OPERATOR'])
  .describe(
    'BANK reads, AGENCY provides, REGULATOR audits, OPERATOR runs the platform, PEER_OPERATOR runs another city’s.',
  );
export type ParticipantKind = z.infer<typeof ParticipantKind>;

export const ParticipantStatus = z
  .enum(['APPLIED', 'SANDBOX', 'CERTIFIED', 'ACTIVE', 'SUSPENDED', 'WITHDRAWN'])
  .describe('Step in the life of a participant; WITHDRAWN is final.');
export type ParticipantStatus = z.infer<typeof ParticipantStatus>;

/** Why a status changed. Closed; which reason fits which step stands with the steps. */
export const StatusReason = z
  .enum([
    'ADMITTED',
    'TESTS_PASSED',
    'CONTRACT_SIGNED',
    'SECURITY_INCIDENT',
    'KEY_COMPROMISED',
    'LICENCE_ENDED',
    'MISUSE',
    'CONTRACT_ENDED',
    'AT_OWN_REQUEST',
    'REINSTATED',
    'SUPERVISORY_ORDER',
  ])
  .describe('Code of the reason; its owner sees it.');
export type StatusReason = z.infer<typeof StatusReason>;

/** Words that go with a code. */
export const Note = z
  .string()
  .min(1)
  .max(1000)
  .describe('Words for the staff of the participant, up to 1000 characters; they see it. No personal data.');

export const CallsPerMinute = z
  .int()
  .min(1)
  .max(1_000_000)
  .describe('Most calls a minute of all its applications together, on all nodes; default 6000.');

/** Somebody who takes part: its place in the list. */
export const Participant = z
  .strictObject({
    participantId: ParticipantId,
    operatorId: OperatorId,
    kind: ParticipantKind,
    name: LocalizedText.describe('Registered name.'),
    status: ParticipantStatus,
    statusSince: Instant.describe('Since when it has this status, UTC.'),
    statusReason: StatusReason.nullable().describe('Why it has this status; null before the first step.'),
    statusNote: z.string().nullable().describe('Words of the operator to it; null for none.'),
    callsPerMinute: CallsPerMinute,
    createdAt: Instant.describe('When it applied, UTC.'),
  })
  .meta({ id: 'Participant', description: 'A bank, agency, regulator or operator that takes part.' });
export type Participant = z.infer<typeof Participant>;

/** One step of a participant's life. */
export const StatusChange = z
  .strictObject({
    revision: z.int().positive().describe('Number of the step, from 1.'),
    from: ParticipantStatus.describe('Status before.'),
    to: ParticipantStatus.describe('Status after.'),
    reason: StatusReason,
    note: z.string().nullable().describe('Words that went with it; null for none.'),
    changedAt: Instant.describe('When, UTC.'),
    byTwo: z.boolean().describe('Whether a second person approved it.'),
    inEmergency: z.boolean().describe('Whether one person did it alone in an emergency, to be reviewed.'),
  })
  .meta({ id: 'StatusChange', description: 'One step of a participant’s life.' });
export type StatusChange = z.infer<typeof StatusChange>;

/** What is still missing before a step. */
export const AdmissionNeed = z
  .enum(['LICENCE_IN_FORCE', 'APPLICATION_WITH_KEY'])
  .describe(
    'LICENCE_IN_FORCE: every licence its kind requires. APPLICATION_WITH_KEY: an active application with a key in force.',
  );
export type AdmissionNeed = z.infer<typeof AdmissionNeed>;

export const NextStep = z
  .strictObject({
    to: ParticipantStatus.describe('Where it may go from here.'),
    fourEyes: z.boolean().describe('Whether a second person must approve it.'),
    reasons: z.array(StatusReason).describe('Reasons that fit the step.'),
    missing: z.array(AdmissionNeed).describe('What it still lacks; empty when it may be taken.'),
  })
  .meta({ id: 'NextStep', description: 'A step that is open to a participant.' });
export type NextStep = z.infer<typeof NextStep>;
