import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  type AgencyClient,
  AgencyError,
  type AgencySend,
  agencyClient,
  type SigningKey,
  type VerifyingKey,
} from '@xinqiao/agency';
import { wrong } from './agency-files.ts';

const CALL_TIMEOUT_MS = 10_000;
const MOST_ANSWER_BYTES = 64 * 1024 * 1024;

/** What a caller does otherwise than the platform. */
export interface Deviation {
  readonly key: SigningKey;
  readonly now: () => Date;
  readonly newNonce: () => string;
  readonly send: AgencySend;
}

/** Calls a service as the platform does, but for what it is told to do otherwise. */
export function clientOf(
  url: string,
  key: SigningKey,
  agencyKey: VerifyingKey,
  deviation: Partial<Deviation>,
): AgencyClient {
  try {
    return agencyClient({
      origin: url,
      key,
      agencyKeys: [agencyKey],
      send,
      now: () => new Date(),
      newNonce: () => randomBytes(18).toString('base64url'),
      ...deviation,
    });
  } catch (error) {
    if (!(error instanceof AgencyError)) throw error;
    throw wrong('--url', error.message);
  }
}

export const send: AgencySend = async ({ url, method, headers, body }) => {
  const response = await fetch(url, {
    method,
    headers,
    redirect: 'manual',
    signal: AbortSignal.timeout(CALL_TIMEOUT_MS),
    ...(body === undefined ? {} : { body: new Uint8Array(body) }),
  });
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    if (size > MOST_ANSWER_BYTES) throw new Error('The answer is longer than 64 MiB.');
    chunks.push(chunk);
  }
  return {
    status: response.status,
    headers: Object.fromEntries(response.headers),
    body: new Uint8Array(Buffer.concat(chunks)),
  };
};

/** Waits until somebody answers, whatever it is, or the time is over. */
export async function waitFor(client: AgencyClient, seconds: number): Promise<void> {
  const until = Date.now() + seconds * 1000;
  while (Date.now() < until && (await client.health().then(() => false, isAway))) await sleep(200);
}

const isAway = (error: unknown): boolean => !(error instanceof AgencyError);
