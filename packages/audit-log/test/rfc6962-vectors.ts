/**
 * Runs the public RFC 6962 proof vectors of transparency-dev/merkle against this package:
 *
 *     node packages/audit-log/test/rfc6962-vectors.ts DIR
 *
 * DIR is their `testdata` folder, or a folder that holds it as `rfc6962/testdata`. Exits 1 when a case fails, when
 * a case is of an unknown kind, or when there are none.
 */
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import {
  AuditLogError,
  verifyConsistency,
  verifyInclusion,
  verifySubtreeConsistency,
  verifySubtreeInclusion,
} from '../src/index.ts';
import { sha256 } from './reference-tree.ts';

interface Vector {
  wantErr: boolean;
  proof: string[] | null;
  [field: string]: unknown;
}

const number = (value: unknown) => {
  if (typeof value !== 'number') throw new TypeError('a number is missing');
  return value;
};
const bytes = (value: unknown) => {
  if (typeof value !== 'string') throw new TypeError('a base64 string is missing');
  return new Uint8Array(Buffer.from(value, 'base64'));
};

/** One verifier for each folder of the vectors. */
const KINDS: Readonly<Record<string, (vector: Vector, proof: Uint8Array[]) => void>> = {
  inclusion: (vector, proof) =>
    verifyInclusion({
      sha256,
      proof,
      leafHash: bytes(vector.leafHash),
      index: number(vector.leafIdx),
      size: number(vector.treeSize),
      root: bytes(vector.root),
    }),
  consistency: (vector, proof) =>
    verifyConsistency({
      sha256,
      proof,
      size1: number(vector.size1),
      size2: number(vector.size2),
      root1: bytes(vector.root1),
      root2: bytes(vector.root2),
    }),
  subtreeinclusion: (vector, proof) =>
    verifySubtreeInclusion({
      sha256,
      proof,
      leafHash: bytes(vector.leafHash),
      index: number(vector.leafIdx),
      start: number(vector.start),
      end: number(vector.end),
      root: bytes(vector.root),
    }),
  subtreeconsistency: (vector, proof) =>
    verifySubtreeConsistency({
      sha256,
      proof,
      start: number(vector.start),
      end: number(vector.end),
      size: number(vector.size),
      subtreeHash: bytes(vector.root1),
      root: bytes(vector.root2),
    }),
};

/** What went wrong, or nothing. Only the package's own refusal counts as one: a crash never passes. */
function failure(file: string, folder: string): string | undefined {
  const kind = file.split(sep)[0]!;
  const verify = KINDS[kind];
  if (!verify) return `unknown kind of case: ${kind}`;
  const vector = JSON.parse(readFileSync(join(folder, file), 'utf8')) as Vector;
  try {
    verify(vector, (vector.proof ?? []).map(bytes));
  } catch (error) {
    if (!(error instanceof AuditLogError)) return `crashed: ${error}`;
    return vector.wantErr ? undefined : `refused with ${error.code}, should be accepted`;
  }
  return vector.wantErr ? 'accepted, should be refused' : undefined;
}

const given = process.argv[2];
if (given === undefined) {
  console.error('usage: node packages/audit-log/test/rfc6962-vectors.ts DIR');
  process.exit(1);
}
const nested = join(given, 'rfc6962', 'testdata');
const folder = existsSync(nested) ? nested : given;
const files = globSync('**/*.json', { cwd: folder }).sort();
const failures = files.flatMap((file) => {
  const reason = failure(file, folder);
  return reason === undefined ? [] : [`${file}: ${reason}`];
});
for (const line of failures) console.error(line);
console.log(`${files.length - failures.length} passed, ${failures.length} failed`);
if (files.length === 0) console.error('no case found');
process.exit(files.length > 0 && failures.length === 0 ? 0 : 1);
