import { createPublicKey, verify } from 'node:crypto';
import { openDatabase } from '@xinqiao/db';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { kindOf } from '../../src/keys/make-key.ts';
import { rotateKey } from '../../src/keys/rotate-key.ts';
import { agreedConsent, type Platform, startPlatform } from '../support/platform.ts';
import { RawClient } from '../support/raw-client.ts';
import { rows } from '../support/rows.ts';
import { type Received, type Receiver, startReceiver } from './support/receiver.ts';

interface Created {
  readonly endpoint: { readonly endpointId: string; readonly secretsEnd: readonly (string | null)[] };
  readonly secret: string;
}

describe('deliveries are signed per Standard Webhooks', () => {
  let platform: Platform;
  let client: RawClient;
  let bank: Receiver;
  let created: Created;
  beforeAll(async () => {
    platform = await startPlatform();
    client = await RawClient.of(platform);
    bank = await startReceiver();
    const response = await client.send('POST', '/v1/webhooks', { body: { url: bank.url } });
    created = (await response.json()) as Created;
    expect(response.status, JSON.stringify(created)).toBe(201);
  });
  afterAll(async () => {
    await platform.close();
    await bank.close();
  });

  async function nextDelivery(): Promise<Received> {
    const before = bank.received.length;
    const { endpointId } = created.endpoint;
    expect((await client.send('POST', `/v1/webhooks/${endpointId}/test`, { body: {} })).status).toBe(201);
    await bank.until(before + 1);
    return bank.received.at(-1) as Received;
  }
  const headersOf = ({ headers }: Received) => headers as Record<string, string>;
  const accepts = (secret: string, one: Received) => {
    try {
      new Webhook(secret).verify(one.body, headersOf(one));
      return true;
    } catch {
      return false;
    }
  };

  it('the official library, unmodified, verifies what an act of an owner sets off', async () => {
    const before = bank.received.length;
    await agreedConsent(platform);
    await bank.until(before + 1);
    const one = bank.received.at(-1) as Received;
    expect(new Webhook(created.secret).verify(one.body, headersOf(one))).toMatchObject({
      type: 'cn.xinqiao.consent.granted.v1',
    });
    expect(one.headers['content-type']).toBe('application/cloudevents+json');
  });

  it('during a rotation either secret verifies, and 24 h later the new one only', async () => {
    const { endpointId } = created.endpoint;
    const response = await client.send('POST', `/v1/webhooks/${endpointId}/rotate-secret`, { body: {} });
    const rotated = (await response.json()) as Created;
    expect(rotated.secret).not.toBe(created.secret);
    expect(rotated.endpoint.secretsEnd).toEqual([null, expect.any(String)]);
    const during = await nextDelivery();
    expect([created.secret, rotated.secret].map((secret) => accepts(secret, during))).toEqual([true, true]);

    const ends = Date.parse(rotated.endpoint.secretsEnd[1] ?? '');
    expect(Math.abs(ends - Date.now() - 24 * 3_600_000)).toBeLessThan(60_000);
    // As if a day had passed for this secret alone: the clock of tokens stays where it is.
    await rows(platform, `UPDATE webhook_secret SET ends_at = now() WHERE ends_at IS NOT NULL`);
    const after = await nextDelivery();
    expect([created.secret, rotated.secret].map((secret) => accepts(secret, after))).toEqual([false, true]);
    created = rotated;
  });

  it('the platform’s published Ed25519 keys verify v1a, two of them during a rotation', async () => {
    const published = async () => {
      const response = await fetch(`${platform.url}/.well-known/xinqiao-webhook-keys.json`);
      return ((await response.json()) as { keys: { kid: string; whpk: string; x: string }[] }).keys;
    };
    const verifiedBy = (one: Received, key: { x: string }) => {
      const signed = `${one.headers['webhook-id']}.${one.headers['webhook-timestamp']}.${one.body}`;
      const publicKey = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: key.x }, format: 'jwk' });
      return String(one.headers['webhook-signature'])
        .split(' ')
        .filter((part) => part.startsWith('v1a,'))
        .some((part) => verify(null, Buffer.from(signed), publicKey, Buffer.from(part.slice(4), 'base64')));
    };
    const [only] = await published();
    expect(only?.whpk).toMatch(/^whpk_/);
    expect(verifiedBy(await nextDelivery(), only as { x: string })).toBe(true);

    const worker = openDatabase(platform.workerUrl, { poolSize: 1 });
    await rotateKey(worker, platform.secret, { now: () => new Date() } as never, kindOf('WEBHOOK'), {
      overlapMs: 3_600_000,
    });
    await worker.close();
    const both = await published();
    expect(both).toHaveLength(2);
    platform.advanceTokenClock(61_000); // workers read their keys anew once a minute
    const one = await nextDelivery();
    expect(both.map((key) => verifiedBy(one, key))).toEqual([true, true]);
  });
});
