import { z } from 'zod';
import { ConsentId, EntryId, OperatorId, ParticipantId, SubjectId } from '../identifiers/index.ts';
import { Instant } from '../values/index.ts';

/** What the access log records. An act and its entry commit together. */
export const LogEntryKind = z
  .enum([
    'CONSENT_REQUESTED',
    'CONSENT_GRANTED',
    'CONSENT_REJECTED',
    'CONSENT_PAUSED',
    'CONSENT_RESUMED',
    'CONSENT_REVOKED',
    'CONSENT_EXPIRED',
    'CONSENT_REQUEST_LOOKED_UP',
    'CONSENT_PREPARED',
    'CONSENT_CODE_SENT',
    'CONSENT_CODE_FAILED',
    'CONSENT_APPROVED',
    'CONSENT_AMENDED',
    'CONSENT_RENEWED',
    'CONSENT_REQUEST_REFUSED',
    'CONSENT_REQUEST_LAPSED',
    'CONSENT_REQUEST_WITHDRAWN',
    'CONSENT_REMINDED',
    'CONSENT_STOP_ACKNOWLEDGED',
    'DELETION_ATTESTED',
    'OWN_DATA_SHOWN',
    'OWN_DATA_EXPORTED',
    'AUTHORITY_GRANTED',
    'AUTHORITY_REFUSED',
    'AUTHORITY_SUSPENDED',
    'AUTHORITY_ENDED',
    'APPROVAL_RULE_CHANGED',
    'REGISTRY_EVENT_RECEIVED',
    'REGISTRY_EVENT_APPLIED',
    'AGENT_REGISTERED',
    'AGENT_CHANGED',
    'ACCESS_ALLOWED',
    'ACCESS_DENIED',
    'DATA_DELIVERED',
    'DATA_DISCARDED',
    'DATA_FAILED',
    'DECISION_MADE',
    'POLICY_DRAFTED',
    'POLICY_PROPOSED',
    'POLICY_SENT_BACK',
    'POLICY_ACTIVATED',
    'POLICY_RETIRED',
    'REFERRAL_PROPOSED',
    'REFERRAL_SENT_BACK',
    'REFERRAL_SETTLED',
    'SUBJECT_REGISTERED',
    'SUBJECT_IDENTIFIER_CHANGED',
    'SUBJECT_CODE_REVEALED',
    'SUBJECT_ERASED',
    'CORRECTION_ASKED',
    'CORRECTION_ASSIGNED',
    'CORRECTION_SETTLED',
    'CORRECTION_WITHDRAWN',
    'CORRECTION_TOLD',
    'PARTICIPANT_APPLIED',
    'PARTICIPANT_STATUS_CHANGED',
    'PARTICIPANT_CHANGED',
    'LICENCE_RECORDED',
    'LICENCE_WITHDRAWN',
    'APPLICATION_REGISTERED',
    'APPLICATION_CHANGED',
    'APPLICATION_STATUS_CHANGED',
    'KEY_REGISTERED',
    'KEY_REVOKED',
    'PROPOSAL_MADE',
    'PROPOSAL_APPROVED',
    'PROPOSAL_REFUSED',
    'STAFF_CHANGED',
    'PERSON_AGREED',
    'CONSOLE_OPENED',
    'BREAK_GLASS_OPENED',
    'BREAK_GLASS_CLOSED',
    'REGISTER_PUBLISHED',
    'WEBHOOK_CHANGED',
    'EVENTS_REPLAYED',
    'CASE_OPENED',
    'CASE_CHANGED',
    'CONTACT_CHANGED',
    'USAGE_EXPORTED',
    'SOURCE_IMPORTED',
  ])
  .describe('Kind of act; ACCESS_* before a source is touched, DATA_* and DECISION_* as its outcome.');
export type LogEntryKind = z.infer<typeof LogEntryKind>;

/** A log entry as a bank or a regulator reads it. The leaf in the tree holds only a commitment to it. */
export const LogEntry = z
  .strictObject({
    entryId: EntryId,
    operatorId: OperatorId,
    kind: LogEntryKind,
    participantId: ParticipantId.nullable().describe('Bank or agency concerned; null where none is.'),
    subjectId: SubjectId.nullable().describe('Subject concerned; null where none is.'),
    consentId: ConsentId.nullable().describe('Consent concerned; null where none is.'),
    actor: z
      .string()
      .describe(
        'Who acted: application, member of staff, `system`, or `owner:…`, the pseudonym of an owner, another at each bank.',
      ),
    recordedAt: Instant.describe('When the entry was written, UTC.'),
    leafIndex: z.int().nonnegative().nullable().describe('Place in the tree, from 0; null until integrated.'),
    leaf: z.string().describe('Bytes of the leaf, base64url: what the tree holds.'),
    salt: z.string().nullable().describe('Salt that opens the commitment, base64url; null once erased.'),
    detail: z
      .record(z.string(), z.unknown())
      .nullable()
      .describe('Particulars the commitment covers; null once erased.'),
  })
  .meta({ id: 'LogEntry', description: 'One entry of the access log.' });
export type LogEntry = z.infer<typeof LogEntry>;

/** A log entry as the regulator reads it: with the person behind an owner's pseudonym. */
export const SupervisedEntry = LogEntry.extend({
  person: z
    .strictObject({
      identityId: z.string().describe('Who she is at the city’s sign-in.'),
      salt: z.string().describe('Opens `detail.person`, the commitment to her, base64url.'),
    })
    .nullable()
    .describe('The owner who acted; null where none did, and once erased.'),
}).meta({ id: 'SupervisedEntry', description: 'One entry of the access log, for the regulator.' });
export type SupervisedEntry = z.infer<typeof SupervisedEntry>;

/** Payload of the signed receipt that comes with every read: a promise that the entry will be in the log. */
export const AuditReceipt = z
  .strictObject({
    version: z.literal(1).describe('Version of this shape.'),
    logOrigin: z
      .string()
      .describe('Name of the log: the origin line of its checkpoints (C2SP tlog-checkpoint).'),
    entryId: EntryId,
    leaf: z.string().describe('Bytes of the leaf, base64url.'),
    recordedAt: Instant.describe('When the entry was written, UTC.'),
  })
  .meta({ id: 'AuditReceipt', description: 'Payload of a signed audit receipt.' });
export type AuditReceipt = z.infer<typeof AuditReceipt>;

const Base64Hash = z.string().length(44).describe('SHA-256 hash, standard base64 (44 characters).');

/** Evidence that an entry is in the log (RFC 6962 §2.1). */
export const LogProof = z
  .strictObject({
    entryId: EntryId,
    leafIndex: z.int().nonnegative().describe('Place in the tree, from 0.'),
    checkpoint: z.string().describe('Signed checkpoint, a C2SP signed note.'),
    inclusion: z.array(Base64Hash).describe('Audit path from leaf to root, RFC 6962 §2.1.1.'),
    consistency: z
      .array(Base64Hash)
      .nullable()
      .describe('Consistency proof from `earlierSize`, RFC 6962 §2.1.2; null when none was asked for.'),
  })
  .meta({ id: 'LogProof', description: 'Inclusion proof and, when asked, consistency proof.' });
export type LogProof = z.infer<typeof LogProof>;
