import { DATA_CONSENT_TYPE } from '@xinqiao/contracts';
import { decodeJwt, decodeProtectedHeader } from 'jose';
import * as oauth from 'openid-client';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { forgetRefusals } from '../support/forget-refusals.ts';
import { answerWith, readQuestion } from '../support/owner-visit.ts';
import { consentRequest, ownerPersona, type Platform, startPlatform } from '../support/platform.ts';
import { RawBrowser } from '../support/raw-browser.ts';
import { rows } from '../support/rows.ts';
import { agreedTokens, consentIdOf, ownerAnswers, pushRequest, redeem } from './support/code-flow.ts';
import { callApi, ownToken, standardClient } from './support/standard-client.ts';

const SCOPES = 'consents:read consents:write data:read';

describe('a bank with openid-client and nothing of ours', () => {
  let platform: Platform;
  beforeAll(async () => {
    platform = await startPlatform();
  });
  afterEach(() => forgetRefusals(platform));
  afterAll(() => platform.close());

  const statusOf = async (consentId: string) =>
    (
      await rows<{ status: string; by: string; reason: string }>(
        platform,
        'SELECT status, ended_by AS by, ended_reason AS reason FROM consent WHERE id = $1',
        [consentId],
      )
    )[0];

  it('asks, is agreed to, refreshes, reads and gives back: PAR, RAR, PKCE, private_key_jwt, DPoP, JARM', async () => {
    const client = await standardClient(platform, { responseMode: 'jwt' });
    const sent = await pushRequest(client);
    expect([...sent.url.searchParams.keys()].sort()).toEqual(['client_id', 'request_uri']);

    const callback = await ownerAnswers(platform, sent);
    expect(callback.origin + callback.pathname).toBe(client.redirectUri);
    expect([...callback.searchParams.keys()]).toEqual(['response']);

    const tokens = await redeem(client, callback, sent);
    const consentId = consentIdOf(tokens);
    expect(tokens).toMatchObject({ token_type: 'dpop', expires_in: 300, scope: '' });
    expect(await statusOf(consentId)).toMatchObject({ status: 'ACTIVE' });

    const refreshed = await oauth.refreshTokenGrant(
      client.configuration,
      tokens.refresh_token ?? '',
      { resource: client.api },
      { DPoP: client.DPoP },
    );
    expect(consentIdOf(refreshed)).toBe(consentId);

    const own = await ownToken(client, SCOPES);
    const read = await callApi(client, own.access_token, `/v1/consents/${consentId}/packages`, {});
    expect(read.status).toBe(201);
    expect(decodeJwt(String(read.body.package))).toMatchObject({ consentId });

    await oauth.tokenRevocation(client.configuration, tokens.refresh_token ?? '');
    expect(await statusOf(consentId)).toEqual({
      ...{ status: 'REVOKED', by: 'PARTICIPANT', reason: 'NO_LONGER_NEEDED' },
    });
    const refused = await callApi(client, own.access_token, `/v1/consents/${consentId}/packages`, {});
    expect([refused.status, refused.body.code]).toEqual([403, 'CONSENT_REVOKED']);
  });

  it('is told by the token what was agreed: items and whose data, not what was asked (RFC 9396 §7)', async () => {
    const client = await standardClient(platform);
    const asked = { items: ['registration.profile'], optionalItems: ['tax.arrears', 'invoice.summary'] };
    const detail = { type: DATA_CONSENT_TYPE, ...consentRequest(asked as never), customer: undefined };
    const sent = await pushRequest(client, { authorization_details: JSON.stringify([detail]) });
    const browser = new RawBrowser(platform.url);
    const [path, fields] = answerWith(await readQuestion(browser, sent.url.href));
    const { url } = await browser.follow(path, { ...fields, items: 'tax.arrears' });
    const { authorization_details: details } = await redeem(client, url, sent);
    const [agreed] = details as unknown as Record<string, unknown>[];
    expect(agreed).toMatchObject({
      items: ['registration.profile', 'tax.arrears'],
      customer: { uscc: ownerPersona().enterprise.uscc },
    });
    expect(agreed).not.toHaveProperty('optionalItems');
  });

  it('hears the nonce to use and goes on by itself (RFC 9449 §8, §9)', async () => {
    const client = await standardClient(platform);
    const { access_token: token } = await ownToken(client, SCOPES);
    await callApi(client, token, '/v1/consents');
    const at = (path: string) => client.wire.filter((each) => each.path === path).map(({ status }) => status);
    expect(at('/oidc/token')).toEqual([400, 200]);
    expect(at('/api/v1/consents')).toEqual([401, 200]);
  });

  it('finds in discovery all it uses, and nothing that FAPI 2.0 forbids', async () => {
    const { configuration } = await standardClient(platform);
    expect(configuration.serverMetadata()).toMatchObject({
      issuer: `${platform.url}/oidc`,
      pushed_authorization_request_endpoint: `${platform.url}/oidc/request`,
      require_pushed_authorization_requests: true,
      revocation_endpoint: `${platform.url}/oidc/token/revocation`,
      token_endpoint_auth_methods_supported: ['private_key_jwt'],
      code_challenge_methods_supported: ['S256'],
      response_types_supported: ['code'],
      authorization_response_iss_parameter_supported: true,
      authorization_details_types_supported: [DATA_CONSENT_TYPE],
    });
    const metadata = configuration.serverMetadata();
    expect(metadata.grant_types_supported).toEqual(
      expect.arrayContaining(['authorization_code', 'refresh_token', 'client_credentials']),
    );
    expect(metadata.introspection_endpoint).toBeUndefined();
    expect(metadata.response_modes_supported).toEqual(expect.arrayContaining(['jwt', 'query.jwt', 'query']));
    expect(metadata.dpop_signing_alg_values_supported).toEqual(['ES256', 'PS256']);
  });

  it('gets an answer that is signed, and meant for it and for this minute (JARM §2.1)', async () => {
    const client = await standardClient(platform, { responseMode: 'jwt' });
    const sent = await pushRequest(client);
    const response = (await ownerAnswers(platform, sent, 'refuse')).searchParams.get('response') ?? '';
    expect(decodeProtectedHeader(response)).toMatchObject({ alg: 'ES256' });
    const claims = decodeJwt(response);
    expect(claims).toMatchObject({
      iss: `${platform.url}/oidc`,
      aud: platform.credentials('bank').applicationId,
      error: 'access_denied',
    });
    expect((claims.exp ?? 0) - Date.now() / 1000).toBeLessThanOrEqual(600);
  });

  it('hears a refusal as a refusal', async () => {
    const client = await standardClient(platform, { responseMode: 'jwt' });
    const sent = await pushRequest(client);
    const callback = await ownerAnswers(platform, sent, 'refuse');
    await expect(redeem(client, callback, sent)).rejects.toMatchObject({ error: 'access_denied' });
  });

  it('is told of the owner by a pseudonym: her name at the city’s sign-in is in no token (ADR 10)', async () => {
    const client = await standardClient(platform);
    const tokens = await agreedTokens(platform, client);
    const [entry] = await rows<{ actor: string }>(
      platform,
      `SELECT actor FROM log_entry WHERE consent_id = $1 AND kind = 'CONSENT_GRANTED'`,
      [consentIdOf(tokens)],
    );
    expect(tokens.claims()?.sub).toBe(entry?.actor);
    const all = [tokens.access_token, tokens.id_token ?? ''].map((token) => JSON.stringify(decodeJwt(token)));
    expect(all.join()).not.toContain(ownerPersona().id);
  });
});
