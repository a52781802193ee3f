import { generateKeyPairSync, verify } from 'node:crypto';
import { type EventId, envelopeOf, type ParticipantId, type WebhookEndpointId } from '@xinqiao/contracts';
import { type VerifyWebhookOptions, verifyWebhook } from '@xinqiao/sdk';
import fc from 'fast-check';
import { Webhook } from 'standardwebhooks';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { formatWebhookPublicKey, formatWebhookSecret, newWebhookSecret } from './webhook-key.ts';
import { signWebhook } from './webhook-signature.ts';

const NOW = 1_795_248_000;
const OLD = newWebhookSecret();
const NEW = newWebhookSecret();
const KEYS = [generateKeyPairSync('ed25519'), generateKeyPairSync('ed25519')];

const message = (fact: object = {}) => ({
  id: 'evt_019aa5b8-7c00-7c3e-9d52-6b1f0a4e8d77',
  timestampSeconds: NOW,
  body: '{"type":"cn.xinqiao.webhook.test.v1","note":"推送地址测试"}',
  ...fact,
});
const headersOf = (fact: object = {}, keys: object = {}) => ({
  ...signWebhook(message(fact), { secrets: [NEW, OLD], signers: KEYS, ...keys }),
});
/** What a bank does with the official library. */
const official = (secret: Uint8Array, headers: Record<string, string>, body = message().body) =>
  new Webhook(formatWebhookSecret(secret)).verify(body, headers);

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: NOW * 1000 });
});
afterEach(() => {
  vi.useRealTimers();
});

describe('signWebhook · the official standardwebhooks library', () => {
  it.each([
    ['the new', NEW],
    ['the old', OLD],
  ])('verifies with %s secret while both are in force', (_, secret) => {
    expect(official(secret, headersOf())).toEqual(JSON.parse(message().body));
  });

  it('refuses another secret', () => {
    expect(() => official(newWebhookSecret(), headersOf())).toThrow('No matching signature');
  });

  it('refuses the old secret once it is no longer signed with', () => {
    expect(() => official(OLD, headersOf({}, { secrets: [NEW] }))).toThrow('No matching signature');
  });

  it.each([
    ['id', { 'webhook-id': 'evt_019aa5b8-7c00-7c3e-9d52-6b1f0a4e8d78' }],
    ['timestamp', { 'webhook-timestamp': String(NOW + 1) }],
  ])('refuses another %s', (_, changed) => {
    expect(() => official(NEW, { ...headersOf(), ...changed })).toThrow('No matching signature');
  });

  it('refuses another body', () => {
    expect(() => official(NEW, headersOf(), message().body.replace('test', 'Test'))).toThrow(
      'No matching signature',
    );
  });

  it.each([301, -301])('refuses an attempt %i seconds away', (seconds) => {
    expect(() => official(NEW, headersOf({ timestampSeconds: NOW - seconds }))).toThrow('timestamp');
  });

  it('verifies any text', () => {
    const text = fc.string({ unit: 'binary' }).map((note) => JSON.stringify({ note }));
    fc.assert(
      fc.property(text, (body) => {
        expect(official(OLD, headersOf({ body }), body)).toEqual(JSON.parse(body));
      }),
    );
  });
});

describe('signWebhook · Ed25519, v1a', () => {
  const signatures = () =>
    headersOf()
      ['webhook-signature'].split(' ')
      .map((entry) => entry.split(','));

  it('lists v1 for each secret, then v1a for each key', () => {
    expect(signatures().map(([version]) => version)).toEqual(['v1', 'v1', 'v1a', 'v1a']);
  });

  it.each([0, 1])('signs id, time and body with key %i', (at) => {
    const { id, timestampSeconds, body } = message();
    const content = Buffer.from(`${id}.${timestampSeconds}.${body}`);
    const signature = Buffer.from(signatures()[2 + at]?.[1] ?? '', 'base64');
    expect(verify(null, content, KEYS[at]?.publicKey ?? '', signature)).toBe(true);
  });

  it('signs with the platform alone where an endpoint has no secret', () => {
    expect(headersOf({}, { secrets: [] })['webhook-signature']).toMatch(/^v1a,\S{88} v1a,\S{88}$/);
  });
});

describe('signWebhook · the SDK', () => {
  const participant = 'ptc_019aa5b8-7c00-7c3e-9d52-6b1f0a4e8d02' as ParticipantId;
  const event = envelopeOf({
    id: message().id as EventId,
    operatorId: 'bozhou',
    type: 'cn.xinqiao.webhook.test.v1',
    time: '2026-11-21T08:00:00.000Z',
    subject: participant,
    recipient: participant,
    position: 1n,
    data: { endpointId: 'whk_019aa5b8-7c00-7c3e-9d52-6b1f0a4e8d03' as WebhookEndpointId },
  });
  const body = JSON.stringify(event);

  it.each<[string, VerifyWebhookOptions]>([
    ['a secret', { secrets: [formatWebhookSecret(OLD)] }],
    [
      'a public key',
      { publicKeys: KEYS.map(({ publicKey }) => formatWebhookPublicKey(publicKey)), recipient: participant },
    ],
  ])('verifies with %s', async (_, options) => {
    expect(await verifyWebhook({ headers: headersOf({ body }), body }, options)).toEqual(event);
  });
});

describe('signWebhook · bad input', () => {
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
  it.each<[string, object, object]>([
    ['an id with a full stop', { id: 'evt_1.2' }, {}],
    ['an empty id', { id: '' }, {}],
    ['a time with a fraction', { timestampSeconds: NOW + 0.5 }, {}],
    ['a time before 1970', { timestampSeconds: -1 }, {}],
    ['neither secret nor key', {}, { secrets: [], signers: [] }],
    ['three secrets', {}, { secrets: [NEW, OLD, NEW] }],
    ['three keys', {}, { signers: [...KEYS, ...KEYS.slice(1)] }],
    ['a secret of 23 bytes', {}, { secrets: [NEW.subarray(0, 23)] }],
    ['a secret of 65 bytes', {}, { secrets: [new Uint8Array(65)] }],
    ['a key that is not Ed25519', {}, { signers: [rsa] }],
  ])('refuses %s', (_, fact, keys) => {
    expect(() => headersOf(fact, keys)).toThrow(RangeError);
  });
});

describe('webhook keys · Standard Webhooks, secret serialization', () => {
  it('a secret is whsec_ and the base64 of 32 bytes', () => {
    expect(formatWebhookSecret(newWebhookSecret())).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
  });

  it('no two secrets are alike', () => {
    expect(newWebhookSecret()).not.toEqual(newWebhookSecret());
  });

  it.each(['publicKey', 'privateKey'] as const)(
    'a public key is whpk_ and the 32 bytes, from a %s',
    (half) => {
      const { publicKey } = KEYS[0] as (typeof KEYS)[0];
      const raw = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32);
      expect(formatWebhookPublicKey((KEYS[0] as (typeof KEYS)[0])[half])).toBe(
        `whpk_${raw.toString('base64')}`,
      );
    },
  );

  it('refuses to show a key of another kind', () => {
    const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    expect(() => formatWebhookPublicKey(publicKey)).toThrow(RangeError);
  });
});
