import { appendLeaves, hashLeaf, type NoteSigner, type Sha256, signCheckpoint } from '@xinqiao/audit-log';
import { type Database, insertLogLeaves, integratePending } from '@xinqiao/db';
import { databaseTileReader } from '../audit/tile-reader.ts';
import type { Clock } from '../clock.ts';

/** Most entries integrated in one transaction. */
const BATCH_ENTRIES = 1_000;

export interface Integrator {
  /** Connections as `xinqiao_worker`. */
  readonly database: Database;
  readonly clock: Clock;
  readonly sha256: Sha256;
  readonly logOrigin: string;
  readonly checkpointSigner: NoteSigner;
}

/**
 * Integrates pending entries into the tree and publishes the checkpoint, all in one transaction: leaves, tiles and
 * signed note appear together or not at all, so no checkpoint can be seen that its tiles do not support.
 *
 * @returns Number of entries integrated; 0 when there were none or another node is at it.
 */
export async function integrateOnce(integrator: Integrator): Promise<number> {
  const { database, clock, sha256, logOrigin, checkpointSigner } = integrator;
  return database.transaction({}, async (tx) => {
    const batch = await integratePending(tx, BATCH_ENTRIES);
    if (batch === undefined || batch.entries.length === 0) return 0;
    const leaves = batch.entries.map(({ entryId, leaf }) => ({ entryId, leafHash: hashLeaf(sha256, leaf) }));
    await insertLogLeaves(tx, batch.treeSize, leaves);
    const { size, root, tiles } = await appendLeaves({
      sha256,
      size: Number(batch.treeSize),
      leafHashes: leaves.map(({ leafHash }) => leafHash),
      readTile: databaseTileReader(tx),
    });
    for (const { level, index, width, bytes } of tiles)
      await tx.logTile.upsert({
        where: { level_index: { level, index: BigInt(index) } },
        create: { level, index: BigInt(index), width, bytes: new Uint8Array(bytes) },
        update: { width, bytes: new Uint8Array(bytes) },
      });
    const note = await signCheckpoint({ origin: logOrigin, size, root }, [checkpointSigner]);
    await tx.logCheckpoint.create({
      data: { size: BigInt(size), root: new Uint8Array(root), note, publishedAt: clock.now() },
    });
    return leaves.length;
  });
}
