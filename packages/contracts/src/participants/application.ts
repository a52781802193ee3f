import { z } from 'zod';
import { PurposeCode } from '../consent/index.ts';
import { ApplicationId, OperatorId, ParticipantId } from '../identifiers/index.ts';
import type { Scope } from '../operations/scope.ts';
import { Instant, LocalizedText } from '../values/index.ts';
import { ApplicationKey, SuspendedBy } from './application-key.ts';
import type { ParticipantKind } from './participant.ts';

export const Environment = z
  .enum(['SANDBOX', 'PRODUCTION'])
  .describe('Where an application may call: SANDBOX or PRODUCTION, never both.');
export type Environment = z.infer<typeof Environment>;

const BANK: readonly Scope[] = [
  ...(['consents:read', 'consents:write', 'data:read', 'decisions:read', 'decisions:write'] as const),
  ...(['policies:read', 'policies:write'] as const),
  ...(['audit:read', 'catalogue:read', 'applications:read', 'applications:write'] as const),
  ...(['events:read', 'webhooks:write', 'metering:read', 'cases:read', 'cases:write'] as const),
];
const AGENCY: readonly Scope[] = [
  ...(['registry:write', 'sources:write', 'corrections:settle'] as const),
  ...(['audit:read', 'catalogue:read', 'applications:read', 'applications:write'] as const),
  ...(['events:read', 'webhooks:write', 'metering:read', 'cases:read', 'cases:write'] as const),
];

/**
 * What programs of a participant may be admitted for, by its kind. What takes a person (admission, four eyes,
 * emergencies, staff) is in none of them: those scopes come with a role.
 */
export const APPLICATION_SCOPES: Readonly<Record<ParticipantKind, readonly Scope[]>> = {
  BANK,
  AGENCY,
  REGULATOR: [
    ...(['supervision:read', 'sources:read', 'catalogue:read'] as const),
    ...(['applications:read', 'applications:write'] as const),
  ],
  OPERATOR: [
    ...(['subjects:read', 'subjects:write', 'sources:read', 'sources:write', 'catalogue:read'] as const),
    ...(['audit:read', 'applications:read', 'applications:write', 'metering:export'] as const),
  ],
  PEER_OPERATOR: ['catalogue:read', 'applications:read', 'applications:write'],
};

/** A program of a participant that calls the platform: an OAuth client. */
export const Application = z
  .strictObject({
    applicationId: ApplicationId.describe('Also its OAuth client_id.'),
    participantId: ParticipantId,
    operatorId: OperatorId,
    name: LocalizedText.describe('Name shown on the consent page.'),
    participantName: LocalizedText.describe('Name of the participant.'),
    environment: Environment,
    status: z.enum(['ACTIVE', 'SUSPENDED']).describe('Suspended applications are refused.'),
    statusSince: Instant.describe('Since when it has this status, UTC.'),
    statusReason: z.string().nullable().describe('Code of the reason while suspended; else null.'),
    statusNote: z.string().nullable().describe('Words that go with the reason; null for none.'),
    statusBy: SuspendedBy.nullable().describe('Who suspended it; null while it is active.'),
    redirectUris: z.array(z.string()).describe('Exact redirect URIs.'),
    notificationUri: z
      .string()
      .nullable()
      .describe('Where it is told that a decoupled request was answered (CIBA ping); null when it asks.'),
    templates: z.array(z.string()).describe('Consent templates it may use.'),
    purposes: z.array(PurposeCode).describe('Purposes it may ask consent for.'),
    scopes: z.array(z.string()).describe('Scopes it may ask for.'),
    keyIds: z.array(z.string()).describe('Key ids of its public keys that sign and are in force.'),
    keys: z
      .array(ApplicationKey)
      .describe('Its public keys that have not ended: those that sign, then those to encrypt to.'),
    endedKeys: z.array(ApplicationKey).describe('Keys that ended for good, the oldest first.'),
    jwksUri: z.string().nullable().describe('Where its keys are read from; null when they are uploaded.'),
    jwksFetchedAt: Instant.nullable().describe('Last good reading of that address, UTC; null for none yet.'),
    jwksError: z
      .string()
      .nullable()
      .describe('Code of what went wrong at the last reading; null when it went well.'),
    createdAt: Instant.describe('When it was registered, UTC.'),
  })
  .meta({ id: 'Application', description: 'A program of a participant.' });
export type Application = z.infer<typeof Application>;
