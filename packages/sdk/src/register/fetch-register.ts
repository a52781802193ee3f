import { type ParticipantRegister, PlatformError } from '@xinqiao/contracts';
import type { JSONWebKeySet } from 'jose';
import { secureUrl } from '../http/secure-url.ts';
import { verifyRegister } from './verify-register.ts';

export interface FetchRegisterOptions {
  /** Address of the platform: https, or http to this machine. */
  readonly baseUrl: string;
  /** Whether every version from the first on is fetched and checked too. Default false. */
  readonly history?: boolean;
  /** Keys to trust. Default those the platform publishes at this moment. */
  readonly keys?: JSONWebKeySet;
  /** Default the system clock. */
  readonly now?: () => Date;
  /** Default the global fetch. */
  readonly fetch?: typeof globalThis.fetch;
}

/** Versions fetched at the same time. */
const AT_ONCE = 8;

/**
 * Fetches the register of participants and verifies it. Needs no account.
 *
 * @throws {PlatformError} `REGISTER_INVALID` as {@link verifyRegister}; `SERVER_UNREACHABLE`, `RESPONSE_UNEXPECTED`,
 * `CONFIGURATION_INVALID`
 */
export async function fetchRegister(options: FetchRegisterOptions): Promise<ParticipantRegister> {
  const { baseUrl, history = false, now = () => new Date(), fetch = globalThis.fetch } = options;
  const base = secureUrl(baseUrl);
  if (base === undefined)
    throw new PlatformError('CONFIGURATION_INVALID', { details: { setting: 'baseUrl' } });
  const read = async (path: string): Promise<string> => {
    const response = await fetch(new URL(path, base)).catch((cause: unknown) => {
      throw new PlatformError('SERVER_UNREACHABLE', { cause });
    });
    if (!response.ok)
      throw new PlatformError('RESPONSE_UNEXPECTED', { details: { path, status: response.status } });
    return response.text();
  };
  const keys = options.keys ?? keySetOf(await read('/.well-known/xinqiao-keys.json'));
  const latest = await read('/.well-known/xinqiao-register');
  const register = await verifyRegister({ latest, keys, now: now() });
  if (!history) return register;

  const texts: string[] = [];
  for (let first = 1; first < register.version; first += AT_ONCE) {
    const numbers = Array.from({ length: AT_ONCE }, (_, at) => first + at);
    const batch = numbers.filter((number) => number < register.version);
    texts.push(...(await Promise.all(batch.map((number) => read(`/register/${number}`)))));
  }
  return verifyRegister({ latest, history: texts, keys, now: now() });
}

function keySetOf(text: string): JSONWebKeySet {
  try {
    const set = JSON.parse(text) as JSONWebKeySet;
    if (Array.isArray(set.keys)) return set;
  } catch {
    // Said below.
  }
  throw new PlatformError('RESPONSE_UNEXPECTED', { details: { path: '/.well-known/xinqiao-keys.json' } });
}
