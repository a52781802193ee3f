import { z } from 'zod';
import { ApplicationId, OperatorId, ParticipantId } from '../identifiers/index.ts';
import { Instant, LocalizedText } from '../values/index.ts';

export const ParticipantKind = z
  .enum(['BANK', 'AGENCY', 'REGULATOR', 'OPERATOR'])
  .describe('BANK reads, AGENCY provides, REGULATOR audits, OPERATOR runs the platform.');
export type ParticipantKind = z.infer<typeof ParticipantKind>;

/** A program of a participant that calls the platform: an OAuth client. */
export const Application = z
  .strictObject({
    applicationId: ApplicationId.describe('Also its OAuth client_id.'),
    participantId: ParticipantId,
    operatorId: OperatorId,
    name: LocalizedText.describe('Name shown on the consent page.'),
    participantName: LocalizedText.describe('Name of the participant.'),
    environment: z.enum(['SANDBOX', 'PRODUCTION']).describe('Where it may call.'),
    status: z.enum(['ACTIVE', 'SUSPENDED']).describe('Suspended applications are refused.'),
    redirectUris: z.array(z.string()).describe('Exact redirect URIs.'),
    templates: z.array(z.string()).describe('Consent templates it may use.'),
    scopes: z.array(z.string()).describe('Scopes it may ask for.'),
    keyIds: z.array(z.string()).describe('Key ids of its registered public keys.'),
    createdAt: Instant.describe('When it was registered, UTC.'),
  })
  .meta({ id: 'Application', description: 'A program of a participant.' });
export type Application = z.infer<typeof Application>;
