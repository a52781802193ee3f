import { createHmac, type KeyObject, sign } from 'node:crypto';

/** What is sent: the same `id` and `body` at every attempt, another time at each. */
export interface WebhookMessage {
  /** Id of the event; no full stop, which separates the parts of what is signed. */
  readonly id: string;
  /** Time of this attempt, whole seconds since 1970-01-01 UTC. */
  readonly timestampSeconds: number;
  /** Exactly the text that is sent, in UTF-8. */
  readonly body: string;
}

/** What it is signed with. During rotation two of each: whoever still has the old key or already the new verifies. */
export interface WebhookKeys {
  /** HMAC secrets of the endpoint, 24 to 64 bytes each; at most two, the newest first. */
  readonly secrets: readonly Uint8Array[];
  /** Ed25519 keys of the platform; at most two, the newest first. */
  readonly signers: readonly { readonly privateKey: KeyObject }[];
}

export interface WebhookHeaders {
  readonly 'webhook-id': string;
  readonly 'webhook-timestamp': string;
  readonly 'webhook-signature': string;
}

const MOST_OF_EACH = 2;
const ID = /^[A-Za-z0-9_-]{1,100}$/;

/**
 * The headers of one delivery after the Standard Webhooks specification: `v1` (HMAC-SHA256) for each secret, then
 * `v1a` (Ed25519) for each key, over `id.timestamp.body`.
 *
 * @throws {RangeError} when the message cannot be signed so that it verifies: a mistake of the caller
 */
export function signWebhook(
  { id, timestampSeconds, body }: WebhookMessage,
  { secrets, signers }: WebhookKeys,
): WebhookHeaders {
  if (!ID.test(id)) throw new RangeError('a webhook id has letters, digits, _ and - only');
  if (!Number.isSafeInteger(timestampSeconds) || timestampSeconds < 0)
    throw new RangeError('a webhook timestamp is whole seconds since 1970');
  if (secrets.length + signers.length === 0) throw new RangeError('a webhook needs a secret or a key');
  if (secrets.length > MOST_OF_EACH || signers.length > MOST_OF_EACH)
    throw new RangeError(`a webhook is signed with at most ${MOST_OF_EACH} secrets and ${MOST_OF_EACH} keys`);

  const content = Buffer.from(`${id}.${timestampSeconds}.${body}`, 'utf8');
  const signatures = [
    ...secrets.map(
      (secret) => `v1,${createHmac('sha256', checkedSecret(secret)).update(content).digest('base64')}`,
    ),
    ...signers.map(
      ({ privateKey }) => `v1a,${sign(null, content, checkedKey(privateKey)).toString('base64')}`,
    ),
  ];
  return {
    'webhook-id': id,
    'webhook-timestamp': String(timestampSeconds),
    'webhook-signature': signatures.join(' '),
  };
}

function checkedSecret(secret: Uint8Array): Uint8Array {
  if (secret.length < 24 || secret.length > 64) throw new RangeError('a webhook secret has 24 to 64 bytes');
  return secret;
}

function checkedKey(key: KeyObject): KeyObject {
  if (key.asymmetricKeyType !== 'ed25519') throw new RangeError('a webhook key is an Ed25519 key');
  return key;
}
