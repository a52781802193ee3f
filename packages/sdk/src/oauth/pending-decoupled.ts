import { ConsentId, ConsentRequest, ConsentRequestId, Instant } from '@xinqiao/contracts';
import { z } from 'zod';
import { PrivateJwk } from './pending-consent.ts';

/** What fetches the answer to a decoupled request: plain JSON to keep server-side, secret like a password. */
export const PendingDecoupled = z.strictObject({
  version: z.literal(1).describe('Version of this shape.'),
  channel: z.literal('BACKCHANNEL').describe('How it was asked.'),
  consentId: ConsentId,
  requestId: ConsentRequestId,
  authReqId: z.string().min(1).describe('Id of the request at the authorization server (CIBA Core §7.3).'),
  intervalSeconds: z.int().positive().describe('Least time between two polls, in seconds.'),
  expiresAt: Instant.describe('Until when the owner may answer, UTC.'),
  dpopKey: PrivateJwk.describe('Key the tokens will be bound to (RFC 9449).'),
  request: ConsentRequest.describe('What was asked, to compare with what was agreed.'),
});
export type PendingDecoupled = z.infer<typeof PendingDecoupled>;
