import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Clock } from '../clock.ts';

const WINDOW_MS = 5 * 60_000;

export interface DpopNonces {
  current(): string;
  accepts(nonce: string): boolean;
}

/**
 * DPoP nonces of the resource server (RFC 9449 §9): a keyed hash of the five-minute window, so that all
 * nodes agree without storing anything. The window before is still accepted.
 */
export function dpopNonces(key: Buffer, clock: Clock): DpopNonces {
  const nonceOf = (window: number) =>
    createHmac('sha256', key).update(`dpop-nonce ${window}`).digest('base64url');
  const window = () => Math.floor(clock.now().getTime() / WINDOW_MS);
  const equal = (a: string, b: string) =>
    a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));
  return {
    current: () => nonceOf(window()),
    accepts: (nonce) => equal(nonce, nonceOf(window())) || equal(nonce, nonceOf(window() - 1)),
  };
}
