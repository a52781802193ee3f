import { generateKeyPairSync, sign } from 'node:crypto';
import {
  appendLeaves,
  encodeVerifierKey,
  hashLeaf,
  type NoteSigner,
  signCheckpoint,
  verifierKey,
} from '@xinqiao/audit-log';
import { beforeAll, describe, expect, it } from 'vitest';
import { type LogState, sha256 } from './log-state.ts';
import { logViolations } from './log-violations.ts';

const ORIGIN = 'xinqiao.example/test';
const keys = generateKeyPairSync('ed25519');
const rawKey = new Uint8Array(Buffer.from(String(keys.publicKey.export({ format: 'jwk' }).x), 'base64url'));
const key = verifierKey(sha256, ORIGIN, rawKey);
const signer: NoteSigner = {
  ...key,
  sign: (message) => new Uint8Array(sign(null, message, keys.privateKey)),
};
const violations = (log: LogState, seen: string[] = []) => logViolations(log, encodeVerifierKey(key), seen);

const entryHashes = Array.from({ length: 300 }, (_, at) =>
  hashLeaf(sha256, new TextEncoder().encode(`entry ${at}`)),
);

/** A log that grew in steps, as the integrators let it grow. */
async function grown(hashes: readonly Uint8Array[], steps: readonly number[]): Promise<LogState> {
  const tiles = new Map<string, Uint8Array>();
  const checkpoints: LogState['checkpoints'][number][] = [];
  let size = 0;
  for (const step of steps) {
    const leafHashes = hashes.slice(size, size + step);
    const readTile = async (level: number, index: number) =>
      tiles.get(`${level}/${index}`) ?? new Uint8Array();
    const appended = await appendLeaves({ sha256, size, leafHashes, readTile });
    for (const { level, index, bytes } of appended.tiles)
      tiles.set(`${level}/${index}`, new Uint8Array(bytes));
    size = appended.size;
    const note = await signCheckpoint({ origin: ORIGIN, size, root: appended.root }, [signer]);
    checkpoints.push({ size, root: appended.root, note });
  }
  const leaves = hashes.map((entryHash, index) => ({ index, leafHash: entryHash, entryHash }));
  return { entries: hashes.length, leaves, tiles, checkpoints };
}

describe('logViolations', () => {
  let log: LogState;
  beforeAll(async () => {
    log = await grown(entryHashes, [0, 3, 1, 255, 41]);
  });
  const foreign = sha256(new Uint8Array());

  it('finds nothing in a log that only grew', async () => {
    expect(
      await violations(
        log,
        log.checkpoints.map(({ note }) => note),
      ),
    ).toEqual([]);
  });

  it('reports an entry that is in no leaf', async () => {
    expect(await violations({ ...log, entries: 301 })).toEqual(['301 entries, 300 leaves']);
  });

  it('reports a gap in the indexes', async () => {
    const leaves = log.leaves.map((leaf) => (leaf.index < 299 ? leaf : { ...leaf, index: 300 }));
    expect(await violations({ ...log, leaves })).toEqual(['leaf 299 has index 300']);
  });

  it('reports an entry that was changed after it became a leaf', async () => {
    const leaves = log.leaves.with(7, {
      index: 7,
      leafHash: log.leaves[7]?.leafHash ?? foreign,
      entryHash: foreign,
    });
    expect(await violations({ ...log, leaves })).toEqual([
      'leaf 7 is not its entry',
      'newest root is not that of the entries',
    ]);
  });

  it('reports leaves that no checkpoint covers', async () => {
    const found = await violations({ ...log, checkpoints: log.checkpoints.slice(0, -1) });
    expect(found).toEqual(['newest checkpoint has 259 leaves', 'newest root is not that of the entries']);
  });

  it('reports a fork: a signed checkpoint of other leaves at an earlier size', async () => {
    const [other] = (await grown(entryHashes.with(2, foreign), [4])).checkpoints;
    const forked = {
      ...log,
      checkpoints: log.checkpoints.with(2, other ?? { size: 4, root: foreign, note: '' }),
    };
    expect(await violations(forked)).toEqual([
      'checkpoints 3 and 4: ROOT_MISMATCH',
      'checkpoints 4 and 259: ROOT_MISMATCH',
    ]);
  });

  it('reports a checkpoint that somebody saw and nobody published', async () => {
    const [other] = (await grown(entryHashes.with(2, foreign), [4])).checkpoints;
    expect(await violations(log, [other?.note ?? ''])).toEqual(['seen but not published: 4']);
  });

  it('reports a checkpoint that says another root than its note', async () => {
    const [, first] = log.checkpoints;
    const found = await violations({
      ...log,
      checkpoints: log.checkpoints.with(1, { size: 3, root: foreign, note: first?.note ?? '' }),
    });
    expect(found).toEqual(['checkpoint 3 signs another head', 'checkpoints 3 and 4: EARLIER_ROOT_MISMATCH']);
  });

  it('reports a checkpoint that another key signed', async () => {
    const stranger = generateKeyPairSync('ed25519').privateKey;
    const newest = log.checkpoints.at(-1) ?? { size: 0, root: foreign, note: '' };
    const note = await signCheckpoint({ origin: ORIGIN, ...newest }, [
      { ...signer, sign: (message) => new Uint8Array(sign(null, message, stranger)) },
    ]);
    const found = await violations({ ...log, checkpoints: log.checkpoints.with(-1, { ...newest, note }) });
    expect(found).toEqual(['checkpoint 300: NOTE_SIGNATURE_INVALID']);
  });
});
