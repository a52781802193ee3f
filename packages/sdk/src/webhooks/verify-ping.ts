import { z } from 'zod';
import { type HeaderSource, only } from './webhook-headers.ts';
import { webhookInvalid } from './webhook-problem.ts';

/** CIBA Core §10.2. */
const Ping = z.object({ auth_req_id: z.string().min(1).max(256) });

/** Longest ping that is read, in characters. */
const LONGEST = 4096;

/**
 * Checks that a call at your notification address is the platform’s word that a decoupled request was answered (CIBA
 * Core §10.2). Then ask for the answer with `consents.poll`: a ping says nothing about what it is.
 *
 * @param ping Headers and body as they came.
 * @param tokenOf Finds the notification token you gave with the request of that id; undefined when there is none.
 * @returns The `authReqId` of the request.
 * @throws {PlatformError} `WEBHOOK_INVALID`, with the reason in `details.reason`
 */
export async function verifyPing(
  { headers, body }: { readonly headers: HeaderSource; readonly body: string },
  tokenOf: (authReqId: string) => Promise<string | undefined> | string | undefined,
): Promise<string> {
  const given = only(headers, 'authorization', /^Bearer [A-Za-z0-9._~+/-]+=*$/).slice('Bearer '.length);
  const parsed = body.length > LONGEST ? undefined : Ping.safeParse(jsonOf(body));
  if (!parsed?.success) throw webhookInvalid('EVENT_MALFORMED', parsed?.error);
  const { auth_req_id: authReqId } = parsed.data;
  const expected = await tokenOf(authReqId);
  if (expected === undefined || !(await sameText(given, expected)))
    throw webhookInvalid('SIGNATURE_MISMATCH');
  return authReqId;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Compares hashes, so that the time it takes tells nothing about the text. */
async function sameText(one: string, other: string): Promise<boolean> {
  const hash = async (text: string) =>
    new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)));
  const [a, b] = await Promise.all([hash(one), hash(other)]);
  return a.every((byte, at) => byte === b[at]);
}
