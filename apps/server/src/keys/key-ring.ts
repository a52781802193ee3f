import type { Database } from '@xinqiao/db';
import type { Clock } from '../clock.ts';
import { inForce, loadKeys } from './load-keys.ts';
import type { KeyKind, LoadedKey } from './make-key.ts';

/** How long keys are used before they are read anew, in milliseconds: a rotation reaches every node in that time. */
export const READ_ANEW_AFTER_MS = 60_000;

/** The keys of one kind on this node. */
export interface KeyRing {
  /** The key that signs at that moment: the newest in force. Default moment: now. */
  current(at?: Date): Promise<LoadedKey>;
  /** All keys in force, newest first. */
  inForce(): Promise<readonly LoadedKey[]>;
  /** All that have not ended, newest first, those that begin later included. */
  known(): Promise<readonly LoadedKey[]>;
  /** Reads them anew; those known before serve until they are there. */
  refresh(): Promise<unknown>;
}

/**
 * Opens the keys of one kind. They are read anew before they are a minute old, and whenever none of those known is in
 * force: a node that was stalled does not sign with a key that ended meanwhile.
 */
export function keyRing(database: Database, secret: string, clock: Clock, kind: KeyKind): KeyRing {
  let kept: { readonly keys: readonly LoadedKey[]; readonly readAt: number } | undefined;
  let reading: Promise<readonly LoadedKey[]> | undefined;
  const read = () => {
    const readAt = clock.now().getTime();
    reading ??= loadKeys(database, secret, clock, kind)
      .then((keys) => {
        kept = { keys, readAt };
        return keys;
      })
      .finally(() => {
        reading = undefined;
      });
    return reading;
  };
  const known = async (at: Date) => {
    const age = at.getTime() - (kept?.readAt ?? Number.NaN);
    const fresh = age >= 0 && age < READ_ANEW_AFTER_MS;
    return kept !== undefined && fresh && kept.keys.some((key) => inForce(key, at)) ? kept.keys : read();
  };
  const working = async (at: Date) => (await known(at)).filter((key) => inForce(key, at));
  return {
    known: () => known(clock.now()),
    refresh: read,
    inForce: () => working(clock.now()),
    async current(at = clock.now()) {
      const [newest] = await working(at);
      if (newest === undefined) throw new Error(`no key in force signs ${kind.purpose}`);
      return newest;
    },
  };
}

/**
 * Keeps a ring fresh in the background, so that whoever signs inside a transaction need not wait for a second
 * connection of the same pool.
 *
 * @returns Ends it.
 */
export function keepFresh(ring: KeyRing): () => void {
  const timer = setInterval(() => {
    // Whoever needs the keys reads them herself then, and hears why she cannot.
    ring.refresh().catch(() => undefined);
  }, READ_ANEW_AFTER_MS / 3);
  timer.unref();
  return () => clearInterval(timer);
}
