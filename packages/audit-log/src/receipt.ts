import { AuditLogError } from './audit-log-error.ts';
import { fromBase64Url } from './base64.ts';
import type { Checkpoint } from './checkpoint.ts';
import { verifySubtreeConsistency } from './consistency-proof.ts';
import { parseEntryLeaf } from './entry.ts';
import { verifyInclusion } from './inclusion-proof.ts';
import { decodeHashes } from './proof-wire.ts';
import type { Sha256 } from './sha256.ts';
import { hashLeaf } from './tree.ts';

/**
 * The log's promise, given with every response: this leaf will be in the log named `logOrigin`. It is durable when
 * given and integrated soon after; {@link verifyReceipt} shows that the promise was kept. The server signs it.
 */
export interface LogReceipt {
  /** Origin line of the log's checkpoints. */
  readonly logOrigin: string;
  readonly entryId: string;
  /** base64url of the leaf's bytes, see `entryLeaf`. */
  readonly leaf: string;
  /** As in the leaf. */
  readonly recordedAt: string;
}

export interface ReceiptEvidence {
  readonly sha256: Sha256;
  readonly receipt: LogReceipt;
  /** Where the log says the leaf stands in `checkpoint`; hashes in base64. */
  readonly inclusion: { readonly index: number; readonly proof: readonly string[] };
  /** Already opened: its signature is not looked at here. */
  readonly checkpoint: Checkpoint;
  /** A checkpoint seen before, already opened, and the proof that `checkpoint` extends it; hashes in base64. */
  readonly earlier?: { readonly checkpoint: Checkpoint; readonly consistencyProof: readonly string[] };
}

export interface VerifiedReceipt {
  /** Position of the entry in the log, from 0. */
  readonly index: number;
  readonly included: true;
  /** `true`: the checkpoint extends the earlier one. `null`: no earlier one was given, so nothing was checked. */
  readonly consistent: true | null;
}

/**
 * Turns a receipt into a fact: the entry is in the log under this checkpoint, and the log did not rewrite what it
 * had shown before.
 *
 * @throws {AuditLogError} `RECEIPT_MALFORMED`, `RECEIPT_ORIGIN_MISMATCH`, `RECEIPT_LEAF_MISMATCH`, `LEAF_MALFORMED`,
 * `CHECKPOINT_ORIGIN_MISMATCH`, `CHECKPOINT_ROLLED_BACK`, `BASE64_INVALID`, and those of `verifyInclusion` and
 * `verifyConsistency`
 */
export function verifyReceipt({
  sha256,
  receipt,
  inclusion,
  checkpoint,
  earlier,
}: ReceiptEvidence): VerifiedReceipt {
  const entry = receiptLeaf(receipt);
  if (receipt.logOrigin !== checkpoint.origin) throw new AuditLogError('RECEIPT_ORIGIN_MISMATCH');
  verifyInclusion({
    sha256,
    leafHash: hashLeaf(sha256, entry),
    index: inclusion.index,
    size: checkpoint.size,
    proof: decodeHashes(inclusion.proof),
    root: checkpoint.root,
  });
  if (earlier)
    verifyExtension(sha256, earlier.checkpoint, checkpoint, decodeHashes(earlier.consistencyProof));
  return { index: inclusion.index, included: true, consistent: earlier ? true : null };
}

/** The leaf's bytes, once the receipt says of them what they say themselves. */
function receiptLeaf({ logOrigin, entryId, leaf, recordedAt }: LogReceipt): Uint8Array {
  if (![logOrigin, entryId, leaf, recordedAt].every((field) => typeof field === 'string')) {
    throw new AuditLogError('RECEIPT_MALFORMED');
  }
  const bytes = fromBase64Url(leaf);
  const entry = parseEntryLeaf(bytes);
  if (entry.entryId !== entryId || entry.recordedAt !== recordedAt) {
    throw new AuditLogError('RECEIPT_LEAF_MISMATCH');
  }
  return bytes;
}

function verifyExtension(
  sha256: Sha256,
  earlier: Checkpoint,
  later: Checkpoint,
  proof: readonly Uint8Array[],
): void {
  if (earlier.origin !== later.origin) throw new AuditLogError('CHECKPOINT_ORIGIN_MISMATCH');
  if (earlier.size > later.size) throw new AuditLogError('CHECKPOINT_ROLLED_BACK');
  // The subtree form also covers a log first seen empty, which RFC 6962 leaves undefined.
  verifySubtreeConsistency({
    sha256,
    start: 0,
    end: earlier.size,
    size: later.size,
    subtreeHash: earlier.root,
    root: later.root,
    proof,
  });
}
