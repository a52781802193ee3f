import { sha256 } from '@noble/hashes/sha2.js';
import {
  encodeHashes,
  entryLeaf,
  type HashReader,
  hashLeaf,
  type NoteSigner,
  proveConsistency,
  proveInclusion,
  rootFromLeafHashes,
  signCheckpoint,
  toBase64Url,
} from '@xinqiao/audit-log';
import { IDS } from './builders.ts';
import { LOG_ORIGIN, type Received, type Reply } from './loopback-platform.ts';

const RECORDED_AT = '2026-11-21T08:00:00.000Z';

/** Bytes of the leaf that receipts in these tests speak of. */
const leafOf = (entryId: string) =>
  entryLeaf({
    operatorId: 'bozhou',
    entryId,
    kind: 'DATA_DELIVERED',
    recordedAt: RECORDED_AT,
    commitment: 'A'.repeat(43),
  });

/** Payload of a receipt. */
export const receipt = (fact: object = {}) => ({
  version: 1,
  logOrigin: LOG_ORIGIN,
  entryId: IDS.entry,
  leaf: toBase64Url(leafOf(IDS.entry)),
  recordedAt: RECORDED_AT,
  ...fact,
});

const leafHash = (bytes: Uint8Array) => hashLeaf(sha256, bytes);
const filler = (text: string) => leafHash(new TextEncoder().encode(text));

/** A small log in memory: real hashes, real proofs, real checkpoints. */
export class TestLog {
  readonly hashes: Uint8Array[];
  readonly #signer: NoteSigner;
  readonly #index: number;

  /** @param before Texts that stand for the leaves before the receipt's entry. */
  constructor(signer: NoteSigner, before: readonly string[]) {
    this.#signer = signer;
    this.#index = before.length;
    this.hashes = [...before.map(filler), leafHash(leafOf(IDS.entry))];
  }

  grow(...texts: readonly string[]): this {
    this.hashes.push(...texts.map(filler));
    return this;
  }

  checkpoint(size = this.hashes.length): Promise<string> {
    const root = rootFromLeafHashes(sha256, this.hashes.slice(0, size));
    return signCheckpoint({ origin: LOG_ORIGIN, size, root }, [this.#signer]);
  }

  /** Answers `audit.getProof` as the platform does. */
  answer = async ({ query }: Pick<Received, 'query'>, fact: object = {}): Promise<Reply> => {
    const earlier = query.get('earlierSize');
    const size = this.hashes.length;
    const read: HashReader = async (subtrees) =>
      subtrees.map(({ start, end }) => rootFromLeafHashes(sha256, this.hashes.slice(start, end)));
    return {
      body: {
        entryId: IDS.entry,
        leafIndex: this.#index,
        checkpoint: await this.checkpoint(),
        inclusion: encodeHashes(await proveInclusion(read, this.#index, size)),
        consistency:
          earlier === null || Number(earlier) > size
            ? null
            : encodeHashes(await proveConsistency(read, Number(earlier), size)),
        ...fact,
      },
    };
  };
}
