import { hash } from 'node:crypto';
import { hashLeaf, type Sha256 } from '@xinqiao/audit-log';
import type { Database, LogCheckpointRow, Tx } from '@xinqiao/db';

export const sha256: Sha256 = (bytes) => new Uint8Array(hash('sha256', bytes, 'buffer'));

/** The whole log as it stands in the database. */
export interface LogState {
  /** Number of entries, in the tree or not. */
  readonly entries: number;
  /** In the order of their indexes. */
  readonly leaves: readonly {
    readonly index: number;
    /** Hash in the tree. */
    readonly leafHash: Uint8Array;
    /** Hash of the entry’s own bytes. */
    readonly entryHash: Uint8Array;
  }[];
  /** Bytes by `level/index`. */
  readonly tiles: ReadonlyMap<string, Uint8Array>;
  /** Smallest first. */
  readonly checkpoints: readonly {
    readonly size: number;
    readonly root: Uint8Array;
    readonly note: string;
  }[];
}

interface LeafRow {
  readonly index: bigint;
  readonly leafHash: Uint8Array;
  readonly leaf: Uint8Array;
}

const PAGE = 2_000;

/** Reads it page by page; nothing may be written meanwhile. */
export async function readLogState(admin: Database): Promise<LogState> {
  const leaves = await pages<LeafRow>((after) =>
    admin.transaction({}, (tx) => readLeaves(tx, after?.index ?? -1n)),
  );
  const checkpoints = await pages<LogCheckpointRow>((after) =>
    admin.transaction({}, (tx) =>
      tx.logCheckpoint.findMany({
        where: { size: { gt: after?.size ?? -1n } },
        orderBy: { size: 'asc' },
        take: PAGE,
      }),
    ),
  );
  const tiles = await admin.transaction({}, (tx) => tx.logTile.findMany());
  return {
    entries: await admin.transaction({}, (tx) => tx.logEntry.count()),
    leaves: leaves.map(({ index, leafHash, leaf }) => ({
      index: Number(index),
      leafHash,
      entryHash: hashLeaf(sha256, leaf),
    })),
    tiles: new Map(tiles.map(({ level, index, bytes }) => [`${level}/${index}`, bytes])),
    checkpoints: checkpoints.map(({ size, root, note }) => ({ size: Number(size), root, note })),
  };
}

const readLeaves = (tx: Tx, after: bigint) => tx.$queryRaw<LeafRow[]>`
  SELECT index, leaf_hash AS "leafHash", leaf
  FROM log_leaf JOIN log_entry ON log_entry.id = log_leaf.entry_id
  WHERE index > ${after} ORDER BY index LIMIT ${PAGE}`;

async function pages<Row>(read: (after: Row | undefined) => Promise<Row[]>): Promise<Row[]> {
  const all: Row[] = [];
  for (let page = await read(undefined); page.length > 0; page = await read(page.at(-1))) all.push(...page);
  return all;
}
