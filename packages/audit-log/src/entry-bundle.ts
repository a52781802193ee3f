import { AuditLogError } from './audit-log-error.ts';
import { concatBytes } from './bytes.ts';
import { TILE_WIDTH } from './tile.ts';

/** Longest entry an entry bundle can hold, in bytes: its length is a big-endian uint16. */
export const MAX_ENTRY_BYTES = 0xffff;

/**
 * Entry bundle of C2SP tlog-tiles: up to 256 entries, each after its length.
 *
 * @throws {AuditLogError} `ENTRY_TOO_LONG`, `ENTRY_BUNDLE_MALFORMED`
 */
export function encodeEntryBundle(entries: readonly Uint8Array[]): Uint8Array {
  if (entries.length > TILE_WIDTH) throw new AuditLogError('ENTRY_BUNDLE_MALFORMED');
  return concatBytes(
    entries.flatMap((entry) => {
      if (entry.length > MAX_ENTRY_BYTES) throw new AuditLogError('ENTRY_TOO_LONG');
      return [Uint8Array.of(entry.length >> 8, entry.length & 0xff), entry];
    }),
  );
}

/**
 * The entries of a bundle, as views into it. They are not yet checked against the tree: hash each with `hashLeaf`
 * and compare with the level 0 tile.
 *
 * @throws {AuditLogError} `ENTRY_BUNDLE_MALFORMED`
 */
export function decodeEntryBundle(bundle: Uint8Array): Uint8Array[] {
  const entries: Uint8Array[] = [];
  let offset = 0;
  while (offset < bundle.length) {
    const start = offset + 2;
    // A missing byte counts as 0: the end then still lies past the bundle.
    offset = start + (((bundle[offset] ?? 0) << 8) | (bundle[offset + 1] ?? 0));
    entries.push(bundle.subarray(start, offset));
    if (offset > bundle.length || entries.length > TILE_WIDTH)
      throw new AuditLogError('ENTRY_BUNDLE_MALFORMED');
  }
  return entries;
}
