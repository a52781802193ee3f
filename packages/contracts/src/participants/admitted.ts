import { z } from 'zod';
import { PurposeCode } from '../consent/index.ts';
import { ApplicationId, LicenceId } from '../identifiers/index.ts';
import { LocalizedText } from '../values/index.ts';
import { Environment } from './application.ts';
import { LicenceFacts } from './licence.ts';
import { CallsPerMinute, ParticipantKind } from './participant.ts';

/** Everything a participant is let in with, as it stands at one moment. */
export const Admitted = z
  .strictObject({
    kind: ParticipantKind,
    name: LocalizedText.describe('Registered name.'),
    callsPerMinute: CallsPerMinute,
    licences: z
      .array(
        z.strictObject({
          licenceId: LicenceId,
          ...LicenceFacts,
          withdrawn: z.boolean().describe('Whether it was withdrawn.'),
        }),
      )
      .describe('All its licences, the oldest first.'),
    applications: z
      .array(
        z.strictObject({
          applicationId: ApplicationId,
          name: LocalizedText.describe('Name shown on the consent page.'),
          environment: Environment,
          redirectUris: z.array(z.string()).describe('Exact redirect URIs.'),
          notificationUri: z.string().nullable().describe('Where answers are announced (CIBA ping).'),
          templates: z.array(z.string()).describe('Consent templates it may use.'),
          purposes: z.array(PurposeCode).describe('Purposes it may ask consent for.'),
          scopes: z.array(z.string()).describe('Scopes it may ask for.'),
          jwksUri: z.string().nullable().describe('Where its keys are read from; null when uploaded.'),
          keys: z
            .array(z.string())
            .describe('Thumbprints (RFC 7638) of its keys that have not ended, suspended ones too, sorted.'),
        }),
      )
      .describe('All its applications, the oldest first.'),
  })
  .describe('Everything a participant is let in with.');
export type Admitted = z.infer<typeof Admitted>;
