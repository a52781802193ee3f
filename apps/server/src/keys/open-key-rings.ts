import type { KeyPurpose } from '@xinqiao/contracts';
import type { Clock } from '../clock.ts';
import type { Databases } from '../database.ts';
import { type KeyRing, keepFresh, keyRing } from './key-ring.ts';
import { type KeyKind, kindOf, SM2_CONSENT } from './make-key.ts';

/** The login that signs for each purpose: row security shows a private key to no other. */
export const SIGNING_LOGIN = {
  TOKEN: 'authorization',
  CONSENT: 'authorization',
  PACKAGE: 'application',
  RECEIPT: 'application',
  CHECKPOINT: 'worker',
  WEBHOOK: 'worker',
  REGISTER: 'worker',
  CONSENT_RECEIPT: 'worker',
} as const satisfies Record<KeyPurpose, keyof Databases>;

export interface KeyRings {
  /** Keys of a purpose, read on first use and kept fresh from then on. */
  of(purpose: KeyPurpose): KeyRing;
  /** SM2 keys of consents. */
  sm2(): KeyRing;
  close(): void;
}

/** @param tokenClock Time by which keys of tokens are judged; all others keep the time of the business. */
export function openKeyRings(databases: Databases, clock: Clock, tokenClock: Clock): KeyRings {
  const rings = new Map<string, { readonly ring: KeyRing; readonly end: () => void }>();
  const open = (kind: KeyKind) => {
    const name = `${kind.purpose} ${kind.algorithm}`;
    const known = rings.get(name);
    if (known !== undefined) return known.ring;
    const time = kind.purpose === 'TOKEN' ? tokenClock : clock;
    const ring = keyRing(databases[SIGNING_LOGIN[kind.purpose]], databases.secret, time, kind);
    rings.set(name, { ring, end: keepFresh(ring) });
    return ring;
  };
  return {
    of: (purpose) => open(kindOf(purpose)),
    sm2: () => open(SM2_CONSENT),
    close() {
      for (const { end } of rings.values()) end();
    },
  };
}
