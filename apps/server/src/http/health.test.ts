import { DatabaseUnavailable } from '@xinqiao/db';
import { describe, expect, it } from 'vitest';
import { clockFrom } from '../clock.ts';
import { idFactory } from '../ids.ts';
import { createApp } from './app.ts';
import { mountHealth } from './health.ts';

const ready = async (ping: () => Promise<void>) => {
  const app = await createApp({ logLevel: 'silent', newId: idFactory(clockFrom()), requestsPerMinute: 100 });
  mountHealth(app, { ping });
  const { statusCode, json } = await app.inject('/readyz');
  await app.close();
  return [statusCode, (json() as { code?: string }).code];
};

describe('/readyz', () => {
  it('is ready when the database answers', async () => {
    expect(await ready(async () => undefined)).toEqual([200, undefined]);
  });

  it('is not ready when the database refuses', async () => {
    const refuse = () => Promise.reject(new DatabaseUnavailable('NOT_WRITTEN'));
    expect(await ready(refuse)).toEqual([503, 'DATABASE_UNAVAILABLE']);
  });

  it('is not ready when the database says nothing at all: a load balancer waits for no one', async () => {
    expect(await ready(() => new Promise(() => undefined))).toEqual([503, 'DATABASE_UNAVAILABLE']);
  });
});
