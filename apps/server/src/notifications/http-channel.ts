import type { Clock } from '../clock.ts';
import { signWebhook } from '../events/webhook-signature.ts';
import type { Outbound } from '../outbound/open-outbound.ts';
import { OutboundError } from '../outbound/outbound-error.ts';
import { type Channel, ChannelError } from './channel.ts';

export interface HttpChannelOptions {
  /** Where the gateway listens. */
  readonly url: string;
  /** Shared with the gateway, 24 to 64 bytes. */
  readonly secret: Uint8Array;
  readonly outbound: Outbound;
  /** The real time: gateways refuse what is signed minutes ago. */
  readonly clock: Clock;
  /** For one attempt, in milliseconds. Default 15 000. */
  readonly timeoutMs?: number;
}

/** Answers that say the message itself is wrong: it would be wrong again. */
const PERMANENT: ReadonlySet<number> = new Set([400, 404, 410, 413, 422]);

/**
 * Messages through a gateway for text messages or for the city's app.
 *
 * What a gateway must do: take `POST` with JSON `{ messageId, to, template, language, title, text }`; check the
 * signature (Standard Webhooks headers `webhook-id`, `webhook-timestamp`, `webhook-signature: v1,…`, HMAC-SHA-256
 * over `id.timestamp.body`); pass over a `webhook-id` it has taken before; answer 2xx within 15 s once it has taken
 * the message, 400, 404, 410, 413 or 422 when it never will, anything else to be asked again. It is not redirected.
 */
export const httpChannel = ({
  url,
  secret,
  outbound,
  clock,
  timeoutMs = 15_000,
}: HttpChannelOptions): Channel => ({
  async send({ messageId, to, template, language, title, text }) {
    const body = JSON.stringify({ messageId, to, template, language, title, text });
    const timestampSeconds = Math.floor(clock.now().getTime() / 1_000);
    const signed = signWebhook({ id: messageId, timestampSeconds, body }, { secrets: [secret], signers: [] });
    const { status } = await outbound
      .request({
        ...{ url, method: 'POST', headers: { ...signed, 'content-type': 'application/json' } },
        body: new Uint8Array(Buffer.from(body)),
        maxResponseBytes: 64 * 1024,
        timeoutMs,
      })
      .catch((error: unknown) => {
        throw error instanceof OutboundError ? new ChannelError(error.code) : error;
      });
    if (status < 200 || status > 299) throw new ChannelError(`HTTP_${status}`, PERMANENT.has(status));
  },
});
