import { type InnerList, isInnerList, type Parameters } from 'structured-headers';
import { AgencyError } from '../agency-error.ts';
import type { RequestMessage, ResponseMessage } from './http-message.ts';
import type { VerifyingKey } from './message-keys.ts';
import { componentName, readDictionary, signatureBase } from './signature-base.ts';

export interface VerifyOptions {
  /** Name of the signature within the message; others are passed over. */
  readonly label: string;
  /** Components that must be covered; more may be. */
  readonly components: readonly string[];
  /** Value of `tag`: what the signature is for (RFC 9421 §2.3). */
  readonly tag: string;
  /** Whether a `nonce` is asked for. */
  readonly nonce: boolean;
  /** Keys that are trusted, and no others. */
  readonly keys: readonly VerifyingKey[];
  readonly now: Date;
  /** Longest time from `created` to `expires`, in seconds. */
  readonly longestSeconds: number;
  /** How far the two clocks may lie apart, in seconds. */
  readonly skewSeconds: number;
}

export interface VerifiedSignature {
  readonly keyId: string;
  /** Empty where none was asked for. */
  readonly nonce: string;
  /** When it ends, Unix seconds. */
  readonly expires: number;
}

/** Longest `Signature-Input` or `Signature` that is read, in characters. */
const LONGEST_FIELD = 4_096;
const KNOWN_PARAMETERS = ['created', 'expires', 'nonce', 'keyid', 'alg', 'tag'];

/**
 * Verifies the one signature of this contract on a message (RFC 9421 §3.2). Whatever is not expected is refused.
 *
 * @param request The request a response answers, as it was sent; only with a response.
 * @throws {AgencyError} `SIGNATURE_…` with the rule that it breaks
 */
export function verifyMessage(
  options: VerifyOptions,
  message: RequestMessage | ResponseMessage,
  request?: RequestMessage,
): VerifiedSignature {
  const { input, signature } = signatureOf(options.label, message);
  const parameters = readParameters(input[1]);
  if (parameters.tag !== options.tag || (options.nonce && parameters.nonce === ''))
    throw new AgencyError('SIGNATURE_INCOMPLETE');
  const covered = new Set(input[0].map(componentName));
  if (!options.components.every((component) => covered.has(component)))
    throw new AgencyError('SIGNATURE_INCOMPLETE');
  const key = options.keys.find(({ keyId }) => keyId === parameters.keyid);
  if (key === undefined) throw new AgencyError('SIGNATURE_KEY_UNKNOWN');
  // The algorithm is the key’s; one that is named besides may only say the same (RFC 9421 §3.2, step 6).
  if (parameters.alg !== undefined && parameters.alg !== key.algorithm)
    throw new AgencyError('SIGNATURE_INVALID');
  checkTime(options, parameters);
  if (!key.verify(signatureBase(input, message, request), signature))
    throw new AgencyError('SIGNATURE_INVALID');
  return { keyId: key.keyId, nonce: parameters.nonce, expires: parameters.expires };
}

function signatureOf(label: string, { fields }: RequestMessage | ResponseMessage) {
  const inputs = fields['signature-input'];
  const signatures = fields.signature;
  if (inputs === undefined || signatures === undefined) throw new AgencyError('SIGNATURE_MISSING');
  if (inputs.length > LONGEST_FIELD || signatures.length > LONGEST_FIELD)
    throw new AgencyError('SIGNATURE_MALFORMED');
  const input = readDictionary(inputs).get(label);
  const signature = readDictionary(signatures).get(label)?.[0];
  if (input === undefined || signature === undefined) throw new AgencyError('SIGNATURE_MISSING');
  if (!isInnerList(input) || !(signature instanceof ArrayBuffer))
    throw new AgencyError('SIGNATURE_MALFORMED');
  return { input: input as InnerList, signature: new Uint8Array(signature) };
}

function readParameters(parameters: Parameters) {
  for (const name of parameters.keys())
    if (!KNOWN_PARAMETERS.includes(name)) throw new AgencyError('SIGNATURE_MALFORMED');
  const text = (name: string): string | undefined => {
    const value = parameters.get(name);
    if (value !== undefined && typeof value !== 'string') throw new AgencyError('SIGNATURE_MALFORMED');
    return value;
  };
  const seconds = (name: string): number => {
    const value = parameters.get(name);
    if (value === undefined) throw new AgencyError('SIGNATURE_INCOMPLETE');
    if (!Number.isSafeInteger(value)) throw new AgencyError('SIGNATURE_MALFORMED');
    return value as number;
  };
  return {
    created: seconds('created'),
    expires: seconds('expires'),
    nonce: text('nonce') ?? '',
    keyid: text('keyid'),
    alg: text('alg'),
    tag: text('tag'),
  };
}

function checkTime(
  { now, longestSeconds, skewSeconds }: VerifyOptions,
  { created, expires }: { readonly created: number; readonly expires: number },
): void {
  const seconds = now.getTime() / 1000;
  const inTime =
    created <= seconds + skewSeconds &&
    expires > created &&
    expires - created <= longestSeconds &&
    expires >= seconds - skewSeconds;
  if (!inTime) throw new AgencyError('SIGNATURE_STALE');
}
