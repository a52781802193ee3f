import {
  appendLeaves,
  emptyRoot,
  hashLeaf,
  type NoteSigner,
  type Sha256,
  signCheckpoint,
} from '@xinqiao/audit-log';
import { type Database, insertLogLeaves, integratePending, type Tx } from '@xinqiao/db';
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
  /** Everybody who signs checkpoints at present. */
  readonly checkpointSigners: () => Promise<readonly NoteSigner[]>;
}

/**
 * Integrates pending entries into the tree and publishes the checkpoint, all in one transaction: leaves, tiles and
 * signed note appear together or not at all, so no checkpoint can be seen that its tiles do not support.
 *
 * @returns Number of entries integrated; 0 when there were none or another node is at it.
 */
export async function integrateOnce(integrator: Integrator): Promise<number> {
  const { database, sha256 } = integrator;
  return database.transaction({}, async (tx) => {
    const batch = await integratePending(tx, BATCH_ENTRIES);
    if (batch === undefined) return 0;
    if (batch.entries.length === 0) return publishEmpty(integrator, tx, batch.treeSize);
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
    await publish(integrator, tx, size, root);
    return leaves.length;
  });
}

/** A new log shows itself as an empty tree, so that whoever watches it can begin at the beginning. */
async function publishEmpty(integrator: Integrator, tx: Tx, treeSize: bigint): Promise<number> {
  if (treeSize > 0n || (await tx.logCheckpoint.count()) > 0) return 0;
  await publish(integrator, tx, 0, emptyRoot(integrator.sha256));
  return 0;
}

async function publish(
  { clock, logOrigin, checkpointSigners }: Integrator,
  tx: Tx,
  size: number,
  root: Uint8Array,
): Promise<void> {
  const note = await signCheckpoint({ origin: logOrigin, size, root }, await checkpointSigners());
  await tx.logCheckpoint.create({
    data: { size: BigInt(size), root: new Uint8Array(root), note, publishedAt: clock.now() },
  });
}
