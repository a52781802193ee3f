import { PlatformError } from '@xinqiao/contracts';
import type { Outbound } from '../../outbound/open-outbound.ts';
import { OutboundError } from '../../outbound/outbound-error.ts';

/**
 * Refuses an address that deliveries could not go to. It is checked again at every delivery.
 *
 * @throws {PlatformError} `WEBHOOK_URL_REFUSED`, with the reason
 */
export async function checkWebhookUrl(outbound: Outbound, url: string): Promise<void> {
  try {
    await outbound.check(url);
  } catch (error) {
    if (!(error instanceof OutboundError)) throw error;
    throw new PlatformError('WEBHOOK_URL_REFUSED', { details: { reason: error.code }, cause: error });
  }
}
