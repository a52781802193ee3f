import { AuditLogError } from './audit-log-error.ts';
import { fromBase64Url } from './base64.ts';
import { decodeUtf8, equalBytes } from './bytes.ts';
import { canonicalJson, type JsonValue } from './canonical-json.ts';
import { commit } from './commitment.ts';
import { HASH_BYTES, type Sha256 } from './sha256.ts';

/**
 * What the log shows of an act, for ever and to everyone who may read it.
 *
 * A leaf never holds personal data: who, whose and what stand in the detail, which the leaf only commits to. The
 * detail and its salt live outside the tree. Destroying both leaves an HMAC under an unknown key, which says
 * nothing about anyone, while the leaf, its hash and every proof over it stay valid.
 */
export interface EntryLeaf {
  readonly version: 1;
  /** The city's operator that recorded the act. */
  readonly operatorId: string;
  readonly entryId: string;
  /** The sort of act, e.g. `access.allowed`; a fixed vocabulary, never free text. */
  readonly kind: string;
  /** Instant of the act, RFC 3339 UTC with milliseconds. */
  readonly recordedAt: string;
  /** See `commit`. */
  readonly commitment: string;
}

/** Identifiers only, so that no name, address or sentence finds its way into a leaf. */
const IDENTIFIER = /^[A-Za-z0-9][A-Za-z0-9._:-]{0,127}$/;

/**
 * The bytes that are logged and hashed: RFC 8785 canonical JSON of the leaf.
 *
 * @throws {AuditLogError} `LEAF_MALFORMED` when a field does not have its form
 */
export function entryLeaf(entry: Omit<EntryLeaf, 'version'>): Uint8Array<ArrayBuffer> {
  const { operatorId, entryId, kind, recordedAt, commitment } = entry;
  return leafBytes({ version: 1, operatorId, entryId, kind, recordedAt, commitment });
}

/**
 * Reads a leaf; only the exact canonical bytes of a version 1 entry are accepted, so one entry has one hash.
 *
 * @throws {AuditLogError} `LEAF_MALFORMED`
 */
export function parseEntryLeaf(bytes: Uint8Array): EntryLeaf {
  const leaf = parseJson(decodeUtf8(bytes, 'LEAF_MALFORMED')) as EntryLeaf;
  if (!equalBytes(leafBytes(leaf), bytes)) throw new AuditLogError('LEAF_MALFORMED');
  return leaf;
}

/**
 * Whether this detail is the one the leaf commits to.
 *
 * @throws {AuditLogError} `SALT_LENGTH_INVALID`, `DETAIL_NOT_JSON`
 */
export function opens(sha256: Sha256, leaf: EntryLeaf, salt: Uint8Array, detail: JsonValue): boolean {
  return commit(sha256, salt, detail) === leaf.commitment;
}

function leafBytes(leaf: EntryLeaf): Uint8Array<ArrayBuffer> {
  const bytes = isEntryLeaf(leaf) ? canonicalJson({ ...leaf }) : undefined;
  if (bytes === undefined) throw new AuditLogError('LEAF_MALFORMED');
  return bytes;
}

function isEntryLeaf(value: unknown): value is EntryLeaf {
  if (typeof value !== 'object' || value === null) return false;
  const leaf = value as Record<keyof EntryLeaf, unknown>;
  return (
    Object.keys(leaf).length === 6 &&
    leaf.version === 1 &&
    [leaf.operatorId, leaf.entryId, leaf.kind].every((id) => typeof id === 'string' && IDENTIFIER.test(id)) &&
    isInstant(leaf.recordedAt) &&
    isCommitment(leaf.commitment)
  );
}

/** A real day and time, spelled as `2026-11-21T08:00:00.000Z`. */
function isInstant(value: unknown): boolean {
  if (typeof value !== 'string' || !/^\d{4}-/.test(value)) return false;
  const milliseconds = Date.parse(value);
  return !Number.isNaN(milliseconds) && new Date(milliseconds).toISOString() === value;
}

function isCommitment(value: unknown): boolean {
  if (typeof value !== 'string') return false;
  try {
    return fromBase64Url(value).length === HASH_BYTES;
  } catch {
    return false;
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new AuditLogError('LEAF_MALFORMED', { cause });
  }
}
