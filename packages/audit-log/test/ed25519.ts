import { createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';
import { type NoteSigner, type NoteVerifier, type VerifierKey, verifierKey } from '../src/index.ts';
import { sha256 } from './reference-tree.ts';

/** DER around a raw Ed25519 seed or public key: RFC 8410. */
const PKCS8_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex');
const SPKI_PREFIX = Buffer.from('302a300506032b6570032100', 'hex');

/** A key pair that is the same in every run: its seed is one byte, 32 times. */
export function noteKey(
  name: string,
  seed = 1,
): { key: VerifierKey; signer: NoteSigner; verifier: NoteVerifier } {
  const privateKey = createPrivateKey({
    key: Buffer.concat([PKCS8_PREFIX, Buffer.alloc(32, seed)]),
    format: 'der',
    type: 'pkcs8',
  });
  const spki = createPublicKey(privateKey).export({ format: 'der', type: 'spki' });
  const key = verifierKey(sha256, name, new Uint8Array(spki.subarray(SPKI_PREFIX.length)));
  return {
    key,
    signer: { ...key, sign: (message) => sign(null, message, privateKey) },
    verifier: noteVerifier(key),
  };
}

export function noteVerifier(key: VerifierKey): NoteVerifier {
  const publicKey = createPublicKey({
    key: Buffer.concat([SPKI_PREFIX, key.publicKey]),
    format: 'der',
    type: 'spki',
  });
  return { ...key, verify: (message, signature) => verify(null, message, publicKey, signature) };
}
