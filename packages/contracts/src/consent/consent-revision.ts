import { z } from 'zod';
import { ConsentId, ConsentRequestId, EntryId } from '../identifiers/index.ts';
import { Instant } from '../values/index.ts';
import {
  ConsentAct,
  ConsentEndReason,
  ConsentInitiator,
  ConsentPauseReason,
  ConsentStatus,
} from './consent-status.ts';

/** One change of a consent; all of them are its history. */
export const ConsentRevision = z
  .strictObject({
    consentId: ConsentId,
    revision: z.int().positive().describe('Number of this change; 1 is the answer to the request.'),
    act: ConsentAct,
    status: ConsentStatus,
    by: ConsentInitiator,
    reason: z
      .union([ConsentEndReason, ConsentPauseReason])
      .nullable()
      .describe('Why it ended or rests; null where the act says it all.'),
    changed: z
      .array(z.string().max(40))
      .describe('What this change made different of what was agreed, by the names of the consent.'),
    requestId: ConsentRequestId.nullable().describe('The request this answered; null for none.'),
    artefact: z
      .string()
      .nullable()
      .describe('Artefact signed with this change, compact JWS; null where what is agreed stayed as it was.'),
    entryId: EntryId,
    changedAt: Instant.describe('When it changed, UTC.'),
  })
  .meta({ id: 'ConsentRevision', description: 'One change of a consent.' });
export type ConsentRevision = z.infer<typeof ConsentRevision>;
