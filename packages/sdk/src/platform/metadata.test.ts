import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LoopbackPlatform, loopbackPlatform } from '../../test/loopback-platform.ts';
import { settingsOf } from '../options.ts';
import { readMetadata } from './metadata.ts';

const read = (baseUrl: string, fact: object) => {
  const body = {
    operatorId: 'bozhou',
    issuer: `${baseUrl}/oidc`,
    api: `${baseUrl}/api`,
    jwksUri: `${baseUrl}/keys.json`,
    log: { origin: 'log.test', verifierKey: 'log.test+00000000+AA' },
    ...fact,
  };
  const privateKey = { kty: 'EC' };
  return readMetadata(
    settingsOf({
      baseUrl,
      applicationId: 'app_1',
      key: { privateKey, keyId: 'k' },
      redirectUri: 'https://bank.test/callback',
      fetch: async () => Response.json(body),
    }),
  );
};

describe('readMetadata', () => {
  it('ignores members it does not know, so that a platform may add some', async () => {
    expect(await read('https://xinqiao.test', { more: 1 })).toMatchObject({
      api: 'https://xinqiao.test/api',
    });
  });

  it.each(['issuer', 'api', 'jwksUri'])(
    'refuses a platform on https that sends %s to http',
    async (member) => {
      for (const address of ['http://xinqiao.test/x', 'http://127.0.0.1/x'])
        await expect(read('https://xinqiao.test', { [member]: address })).rejects.toHaveProperty(
          'code',
          'RESPONSE_UNEXPECTED',
        );
    },
  );

  it('lets a platform on this machine name addresses of this machine', async () => {
    expect(await read('http://127.0.0.1:4600', {})).toHaveProperty('api', 'http://127.0.0.1:4600/api');
  });

  it.each(['operatorId', 'issuer', 'api', 'jwksUri', 'log'])(
    'refuses metadata without %s',
    async (member) => {
      await expect(read('https://xinqiao.test', { [member]: undefined })).rejects.toHaveProperty(
        'code',
        'RESPONSE_UNEXPECTED',
      );
    },
  );
});

describe('the metadata document', () => {
  let platform: LoopbackPlatform;
  beforeAll(async () => {
    platform = await loopbackPlatform();
  });
  afterAll(() => platform.close());

  it('is not fetched from where a redirect points', async () => {
    platform.on('GET /elsewhere', { body: platform.metadata });
    platform.on('GET /.well-known/xinqiao.json', { status: 302, headers: { location: '/elsewhere' } });
    await expect(platform.client().catalogue.items()).rejects.toMatchObject({
      code: 'RESPONSE_UNEXPECTED',
      details: { status: 302 },
    });
  });
});
