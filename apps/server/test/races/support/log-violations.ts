import { createPublicKey, verify } from 'node:crypto';
import {
  AuditLogError,
  emptyRoot,
  type NoteVerifier,
  openCheckpoint,
  parseVerifierKey,
  proveConsistency,
  rootFromLeafHashes,
  tileHashReader,
  verifyConsistency,
} from '@xinqiao/audit-log';
import { type LogState, sha256 } from './log-state.ts';

/**
 * Every way in which the log is not one append-only tree of all entries; empty when it is.
 *
 * @param vkey Published key of the log.
 * @param seen Checkpoints that somebody was given while the log grew.
 */
export async function logViolations(
  log: LogState,
  vkey: string,
  seen: readonly string[] = [],
): Promise<string[]> {
  const { entries, leaves, checkpoints } = log;
  const found: string[] = [];
  if (leaves.length !== entries) found.push(`${entries} entries, ${leaves.length} leaves`);
  leaves.forEach(({ index, leafHash, entryHash }, place) => {
    if (index !== place) found.push(`leaf ${place} has index ${index}`);
    if (!same(leafHash, entryHash)) found.push(`leaf ${index} is not its entry`);
  });
  const newest = checkpoints.at(-1);
  if (newest?.size !== leaves.length) found.push(`newest checkpoint has ${newest?.size} leaves`);
  const root = rootFromLeafHashes(
    sha256,
    leaves.map(({ entryHash }) => entryHash),
  );
  if (newest === undefined || !same(newest.root, root)) found.push('newest root is not that of the entries');

  const verifier = noteVerifier(vkey);
  for (const { size, root, note } of checkpoints) {
    const signed = await openCheckpoint(note, verifier.name, [verifier]).catch(reasonOf);
    if (typeof signed === 'string') found.push(`checkpoint ${size}: ${signed}`);
    else if (signed.size !== size || !same(signed.root, root))
      found.push(`checkpoint ${size} signs another head`);
  }
  const published = new Set(checkpoints.map(({ note }) => note));
  for (const note of new Set(seen))
    if (!published.has(note)) found.push(`seen but not published: ${note.split('\n')[1]}`);

  for (const [place, earlier] of checkpoints.slice(0, -1).entries()) {
    const later = checkpoints[place + 1] ?? earlier;
    const inconsistent = await checkConsistency(log, earlier, later).then(() => undefined, reasonOf);
    if (inconsistent) found.push(`checkpoints ${earlier.size} and ${later.size}: ${inconsistent}`);
  }
  return found;
}

type Head = LogState['checkpoints'][number];

async function checkConsistency({ tiles }: LogState, earlier: Head, later: Head): Promise<void> {
  // An empty tree is the beginning of every other: only its root says something.
  if (earlier.size === 0) {
    if (!same(earlier.root, emptyRoot(sha256))) throw new AuditLogError('EARLIER_ROOT_MISMATCH');
    return;
  }
  const readTile = async (level: number, index: number, width: number) =>
    (tiles.get(`${level}/${index}`) ?? new Uint8Array()).subarray(0, width * 32);
  const reader = tileHashReader({ sha256, size: later.size, readTile });
  const proof = await proveConsistency(reader, earlier.size, later.size);
  verifyConsistency({
    sha256,
    size1: earlier.size,
    size2: later.size,
    root1: earlier.root,
    root2: later.root,
    proof,
  });
}

function reasonOf(error: unknown): string {
  if (error instanceof AuditLogError) return error.code;
  throw error;
}

/** Ed25519 by Node: RFC 8410 SubjectPublicKeyInfo around the raw key. */
function noteVerifier(vkey: string): NoteVerifier {
  const { name, keyId, publicKey } = parseVerifierKey(sha256, vkey);
  const spki = Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), publicKey]);
  const key = createPublicKey({ key: spki, format: 'der', type: 'spki' });
  return { name, keyId, verify: (message, signature) => verify(null, message, key, signature) };
}

const same = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0;
