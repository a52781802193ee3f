import { PlatformError } from '@xinqiao/contracts';
import type { DecryptionKey } from '@xinqiao/sdk';
import { decodeProtectedHeader, exportJWK, generateKeyPair } from 'jose';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { callerOf } from '../applications/support/people.ts';
import { RawClient } from '../support/raw-client.ts';
import { rows } from '../support/rows.ts';
import { type AgencyPlatform, startAgencyPlatform } from './support/agency-platform.ts';

type Algorithm = 'ECDH-ES+A256KW' | 'RSA-OAEP-256';

async function keyPair(keyId: string, alg: Algorithm = 'ECDH-ES+A256KW') {
  const pair = await generateKeyPair(alg, {
    extractable: true,
    ...(alg.startsWith('EC') ? { crv: 'P-256' } : {}),
  });
  const publicJwk = { ...(await exportJWK(pair.publicKey)), kid: keyId, use: 'enc' };
  return { publicJwk, decryption: { keyId, privateKey: await exportJWK(pair.privateKey) } };
}

describe('packages encrypted to a key of the bank', () => {
  let platform: AgencyPlatform;
  let consentId: string;
  beforeAll(async () => {
    platform = await startAgencyPlatform(100);
    ({ consentId } = await platform.consentTo({ items: ['invoice.lines', 'tax.arrears'] }));
  });
  afterAll(() => platform.close());
  // A key that one test left does not take the place of another’s.
  afterEach(() =>
    rows(
      platform,
      `UPDATE application_key SET ended_at = now(), ended_reason = 'NO_LONGER_NEEDED'
       WHERE use = 'enc' AND ended_at IS NULL`,
    ),
  );

  const caller = () => callerOf(platform, platform.credentials('bank'));
  const own = () => platform.credentials('bank').applicationId;
  const register = (publicJwk: object) =>
    caller().call('keys.register', { applicationId: own() as never, jwk: publicJwk as never });
  const revoke = (kid: string) =>
    caller().call('keys.revoke', { applicationId: own() as never, kid, reason: 'NO_LONGER_NEEDED' });
  const bankWith = (...decryptionKeys: DecryptionKey[]) =>
    platform.bank('bank', { decryptionKeys, timeoutMs: 60_000 });
  const send = async (body: object) => {
    const client = await RawClient.of(platform);
    const answer = await client.send('POST', `/v1/consents/${consentId}/packages`, { body });
    return (await answer.json()) as { package: string; packageId: string };
  };

  it('are refused before any source is asked while the application has no such key', async () => {
    await expect(bankWith().data.fetch(consentId, { encrypted: true })).rejects.toMatchObject({
      code: 'ENCRYPTION_KEY_MISSING',
    });
    const [last] = await rows<{ kind: string; detail: object }>(
      platform,
      'SELECT kind, detail FROM log_entry WHERE consent_id = $1 ORDER BY recorded_at DESC, id DESC LIMIT 1',
      [consentId],
    );
    expect(last).toMatchObject({ kind: 'DATA_FAILED', detail: { code: 'ENCRYPTION_KEY_MISSING' } });
  });

  it.each<Algorithm>(['ECDH-ES+A256KW', 'RSA-OAEP-256'])(
    'by %s and AES-256-GCM are opened by the SDK alone',
    async (alg) => {
      const { publicJwk, decryption } = await keyPair(`enc-${alg}`, alg);
      await register(publicJwk);
      const fetched = await bankWith(decryption).data.fetch(consentId, { encrypted: true });
      expect(fetched.data.items.map(({ status }) => status)).toEqual(['DELIVERED', 'READY']);
      expect(fetched.jws.split('.')).toHaveLength(3);
      const raw = await send({ encrypted: true });
      expect(raw.package.split('.')).toHaveLength(5);
      expect(decodeProtectedHeader(raw.package)).toMatchObject({
        ...{ alg, enc: 'A256GCM', kid: decryption.keyId, cty: 'xinqiao-package+jwt' },
      });
      await revoke(decryption.keyId);
    },
  );

  it('have their pages encrypted too, without being asked', async () => {
    const { publicJwk, decryption } = await keyPair('enc-pages');
    await register(publicJwk);
    const bank = bankWith(decryption);
    const { data, packageId } = await bank.data.fetch(consentId, { encrypted: true });
    let count = 0;
    for await (const { rows: page } of bank.data.pages(data, 'invoice.lines')) count += page.length;
    expect(count).toBe(2400);
    const client = await RawClient.of(platform);
    const path = `/v1/consents/${consentId}/packages/${packageId}/items/invoice.lines/pages/1`;
    const page = (await (await client.send('GET', path)).json()) as { records: unknown; encrypted: string };
    expect(page.records).toBeNull();
    expect(page.encrypted.split('.')).toHaveLength(5);
    await revoke('enc-pages');
    await expect(bank.data.pages(data, 'invoice.lines').next()).rejects.toMatchObject({
      code: 'ENCRYPTION_KEY_MISSING',
    });
  });

  it('go to the newest key in force, and to none that ended', async () => {
    const [older, newer] = [await keyPair('enc-older'), await keyPair('enc-newer')];
    await register(older.publicJwk);
    await new Promise((resolve) => setTimeout(resolve, 5));
    await register(newer.publicJwk);
    const kidOf = async () => decodeProtectedHeader((await send({ encrypted: true })).package).kid;
    expect(await kidOf()).toBe('enc-newer');
    await revoke('enc-newer');
    expect(await kidOf()).toBe('enc-older');
    await revoke('enc-older');
    expect(await send({ encrypted: true })).toMatchObject({ code: 'ENCRYPTION_KEY_MISSING' });
  });

  it('cannot be opened without the private key they are encrypted to', async () => {
    const [one, other] = [await keyPair('enc-one'), await keyPair('enc-one')];
    await register(one.publicJwk);
    await expect(bankWith().data.fetch(consentId, { encrypted: true })).rejects.toMatchObject({
      code: 'CONFIGURATION_INVALID',
      details: { setting: 'decryptionKeys' },
    });
    await expect(bankWith(other.decryption).data.fetch(consentId, { encrypted: true })).rejects.toMatchObject(
      { code: 'SIGNATURE_INVALID' },
    );
    await revoke('enc-one');
  });

  it('a key to encrypt to proves nobody: it gets no token', async () => {
    const pair = await generateKeyPair('ES256', { extractable: true });
    const publicJwk = { ...(await exportJWK(pair.publicKey)), kid: 'enc-only', use: 'enc' };
    delete (publicJwk as { alg?: string }).alg;
    await register(publicJwk);
    const { redirectUri } = platform.credentials('bank');
    const privateKey = { ...(await exportJWK(pair.privateKey)), kty: 'EC' };
    const impostor = callerOf(platform, {
      ...{ applicationId: own(), redirectUri, keyId: 'enc-only' },
      privateKey: privateKey as never,
    });
    const failed = await impostor.call('catalogue.listTemplates', {}).catch((error: unknown) => error);
    expect(failed).toBeInstanceOf(PlatformError);
    await revoke('enc-only');
  });

  it('each use has two places of its own', async () => {
    const keys = await Promise.all(['enc-a', 'enc-b', 'enc-c'].map((kid) => keyPair(kid)));
    await register(keys[0]!.publicJwk);
    await register(keys[1]!.publicJwk);
    await expect(register(keys[2]!.publicJwk)).rejects.toMatchObject({ code: 'KEY_SLOTS_FULL' });
    const listed = (await caller().call('applications.list', {})) as {
      items: {
        applicationId: string;
        keyIds: string[];
        keys: { kid: string; use: string; algorithm: string }[];
      }[];
    };
    const application = listed.items.find(({ applicationId }) => applicationId === own());
    expect(application?.keys.filter(({ use }) => use === 'enc')).toMatchObject([
      { kid: 'enc-a', algorithm: 'ECDH-ES+A256KW' },
      { kid: 'enc-b', algorithm: 'ECDH-ES+A256KW' },
    ]);
    expect(application?.keyIds).not.toContain('enc-a');
    await revoke('enc-a');
    await revoke('enc-b');
  });

  it.each([
    ['a private half', async () => ({ ...(await keyPair('bad')).publicJwk, d: 'AAAA' })],
    ['a signature algorithm', async () => ({ ...(await keyPair('bad')).publicJwk, alg: 'ES256' })],
    ['another use', async () => ({ ...(await keyPair('bad')).publicJwk, use: 'both' })],
    [
      'operations of a key that signs',
      async () => ({ ...(await keyPair('bad')).publicJwk, key_ops: ['verify'] }),
    ],
  ])('a key with %s is refused', async (_what, jwk) => {
    await expect(register(await jwk())).rejects.toMatchObject({ code: 'KEY_SET_INVALID' });
  });
});
