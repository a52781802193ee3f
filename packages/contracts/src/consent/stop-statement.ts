import { z } from 'zod';
import { ConsentId, EventId, OperatorId, ParticipantId } from '../identifiers/index.ts';
import { CalendarDate, Instant, Sha256Digest } from '../values/index.ts';
import { ConsentStopKind } from './consent-stop.ts';

/** What a bank signs about a stop, told apart by the JWS `typ` (RFC 8725 §3.11). */
export const STOP_STATEMENT_TYPES = {
  acknowledgement: 'xinqiao-stop-acknowledgement+jwt',
  attestation: 'xinqiao-deletion-attestation+jwt',
} as const;

/** A statement of a bank: signed by a key of its application in force, ES256 or PS256, header `alg`, `kid`, `typ`. */
export const StopStatement = z
  .string()
  .min(1)
  .max(16_384)
  .describe('Compact JWS (RFC 7515), at most 16 KiB, signed by a key in force of the calling application.');

/** Which stop a statement is about. */
const aboutStop = {
  operatorId: OperatorId.describe('Operator of the platform the statement is for.'),
  participantId: ParticipantId.describe('The bank that signs.'),
  consentId: ConsentId,
  revision: z.int().positive().describe('Revision with which the consent stopped.'),
};

/** Payload of an acknowledgement: the bank knows that the consent stopped and reads no longer. */
export const StopAcknowledgement = z
  .strictObject({
    ...aboutStop,
    kind: ConsentStopKind,
    stoppedAt: Instant.describe('When the consent stopped, as the event says, UTC.'),
    eventId: EventId.describe('Event that told the bank.'),
    acknowledgedAt: Instant.describe('When the bank signs, UTC; within 5 minutes of the platform’s clock.'),
  })
  .meta({ id: 'StopAcknowledgement', description: 'Payload of a bank’s signed acknowledgement of a stop.' });
export type StopAcknowledgement = z.infer<typeof StopAcknowledgement>;

/** How data were deleted. */
export const DeletionMethod = z
  .enum(['ERASED', 'OVERWRITTEN', 'KEY_DESTROYED', 'MEDIUM_DESTROYED'])
  .describe(
    'ERASED removed from all systems, OVERWRITTEN, KEY_DESTROYED encrypted and the key destroyed, MEDIUM_DESTROYED.',
  );
export type DeletionMethod = z.infer<typeof DeletionMethod>;

/** By what law a bank keeps something although the consent is over. */
export const RetentionBasis = z
  .enum(['AML_LAW_34', 'ACCOUNTING_LAW_23', 'COMMERCIAL_BANKING_RECORDS', 'LITIGATION', 'OTHER_LAW'])
  .describe(
    'AML_LAW_34 反洗钱法第三十四条, ACCOUNTING_LAW_23 会计法第二十三条, COMMERCIAL_BANKING_RECORDS loan files under banking supervision, LITIGATION a case pending, OTHER_LAW named in `note`.',
  );
export type RetentionBasis = z.infer<typeof RetentionBasis>;

/** Payload of an attestation: what the bank read under the consent is deleted, but for what a law makes it keep. */
export const DeletionAttestation = z
  .strictObject({
    ...aboutStop,
    packages: z.int().nonnegative().describe('How many packages were deleted, copies and backups included.'),
    snapshotHashes: z
      .array(Sha256Digest)
      .max(200)
      .default([])
      .describe('Their snapshot hashes, as far as the bank names them; at most 200.'),
    deletedAt: Instant.describe('When the last of them was gone, UTC; not in the future.'),
    method: DeletionMethod,
    retained: z
      .array(
        z
          .strictObject({
            what: z.string().min(1).max(200).describe('What is kept, without personal data.'),
            basis: RetentionBasis,
            until: CalendarDate.describe('Last day it is kept, Asia/Shanghai.'),
            note: z
              .string()
              .min(1)
              .max(200)
              .optional()
              .describe('The article, where the basis is OTHER_LAW.'),
          })
          .refine(({ basis, note }) => basis !== 'OTHER_LAW' || note !== undefined, {
            path: ['note'],
            error: '请注明所依据的条文 / Name the article',
          }),
      )
      .max(20)
      .default([])
      .describe('What a law makes the bank keep; empty where nothing.'),
  })
  .meta({ id: 'DeletionAttestation', description: 'Payload of a bank’s signed attestation of deletion.' });
export type DeletionAttestation = z.infer<typeof DeletionAttestation>;
