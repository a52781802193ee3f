import { KeyHistory, PlatformError } from '@xinqiao/contracts';
import { decodeJwt } from 'jose';
import { secureUrl } from '../http/secure-url.ts';
import { fault, openStatement } from './open-statement.ts';

const LIST = { type: 'jwk-set+jwt', purpose: 'RECEIPT' } as const;

/**
 * Opens a key history: every key the platform ever signed with, and when.
 *
 * Its signature shows that it is whole and when it was made. It vouches for itself, so rely on it as far as you rely on
 * where it came from: fetch it over https, and keep it.
 *
 * @param jws The list as published, compact JWS.
 * @param earlier A list kept before, which this one must not contradict: no key gone, changed or prolonged. Default
 * none.
 * @throws {PlatformError} `SIGNATURE_INVALID`, with the reason in `details.reason`; `KEY_UNKNOWN` also when it
 * contradicts `earlier`
 */
export async function openKeyHistory(jws: string, earlier?: KeyHistory): Promise<KeyHistory> {
  const claimed = KeyHistory.safeParse(claims(jws));
  if (!claimed.success) throw fault('CONTENT', claimed.error);
  const history = claimed.data;
  await openStatement(jws, LIST, history.keys);
  if (earlier === undefined) return history;
  if (history.operatorId !== earlier.operatorId) throw fault('OPERATOR');
  for (const before of earlier.keys) {
    const now = history.keys.find(({ kid }) => kid === before.kid);
    const prolonged = before.exp !== undefined && (now?.exp === undefined || now.exp > before.exp);
    if (now === undefined || prolonged || lasting(now) !== lasting(before)) throw fault('KEY_UNKNOWN');
  }
  return history;
}

/** What must never change of a key: all but its end. */
const lasting = ({ exp, ...key }: KeyHistory['keys'][number]): string =>
  JSON.stringify(Object.entries(key).sort(([a], [b]) => (a < b ? -1 : 1)));

function claims(jws: string): unknown {
  try {
    return decodeJwt(jws);
  } catch (cause) {
    throw fault('FORM', cause);
  }
}

export interface FetchKeyHistoryOptions {
  /** Address of the platform: https, or http to this machine. */
  readonly baseUrl: string;
  /** Default the global fetch. */
  readonly fetch?: typeof globalThis.fetch;
}

/** A key history, to keep and to use. */
export interface FetchedKeyHistory {
  /** The list as published, compact JWS: what to keep. */
  readonly jws: string;
  /** What it says; its signature was verified. */
  readonly history: KeyHistory;
}

/**
 * Fetches the key history of a platform. Needs no account. Keep it with your loan files: with it artefacts can be
 * verified when the platform is long gone.
 *
 * @throws {PlatformError} `CONFIGURATION_INVALID`, `SERVER_UNREACHABLE`, `RESPONSE_UNEXPECTED`, `SIGNATURE_INVALID`
 */
export async function fetchKeyHistory(options: FetchKeyHistoryOptions): Promise<FetchedKeyHistory> {
  const { baseUrl, fetch = globalThis.fetch } = options;
  const base = secureUrl(baseUrl);
  if (base === undefined)
    throw new PlatformError('CONFIGURATION_INVALID', { details: { setting: 'baseUrl' } });
  // Like the other documents, it is not taken from where a redirect points.
  const response = await fetch(new URL('/.well-known/xinqiao-key-history', base), {
    redirect: 'manual',
  }).catch((cause: unknown) => {
    throw new PlatformError('SERVER_UNREACHABLE', { cause });
  });
  if (!response.ok) throw new PlatformError('RESPONSE_UNEXPECTED', { details: { status: response.status } });
  const jws = await response.text();
  return { jws, history: await openKeyHistory(jws) };
}
