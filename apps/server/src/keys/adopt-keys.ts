import { KeyPurpose } from '@xinqiao/contracts';
import canonicalize from 'canonicalize';
import type { JWK } from 'jose';
import type { Databases } from '../database.ts';
import { keyMac } from './genuine.ts';
import { SIGNING_LOGIN } from './open-key-rings.ts';
import { unseal } from './secret.ts';
import { openVault } from './vault.ts';

/**
 * Marks the keys that were made before keys were marked, once, at start. A key is ours when its private half opens with
 * the installation's secret and belongs to its public half; whatever else stands there stays unmarked, and unused.
 *
 * @returns Number of keys marked.
 */
export async function adoptKeys(
  databases: Pick<Databases, 'application' | 'authorization' | 'worker' | 'secret'>,
): Promise<number> {
  const { secret } = databases;
  const vault = openVault(secret);
  let adopted = 0;
  for (const purpose of KeyPurpose.options)
    adopted += await databases[SIGNING_LOGIN[purpose]].transaction({}, async (tx) => {
      const rows = await tx.signingKey.findMany({
        where: { purpose, mac: null },
        include: { secret: true },
      });
      const own = rows.filter(({ kid, publicJwk, secret: kept }) =>
        belongs(secret, kid, publicJwk as JWK, kept?.privateJwk),
      );
      for (const row of own)
        await tx.signingKey.updateMany({
          where: { kid: row.kid, mac: null },
          data: { mac: keyMac(vault, row) },
        });
      return own.length;
    });
  return adopted;
}

function belongs(secret: string, kid: string, publicJwk: JWK, kept: unknown): boolean {
  try {
    const { d, ...opened } = JSON.parse(unseal(secret, kid, (kept as { sealed: string }).sealed)) as JWK;
    return typeof d === 'string' && canonicalize(opened) === canonicalize(publicJwk);
  } catch {
    return false;
  }
}
