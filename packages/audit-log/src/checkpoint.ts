import { AuditLogError } from './audit-log-error.ts';
import { fromBase64, toBase64 } from './base64.ts';
import { HASH_BYTES } from './sha256.ts';
import { type NoteSigner, type NoteVerifier, openNote, signNote } from './signed-note.ts';

/** A log's head at one size: C2SP tlog-checkpoint. */
export interface Checkpoint {
  /** Unique name of the log, a schema-less URL such as `log.example.cn/2026`. */
  readonly origin: string;
  /** Number of leaves. */
  readonly size: number;
  /** RFC 6962 root at this size, 32 bytes. */
  readonly root: Uint8Array;
  /** Opaque further lines; C2SP advises against them. Empty by default. */
  readonly extensions?: readonly string[];
}

/**
 * The note text of a checkpoint.
 *
 * @throws {AuditLogError} `CHECKPOINT_MALFORMED`
 * @see https://c2sp.org/tlog-checkpoint
 */
export function formatCheckpoint({ origin, size, root, extensions = [] }: Checkpoint): string {
  const lines = [origin, ...extensions];
  const valid =
    lines.every((line) => line.length > 0 && !line.includes('\n')) &&
    Number.isSafeInteger(size) &&
    size >= 0 &&
    root.length === HASH_BYTES;
  if (!valid) throw new AuditLogError('CHECKPOINT_MALFORMED');
  return [origin, String(size), toBase64(root), ...extensions].map((line) => `${line}\n`).join('');
}

/**
 * Reads the text of an opened note as a checkpoint. The text alone proves nothing: open the note first, or use
 * {@link openCheckpoint}.
 *
 * @throws {AuditLogError} `CHECKPOINT_MALFORMED`; also for sizes above 2^53 − 1
 */
export function parseCheckpoint(text: string): Required<Checkpoint> {
  const [origin, size, root, ...rest] = text.split('\n');
  if (!origin || !size || !root || !/^(0|[1-9]\d*)$/.test(size) || rest.pop() !== '') {
    throw new AuditLogError('CHECKPOINT_MALFORMED');
  }
  const checkpoint = { origin, size: Number(size), root: decodeRoot(root), extensions: rest };
  // Writing it again refuses what remains: empty extension lines, a short root, an unsafe size.
  formatCheckpoint(checkpoint);
  return checkpoint;
}

/** Formats and signs a checkpoint. A log must never sign two that are inconsistent: commit its tiles first. */
export async function signCheckpoint(
  checkpoint: Checkpoint,
  signers: readonly NoteSigner[],
): Promise<string> {
  return signNote(formatCheckpoint(checkpoint), signers);
}

/**
 * Opens a signed checkpoint of the log named `origin`.
 *
 * @param verifiers The log's own keys (old and new while it rotates). A witness's signature is no substitute for
 * the log's: check witnesses by `openNote` with their verifiers.
 * @throws {AuditLogError} as `openNote`, and `CHECKPOINT_MALFORMED`, `CHECKPOINT_ORIGIN_MISMATCH`
 */
export async function openCheckpoint(
  note: string | Uint8Array,
  origin: string,
  verifiers: readonly NoteVerifier[],
): Promise<Required<Checkpoint>> {
  const checkpoint = parseCheckpoint((await openNote(note, verifiers)).text);
  if (checkpoint.origin !== origin) throw new AuditLogError('CHECKPOINT_ORIGIN_MISMATCH');
  return checkpoint;
}

function decodeRoot(text: string): Uint8Array {
  try {
    return fromBase64(text);
  } catch (cause) {
    throw new AuditLogError('CHECKPOINT_MALFORMED', { cause });
  }
}
