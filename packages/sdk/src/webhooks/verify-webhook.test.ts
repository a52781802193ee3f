import { createHmac, generateKeyPairSync, sign } from 'node:crypto';
import { isKnownEvent, PlatformError } from '@xinqiao/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { IDS } from '../../test/builders.ts';
import { type VerifyWebhookOptions, verifyWebhook } from './verify-webhook.ts';

const SENT = 1_795_248_000;
const ID = IDS.entry.replace('ent', 'evt');

/** An event as the platform writes it; each test names only the fact it is about. */
const event = (fact: object = {}) => ({
  specversion: '1.0',
  id: ID,
  source: 'urn:xinqiao:operator:bozhou',
  type: 'cn.xinqiao.consent.revoked.v1',
  time: '2026-11-21T08:00:00.000Z',
  subject: IDS.subject,
  datacontenttype: 'application/json',
  dataschema: 'urn:xinqiao:event:cn.xinqiao.consent.revoked.v1',
  operatorid: 'bozhou',
  recipient: IDS.bank,
  sequence: '00000000000000000041',
  data: {
    consentId: IDS.consent,
    subjectId: IDS.subject,
    status: 'REVOKED',
    revision: 2,
    reason: 'OWNER_STOPPED',
    by: 'OWNER',
  },
  ...fact,
});

/** An event of a type added after this SDK was built. */
const LATER = event({
  type: 'cn.xinqiao.consent.transferred.v1',
  dataschema: 'urn:xinqiao:event:cn.xinqiao.consent.transferred.v1',
  data: { anything: 'any' },
});

const secret = (fill: number) => `whsec_${Buffer.alloc(32, fill).toString('base64')}`;
const [OLD, NEW, OTHER] = [secret(1), secret(2), secret(3)];
const PLATFORM = generateKeyPairSync('ed25519');
const whpk = ({ publicKey }: typeof PLATFORM) =>
  `whpk_${publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('base64')}`;

const contentOf = (body: string | Uint8Array, id: string, at: number | string) =>
  Buffer.concat([Buffer.from(`${id}.${at}.`), Buffer.from(body)]);
const hmac = (key: string, body: string | Uint8Array, id = ID, at: number | string = SENT) =>
  `v1,${createHmac('sha256', Buffer.from(key.slice(6), 'base64'))
    .update(contentOf(body, id, at))
    .digest('base64')}`;
const ed25519 = (body: string, { privateKey } = PLATFORM) =>
  `v1a,${sign(null, contentOf(body, ID, SENT), privateKey).toString('base64')}`;

const BODY = JSON.stringify(event());
const headers = (fact: object = {}): Record<string, string> => ({
  'webhook-id': ID,
  'webhook-timestamp': String(SENT),
  'webhook-signature': hmac(NEW, BODY),
  ...fact,
});

const verify = (
  delivery: { headers?: Parameters<typeof verifyWebhook>[0]['headers']; body?: string | Uint8Array } = {},
  options: object = {},
) =>
  verifyWebhook({ headers: headers(), body: BODY, ...delivery }, {
    secrets: [NEW],
    now: () => new Date(SENT * 1000),
    ...options,
  } as VerifyWebhookOptions);
const byKey = { secrets: [], publicKeys: [whpk(PLATFORM)], recipient: IDS.bank };
/** A body that the platform signed as it stands. */
const signed = (body: string | Uint8Array) => ({
  body,
  headers: headers({ 'webhook-signature': hmac(NEW, body) }),
});
const invalid = (reason: string) => ({ code: 'WEBHOOK_INVALID', details: { reason } });

describe('verifyWebhook · what is right', () => {
  it('returns the event, told apart by its type', async () => {
    const received = await verify();
    expect(received).toEqual(event());
    expect(
      isKnownEvent(received) && received.type === 'cn.xinqiao.consent.revoked.v1' && received.data.consentId,
    ).toBe(IDS.consent);
  });

  it('takes the body as bytes, as a server receives it', async () => {
    expect(await verify({ body: Buffer.from(BODY) })).toEqual(event());
  });

  it.each<[string, Parameters<typeof verifyWebhook>[0]['headers']]>([
    ['as fetch gives them', new Headers(headers())],
    ['in capitals', Object.fromEntries(Object.entries(headers()).map(([k, v]) => [k.toUpperCase(), v]))],
    ['in lists of one', Object.fromEntries(Object.entries(headers()).map(([k, v]) => [k, [v]]))],
    ['among others', { ...headers(), host: 'bank.test', cookie: undefined }],
  ])('takes headers %s', async (_, given) => {
    expect(await verify({ headers: given })).toEqual(event());
  });

  it('takes the platform’s Ed25519 signature, v1a', async () => {
    const given = headers({ 'webhook-signature': ed25519(BODY) });
    expect(await verify({ headers: given }, byKey)).toEqual(event());
  });

  it('returns an event of a type added later, its data unchecked', async () => {
    const received = await verify(signed(JSON.stringify(LATER)));
    expect(received).toEqual(LATER);
    expect(isKnownEvent(received)).toBe(false);
  });
});

describe('verifyWebhook · rotation', () => {
  const list = [
    hmac(NEW, BODY),
    hmac(OLD, BODY),
    ed25519(BODY),
    ed25519(BODY, generateKeyPairSync('ed25519')),
  ];
  const given = headers({ 'webhook-signature': list.join(' ') });

  it.each<[string, object]>([
    ['the new secret', {}],
    ['the old secret', { secrets: [OLD] }],
    ['a secret of two, the other not in use yet', { secrets: [OTHER, OLD] }],
    ['the platform’s key', byKey],
    [
      'a key of two, the other not in use yet',
      { ...byKey, publicKeys: [whpk(generateKeyPairSync('ed25519')), whpk(PLATFORM)] },
    ],
  ])('%s verifies', async (_, options) => {
    expect(await verify({ headers: given }, options)).toEqual(event());
  });

  it('passes over a version that is not known yet', async () => {
    const later = headers({ 'webhook-signature': `v2,whatever ${hmac(NEW, BODY)}` });
    expect(await verify({ headers: later })).toEqual(event());
  });
});

describe('verifyWebhook · Standard Webhooks test vector', () => {
  const vector = {
    headers: {
      'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      'webhook-timestamp': '1614265330',
      'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    },
    body: '{"test": 2432232314}',
  };
  const options = {
    secrets: ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'],
    now: () => new Date(1_614_265_330_000),
  };

  it('the signature of the published example verifies; what it signs is no event of ours', async () => {
    await expect(verify(vector, options)).rejects.toMatchObject(invalid('EVENT_MALFORMED'));
  });

  it('with another body it does not', async () => {
    await expect(verify({ ...vector, body: '{"test": 2432232315}' }, options)).rejects.toMatchObject(
      invalid('SIGNATURE_MISMATCH'),
    );
  });
});

/** Another byte at one place. */
const changeAt = (bytes: Uint8Array, at: number, by: number) => {
  const changed = Uint8Array.from(bytes);
  const place = at % bytes.length;
  changed[place] = ((changed[place] as number) + by) % 256;
  return changed;
};
const change = fc.tuple(fc.nat(), fc.integer({ min: 1, max: 255 }));

describe('verifyWebhook · any single changed byte is refused', () => {
  it.each([
    ['v1', hmac(NEW, BODY), {}],
    ['v1a', ed25519(BODY), byKey],
  ])('of the body, %s', async (_, signature, options) => {
    await fc.assert(
      fc.asyncProperty(change, async ([at, by]) => {
        const body = changeAt(Buffer.from(BODY), at, by);
        await expect(
          verify({ body, headers: headers({ 'webhook-signature': signature }) }, options),
        ).rejects.toMatchObject(invalid('SIGNATURE_MISMATCH'));
      }),
    );
  });

  it.each([
    ['webhook-id', ID, hmac(NEW, BODY), {}],
    ['webhook-timestamp', String(SENT), hmac(NEW, BODY), { toleranceSeconds: 1e12 }],
    ['webhook-signature', hmac(NEW, BODY), hmac(NEW, BODY), {}],
    ['webhook-signature', ed25519(BODY), ed25519(BODY), byKey],
  ])('of %s (%s)', async (name, value, signature, options) => {
    await fc.assert(
      fc.asyncProperty(change, async ([at, by]) => {
        const changed = Buffer.from(changeAt(Buffer.from(value), at, by)).toString('latin1');
        const given = headers({ 'webhook-signature': signature, [name]: changed });
        await expect(verify({ headers: given }, options)).rejects.toHaveProperty('code', 'WEBHOOK_INVALID');
      }),
    );
  });
});

describe('verifyWebhook · bad headers', () => {
  it.each(['webhook-id', 'webhook-timestamp', 'webhook-signature'])(
    'refuses a delivery without %s',
    async (name) => {
      const { [name]: _, ...rest } = headers();
      await expect(verify({ headers: rest })).rejects.toMatchObject(invalid('HEADER_MISSING'));
    },
  );

  it.each<[string, object]>([
    ['an id with a full stop', { 'webhook-id': `${ID}.1` }],
    ['an empty id', { 'webhook-id': '' }],
    ['a timestamp with a fraction', { 'webhook-timestamp': `${SENT}.5` }],
    ['a timestamp with a zero before it', { 'webhook-timestamp': `0${SENT}` }],
    ['a timestamp in hexadecimal', { 'webhook-timestamp': '0x6b016000' }],
    ['a negative timestamp', { 'webhook-timestamp': '-1' }],
    ['a timestamp that is a date', { 'webhook-timestamp': '2026-11-21T08:00:00Z' }],
    ['a header that came twice', { 'webhook-id': [ID, ID] }],
    ['a header under two spellings', { 'Webhook-Id': ID }],
    ['a header that a proxy joined', { 'webhook-id': `${ID}, ${ID}` }],
    ['a signature without version', { 'webhook-signature': hmac(NEW, BODY).slice(3) }],
    ['two spaces between signatures', { 'webhook-signature': `${hmac(OLD, BODY)}  ${hmac(NEW, BODY)}` }],
    ['a signature without padding', { 'webhook-signature': hmac(NEW, BODY).replace('=', '') }],
    ['a signature in base64url', { 'webhook-signature': `v1,${'-'.repeat(43)}=` }],
    ['a signature cut short', { 'webhook-signature': 'v1,AAAA' }],
    ['an HMAC called v1a', { 'webhook-signature': hmac(NEW, BODY).replace('v1', 'v1a') }],
    ['nine signatures', { 'webhook-signature': Array(9).fill(hmac(NEW, BODY)).join(' ') }],
    ['a header of 1 MB', { 'webhook-signature': `v2,${'A'.repeat(1_000_000)}` }],
  ])('refuses %s', async (_, fact) => {
    await expect(verify({ headers: headers(fact) })).rejects.toMatchObject(invalid('HEADER_MALFORMED'));
  });

  it.each<[string, string, object]>([
    ['only versions that are not known', 'v2,AAAA v0,AAAA', {}],
    ['only v1a, and no public key to verify it with', ed25519(BODY), {}],
    ['only v1, and no secret to verify it with', hmac(NEW, BODY), byKey],
  ])('refuses %s', async (_, signature, options) => {
    await expect(
      verify({ headers: headers({ 'webhook-signature': signature }) }, options),
    ).rejects.toMatchObject(invalid('SIGNATURE_UNSUPPORTED'));
  });

  it('refuses a signature by another secret', async () => {
    const given = headers({ 'webhook-signature': hmac(OTHER, BODY) });
    await expect(verify({ headers: given })).rejects.toMatchObject(invalid('SIGNATURE_MISMATCH'));
  });
});

describe('verifyWebhook · time', () => {
  const at = (seconds: number, options: object = {}) =>
    verify({}, { now: () => new Date((SENT + seconds) * 1000), ...options });

  it.each([300, -300])('takes a delivery that is %i seconds old', async (seconds) => {
    expect(await at(seconds)).toEqual(event());
  });

  it.each([
    [301, 'TIMESTAMP_TOO_OLD'],
    [-301, 'TIMESTAMP_TOO_NEW'],
  ])('refuses one that is %i seconds old', async (seconds, reason) => {
    await expect(at(seconds)).rejects.toMatchObject(invalid(reason));
  });

  it('keeps to the tolerance given', async () => {
    await expect(at(11, { toleranceSeconds: 10 })).rejects.toMatchObject(invalid('TIMESTAMP_TOO_OLD'));
  });

  it('refuses everything when the clock tells no time', async () => {
    await expect(verify({}, { now: () => new Date(Number.NaN) })).rejects.toHaveProperty(
      'code',
      'WEBHOOK_INVALID',
    );
  });
});

describe('verifyWebhook · whose event it is', () => {
  it.each<[string, object]>([
    ['v1', {}],
    ['v1a', byKey],
  ])('refuses what the platform signed for another bank, %s', async (version, options) => {
    const body = JSON.stringify(event({ recipient: IDS.otherBank }));
    const signature = version === 'v1' ? hmac(NEW, body) : ed25519(body);
    await expect(
      verify(
        { body, headers: headers({ 'webhook-signature': signature }) },
        { recipient: IDS.bank, ...options },
      ),
    ).rejects.toMatchObject(invalid('RECIPIENT_MISMATCH'));
  });

  it('refuses an event whose id is not the one of the header: deduplication would fail', async () => {
    const body = JSON.stringify(event({ id: ID.replace('09', '19') }));
    await expect(verify(signed(body))).rejects.toMatchObject(invalid('ID_MISMATCH'));
  });
});

describe('verifyWebhook · what the platform would never sign', () => {
  it.each<[string, string | Uint8Array]>([
    ['an empty body', ''],
    ['no JSON', 'hello'],
    ['no event', '[]'],
    ['another version of CloudEvents', JSON.stringify(event({ specversion: '0.3' }))],
    ['data that do not fit their type', JSON.stringify(event({ data: {} }))],
    ['a byte order mark', `\uFEFF${BODY}`],
    ['bytes that are not UTF-8', Buffer.from(JSON.stringify(LATER).replace('any', '\xe9'), 'latin1')],
  ])('refuses %s, though signed', async (_, body) => {
    await expect(verify(signed(body))).rejects.toMatchObject(invalid('EVENT_MALFORMED'));
  });
});

describe('verifyWebhook · wrong configuration', () => {
  it.each<[string, object]>([
    ['secrets', { secrets: [] }],
    ['secrets', { secrets: [NEW.slice(6)] }],
    ['secrets', { secrets: ['whsec_not base64!'] }],
    ['secrets', { secrets: [`whsec_${Buffer.alloc(23).toString('base64')}`] }],
    ['secrets', { secrets: [`whsec_${Buffer.alloc(65).toString('base64')}`] }],
    ['secrets', { secrets: [whpk(PLATFORM)] }],
    ['publicKeys', { ...byKey, publicKeys: [NEW] }],
    ['publicKeys', { ...byKey, publicKeys: [`whpk_${Buffer.alloc(31).toString('base64')}`] }],
    ['recipient', { ...byKey, recipient: undefined }],
    ['recipient', { ...byKey, recipient: '' }],
    ['toleranceSeconds', { toleranceSeconds: -1 }],
    ['toleranceSeconds', { toleranceSeconds: Number.NaN }],
    ['toleranceSeconds', { toleranceSeconds: Number.POSITIVE_INFINITY }],
  ])('names %s (%j)', async (setting, options) => {
    await expect(verify({}, options)).rejects.toMatchObject({
      code: 'CONFIGURATION_INVALID',
      details: { setting },
    });
  });

  it('never shows the secret in an error', async () => {
    const wrong = 'whsec_c2VjcmV0';
    const error = await verify({}, { secrets: [wrong] }).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(PlatformError);
    expect(JSON.stringify(error) + String(error)).not.toContain('c2VjcmV0');
  });
});
