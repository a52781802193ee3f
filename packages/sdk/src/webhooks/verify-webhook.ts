import { ReceivedEvent } from '@xinqiao/contracts';
import { type HeaderSource, readWebhookHeaders, type WebhookHeaders } from './webhook-headers.ts';
import { webhookInvalid } from './webhook-problem.ts';
import { publicKeyVerifier, secretVerifier, type WebhookVerifier, wrong } from './webhook-verifier.ts';

/** A delivery as it arrived. */
export interface WebhookDelivery {
  readonly headers: HeaderSource;
  /** The body before anything parsed it: its bytes, or its text. */
  readonly body: Uint8Array | string;
}

/** What you trust; one signature that verifies with one of these is enough, so both may be rotated. */
type WebhookTrust =
  | {
      /** Secrets of this endpoint, `whsec_…`; two during rotation. */
      readonly secrets: readonly string[];
      readonly publicKeys?: never;
      /** Your bank's id (`ptc_…`). */
      readonly recipient?: string;
    }
  | {
      readonly secrets?: readonly string[];
      /** Public keys of the platform, `whpk_…`; two during rotation. */
      readonly publicKeys: readonly string[];
      /**
       * Your bank's id (`ptc_…`). Required with `publicKeys`: the platform signs for every bank with the same key, and
       * without this check another bank could pass on to you what was meant for it.
       */
      readonly recipient: string;
    };

export type VerifyWebhookOptions = WebhookTrust & {
  /** Furthest distance of the delivery's time from yours, in seconds, both ways. Default 300 (5 minutes). */
  readonly toleranceSeconds?: number;
  /** Clock. Default: the system clock. */
  readonly now?: () => Date;
};

/**
 * Verifies one webhook delivery (Standard Webhooks: HMAC `v1`, Ed25519 `v1a`) and returns its event.
 *
 * What is returned was signed by the platform, for you, within the tolerance. It may have come before: events are
 * delivered at least once, so keep the `id` of each until it can no longer be repeated (90 days, with replays) and
 * pass over those you have. Answer 2xx once the event is stored; anything else, or no answer, repeats it.
 *
 * An event of a type added after this SDK was built is returned too, with its `data` unchecked: tell it by
 * `isKnownEvent`, answer 2xx and pass over it, or update.
 *
 * Runs wherever Web Crypto does.
 *
 * @param delivery Headers and the raw body; a body that was parsed and written again does not verify.
 * @throws {PlatformError} `WEBHOOK_INVALID`: answer 400 and do not act; why is in `details.reason`, a
 * {@link WebhookProblem}. `CONFIGURATION_INVALID`: your secret, key or option named in `details.setting` is wrong
 */
export async function verifyWebhook(
  { headers, body }: WebhookDelivery,
  options: VerifyWebhookOptions,
): Promise<ReceivedEvent> {
  const { toleranceSeconds = 300, now = () => new Date(), recipient } = options;
  if (!(toleranceSeconds >= 0) || !Number.isFinite(toleranceSeconds))
    throw wrong('toleranceSeconds', 'must be 0 or above');
  const verifiers = await verifiersOf(options);

  const read = readWebhookHeaders(headers);
  refuseOtherTimes(Number(read.timestamp), now().getTime() / 1000, toleranceSeconds);
  const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body;
  const content = signedContent(read, bytes);
  await refuseUnsigned(read, content, verifiers);

  // Read from the bytes that were verified, not from what the caller could change meanwhile.
  const event = readEvent(content.subarray(content.length - bytes.length));
  if (event.id !== read.id) throw webhookInvalid('ID_MISMATCH');
  if (recipient !== undefined && event.recipient !== recipient) throw webhookInvalid('RECIPIENT_MISMATCH');
  return event;
}

function verifiersOf(options: VerifyWebhookOptions): Promise<WebhookVerifier[]> {
  const { secrets = [], publicKeys = [], recipient } = options;
  if (secrets.length + publicKeys.length === 0) throw wrong('secrets', 'give a secret or a public key');
  if (publicKeys.length > 0 && !recipient) throw wrong('recipient', 'is needed with publicKeys');
  return Promise.all([...secrets.map(secretVerifier), ...publicKeys.map(publicKeyVerifier)]);
}

/** Written so that a time that is not a number is refused. */
function refuseOtherTimes(sent: number, now: number, tolerance: number): void {
  if (!(sent >= now - tolerance)) throw webhookInvalid('TIMESTAMP_TOO_OLD');
  if (!(sent <= now + tolerance)) throw webhookInvalid('TIMESTAMP_TOO_NEW');
}

/** `id.timestamp.body`; neither id nor timestamp can hold a full stop. */
function signedContent({ id, timestamp }: WebhookHeaders, body: Uint8Array): Uint8Array<ArrayBuffer> {
  const head = new TextEncoder().encode(`${id}.${timestamp}.`);
  const content = new Uint8Array(head.length + body.length);
  content.set(head);
  content.set(body, head.length);
  return content;
}

async function refuseUnsigned(
  { signatures }: WebhookHeaders,
  content: Uint8Array<ArrayBuffer>,
  verifiers: readonly WebhookVerifier[],
): Promise<void> {
  const pairs = signatures.flatMap(({ version, bytes }) =>
    verifiers.filter((verifier) => verifier.version === version).map((verifier) => ({ verifier, bytes })),
  );
  if (pairs.length === 0) throw webhookInvalid('SIGNATURE_UNSUPPORTED');
  const results = await Promise.all(pairs.map(({ verifier, bytes }) => verifier.verify(bytes, content)));
  if (!results.includes(true)) throw webhookInvalid('SIGNATURE_MISMATCH');
}

function readEvent(body: Uint8Array<ArrayBuffer>): ReceivedEvent {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body);
    return ReceivedEvent.parse(JSON.parse(text));
  } catch (cause) {
    throw webhookInvalid('EVENT_MALFORMED', cause);
  }
}
