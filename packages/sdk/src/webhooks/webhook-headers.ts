import { fromBase64 } from '@xinqiao/audit-log';
import { webhookInvalid } from './webhook-problem.ts';

/** Headers as `fetch` gives them, or as Node.js does; names in any case. */
export type HeaderSource = Headers | Readonly<Record<string, string | readonly string[] | undefined>>;

/** `v1` is HMAC-SHA256 with the endpoint's secret, `v1a` Ed25519 with the platform's key. */
export type SignatureVersion = 'v1' | 'v1a';

export interface WebhookHeaders {
  readonly id: string;
  /** As it was sent: this text is what was signed. */
  readonly timestamp: string;
  /** Those of known versions; others are passed over, so that one can be added. */
  readonly signatures: readonly {
    readonly version: SignatureVersion;
    readonly bytes: Uint8Array<ArrayBuffer>;
  }[];
}

const SIGNATURE_BYTES: Readonly<Record<SignatureVersion, number>> = { v1: 32, v1a: 64 };
/** Two of each version are sent; room for versions to come, and an end to what is computed for a stranger. */
const MOST_SIGNATURES = 8;
const LONGEST_HEADER = 2048;

/**
 * Reads the three headers of Standard Webhooks, strictly: one spelling for each value.
 *
 * @throws {PlatformError} `WEBHOOK_INVALID`: `HEADER_MISSING`, `HEADER_MALFORMED`
 */
export function readWebhookHeaders(headers: HeaderSource): WebhookHeaders {
  const id = only(headers, 'webhook-id', /^[A-Za-z0-9_-]{1,100}$/);
  const timestamp = only(headers, 'webhook-timestamp', /^(0|[1-9][0-9]{0,11})$/);
  const list = only(headers, 'webhook-signature', /^[\x21-\x7e]+( [\x21-\x7e]+)*$/).split(' ');
  if (list.length > MOST_SIGNATURES) throw webhookInvalid('HEADER_MALFORMED');
  return { id, timestamp, signatures: list.flatMap(readSignature) };
}

/** @throws {PlatformError} `WEBHOOK_INVALID`: `HEADER_MISSING`, `HEADER_MALFORMED` */
export function only(headers: HeaderSource, name: string, form: RegExp): string {
  const values = valuesOf(headers, name);
  if (values.length === 0) throw webhookInvalid('HEADER_MISSING');
  const [value = ''] = values;
  if (values.length > 1 || value.length > LONGEST_HEADER || !form.test(value))
    throw webhookInvalid('HEADER_MALFORMED');
  return value;
}

function valuesOf(headers: HeaderSource, name: string): readonly string[] {
  if (isHeaders(headers)) {
    const value = headers.get(name);
    return value === null ? [] : [value];
  }
  return Object.entries(headers).flatMap(([key, value]) => (key.toLowerCase() === name ? (value ?? []) : []));
}

/** By what it can do: frameworks bring a `Headers` class of their own. */
const isHeaders = (headers: HeaderSource): headers is Headers => typeof headers.get === 'function';

function readSignature(entry: string): WebhookHeaders['signatures'] {
  const [, version = '', encoded = ''] = /^([a-z0-9]+),(.+)$/.exec(entry) ?? [];
  if (version === '') throw webhookInvalid('HEADER_MALFORMED');
  if (version !== 'v1' && version !== 'v1a') return [];
  const bytes = decode(encoded);
  if (bytes.length !== SIGNATURE_BYTES[version]) throw webhookInvalid('HEADER_MALFORMED');
  return [{ version, bytes }];
}

function decode(encoded: string): Uint8Array<ArrayBuffer> {
  try {
    return fromBase64(encoded);
  } catch (cause) {
    throw webhookInvalid('HEADER_MALFORMED', cause);
  }
}
