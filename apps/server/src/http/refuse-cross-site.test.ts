import { PlatformError } from '@xinqiao/contracts';
import Fastify from 'fastify';
import { describe, expect, it } from 'vitest';
import { refuseCrossSite } from './refuse-cross-site.ts';

async function statusOf(
  headers: Record<string, string>,
  { method = 'POST', url = '/my/act' }: { method?: 'GET' | 'POST'; url?: string } = {},
) {
  const app = Fastify();
  refuseCrossSite(app, (address) => address.startsWith('/my'));
  app.setErrorHandler((error, _request, reply) =>
    reply.code(error instanceof PlatformError && error.code === 'FORM_EXPIRED' ? 403 : 500).send(),
  );
  app.all('/my/act', async () => 'done');
  app.all('/api', async () => 'done');
  return (await app.inject({ method, url, headers: { host: 'xinqiao.example', ...headers } })).statusCode;
}

describe('refuseCrossSite', () => {
  it.each([
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { 'sec-fetch-site': 'cross-site', origin: 'https://xinqiao.example' },
    { origin: 'https://evil.example' },
    { origin: 'https://xinqiao.example.evil.example' },
    { origin: 'https://xinqiao.example:8443' },
    { origin: 'not an origin' },
  ])('refuses a form of another site: %o', async (headers) => {
    expect(await statusOf(headers)).toBe(403);
  });

  it.each([
    {},
    { 'sec-fetch-site': 'same-origin' },
    { 'sec-fetch-site': 'same-origin', origin: 'null' },
    { 'sec-fetch-site': 'none' },
    { origin: 'https://xinqiao.example' },
    { origin: 'null' },
  ])('lets our own forms through: %o', async (headers) => {
    expect(await statusOf(headers)).toBe(200);
  });

  it('minds only acts, and only those by session', async () => {
    const headers = { 'sec-fetch-site': 'cross-site' };
    expect(await statusOf(headers, { method: 'GET' })).toBe(200);
    expect(await statusOf(headers, { url: '/api' })).toBe(200);
  });
});
