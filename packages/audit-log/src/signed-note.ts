import { AuditLogError } from './audit-log-error.ts';
import { fromBase64, toBase64 } from './base64.ts';
import { concatBytes, decodeUtf8, encodeUtf8 } from './bytes.ts';
import { assertKeyName, hex, isKeyName } from './verifier-key.ts';

/** Whole note, in bytes; room for 64 post-quantum signatures. */
const MAX_NOTE_BYTES = 512 * 1024;
const MAX_SIGNATURES = 64;
const KEY_ID_BYTES = 4;
const NEWLINE = 0x0a;

/** Name and id together say which key signed: see `VerifierKey`. */
export interface NoteKey {
  readonly name: string;
  /** 8 lower-case hex digits. */
  readonly keyId: string;
}

export interface NoteSigner extends NoteKey {
  /** Signs the note text as UTF-8, its final newline included. */
  readonly sign: (message: Uint8Array<ArrayBuffer>) => Promise<Uint8Array> | Uint8Array;
}

export interface NoteVerifier extends NoteKey {
  readonly verify: (
    message: Uint8Array<ArrayBuffer>,
    signature: Uint8Array<ArrayBuffer>,
  ) => Promise<boolean> | boolean;
}

export interface OpenedNote {
  /** What was signed, its final newline included. */
  readonly text: string;
  /** The given verifiers that found a signature of theirs, all valid; never empty. */
  readonly signedBy: readonly NoteVerifier[];
}

/**
 * Signs a text and returns the note, one signature line for each signer.
 *
 * @throws {AuditLogError} `NOTE_MALFORMED` when the text does not end in a newline, holds control characters or
 * grows too large, or when there is no signer or too many; `KEY_NAME_INVALID`
 * @see https://c2sp.org/signed-note
 */
export async function signNote(text: string, signers: readonly NoteSigner[]): Promise<string> {
  if (!text.endsWith('\n')) throw new AuditLogError('NOTE_MALFORMED');
  const message = encodeUtf8(text);
  const lines = await Promise.all(
    signers.map(async ({ name, keyId, sign }) => {
      assertKeyName(name);
      const id = Uint8Array.from(keyId.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
      return `— ${name} ${toBase64(concatBytes([id, await sign(message)]))}\n`;
    }),
  );
  const note = `${text}\n${lines.join('')}`;
  // What we publish must be what our own reader accepts; a note without signers is not.
  parseNote(note);
  return note;
}

/**
 * Opens a note: checks its form strictly and every signature made under a given key. Signatures of other keys are
 * ignored. Trust nothing of a note before this has returned.
 *
 * @param note As received; pass bytes where you have them, so that broken UTF-8 is seen.
 * @throws {AuditLogError} `NOTE_MALFORMED`, `NOTE_SIGNATURE_INVALID` (one bad signature under a given key spoils
 * the note), `NOTE_UNVERIFIED` (no given key signed), `VERIFIERS_AMBIGUOUS`
 */
export async function openNote(
  note: string | Uint8Array,
  verifiers: readonly NoteVerifier[],
): Promise<OpenedNote> {
  if (new Set(verifiers.map(keyOf)).size < verifiers.length) throw new AuditLogError('VERIFIERS_AMBIGUOUS');
  const { text, signatures } = parseNote(
    typeof note === 'string' ? note : decodeUtf8(note, 'NOTE_MALFORMED'),
  );

  const signedBy = new Set<NoteVerifier>();
  for (const signature of signatures) {
    const verifier = verifiers.find((known) => keyOf(known) === keyOf(signature));
    if (!verifier) continue;
    if (!(await verifier.verify(encodeUtf8(text), signature.bytes))) {
      throw new AuditLogError('NOTE_SIGNATURE_INVALID');
    }
    signedBy.add(verifier);
  }
  if (signedBy.size === 0) throw new AuditLogError('NOTE_UNVERIFIED');
  return { text, signedBy: [...signedBy] };
}

interface NoteSignature extends NoteKey {
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** The form alone; nothing is verified. */
function parseNote(note: string): { text: string; signatures: NoteSignature[] } {
  // The last empty line divides: the text may hold empty lines, signature lines never do.
  const divider = note.lastIndexOf('\n\n');
  const lines = note.slice(divider + 2).split('\n');
  const bytes = encodeUtf8(note);
  const wellFormed =
    note.isWellFormed() &&
    bytes.length <= MAX_NOTE_BYTES &&
    bytes.every((byte) => byte >= 0x20 || byte === NEWLINE) &&
    divider >= 0 &&
    lines.pop() === '' &&
    lines.length >= 1 &&
    lines.length <= MAX_SIGNATURES;
  if (!wellFormed) throw new AuditLogError('NOTE_MALFORMED');
  return { text: note.slice(0, divider + 1), signatures: lines.map(parseSignatureLine) };
}

/** Em dash, space, key name, space, base64 of key id and signature. */
function parseSignatureLine(line: string): NoteSignature {
  const [dash, name, encoded, ...rest] = line.split(' ');
  if (dash !== '—' || name === undefined || !isKeyName(name) || encoded === undefined || rest.length > 0) {
    throw new AuditLogError('NOTE_MALFORMED');
  }
  const bytes = decodeSignature(encoded);
  if (bytes.length <= KEY_ID_BYTES) throw new AuditLogError('NOTE_MALFORMED');
  return { name, keyId: hex(bytes.subarray(0, KEY_ID_BYTES)), bytes: bytes.subarray(KEY_ID_BYTES) };
}

function decodeSignature(encoded: string): Uint8Array<ArrayBuffer> {
  try {
    return fromBase64(encoded);
  } catch (cause) {
    throw new AuditLogError('NOTE_MALFORMED', { cause });
  }
}

const keyOf = ({ name, keyId }: NoteKey) => `${name}+${keyId}`;
