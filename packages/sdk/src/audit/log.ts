import { sha256 } from '@noble/hashes/sha2.js';
import {
  AuditLogError,
  type Checkpoint,
  type NoteVerifier,
  openCheckpoint,
  parseVerifierKey,
  verifyReceipt,
} from '@xinqiao/audit-log';
import { type AuditReceipt, type LogProof, PlatformError } from '@xinqiao/contracts';
import type { PlatformMetadata } from '../platform/metadata.ts';

/** A checkpoint whose signature was verified. */
export interface SeenCheckpoint extends Checkpoint {
  /** As the log signed it, a C2SP signed note. */
  readonly note: string;
}

/** One log, known by its name and keys: opens its checkpoints, checks its proofs. */
export interface Log {
  /** @throws {PlatformError} `PROOF_INVALID` */
  open(note: string): Promise<SeenCheckpoint>;
  /**
   * Checks that a receipt is in the log under the proof's checkpoint, and that this checkpoint extends `earlier`.
   *
   * @throws {PlatformError} `PROOF_INVALID`, with the check that failed in `details.reason`
   */
  check(receipt: AuditReceipt, proof: LogProof, earlier: SeenCheckpoint | undefined): Promise<SeenCheckpoint>;
}

/** @throws {PlatformError} `RESPONSE_UNEXPECTED` when the published key is unreadable */
export async function logOf({
  origin,
  verifierKeys,
}: Pick<PlatformMetadata['log'], 'origin' | 'verifierKeys'>): Promise<Log> {
  const verifiers = await Promise.all(verifierKeys.map(noteVerifier));
  const open = async (note: string): Promise<SeenCheckpoint> => ({
    ...(await openCheckpoint(note, origin, verifiers)),
    note,
  });
  return {
    open: (note) => proving(() => open(note)),
    check: (receipt, proof, earlier) =>
      proving(async () => {
        const checkpoint = await open(proof.checkpoint);
        if (proof.entryId !== receipt.entryId) throw invalidProof('ENTRY_MISMATCH');
        // From an empty tree there is nothing to prove; otherwise no proof is no consistency.
        const consistencyProof = earlier?.size === 0 ? [] : proof.consistency;
        if (earlier !== undefined && consistencyProof === null) throw invalidProof('CONSISTENCY_MISSING');
        verifyReceipt({
          sha256,
          receipt,
          inclusion: { index: proof.leafIndex, proof: proof.inclusion },
          checkpoint,
          ...(earlier && consistencyProof ? { earlier: { checkpoint: earlier, consistencyProof } } : {}),
        });
        return checkpoint;
      }),
  };
}

export const invalidProof = (reason: string, cause?: unknown): PlatformError =>
  new PlatformError(
    'PROOF_INVALID',
    cause === undefined ? { details: { reason } } : { details: { reason }, cause },
  );

async function proving<T>(step: () => Promise<T>): Promise<T> {
  try {
    return await step();
  } catch (error) {
    throw error instanceof AuditLogError ? invalidProof(error.code, error) : error;
  }
}

async function noteVerifier(vkey: string): Promise<NoteVerifier> {
  try {
    const { name, keyId, publicKey } = parseVerifierKey(sha256, vkey);
    const key = await crypto.subtle.importKey('raw', publicKey, 'Ed25519', false, ['verify']);
    return {
      name,
      keyId,
      verify: (message, signature) => crypto.subtle.verify('Ed25519', key, signature, message),
    };
  } catch (cause) {
    throw new PlatformError('RESPONSE_UNEXPECTED', { details: { fields: ['log.verifierKeys'] }, cause });
  }
}
