import { decodeProtectedHeader } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readConfiguration } from '../../src/index.ts';
import { rotateKeys } from '../../src/keys/rotate-command.ts';
import { type Platform, startPlatform } from '../support/platform.ts';

/** Longest time a node holds a key before it reads them anew, in milliseconds. */
const READ_ANEW_AFTER_MS = 60_000;

describe('a rotation while the platform runs', () => {
  let platform: Platform;
  beforeAll(async () => {
    platform = await startPlatform();
  });
  afterAll(() => platform.close());

  const tokenKeys = async () =>
    (
      (await (await fetch(`${platform.url}/oidc/jwks`)).json()) as { keys: { kid: string; alg: string }[] }
    ).keys.map(({ kid }) => kid);
  /** A client that notes the key of each access token it is given. */
  const bank = () => {
    const seen: (string | undefined)[] = [];
    const noting: typeof fetch = async (input, init) => {
      const response = await fetch(input, init);
      if (String(input instanceof Request ? input.url : input).endsWith('/oidc/token') && response.ok) {
        const { access_token: token } = (await response.clone().json()) as { access_token: string };
        seen.push(decodeProtectedHeader(token).kid);
      }
      return response;
    };
    return { client: platform.bank('bank', { fetch: noting }), seen };
  };

  it('of the keys of tokens breaks nobody: old tokens serve on, new ones bear the next key', async () => {
    const before = bank();
    await before.client.consents.list();
    const [old] = await tokenKeys();
    expect(before.seen).toEqual([old]);

    await rotateKeys(
      readConfiguration({ DATABASE_URL: platform.workerUrl, XINQIAO_DATABASE_SECRET: platform.secret }),
      ['TOKEN'],
      false,
    );
    platform.advanceTokenClock(READ_ANEW_AFTER_MS);
    const after = bank();
    await after.client.consents.list();
    const [next, ...others] = await tokenKeys();
    expect([after.seen, others]).toEqual([[next], [old]]);
    expect(next).not.toBe(old);
    // The token of before, made with the old key, is still good.
    await before.client.consents.list();
    expect(before.seen).toEqual([old]);
  });
});
