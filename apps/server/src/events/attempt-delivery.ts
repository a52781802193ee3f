import { type DeliveryError, EVENT_MEDIA_TYPE } from '@xinqiao/contracts';
import type { ClaimedDelivery } from '@xinqiao/db';
import type { Clock } from '../clock.ts';
import type { Vault } from '../keys/vault.ts';
import type { Outbound } from '../outbound/open-outbound.ts';
import { OutboundError } from '../outbound/outbound-error.ts';
import { eventEnvelope } from './event-envelope.ts';
import { unsealSecret } from './webhook-secrets.ts';
import { signWebhook } from './webhook-signature.ts';
import type { WebhookSigners } from './webhook-signers.ts';

/** From the DNS query to the last byte of the answer, in milliseconds; well below the lease of a delivery. */
const TIMEOUT_MS = 15_000;
/** Most bytes of an answer that are read; they are dropped. */
const MAX_RESPONSE_BYTES = 64 * 1024;

export interface Sender {
  readonly outbound: Outbound;
  readonly vault: Vault;
  readonly signers: () => Promise<WebhookSigners>;
  /** The real time: receivers compare it with theirs. */
  readonly clock: Clock;
}

export interface Attempt {
  /** HTTP status of the answer; null without one. */
  readonly status: number | null;
  /** Null when the endpoint took the event. */
  readonly error: DeliveryError | null;
}

/**
 * Sends one event to one endpoint, once. `webhook-id` and body are the same at every attempt.
 *
 * @param startBy Reading of `performance.now()` after which nothing is sent: a node that stalled holds its lease no
 * longer for sure, and another may be ahead of it.
 */
export async function attemptDelivery(
  sender: Sender,
  delivery: ClaimedDelivery,
  startBy: number,
): Promise<Attempt> {
  const { outbound, vault, signers, clock } = sender;
  const body = JSON.stringify(eventEnvelope({ ...delivery, id: delivery.eventId }));
  const secrets = delivery.sealedSecrets.map((sealed) => unsealSecret(vault, delivery.endpointId, sealed));
  const timestampSeconds = Math.floor(clock.now().getTime() / 1000);
  const signature = signWebhook(
    { id: delivery.eventId, timestampSeconds, body },
    { secrets, signers: await signers() },
  );
  if (performance.now() > startBy) return { status: null, error: 'INTERRUPTED' };
  try {
    const { status } = await outbound.request({
      url: delivery.url,
      method: 'POST',
      headers: { 'content-type': EVENT_MEDIA_TYPE, 'user-agent': 'xinqiao-webhooks/1', ...signature },
      body: new TextEncoder().encode(body),
      maxResponseBytes: MAX_RESPONSE_BYTES,
      timeoutMs: TIMEOUT_MS,
    });
    return { status, error: errorOf(status) };
  } catch (error) {
    if (error instanceof OutboundError) return { status: null, error: error.code };
    throw error;
  }
}

function errorOf(status: number): DeliveryError | null {
  if (status >= 200 && status < 300) return null;
  if (status >= 300 && status < 400) return 'REDIRECTED';
  return status === 410 ? 'GONE' : 'STATUS_NOT_2XX';
}
