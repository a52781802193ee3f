import { hash } from 'node:crypto';
import { appendLeaves, commit, entryLeaf, hashLeaf, type Sha256, type TileReader } from '@xinqiao/audit-log';
import { type Area, findings } from '../area.ts';
import { type Contender, measure } from '../harness/measure.ts';

/** Leaves integrated in one step, as the server’s worker does at most. */
const BATCH = 1_000;
/** Prefix byte and two hashes: what an interior node hashes (RFC 6962 §2.1). */
const NODE_BYTES = 65;

/** As the server hashes. */
const sha256: Sha256 = (bytes) => new Uint8Array(hash('sha256', bytes, 'buffer'));

const leaves = Array.from({ length: BATCH }, (_, index) => {
  const id = `00000000-0000-7000-8000-${String(index).padStart(12, '0')}`;
  const commitment = commit(sha256, sha256(new TextEncoder().encode(id)), { consentId: `cns_${id}` });
  const recordedAt = '2026-11-21T08:00:00.000Z';
  return entryLeaf({
    operatorId: 'bozhou',
    entryId: `ent_${id}`,
    kind: 'ACCESS_ALLOWED',
    recordedAt,
    commitment,
  });
});
const leafHashes = leaves.map((leaf) => hashLeaf(sha256, leaf));

/** Nothing but SHA-256 over so many bytes, a thousand times. */
const rawHashes = (name: string, bytes: number): Contender => {
  const inputs = leaves.map((_, index) => new Uint8Array(bytes).fill(index));
  return {
    name,
    run() {
      for (const input of inputs) hash('sha256', input, 'buffer');
      return inputs.length;
    },
  };
};

const hashing: Contender = {
  name: 'leaf hash',
  run() {
    for (const leaf of leaves) hashLeaf(sha256, leaf);
    return leaves.length;
  },
};

/** A log that grows by a batch at every step; of its tiles only those are kept that it reads again. */
function appending(): Contender {
  const tiles = new Map<string, Uint8Array>();
  const readTile: TileReader = async (level, index) => tiles.get(`${level}/${index}`) ?? new Uint8Array();
  let size = 0;
  return {
    name: 'appended leaf',
    async run() {
      const appended = await appendLeaves({ sha256, size, leafHashes, readTile });
      for (const { level, index, width, bytes } of appended.tiles) {
        if (width < 256) tiles.set(`${level}/${index}`, bytes);
        else tiles.delete(`${level}/${index}`);
      }
      size = appended.size;
      return BATCH;
    },
  };
}

export const logArea: Area = {
  about:
    'hashing leaves and integrating them by the thousand, beside bare SHA-256 of the same number of bytes',
  async run(seconds) {
    const leafBytes = 1 + (leaves[0]?.length ?? 0);
    const rates = await measure(
      [
        rawHashes('SHA-256 of a leaf', leafBytes),
        hashing,
        rawHashes('SHA-256 of a node', NODE_BYTES),
        appending(),
      ],
      seconds,
    );
    return findings(rates, [
      ['leaf hash', 'SHA-256 of a leaf'],
      // A tree has one interior node per leaf, so this is the floor of an append.
      ['appended leaf', 'SHA-256 of a node'],
    ]);
  },
};
