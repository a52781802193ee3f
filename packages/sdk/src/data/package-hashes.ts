import { sha256 } from '@noble/hashes/sha2.js';
import { canonicalJson, type JsonValue, toBase64Url } from '@xinqiao/audit-log';
import type { AnyDataPackage } from '@xinqiao/contracts';

/** SHA-256 over the canonical JSON (RFC 8785) of a value, base64url; undefined for what is no JSON. */
export function hashOf(value: unknown): string | undefined {
  const bytes = canonicalJson(value as JsonValue);
  return bytes && toBase64Url(sha256(bytes));
}

/**
 * Hashes of a package that do not fit what it holds, by path. Those of records that are not in it, below RECORDS, are
 * keyed: only the platform can make them.
 */
export function unfitHashes(data: AnyDataPackage): string[] {
  const salted = (held: unknown) => (data.version === 1 ? held : [data.snapshotSalt, held]);
  const unfit = data.items.flatMap((entry, at) => {
    const held = 'pages' in entry && entry.pages ? entry.pages.hashes : entry.records?.[entry.item];
    return held === undefined || hashOf(salted(held)) === entry.snapshotHash
      ? []
      : [`items.${at}.snapshotHash`];
  });
  const states = data.items.map(({ item, status, snapshotHash }) => ({ item, status, snapshotHash }));
  return hashOf(states) === data.snapshotHash ? unfit : [...unfit, 'snapshotHash'];
}
