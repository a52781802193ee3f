import { PlatformError } from '@xinqiao/contracts';

/**
 * Why a delivery was refused, in `details.reason` of the error. Closed.
 *
 * - `HEADER_MISSING`: one of webhook-id, webhook-timestamp, webhook-signature is not there.
 * - `HEADER_MALFORMED`: one of them is there twice, or not as the specification writes it.
 * - `TIMESTAMP_TOO_OLD`, `TIMESTAMP_TOO_NEW`: a replay, or one of the two clocks is wrong.
 * - `SIGNATURE_UNSUPPORTED`: no signature of a version that the given secrets or keys could verify.
 * - `SIGNATURE_MISMATCH`: none was made over this id, time and body with a given secret or key.
 * - `EVENT_MALFORMED`: rightly signed, but not an event of this contract.
 * - `ID_MISMATCH`: rightly signed, but webhook-id is not the id of the event.
 * - `RECIPIENT_MISMATCH`: rightly signed, but for somebody else: passed on by another bank, or a wrong configuration.
 */
export type WebhookProblem =
  | 'HEADER_MISSING'
  | 'HEADER_MALFORMED'
  | 'TIMESTAMP_TOO_OLD'
  | 'TIMESTAMP_TOO_NEW'
  | 'SIGNATURE_UNSUPPORTED'
  | 'SIGNATURE_MISMATCH'
  | 'EVENT_MALFORMED'
  | 'ID_MISMATCH'
  | 'RECIPIENT_MISMATCH';

export const webhookInvalid = (reason: WebhookProblem, cause?: unknown): PlatformError =>
  new PlatformError('WEBHOOK_INVALID', {
    details: { reason },
    ...(cause === undefined ? {} : { cause }),
  });
