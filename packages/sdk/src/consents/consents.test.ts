import { createHash } from 'node:crypto';
import { DATA_CONSENT_TYPE } from '@xinqiao/contracts';
import { calculateJwkThumbprint, decodeProtectedHeader, generateKeyPair, SignJWT } from 'jose';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { artefact, asked, consent, IDS, pendingConsent } from '../../test/builders.ts';
import { type LoopbackPlatform, loopbackPlatform, type Reply } from '../../test/loopback-platform.ts';

let platform: LoopbackPlatform;
beforeEach(async () => {
  platform = await loopbackPlatform();
});
afterEach(() => platform.close());

const PUSH = '/oidc/request';
const GET = `/api/v1/consents/${IDS.consent}`;
const pushed = {
  request_uri: 'urn:ietf:params:oauth:request_uri:1',
  expires_in: 600,
  consent_id: IDS.consent,
};
const accepted: Reply = { status: 201, body: pushed };

describe('consents.explain', () => {
  const EXPLAIN = '/api/v1/consents/explain';
  const excess = {
    path: 'disclosure',
    problem: { zh: '较低的披露级别即可满足用途。', en: 'A lower level serves the purpose.' },
    asked: 'RECORDS',
    allowed: 'INDICATORS',
    rule: { ruleId: 'D-1', since: '2026-01-01', reference: { zh: '第六条', en: 'art. 6' } },
  };

  it('sends the request as it would be pushed, without a key, and returns excess and smallest', async () => {
    const explanation = { fair: false, excesses: [excess], smallest: asked() };
    platform.on(`POST ${EXPLAIN}`, { status: 200, body: explanation });
    const answer = await platform.client().consents.explain(asked({ disclosure: 'RECORDS' }));
    expect(answer).toEqual(explanation);
    const [call] = platform.calls(EXPLAIN);
    expect(JSON.parse(call?.body ?? '')).toEqual(asked({ disclosure: 'RECORDS' }));
    expect(call?.headers).not.toHaveProperty('idempotency-key');
  });

  it.each<[string, object, string]>([
    ['amends and renews at once', { amends: IDS.consent, renews: IDS.consent }, 'renews'],
    ['an item both asked for and optional', { optionalItems: ['tax.vat-returns'] }, 'optionalItems.0'],
    ['the owner’s own purpose', { purpose: 'SELF_SERVICE_EXPORT' }, 'purpose'],
    ['no delivery at all', { frequency: { unit: 'MONTH', value: 0 } }, 'frequency.value'],
    ['a frequency by the hour', { frequency: { unit: 'HOUR', value: 1 } }, 'frequency.unit'],
  ])('refuses %s before anything is sent', async (_, fact, path) => {
    await expect(platform.client().consents.explain(asked(fact))).rejects.toMatchObject({
      code: 'VALIDATION_FAILED',
      errors: [{ path }],
    });
    expect(platform.calls(EXPLAIN)).toEqual([]);
  });
});

describe('consents.request · RFC 9126', () => {
  it('returns the consent, the link and its end', async () => {
    platform.on(`POST ${PUSH}`, accepted);
    const now = () => new Date('2026-11-21T08:00:00.000Z');
    const { pending, ...requested } = await platform.client({ now }).consents.request(asked());
    expect(requested).toEqual({
      consentId: IDS.consent,
      url: `${platform.baseUrl}/oidc/auth?request_uri=${encodeURIComponent(pushed.request_uri)}&client_id=${IDS.application}`,
      expiresAt: '2026-11-21T08:10:00.000Z',
    });
    expect(JSON.parse(JSON.stringify(pending))).toEqual(pending);
  });

  it('asks by authorization details, with PKCE S256, DPoP key, state and nonce of its own (FAPI 2.0 §5.3.2)', async () => {
    platform.on(`POST ${PUSH}`, accepted);
    const { pending } = await platform.client().consents.request(asked());
    const form = Object.fromEntries(new URLSearchParams(platform.calls(PUSH)[0]?.body));
    expect(JSON.parse(form.authorization_details ?? '')).toEqual([{ type: DATA_CONSENT_TYPE, ...asked() }]);
    expect(form).toMatchObject({
      response_type: 'code',
      redirect_uri: 'https://bank.test/callback',
      scope: 'openid',
      resource: `${platform.baseUrl}/api`,
      code_challenge: createHash('sha256').update(pending.codeVerifier).digest('base64url'),
      code_challenge_method: 'S256',
      dpop_jkt: await calculateJwkThumbprint(pending.dpopKey),
      state: pending.state,
      nonce: pending.nonce,
    });
  });

  it('shares no secret between two requests', async () => {
    platform.on(`POST ${PUSH}`, accepted);
    const { consents } = platform.client();
    const [one, two] = await Promise.all([consents.request(asked()), consents.request(asked())]);
    for (const secret of ['state', 'nonce', 'codeVerifier'] as const)
      expect(one.pending[secret]).not.toBe(two.pending[secret]);
    expect(one.pending.dpopKey.d).not.toBe(two.pending.dpopKey.d);
  });

  it('keeps answers of concurrent requests apart', async () => {
    platform.on(`POST ${PUSH}`, ({ body }) => {
      const one = body.includes('P3M');
      return { status: 201, body: { ...pushed, consent_id: one ? IDS.consent : IDS.otherConsent } };
    });
    const { consents } = platform.client();
    const answers = await Promise.all(
      ['P3M', 'P4M', 'P3M'].map((validity) => consents.request(asked({ validity }))),
    );
    expect(answers.map(({ consentId }) => consentId)).toEqual([IDS.consent, IDS.otherConsent, IDS.consent]);
  });

  it('names every wrong field before anything is sent', async () => {
    const request = asked({ items: [], validity: 'six months' });
    await expect(platform.client().consents.request(request)).rejects.toMatchObject({
      code: 'VALIDATION_FAILED',
      errors: [{ path: 'items' }, { path: 'validity' }],
    });
    expect(platform.calls(PUSH)).toEqual([]);
  });

  it('tells every limit that was exceeded (RFC 9396 §5)', async () => {
    const errors = [
      {
        path: 'disclosure',
        problem: 'A lower level serves the purpose.',
        asked: 'RECORDS',
        allowed: 'INDICATORS',
      },
      { path: 'validity', problem: 'The consent would last too long.', asked: 'P36M', allowed: 'P12M' },
    ];
    platform.on(`POST ${PUSH}`, { status: 400, body: { error: 'invalid_authorization_details', errors } });
    await expect(platform.client().consents.request(asked())).rejects.toMatchObject({
      code: 'CONSENT_REQUEST_EXCESSIVE',
      errors,
    });
  });

  it('tells when the server found the request itself malformed', async () => {
    const body = { error: 'invalid_authorization_details', code: 'VALIDATION_FAILED', errors: [] };
    platform.on(`POST ${PUSH}`, { status: 400, body });
    await expect(platform.client().consents.request(asked())).rejects.toHaveProperty(
      'code',
      'VALIDATION_FAILED',
    );
  });

  it('is not repeated when no answer came: it may have become a consent', async () => {
    platform.on(`POST ${PUSH}`, { raw: (response) => response.destroy() });
    await expect(platform.client().consents.request(asked())).rejects.toHaveProperty(
      'code',
      'SERVER_UNREACHABLE',
    );
    expect(platform.calls(PUSH)).toHaveLength(1);
  });

  it('an answer that names no consent is RESPONSE_UNEXPECTED', async () => {
    platform.on(`POST ${PUSH}`, { status: 201, body: { ...pushed, consent_id: undefined } });
    await expect(platform.client().consents.request(asked())).rejects.toHaveProperty(
      'code',
      'RESPONSE_UNEXPECTED',
    );
  });
});

describe('consents.complete · before a code is redeemed', () => {
  const callback = (parameters: Record<string, string>) =>
    `/callback?${new URLSearchParams({ iss: `${platform.baseUrl}/oidc`, ...parameters })}`;
  const ask = async () => {
    platform.on(`POST ${PUSH}`, accepted);
    const { consents } = platform.client();
    return { consents, pending: (await consents.request(asked())).pending };
  };

  it('the owner’s no is CONSENT_REFUSED', async () => {
    const { consents, pending } = await ask();
    const back = callback({ error: 'access_denied', state: pending.state });
    await expect(consents.complete(back, pending)).rejects.toHaveProperty('code', 'CONSENT_REFUSED');
  });

  it.each<[string, Record<string, string>]>([
    ['has another state (RFC 9700 §4.7)', { code: 'c', state: 'another' }],
    ['has no state', { code: 'c' }],
    ['says no with another state', { error: 'access_denied', state: 'another' }],
    ['comes from another issuer (RFC 9207 §2.4)', { code: 'c', iss: 'https://elsewhere.test' }],
    ['reports another error', { error: 'server_error' }],
    ['has no code', {}],
  ])('a callback that %s is CALLBACK_INVALID, and no code is sent', async (name, parameters) => {
    const { consents, pending } = await ask();
    const state: Record<string, string> = name.includes('state') ? {} : { state: pending.state };
    await expect(consents.complete(callback({ ...state, ...parameters }), pending)).rejects.toHaveProperty(
      'code',
      'CALLBACK_INVALID',
    );
    expect(platform.calls('/oidc/token')).toEqual([]);
  });

  it('a pending request that was not ours is CALLBACK_INVALID', async () => {
    const { consents, pending } = await ask();
    const broken = { ...pending, dpopKey: { ...pending.dpopKey, crv: 'P-384' } } as unknown as typeof pending;
    await expect(
      consents.complete(callback({ code: 'c', state: pending.state }), broken),
    ).rejects.toHaveProperty('code', 'CALLBACK_INVALID');
  });

  it('a code the server refuses is CALLBACK_INVALID', async () => {
    const { consents, pending } = await ask();
    platform.on('POST /oidc/token', { status: 400, body: { error: 'invalid_grant' } });
    await expect(
      consents.complete(callback({ code: 'c', state: pending.state }), pending),
    ).rejects.toHaveProperty('code', 'CALLBACK_INVALID');
  });
});

describe('consents.complete · what the servers answer', () => {
  interface Answers {
    readonly idToken?: object;
    readonly token?: object;
    readonly artefact?: object;
    readonly consent?: object;
  }

  /** Completes a request; each test names the one answer that is not as it should be. */
  async function complete(answers: Answers = {}) {
    platform.on(`POST ${PUSH}`, accepted);
    const { consents } = platform.client();
    const { pending } = await consents.request(asked());
    const { privateKey } = await generateKeyPair('ES256');
    const idToken = await new SignJWT({ nonce: pending.nonce, ...answers.idToken })
      .setProtectedHeader({ alg: 'ES256' })
      .setIssuer(`${platform.baseUrl}/oidc`)
      .setAudience(IDS.application)
      .setSubject('owner')
      .setIssuedAt()
      .setExpirationTime('5m')
      .sign(privateKey);
    const bound = { access_token: 'x', token_type: 'DPoP', expires_in: 300 };
    const ofCode = {
      ...bound,
      id_token: idToken,
      authorization_details: [{ type: DATA_CONSENT_TYPE, consent_id: IDS.consent }],
    };
    platform.on('POST /oidc/token', ({ body }) => ({
      body: body.includes('grant_type=authorization_code') ? { ...ofCode, ...answers.token } : bound,
    }));
    const jws = await platform.sign('xinqiao-consent+jwt', artefact(answers.artefact));
    platform.on(`GET ${GET}`, { body: consent({ artefact: jws, ...answers.consent }) });

    const callback = new URLSearchParams({
      code: 'c',
      state: pending.state,
      iss: `${platform.baseUrl}/oidc`,
    });
    // The session store of the bank keeps JSON; another client stands for another of her servers.
    const stored = JSON.parse(JSON.stringify(pending)) as typeof pending;
    return { pending, result: await platform.client().consents.complete(`/callback?${callback}`, stored) };
  }
  const unexpected = (field: string) => ({ code: 'RESPONSE_UNEXPECTED', details: { fields: [field] } });

  it('returns the consent that was agreed to', async () => {
    expect((await complete()).result).toMatchObject({ consentId: IDS.consent, status: 'ACTIVE' });
  });

  it('redeems the code with the PKCE verifier and the DPoP key of the request (RFC 7636 §4.5, RFC 9449 §10)', async () => {
    const { pending } = await complete();
    const call = platform.calls('/oidc/token').find(({ body }) => body.includes('authorization_code'));
    const form = new URLSearchParams(call?.body);
    expect(form.get('code_verifier')).toBe(pending.codeVerifier);
    expect(form.get('redirect_uri')).toBe('https://bank.test/callback');
    const { d: _, ...publicJwk } = pending.dpopKey;
    expect(decodeProtectedHeader(String(call?.headers.dpop)).jwk).toEqual(publicJwk);
  });

  it.each<[string, Answers]>([
    ['an ID token with another nonce', { idToken: { nonce: 'another' } }],
    ['no ID token', { token: { id_token: undefined } }],
  ])('refuses %s as CALLBACK_INVALID (OpenID Connect Core §3.1.3.7)', async (_, answers) => {
    await expect(complete(answers)).rejects.toHaveProperty('code', 'CALLBACK_INVALID');
  });

  it.each<[string, Answers]>([
    [
      'authorization_details.consent_id',
      { token: { authorization_details: [{ consent_id: IDS.otherConsent }] } },
    ],
    ['authorization_details.consent_id', { token: { authorization_details: undefined } }],
    ['applicationId', { consent: { applicationId: IDS.application.replace('01', '11') } }],
    ['artefact', { consent: { status: 'PENDING', artefact: null } }],
    [
      'validity',
      {
        artefact: { consentExpiry: '2028-05-21T08:00:00.000Z' },
        consent: { expiresAt: '2028-05-21T08:00:00.000Z' },
      },
    ],
    ['disclosure', { artefact: { disclosure: 'RECORDS' }, consent: { disclosure: 'RECORDS' } }],
    ['disclosure', { consent: { disclosure: 'RECORDS' } }],
  ])('names %s when it is not what was asked: %j', async (field, answers) => {
    await expect(complete(answers)).rejects.toMatchObject(unexpected(field));
  });
});

describe('a consent that is read', () => {
  const serve = async (
    fact: object = {},
    signedFact: object = {},
    typ: Parameters<LoopbackPlatform['sign']>[0] = 'xinqiao-consent+jwt',
  ) => {
    const jws = await platform.sign(typ, artefact(signedFact));
    platform.on(`GET ${GET}`, { body: consent({ artefact: jws, ...fact }) });
    return platform.client().consents.get(IDS.consent);
  };

  it('is returned when the owner’s artefact bears it out', async () => {
    expect(await serve()).toMatchObject({ consentId: IDS.consent, status: 'ACTIVE' });
  });

  it('is returned without artefact while the owner has not agreed', async () => {
    platform.on(`GET ${GET}`, { body: pendingConsent() });
    expect(await platform.client().consents.get(IDS.consent)).toHaveProperty('artefact', null);
  });

  it.each(['ACTIVE', 'PAUSED'])('is refused when it is %s without an artefact', async (status) => {
    await expect(serve({ status, artefact: null })).rejects.toMatchObject({
      code: 'RESPONSE_UNEXPECTED',
      details: { fields: ['artefact'] },
    });
  });

  it('is refused when it covers more than the artefact', async () => {
    await expect(serve({ disclosure: 'RECORDS' })).rejects.toMatchObject({
      code: 'RESPONSE_UNEXPECTED',
      details: { fields: ['disclosure'] },
    });
  });

  it('is refused when the artefact is a statement of another type', async () => {
    await expect(serve({}, {}, 'xinqiao-package+jwt')).rejects.toHaveProperty('code', 'SIGNATURE_INVALID');
  });

  it('is refused in a list too', async () => {
    const jws = await platform.sign('xinqiao-consent+jwt', artefact());
    const items = [consent({ artefact: jws }), consent({ artefact: `${jws}A` })];
    platform.on('GET /api/v1/consents', { body: { items, nextCursor: null } });
    await expect(platform.client().consents.list()).rejects.toHaveProperty('code', 'SIGNATURE_INVALID');
  });
});

describe('consents.iterate', () => {
  const page = (ids: readonly string[], nextCursor: string | null): Reply => ({
    body: { items: ids.map((consentId) => pendingConsent({ consentId })), nextCursor },
  });

  it('reads page after page with the same filter', async () => {
    platform.on('GET /api/v1/consents', ({ query }) =>
      query.get('cursor') === 'p2' ? page([IDS.otherConsent], null) : page([IDS.consent], 'p2'),
    );
    const seen: string[] = [];
    for await (const { consentId } of platform.client().consents.iterate({ status: 'PENDING', limit: 1 }))
      seen.push(consentId);
    expect(seen).toEqual([IDS.consent, IDS.otherConsent]);
    expect(platform.calls('/api/v1/consents').map(({ query }) => query.get('status'))).toEqual([
      'PENDING',
      'PENDING',
    ]);
  });

  it('reads no further than the caller does', async () => {
    platform.on('GET /api/v1/consents', page([IDS.consent], 'p2'));
    for await (const _ of platform.client().consents.iterate()) break;
    expect(platform.calls('/api/v1/consents')).toHaveLength(1);
  });
});
