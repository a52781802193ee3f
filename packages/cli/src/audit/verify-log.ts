import { createHash, createPublicKey, verify } from 'node:crypto';
import {
  type NoteVerifier,
  openCheckpoint,
  parseVerifierKey,
  rootFromTiles,
  type Sha256,
  tilePath,
} from '@xinqiao/audit-log';
import { PlatformError } from '@xinqiao/contracts';

const sha256: Sha256 = (bytes) => new Uint8Array(createHash('sha256').update(bytes).digest());
/** SubjectPublicKeyInfo of an Ed25519 key, without the 32 bytes of the key itself (RFC 8410 §4). */
const ED25519_PREFIX = Buffer.from('302a300506032b6570032100', 'hex');

/**
 * Reads the published checkpoint and tiles, recomputes the root and compares.
 * Needs no account: the log is public, the entries behind it are not.
 */
export async function verifyLog({
  url,
  key,
  json,
}: {
  url: string;
  key?: string;
  json: boolean;
}): Promise<void> {
  const base = new URL(url);
  const { log } = (await (await read(new URL('/.well-known/xinqiao.json', base))).json()) as {
    log: { origin: string; verifierKey: string; verifierKeys?: { verifierKey: string }[] };
  };
  // Every key the log signed with: the newest checkpoint of a quiet log may be from before a rotation.
  const published = [log.verifierKey, ...(log.verifierKeys ?? []).map((each) => each.verifierKey)];
  const verifiers = (key === undefined ? [...new Set(published)] : [key]).map(noteVerifier);
  const note = new Uint8Array(await (await read(new URL('/log/checkpoint', base))).arrayBuffer());
  const checkpoint = await openCheckpoint(note, verifiers[0]?.name ?? log.origin, verifiers);
  const root = await rootFromTiles(sha256, checkpoint.size, async (level, index, width) => {
    const tile = await read(new URL(`/log/${tilePath({ level, index, width })}`, base));
    return new Uint8Array(await tile.arrayBuffer());
  });
  const ok = Buffer.from(root).equals(Buffer.from(checkpoint.root));
  process.stderr.write(
    `${checkpoint.origin}\n${checkpoint.size} entries, root ${ok ? 'recomputed and equal' : 'DIFFERS from the signed one'}\n`,
  );
  if (json)
    process.stdout.write(`${JSON.stringify({ ok, origin: checkpoint.origin, size: checkpoint.size })}\n`);
  if (!ok) throw new PlatformError('PROOF_INVALID');
}

function noteVerifier(text: string): NoteVerifier {
  const { name, keyId, publicKey } = parseVerifierKey(sha256, text);
  const key = createPublicKey({
    key: Buffer.concat([ED25519_PREFIX, publicKey]),
    format: 'der',
    type: 'spki',
  });
  return { name, keyId, verify: (message, signature) => verify(null, message, key, signature) };
}

async function read(url: URL): Promise<Response> {
  const response = await fetch(url).catch((cause: unknown) => {
    throw new PlatformError('SERVER_UNREACHABLE', { cause });
  });
  if (!response.ok) throw new PlatformError('RESPONSE_UNEXPECTED', { details: { status: response.status } });
  return response;
}
