import { contentDigest } from './content-digest.ts';
import type { RequestMessage, ResponseMessage } from './http-message.ts';
import type { SigningKey, VerifyingKey } from './message-keys.ts';
import { signMessage } from './sign-message.ts';
import { type VerifiedSignature, verifyMessage } from './verify-message.ts';

/** Name of the one signature this contract looks at. */
export const SIGNATURE_LABEL = 'xinqiao';
/** `tag` of requests and of answers: neither can be taken for the other, nor for a signature made for something else. */
export const REQUEST_TAG = 'xinqiao-agency-request';
export const ANSWER_TAG = 'xinqiao-agency-answer';

/** What a request’s signature covers; with a body, its type and digest too. */
export const REQUEST_COMPONENTS = ['"@method"', '"@authority"', '"@path"', '"@query"'] as const;
export const BODY_COMPONENTS = ['"content-type"', '"content-digest"'] as const;
/** What an answer’s signature covers: itself, and the very request it answers (RFC 9421 §2.4). */
export const ANSWER_COMPONENTS = [
  '"@status"',
  ...BODY_COMPONENTS,
  '"@method";req',
  '"@authority";req',
  '"@path";req',
  '"@query";req',
  `"signature";req;key="${SIGNATURE_LABEL}"`,
  `"signature-input";req;key="${SIGNATURE_LABEL}"`,
] as const;

/** How long a signature holds, in seconds. */
export const SIGNATURE_SECONDS = 60;
/** Longest that a signature of the other side may hold, in seconds. */
export const LONGEST_SECONDS = 300;
/** How far the two clocks may lie apart, in seconds. */
export const SKEW_SECONDS = 30;

export const JSON_TYPE = 'application/json';

/** Adds type, digest and signature to a request. */
export function signRequest(
  request: Omit<RequestMessage, 'fields'>,
  body: Uint8Array | undefined,
  key: SigningKey,
  { now, nonce }: { readonly now: Date; readonly nonce: string },
): RequestMessage {
  const fields = body === undefined ? {} : bodyFields(body, JSON_TYPE);
  const signature = signMessage(
    {
      label: SIGNATURE_LABEL,
      components: [...REQUEST_COMPONENTS, ...(body === undefined ? [] : BODY_COMPONENTS)],
      parameters: { ...term(now), nonce, keyid: key.keyId, tag: REQUEST_TAG },
    },
    key,
    { ...request, fields },
  );
  return { ...request, fields: { ...fields, ...signature } };
}

/** @throws {AgencyError} `SIGNATURE_…` */
export const verifyRequest = (
  request: RequestMessage,
  hasBody: boolean,
  keys: readonly VerifyingKey[],
  now: Date,
): VerifiedSignature =>
  verifyMessage(
    {
      ...RULES,
      components: [...REQUEST_COMPONENTS, ...(hasBody ? BODY_COMPONENTS : [])],
      tag: REQUEST_TAG,
      nonce: true,
      keys,
      now,
    },
    request,
  );

/** Adds type, digest and a signature that is good for this request alone. */
export function signAnswer(
  { status, type, body }: { readonly status: number; readonly type: string; readonly body: Uint8Array },
  request: RequestMessage,
  key: SigningKey,
  now: Date,
): ResponseMessage {
  const fields = bodyFields(body, type);
  const signature = signMessage(
    {
      label: SIGNATURE_LABEL,
      components: ANSWER_COMPONENTS,
      parameters: { ...term(now), keyid: key.keyId, tag: ANSWER_TAG },
    },
    key,
    { status, fields },
    request,
  );
  return { status, fields: { ...fields, ...signature } };
}

/**
 * @param request The request as it was sent.
 * @throws {AgencyError} `SIGNATURE_…`
 */
export const verifyAnswer = (
  answer: ResponseMessage,
  request: RequestMessage,
  keys: readonly VerifyingKey[],
  now: Date,
): VerifiedSignature =>
  verifyMessage(
    { ...RULES, components: ANSWER_COMPONENTS, tag: ANSWER_TAG, nonce: false, keys, now },
    answer,
    request,
  );

const RULES = { label: SIGNATURE_LABEL, longestSeconds: LONGEST_SECONDS, skewSeconds: SKEW_SECONDS };

const bodyFields = (body: Uint8Array, type: string) => ({
  'content-type': type,
  'content-digest': contentDigest(body),
});

const term = (now: Date) => {
  const created = Math.floor(now.getTime() / 1000);
  return { created, expires: created + SIGNATURE_SECONDS };
};
