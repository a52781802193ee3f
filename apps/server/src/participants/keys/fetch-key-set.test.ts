import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { openOutbound } from '../../outbound/open-outbound.ts';
import { OutboundError, type OutboundErrorCode } from '../../outbound/outbound-error.ts';
import { FAR_ADDRESS, FAR_NAME, farHttps } from '../../outbound/testing/far-host.ts';
import { fetchKeySet } from './fetch-key-set.ts';

const URL_OF_KEYS = 'https://bank.example/keys.json';
const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const keySet = JSON.stringify({ keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'bank-1' }] });
const unreachable = (details: object) => expect.objectContaining({ code: 'KEY_SET_UNREACHABLE', details });

/** A bank that answers with this body, type and status. */
const bank = (body: string | Uint8Array, contentType = 'application/jwk-set+json', status = 200) =>
  farHttps((_, response) => response.writeHead(status, { 'content-type': contentType }).end(body));

describe('fetchKeySet', () => {
  it.each(['application/json', 'application/jwk-set+json', 'Application/JSON; charset=utf-8'])(
    'reads a key set sent as %s',
    async (contentType) => {
      const { outbound } = await bank(keySet, contentType);
      const { keys } = await fetchKeySet(outbound, URL_OF_KEYS);
      expect(keys.map(({ kid }) => kid)).toEqual(['bank-1']);
    },
  );

  it.each(['text/html', 'text/plain', 'application/jsonp', 'application/xml', ''])(
    'reads nothing sent as %j',
    async (contentType) => {
      const { outbound } = await bank(keySet, contentType);
      await expect(fetchKeySet(outbound, URL_OF_KEYS)).rejects.toEqual(unreachable({ reason: 'NOT_JSON' }));
    },
  );

  it.each([201, 204, 404, 500])('reads nothing from an answer %i', async (status) => {
    const { outbound } = await bank(status === 204 ? '' : keySet, undefined, status);
    await expect(fetchKeySet(outbound, URL_OF_KEYS)).rejects.toEqual(
      unreachable({ reason: 'STATUS_NOT_200', status }),
    );
  });

  it('follows no redirect, to 169.254.169.254 or elsewhere', async () => {
    const { outbound, connections } = await farHttps((_, response) =>
      response
        .writeHead(302, { location: 'https://169.254.169.254/', 'content-type': 'application/json' })
        .end(keySet),
    );
    await expect(fetchKeySet(outbound, URL_OF_KEYS)).rejects.toEqual(
      unreachable({ reason: 'STATUS_NOT_200', status: 302 }),
    );
    expect(connections).toEqual([`${FAR_ADDRESS}:443`]);
  });

  it('refuses a name that resolves to a private address', async () => {
    const { outbound, connections } = await farHttps(() => {}, { resolve: async () => ['10.0.0.8'] });
    await expect(fetchKeySet(outbound, URL_OF_KEYS)).rejects.toEqual(unreachable({ reason: 'NOT_REACHED' }));
    expect(connections).toEqual([]);
  });

  it('refuses a name that changes its mind between two fetches', async () => {
    const answers = [[FAR_ADDRESS], ['127.0.0.1']];
    const { outbound, connections } = await farHttps(
      (_, response) => response.writeHead(200, { 'content-type': 'application/json' }).end(keySet),
      { resolve: async () => answers.shift() ?? [] },
    );
    await fetchKeySet(outbound, URL_OF_KEYS);
    await expect(fetchKeySet(outbound, URL_OF_KEYS)).rejects.toEqual(unreachable({ reason: 'NOT_REACHED' }));
    expect(connections).toEqual([`${FAR_ADDRESS}:443`]);
  });

  it.each([
    ['a URL that is none', 'keys'],
    ['plain http', 'http://bank.example/keys.json'],
    ['a password in the URL', 'https://me:secret@bank.example/'],
    ['a query', 'https://bank.example/jwks.json?token=secret'],
    ['an empty query', 'https://bank.example/jwks.json?'],
    ['a fragment', 'https://bank.example/jwks.json#keys'],
  ])('refuses %s', async (_, url) => {
    await expect(fetchKeySet(openOutbound(), url)).rejects.toEqual(
      unreachable({ reason: 'URL_NOT_ALLOWED' }),
    );
  });

  it.each([443, 8443])('reads port %i on the public internet', async (port) => {
    const { outbound, connections } = await bank(keySet, 'application/json');
    await fetchKeySet(outbound, `https://${FAR_NAME}:${port}/jwks.json`);
    expect(connections).toEqual([`${FAR_ADDRESS}:${port}`]);
  });

  it.each([22, 80, 444, 3306])('does not knock at port %i there', async (port) => {
    const { outbound, connections } = await bank(keySet, 'application/json');
    await expect(fetchKeySet(outbound, `https://${FAR_NAME}:${port}/jwks.json`)).rejects.toEqual(
      unreachable({ reason: 'NOT_REACHED' }),
    );
    expect(connections).toEqual([]);
  });

  it.each<[OutboundErrorCode, string]>([
    ['ADDRESS_NOT_ALLOWED', 'NOT_REACHED'],
    ['NAME_NOT_RESOLVED', 'NOT_REACHED'],
    ['CONNECTION_FAILED', 'NOT_REACHED'],
    ['TLS_FAILED', 'NOT_REACHED'],
    ['TIMED_OUT', 'NOT_REACHED'],
    ['RESPONSE_BROKEN', 'NOT_REACHED'],
    ['URL_NOT_ALLOWED', 'URL_NOT_ALLOWED'],
    ['RESPONSE_TOO_LARGE', 'RESPONSE_TOO_LARGE'],
  ])('tells %s as %s, and keeps the precise one for the log', async (code, reason) => {
    const request = () => Promise.reject(new OutboundError(code));
    await expect(fetchKeySet({ ...openOutbound(), request }, URL_OF_KEYS)).rejects.toMatchObject({
      code: 'KEY_SET_UNREACHABLE',
      details: { reason },
      cause: { code },
    });
  });

  it('breaks off 10 MB of keys', async () => {
    const { outbound } = await bank(`{"keys":[${'{},'.repeat(3_500_000)}{}]}`);
    await expect(fetchKeySet(outbound, URL_OF_KEYS)).rejects.toEqual(
      unreachable({ reason: 'RESPONSE_TOO_LARGE' }),
    );
  });

  it('names what is wrong with a set it could read', async () => {
    const { outbound } = await bank('{"keys":[{"kty":"oct","k":"c2VjcmV0","kid":"k"}]}');
    await expect(fetchKeySet(outbound, URL_OF_KEYS)).rejects.toMatchObject({
      code: 'KEY_SET_INVALID',
      errors: [{ path: 'keys.0.k' }, { path: 'keys.0.kty' }],
    });
  });

  it('says so when JSON was promised and none came', async () => {
    const { outbound } = await bank('<html>');
    await expect(fetchKeySet(outbound, URL_OF_KEYS)).rejects.toMatchObject({
      code: 'KEY_SET_INVALID',
      errors: [{ path: '' }],
    });
  });
});
