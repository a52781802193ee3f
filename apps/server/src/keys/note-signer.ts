import { createPrivateKey, sign } from 'node:crypto';
import { type NoteSigner, type Sha256, verifierKey } from '@xinqiao/audit-log';
import type { LoadedKey } from './make-key.ts';

type NoteKey = Pick<LoadedKey, 'privateJwk' | 'publicJwk'>;

/** Signers of checkpoints: Ed25519 note keys named like the log (C2SP signed-note). Each key is opened once. */
export function noteSigners(sha256: Sha256, logOrigin: string): (key: NoteKey) => NoteSigner {
  const opened = new WeakMap<NoteKey, NoteSigner>();
  return (key) => {
    const signer = opened.get(key) ?? noteSigner(sha256, logOrigin, key);
    opened.set(key, signer);
    return signer;
  };
}

function noteSigner(sha256: Sha256, logOrigin: string, { privateJwk, publicJwk }: NoteKey): NoteSigner {
  const privateKey = createPrivateKey({ key: privateJwk as never, format: 'jwk' });
  const { name, keyId } = verifierKey(
    sha256,
    logOrigin,
    new Uint8Array(Buffer.from(String(publicJwk.x), 'base64url')),
  );
  return { name, keyId, sign: (message) => new Uint8Array(sign(null, message, privateKey)) };
}
