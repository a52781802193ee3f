import { describe, expect, it } from 'vitest';
import {
  auditPath,
  consistencyProof,
  flipBit,
  leafHashes,
  sha256,
  treeHash,
} from '../test/reference-tree.ts';
import { toBase64Url } from './base64.ts';
import type { Checkpoint } from './checkpoint.ts';
import { commit } from './commitment.ts';
import { entryLeaf } from './entry.ts';
import { encodeHashes } from './proof-wire.ts';
import { type ReceiptEvidence, verifyReceipt } from './receipt.ts';
import { hashLeaf } from './tree.ts';

const INDEX = 11;
const origin = 'log.example.cn/2026';
const entryId = 'ent_01935b0e-7c4a-7def-8123-456789abcdef';
const recordedAt = '2026-11-21T08:00:00.000Z';
const leaf = entryLeaf({
  operatorId: 'opr_bozhou',
  entryId,
  kind: 'access.allowed',
  recordedAt,
  commitment: commit(sha256, new Uint8Array(32).fill(7), { subject: '91341600MA2MABCD1X' }),
});
const leaves = leafHashes(20).with(INDEX, hashLeaf(sha256, leaf));
const checkpointAt = (size: number, fact: object = {}): Checkpoint => ({
  origin,
  size,
  root: treeHash(leaves.slice(0, size)),
  ...fact,
});

/** Evidence that holds; each test spoils one fact of it. */
const evidence = (fact: Partial<ReceiptEvidence> = {}): ReceiptEvidence => ({
  sha256,
  receipt: { logOrigin: origin, entryId, leaf: toBase64Url(leaf), recordedAt },
  inclusion: { index: INDEX, proof: encodeHashes(auditPath(INDEX, leaves)) },
  checkpoint: checkpointAt(20),
  ...fact,
});
const earlier = (size: number, fact: object = {}) => ({
  checkpoint: checkpointAt(size, fact),
  consistencyProof: encodeHashes(size === 0 ? [] : consistencyProof(Math.min(size, 20), leaves)),
});

describe('verifyReceipt', () => {
  it('a kept promise: the entry is in the log, at its index', () => {
    expect(verifyReceipt(evidence())).toEqual({ index: INDEX, included: true, consistent: null });
  });

  it.each([1, 11, 12, 20])('with a checkpoint seen earlier, at size %i: the log only grew', (size) => {
    expect(verifyReceipt(evidence({ earlier: earlier(size) })).consistent).toBe(true);
  });

  it('a log first seen empty may grow to anything', () => {
    expect(verifyReceipt(evidence({ earlier: earlier(0) })).consistent).toBe(true);
  });

  const { receipt, inclusion } = evidence();
  const otherTime = { ...receipt, recordedAt: '2026-11-21T08:00:00.001Z' };
  const rewritten = leaves.with(3, flipBit(leaves[3]!, 0));
  it.each<[string, Partial<ReceiptEvidence>, string]>([
    ['a receipt of another log', { receipt: { ...receipt, logOrigin: 'other' } }, 'RECEIPT_ORIGIN_MISMATCH'],
    [
      'a checkpoint of another log',
      { checkpoint: checkpointAt(20, { origin: 'b' }) },
      'RECEIPT_ORIGIN_MISMATCH',
    ],
    ['another entry than the leaf', { receipt: { ...receipt, entryId: 'ent_2' } }, 'RECEIPT_LEAF_MISMATCH'],
    ['another time than the leaf', { receipt: otherTime }, 'RECEIPT_LEAF_MISMATCH'],
    ['a leaf that is none', { receipt: { ...receipt, leaf: 'AAAA' } }, 'LEAF_MALFORMED'],
    ['a leaf with padding', { receipt: { ...receipt, leaf: `${receipt.leaf}=` } }, 'BASE64_INVALID'],
    ['a receipt without a leaf', { receipt: { ...receipt, leaf: undefined as never } }, 'RECEIPT_MALFORMED'],
    ['another index', { inclusion: { ...inclusion, index: INDEX - 1 } }, 'ROOT_MISMATCH'],
    ['an index not yet in the tree', { inclusion: { ...inclusion, index: 20 } }, 'INDEX_OUT_OF_RANGE'],
    [
      'a proof cut short',
      { inclusion: { ...inclusion, proof: inclusion.proof.slice(1) } },
      'PROOF_LENGTH_INVALID',
    ],
    ['a proof not in base64', { inclusion: { index: INDEX, proof: ['?'] } }, 'BASE64_INVALID'],
    ['a checkpoint before the entry', { checkpoint: checkpointAt(11) }, 'INDEX_OUT_OF_RANGE'],
    [
      'a log without the entry',
      { checkpoint: checkpointAt(20, { root: treeHash(leafHashes(20)) }) },
      'ROOT_MISMATCH',
    ],
    [
      'an earlier checkpoint of another log',
      { earlier: earlier(7, { origin: 'b' }) },
      'CHECKPOINT_ORIGIN_MISMATCH',
    ],
    ['a log that shrank', { earlier: earlier(7, { size: 21 }) }, 'CHECKPOINT_ROLLED_BACK'],
    [
      'a log that rewrote what it had shown',
      { earlier: earlier(7, { root: treeHash(rewritten.slice(0, 7)) }) },
      'EARLIER_ROOT_MISMATCH',
    ],
    [
      'two heads of one size (split view)',
      { earlier: { checkpoint: checkpointAt(20, { root: treeHash(rewritten) }), consistencyProof: [] } },
      'ROOT_MISMATCH',
    ],
    [
      'an empty log with a root of its own',
      { earlier: earlier(0, { root: new Uint8Array(32) }) },
      'EARLIER_ROOT_MISMATCH',
    ],
  ])('%s: refused', (_, fact, code) => {
    expect(() => verifyReceipt(evidence(fact))).toThrow(expect.objectContaining({ code }));
  });

  it('still verifies once salt and detail are destroyed: it needs neither', () => {
    expect(JSON.stringify(evidence().receipt)).not.toContain('91341600MA2MABCD1X');
    expect(verifyReceipt(evidence()).included).toBe(true);
  });
});
