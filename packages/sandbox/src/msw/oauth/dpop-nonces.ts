import { sha256 } from '@noble/hashes/sha2.js';
import { toBase64Url } from '@xinqiao/audit-log';
import type { RandomBytes } from '../random-bytes.ts';

const WINDOW_MS = 5 * 60_000;

/** Nonces that a DPoP proof must carry (RFC 9449 §§8, 9); the one of the window before still counts. */
export interface DpopNonces {
  current(): string;
  accepts(nonce: string): boolean;
}

/** One nonce for each five minutes of the system clock, by which proofs are judged. */
export function dpopNonces(random: RandomBytes): DpopNonces {
  const secret = toBase64Url(random(16));
  const nonceOf = (window: number) =>
    toBase64Url(sha256(new TextEncoder().encode(`${secret} ${window}`)).slice(0, 16));
  const window = () => Math.floor(Date.now() / WINDOW_MS);
  return {
    current: () => nonceOf(window()),
    accepts: (nonce) => nonce === nonceOf(window()) || nonce === nonceOf(window() - 1),
  };
}
