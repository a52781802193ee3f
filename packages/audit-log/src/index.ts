/**
 * The tamper-evident access log, without the storage: canonical entries, RFC 6962 tree, C2SP checkpoints and tiles,
 * proofs and their verifiers. Pure: hashing and signing are arguments, so the same code runs in server, CLI and
 * browser.
 */

export { type AppendedLeaves, appendLeaves, type TileContent } from './append-leaves.ts';
export { AUDIT_LOG_ERROR_CODES, AuditLogError, type AuditLogErrorCode } from './audit-log-error.ts';
export { fromBase64, fromBase64Url, toBase64, toBase64Url } from './base64.ts';
export { canonicalJson, type JsonValue } from './canonical-json.ts';
export {
  type Checkpoint,
  formatCheckpoint,
  openCheckpoint,
  parseCheckpoint,
  signCheckpoint,
} from './checkpoint.ts';
export { commit, SALT_BYTES } from './commitment.ts';
export {
  type ConsistencyClaim,
  proveConsistency,
  proveSubtreeConsistency,
  type SubtreeConsistencyClaim,
  verifyConsistency,
  verifySubtreeConsistency,
} from './consistency-proof.ts';
export { type EntryLeaf, entryLeaf, opens, parseEntryLeaf } from './entry.ts';
export { decodeEntryBundle, encodeEntryBundle, MAX_ENTRY_BYTES } from './entry-bundle.ts';
export type { HashReader } from './hash-reader.ts';
export {
  type InclusionClaim,
  proveInclusion,
  type SubtreeInclusionClaim,
  verifyInclusion,
  verifySubtreeInclusion,
} from './inclusion-proof.ts';
export { decodeHashes, encodeHashes } from './proof-wire.ts';
export { type LogReceipt, type ReceiptEvidence, type VerifiedReceipt, verifyReceipt } from './receipt.ts';
export { HASH_BYTES, type Sha256 } from './sha256.ts';
export {
  type NoteKey,
  type NoteSigner,
  type NoteVerifier,
  type OpenedNote,
  openNote,
  signNote,
} from './signed-note.ts';
export type { LeafRange } from './subtree.ts';
export {
  changedTiles,
  parseTilePath,
  partialTiles,
  TILE_WIDTH,
  type Tile,
  type TileAddress,
  type TileReader,
  tilePath,
} from './tile.ts';
export { rootFromTiles, tileHashReader } from './tile-hash-reader.ts';
export { emptyRoot, hashChildren, hashLeaf, rootFromLeafHashes } from './tree.ts';
export { encodeVerifierKey, parseVerifierKey, type VerifierKey, verifierKey } from './verifier-key.ts';
