import { z } from 'zod';
import { ApplicationId, OperatorId, ParticipantId } from '../identifiers/index.ts';
import { CalendarDate, Instant, LocalizedText, Sha256Digest } from '../values/index.ts';
import { Environment } from './application.ts';
import { KeyId } from './application-key.ts';
import { ParticipantKind, ParticipantStatus } from './participant.ts';

/** Who stands in the register: nothing here is about a person. */
export const RegisterEntry = z
  .strictObject({
    participantId: ParticipantId,
    kind: ParticipantKind,
    name: LocalizedText.describe('Registered name.'),
    status: ParticipantStatus,
    statusSince: Instant.describe('Since when it has this status, UTC.'),
    licences: z
      .array(
        z.strictObject({
          type: z.string().describe('Code of the kind of licence.'),
          validFrom: CalendarDate.describe('First day, inclusive, Asia/Shanghai.'),
          validTo: CalendarDate.nullable().describe('Last day, inclusive; null where it has no end.'),
        }),
      )
      .describe('Licences that were not withdrawn, those over among them.'),
    applications: z
      .array(
        z.strictObject({
          applicationId: ApplicationId,
          environment: Environment,
          status: z.enum(['ACTIVE', 'SUSPENDED']).describe('Suspended applications are refused.'),
          keys: z
            .array(
              z.strictObject({
                kid: KeyId,
                thumbprint: Sha256Digest.describe('SHA-256 thumbprint, base64url (RFC 7638).'),
                validTo: Instant.describe('From here on it is refused, UTC.'),
                suspended: z.boolean().describe('Whether it is refused for the time being.'),
              }),
            )
            .describe('Keys that have not ended, by thumbprint.'),
        }),
      )
      .describe('Its programs; those of staff do not stand here.'),
  })
  .meta({ id: 'RegisterEntry', description: 'One participant in the register.' });
export type RegisterEntry = z.infer<typeof RegisterEntry>;

/** Payload of the signed participant register, JWS `typ` `xinqiao-register+jwt`. */
export const ParticipantRegister = z
  .strictObject({
    operatorId: OperatorId,
    version: z.int().positive().describe('Number of this version, from 1 without gaps.'),
    previousHash: Sha256Digest.nullable().describe(
      'SHA-256 of the version before as published (its compact JWS), base64url; null for the first.',
    ),
    issuedAt: Instant.describe('When it was published, UTC.'),
    validUntil: Instant.describe('From here on do not rely on it: fetch the latest, UTC.'),
    participants: z.array(RegisterEntry).describe('Everybody ever admitted to the sandbox, by id.'),
  })
  .meta({ id: 'ParticipantRegister', description: 'The register of participants.' });
export type ParticipantRegister = z.infer<typeof ParticipantRegister>;
