import { ERRORS } from '@xinqiao/contracts';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type BankTest, bankTest, consentRequest, OTHER_APPLICATION_ID, SHEN } from './support/bank-test.ts';
import { type DpopKey, dpopKey } from './support/raw-bank.ts';

let world: BankTest;
let bank: ReturnType<BankTest['raw']>;
let key: DpopKey;
beforeEach(async () => {
  world = await bankTest();
  bank = world.raw();
  key = await dpopKey();
});
afterEach(() => world.close());

const push = (form: Record<string, string | undefined> = {}) =>
  bank.push(consentRequest(world.sandbox), key, form);
const agreed = async () => world.sandbox.owner(SHEN).agree(bank.linkOf(await push()));
const now = () => Math.floor(Date.now() / 1000);

describe('pushed authorization requests · RFC 9126, FAPI 2.0 Security Profile §5.3.2.2', () => {
  it('answer with a link of 60 seconds and the consent it is about', async () => {
    const { status, body } = await push();
    expect(status).toBe(201);
    expect(body).toMatchObject({ expires_in: 60, consent_id: expect.stringMatching(/^cns_/) });
  });

  it.each<[string, Record<string, string | undefined>, string]>([
    ['no client_id', { client_id: undefined }, 'invalid_request'],
    ['another client_id', { client_id: OTHER_APPLICATION_ID }, 'invalid_request'],
    ['no PKCE challenge', { code_challenge: undefined }, 'invalid_request'],
    ['the plain PKCE method', { code_challenge_method: 'plain' }, 'invalid_request'],
    ['a verifier as its challenge', { code_challenge: 'v'.repeat(64) }, 'invalid_request'],
    ['a redirect URI that is none', { redirect_uri: 'bank/callback' }, 'invalid_request'],
    ['another response type', { response_type: 'token' }, 'unsupported_response_type'],
    ['another resource', { resource: 'https://elsewhere.test' }, 'invalid_target'],
    ['a request_uri', { request_uri: 'urn:x' }, 'request_uri_not_supported'],
    ['a nonce without openid', { scope: undefined }, 'invalid_request'],
    ['no authorization details', { authorization_details: undefined }, 'invalid_authorization_details'],
    ['an empty list of details', { authorization_details: '[]' }, 'invalid_authorization_details'],
    ['details that are no JSON', { authorization_details: '[' }, 'invalid_authorization_details'],
    ['details that are no list', { authorization_details: '{}' }, 'invalid_authorization_details'],
    ['details of another type', { authorization_details: '[{"type":"x"}]' }, 'invalid_authorization_details'],
  ])('with %s are refused', async (_, form, error) => {
    expect(await push(form)).toMatchObject({ status: 400, body: { error } });
  });

  it('name every wrong field of the details', async () => {
    const detail = { type: 'urn:xinqiao:params:oauth:data-consent', templateId: 'credit-decision' };
    const { body } = await push({ authorization_details: JSON.stringify([detail]) });
    expect(body).toMatchObject({ error: 'invalid_authorization_details', code: 'VALIDATION_FAILED' });
    expect(body.errors?.map(({ path }) => path)).toEqual(
      expect.arrayContaining(['purpose', 'items', 'disclosure', 'range', 'validity']),
    );
  });

  it('ask for one consent each', async () => {
    const detail = { type: 'urn:xinqiao:params:oauth:data-consent', ...consentRequest(world.sandbox) };
    const { body } = await push({ authorization_details: JSON.stringify([detail, detail]) });
    expect(body.errors).toEqual([{ path: '', problem: 'Ask for one consent per request.' }]);
  });

  it('leave no consent when they are refused', async () => {
    await push({ resource: 'https://elsewhere.test' });
    expect((await world.bank().consents.list()).items).toEqual([]);
  });
});

describe('client assertions · RFC 7523 §3', () => {
  it.each<[string, object, object]>([
    ['is for another audience', { aud: 'https://elsewhere.test' }, {}],
    ['names the token endpoint as its audience', { aud: 'https://xinqiao.test/oidc/token' }, {}],
    ['has expired', { exp: now() - 1 }, {}],
    ['never expires', { exp: undefined }, {}],
    ['has no id', { jti: undefined }, {}],
    ['was issued by another', { iss: OTHER_APPLICATION_ID }, {}],
  ])('one that %s is invalid_client', async (_, claims, header) => {
    const assertion = await bank.assertion(claims as Record<string, unknown>, header);
    expect(await push({ client_assertion: assertion })).toMatchObject({
      status: 401,
      body: { error: 'invalid_client' },
    });
  });

  it('one counts once', async () => {
    const assertion = await bank.assertion();
    expect((await push({ client_assertion: assertion })).status).toBe(201);
    expect(await push({ client_assertion: assertion })).toMatchObject({ body: { error: 'invalid_client' } });
  });

  it.each([undefined, 'x.y', 'x y.z.a'])('%j is none', async (assertion) => {
    const { status } = await push({ client_assertion: assertion });
    expect(status).toBeGreaterThanOrEqual(400);
  });
});

describe('authorization codes', () => {
  it('are redeemed for a token without scope, an ID token and the consent’s id', async () => {
    const { status, body } = await bank.redeem(await agreed(), key);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      token_type: 'DPoP',
      scope: '',
      id_token: expect.any(String),
      authorization_details: [{ consent_id: expect.stringMatching(/^cns_/), disclosure: 'RECORDS' }],
    });
  });

  it('come back with state and issuer (RFC 9207)', async () => {
    const { searchParams } = new URL(await agreed());
    expect([searchParams.get('state'), searchParams.get('iss')]).toEqual(['state-1', bank.issuer]);
  });

  it.each<[string, Record<string, string | undefined>]>([
    ['another PKCE verifier (RFC 7636 §4.6)', { code_verifier: 'w'.repeat(43) }],
    ['no PKCE verifier', { code_verifier: undefined }],
    ['another redirect URI (RFC 6749 §4.1.3)', { redirect_uri: 'https://bank.test/other' }],
    ['another code', { code: 'c'.repeat(43) }],
  ])('are refused with %s', async (_, form) => {
    expect(await bank.redeem(await agreed(), key, form)).toMatchObject({
      status: 400,
      body: { error: 'invalid_grant' },
    });
  });

  it('are refused with another DPoP key than the request’s (RFC 9449 §10)', async () => {
    const answer = await bank.redeem(await agreed(), await dpopKey());
    expect(answer).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
  });

  it('are refused to another bank', async () => {
    const answer = await world.raw(OTHER_APPLICATION_ID).redeem(await agreed(), key);
    expect(answer).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
  });

  it('are redeemed once', async () => {
    const callback = await agreed();
    expect((await bank.redeem(callback, key)).status).toBe(200);
    expect(await bank.redeem(callback, key)).toMatchObject({ body: { error: 'invalid_grant' } });
  });

  it('last 60 seconds', async () => {
    const callback = await agreed();
    world.sandbox.clock.advance(60_000);
    expect(await bank.redeem(callback, key)).toMatchObject({ body: { error: 'invalid_grant' } });
  });
});

describe('tokens · RFC 6749 §4.4, RFC 9449 §5', () => {
  const grant = { grant_type: 'client_credentials', scope: 'consents:read' };

  it('have those of the scopes asked for that a bank may have', async () => {
    const { body } = await bank.token(key, { ...grant, scope: 'supervision:read consents:read openid' });
    expect(body).toMatchObject({ scope: 'consents:read', token_type: 'DPoP', expires_in: 300 });
  });

  it.each<[string, object, string]>([
    ['lacks the nonce', { nonce: undefined }, 'use_dpop_nonce'],
    ['has another nonce', { nonce: 'n' }, 'use_dpop_nonce'],
    ['is for another method', { htm: 'GET' }, 'invalid_dpop_proof'],
    ['is for another address', { htu: 'https://xinqiao.test/oidc/request' }, 'invalid_dpop_proof'],
    ['has no id', { jti: undefined }, 'invalid_dpop_proof'],
  ])('are not given for a proof that %s', async (_, claims, error) => {
    const answer = await bank.token(key, grant, claims as Record<string, unknown>);
    expect(answer).toMatchObject({ status: 400, body: { error } });
  });

  it('are not given without a proof', async () => {
    const answer = await bank.post(`${bank.issuer}/token`, grant);
    expect(answer).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
  });

  it.each<[string, Record<string, string | undefined>, string]>([
    ['another grant', { grant_type: 'password' }, 'unsupported_grant_type'],
    ['no grant', { grant_type: undefined }, 'invalid_request'],
    ['another resource', { resource: 'https://elsewhere.test' }, 'invalid_target'],
  ])('are not given for %s', async (_, form, error) => {
    expect(await bank.token(key, { ...grant, ...form })).toMatchObject({ status: 400, body: { error } });
  });
});

describe('calls of the API · RFC 9449 §7', () => {
  const PATH = '/v1/catalogue/templates';
  const call = async (more: object = {}) =>
    bank.call('GET', PATH, {
      accessToken: await bank.accessToken(key, 'catalogue:read'),
      dpop: key,
      ...more,
    });
  const refusal = async (more: object) => (await call(more)).body.code;

  it('pass with token, proof and nonce, and bring the next nonce', async () => {
    const { status, headers } = await call();
    expect([status, headers.get('dpop-nonce')]).toEqual([200, expect.any(String)]);
  });

  it.each<[string, object, string]>([
    ['lacks the nonce', { nonce: undefined }, 'DPOP_NONCE_REQUIRED'],
    ['has another nonce', { nonce: 'n' }, 'DPOP_NONCE_REQUIRED'],
    ['is for another method', { htm: 'POST' }, 'DPOP_PROOF_INVALID'],
    ['is for another address', { htu: 'https://xinqiao.test/api/v1/consents' }, 'DPOP_PROOF_INVALID'],
    ['is for another token', { ath: 'a'.repeat(43) }, 'DPOP_PROOF_INVALID'],
    ['is for no token', { ath: undefined }, 'DPOP_PROOF_INVALID'],
    ['is two minutes old', { iat: now() - 120 }, 'DPOP_PROOF_INVALID'],
    ['is two minutes early', { iat: now() + 120 }, 'DPOP_PROOF_INVALID'],
    ['has no id', { jti: undefined }, 'DPOP_PROOF_INVALID'],
  ])('are refused when the proof %s', async (_, claims, code) => {
    expect(await refusal({ claims })).toBe(code);
  });

  it('are refused with a proof by another key than the token’s', async () => {
    const accessToken = await bank.accessToken(key, 'catalogue:read');
    expect(await refusal({ accessToken, dpop: await dpopKey() })).toBe('DPOP_PROOF_INVALID');
  });

  it('are refused with a proof whose signature was changed', async () => {
    const proof = await key.proof({ htm: 'GET', htu: bank.api + PATH });
    expect(await refusal({ proof: `${proof.slice(0, -4)}AAAA` })).toBe('DPOP_PROOF_INVALID');
  });

  it('are refused with a proof used before', async () => {
    const { headers } = await call();
    const accessToken = await bank.accessToken(key, 'catalogue:read');
    const claims = { nonce: headers.get('dpop-nonce'), jti: 'the-same-one' };
    expect((await call({ accessToken, claims })).status).toBe(200);
    expect((await call({ accessToken, claims })).body.code).toBe('DPOP_PROOF_REPLAYED');
  });

  it.each<[string, string]>([
    ['that is none', 'nonsense'],
    ['of another signer', 'eyJhbGciOiJFUzI1NiJ9.e30.AAAA'],
  ])('are refused with a token %s', async (_, accessToken) => {
    expect(await refusal({ accessToken })).toBe('TOKEN_INVALID');
  });

  it('are refused with a token five minutes old by the system clock, whatever the platform’s says', async () => {
    const accessToken = await bank.accessToken(key, 'catalogue:read');
    world.sandbox.clock.advance(86_400_000);
    expect((await call({ accessToken })).status).toBe(200);
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 300_000 });
    try {
      expect(await refusal({ accessToken })).toBe('TOKEN_EXPIRED');
    } finally {
      vi.useRealTimers();
    }
  });

  it('are refused with the token of a code: it has no scope', async () => {
    const accessToken = (await bank.redeem(await agreed(), key)).body.access_token ?? '';
    expect(await refusal({ accessToken })).toBe('SCOPE_MISSING');
  });

  it('are refused without the DPoP scheme, with the challenge of RFC 9449 §7.1', async () => {
    const answer = await bank.send(bank.api + PATH, { headers: { authorization: 'Bearer x' } });
    expect(answer).toMatchObject({ status: 401, body: { code: 'TOKEN_MISSING' } });
    expect(answer.headers.get('www-authenticate')).toBe('DPoP error="invalid_token", algs="ES256 PS256"');
  });

  it('are told what is wrong in the language they ask for', async () => {
    const headers = { 'accept-language': 'en-GB, zh' };
    const { body } = await bank.send(`${bank.api}/v1/nothing`, { headers });
    expect(body).toMatchObject({ code: 'ROUTE_NOT_FOUND', detail: ERRORS.ROUTE_NOT_FOUND.message.en });
  });

  it('of operations that are not for banks lack the scope', async () => {
    const accessToken = await bank.accessToken(key, 'supervision:read catalogue:read');
    const { body } = await bank.call('GET', '/v1/supervision/entries', { accessToken, dpop: key });
    expect(body).toMatchObject({ code: 'SCOPE_MISSING', details: { scope: 'supervision:read' } });
  });
});
