import { hash } from 'node:crypto';
import { rootFromLeafHashes, type Sha256 } from '@xinqiao/audit-log';

export const sha256: Sha256 = (bytes) => new Uint8Array(hash('sha256', bytes, 'buffer'));

/** Rows whose hashes are one leaf of the batch’s tree. */
const BLOCK = 1_024;
const HASH_BYTES = 32;

/**
 * The root of a batch of rows in their order: the hashes of 1,024 rows are a leaf of an RFC 6962 tree. So a row is
 * proved by the hashes of its block and the path of the block, without showing another firm.
 *
 * @see RFC 6962 §2.1
 */
export class BatchRoot {
  readonly #block = Buffer.alloc(1 + BLOCK * HASH_BYTES);
  readonly #leaves: Uint8Array[] = [];
  #rows = 0;

  add(row: string): void {
    // As text of one character for each byte, which is several times faster to get than a Buffer.
    this.#block.write(hash('sha256', row, 'binary'), 1 + this.#rows * HASH_BYTES, 'latin1');
    this.#rows += 1;
    if (this.#rows === BLOCK) this.#close();
  }

  /** Of all rows added. */
  root(): Uint8Array {
    if (this.#rows > 0) this.#close();
    return rootFromLeafHashes(sha256, this.#leaves);
  }

  #close(): void {
    // The first byte is 0, the prefix of a leaf.
    this.#leaves.push(sha256(this.#block.subarray(0, 1 + this.#rows * HASH_BYTES)));
    this.#rows = 0;
  }
}
