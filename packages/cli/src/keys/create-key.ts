import { existsSync, writeFileSync } from 'node:fs';
import { PlatformError } from '@xinqiao/contracts';
import { calculateJwkThumbprint, exportJWK, generateKeyPair } from 'jose';

/**
 * Makes an ES256 key pair: `<name>.json` with the private half, readable by its owner only, and `<name>.pub.json`
 * with the public half to hand to the operator. Neither is overwritten.
 *
 * @throws {PlatformError} `CONFIGURATION_INVALID`
 */
export async function createKey({ out, application }: { out: string; application?: string }): Promise<void> {
  const path = out.replace(/\.json$/, '');
  const files = [`${path}.json`, `${path}.pub.json`] as const;
  for (const file of files)
    if (existsSync(file))
      throw new PlatformError('CONFIGURATION_INVALID', {
        details: { setting: '--out', problem: 'a file of that name exists' },
      });
  const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true });
  const bare = await exportJWK(publicKey);
  const keyId = (await calculateJwkThumbprint(bare)).slice(0, 16);
  const facts = { kid: keyId, alg: 'ES256', use: 'sig' };
  const credentials = {
    ...(application === undefined ? {} : { applicationId: application }),
    keyId,
    privateKey: { ...(await exportJWK(privateKey)), ...facts },
  };
  write(files[0], credentials, 0o600);
  write(files[1], { ...bare, ...facts }, 0o644);
  process.stderr.write(`${files[0]}: keep it secret\n${files[1]}: give it to the operator\n`);
  process.stdout.write(`${keyId}\n`);
}

const write = (path: string, value: object, mode: number) =>
  writeFileSync(path, `${JSON.stringify(value, null, 2)}\n`, { mode, flag: 'wx' });
