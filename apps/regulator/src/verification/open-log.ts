import {
  type Checkpoint,
  type NoteVerifier,
  openCheckpoint,
  parseVerifierKey,
  type Sha256,
} from '@xinqiao/audit-log';

/** One log, known by its name and key. */
export interface Log {
  /** Origin line of its checkpoints (C2SP tlog-checkpoint). */
  readonly origin: string;
  /** Its public key (C2SP signed-note vkey). */
  readonly verifierKey: string;
  /** Opens a signed checkpoint. @throws {AuditLogError} when this log did not sign it */
  open(note: string): Promise<Required<Checkpoint>>;
}

/**
 * Prepares to open the checkpoints of a log; the signatures are verified by the browser (Ed25519, RFC 8032).
 *
 * @param earlierKeys Keys it signed with before: the newest checkpoint of a quiet log may be from then. Default none.
 * @throws {AuditLogError} `VERIFIER_KEY_MALFORMED`, `KEY_NAME_INVALID`, `BASE64_INVALID`; whatever WebCrypto throws
 * where it does not know Ed25519, and a TypeError where the page has no WebCrypto because it came without TLS
 */
export async function openLog(
  sha256: Sha256,
  origin: string,
  verifierKey: string,
  earlierKeys: readonly string[] = [],
): Promise<Log> {
  const verifierOf = async (text: string): Promise<NoteVerifier> => {
    const { name, keyId, publicKey } = parseVerifierKey(sha256, text);
    const key = await crypto.subtle.importKey('raw', publicKey, 'Ed25519', false, ['verify']);
    return {
      name,
      keyId,
      verify: (message, signature) => crypto.subtle.verify('Ed25519', key, signature, message),
    };
  };
  const verifiers = await Promise.all([...new Set([verifierKey, ...earlierKeys])].map(verifierOf));
  return { origin, verifierKey, open: (note) => openCheckpoint(note, origin, verifiers) };
}
