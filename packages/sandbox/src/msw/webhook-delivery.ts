import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { toBase64 } from '@xinqiao/audit-log';
import { EVENT_MEDIA_TYPE, type ReceivedEvent } from '@xinqiao/contracts';

/** What the platform would post to an endpoint: `new Request(url, delivery)` takes it as it is. */
export interface SandboxDelivery {
  readonly method: 'POST';
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/**
 * Signs an event as a delivery (Standard Webhooks, HMAC `v1`), by the system clock.
 *
 * @param secret `whsec_…`, of 24 to 64 bytes.
 * @throws {RangeError} for a secret that is none
 */
export function webhookDelivery(event: ReceivedEvent, secret: string): SandboxDelivery {
  const body = JSON.stringify(event);
  const timestamp = String(Math.floor(Date.now() / 1000));
  const content = new TextEncoder().encode(`${event.id}.${timestamp}.${body}`);
  const headers = {
    'content-type': EVENT_MEDIA_TYPE,
    'user-agent': 'xinqiao-webhooks/1',
    'webhook-id': event.id,
    'webhook-timestamp': timestamp,
    'webhook-signature': `v1,${toBase64(hmac(sha256, bytesOf(secret), content))}`,
  };
  return { method: 'POST', headers, body };
}

function bytesOf(secret: string): Uint8Array {
  const [, encoded = ''] =
    /^whsec_((?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?)$/.exec(secret) ?? [];
  const bytes = Uint8Array.from(atob(encoded), (character) => character.charCodeAt(0));
  if (bytes.length < 24 || bytes.length > 64)
    throw new RangeError('Write the secret as whsec_ and standard base64 of 24 to 64 bytes.');
  return bytes;
}
