import * as oauth from 'openid-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { agreedTokens, ownerAnswers, pushRequest, redeem } from '../standards/support/code-flow.ts';
import { type StandardClient, standardClient } from '../standards/support/standard-client.ts';
import { type Platform, startPlatform } from '../support/platform.ts';
import { pkce, pushedForm } from '../support/pushed-request.ts';
import { RawClient } from '../support/raw-client.ts';

describe('an authorization code in wrong hands', () => {
  let platform: Platform;
  let client: StandardClient;
  beforeAll(async () => {
    platform = await startPlatform();
    client = await standardClient(platform);
  });
  afterAll(() => platform.close());

  const refresh = (token: string | undefined) =>
    oauth.refreshTokenGrant(
      client.configuration,
      token ?? '',
      { resource: client.api },
      { DPoP: client.DPoP },
    );

  it('redeemed a second time is refused, and the refresh token of the first time dies (RFC 6749 §4.1.2)', async () => {
    const sent = await pushRequest(client);
    const callback = await ownerAnswers(platform, sent);
    const tokens = await redeem(client, callback, sent);
    await expect(redeem(client, callback, sent)).rejects.toMatchObject({ error: 'invalid_grant' });
    await expect(refresh(tokens.refresh_token)).rejects.toMatchObject({ error: 'invalid_grant' });
  });

  it('redeemed twice at once leaves no refresh token that works: nobody knows who was first', async () => {
    const sent = await pushRequest(client);
    const callback = await ownerAnswers(platform, sent);
    const answers = await Promise.allSettled([
      redeem(client, callback, sent),
      redeem(client, callback, sent),
    ]);
    const tokens = answers.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
    expect(tokens.length).toBeLessThanOrEqual(1);
    for (const { refresh_token: token } of tokens)
      await expect(refresh(token)).rejects.toMatchObject({ error: 'invalid_grant' });
  });

  it('stolen with the key of the application is of no use without the DPoP key (RFC 9449 §10)', async () => {
    const sent = await pushRequest(client);
    const callback = await ownerAnswers(platform, sent);
    const thief = await standardClient(platform);
    await expect(redeem(thief, callback, sent)).rejects.toMatchObject({ error: 'invalid_grant' });
  });

  it('is burnt by the attempt: afterwards its own bank is refused as well, and asks anew', async () => {
    const sent = await pushRequest(client);
    const callback = await ownerAnswers(platform, sent);
    await redeem(await standardClient(platform), callback, sent).catch(() => undefined);
    await expect(redeem(client, callback, sent)).rejects.toMatchObject({ error: 'invalid_grant' });
  });

  it('is bound by dpop_jkt as well as by a proof at the pushed request (RFC 9449 §10)', async () => {
    const bank = await RawClient.of(platform);
    await bank.newToken();
    const jkt = 'x'.repeat(43);
    const response = await bank.post('/request', pushedForm(bank, { dpop_jkt: jkt }));
    expect(await response.json()).toMatchObject({ error: 'invalid_request' });
  });

  it('of one owner’s visit is of no use in another’s: the verifier differs (RFC 7636 §4.6)', async () => {
    const [mine, hers] = [await pushRequest(client), await pushRequest(client)];
    const callback = await ownerAnswers(platform, hers);
    const swapped = { ...hers.checks, pkceCodeVerifier: mine.checks.pkceCodeVerifier ?? '' };
    await expect(redeem(client, callback, { ...hers, checks: swapped })).rejects.toMatchObject({
      error: 'invalid_grant',
    });
  });

  it('of another bank is refused, and stays good for its own', async () => {
    const sent = await pushRequest(client);
    const callback = await ownerAnswers(platform, sent);
    const other = await standardClient(platform, { application: 'other-bank' });
    const form = {
      grant_type: 'authorization_code',
      code: callback.searchParams.get('code') ?? '',
      redirect_uri: client.redirectUri,
      code_verifier: sent.checks.pkceCodeVerifier ?? pkce().verifier,
    };
    await expect(
      oauth.genericGrantRequest(other.configuration, form.grant_type, form, { DPoP: other.DPoP }),
    ).rejects.toMatchObject({ error: 'invalid_grant' });
    await expect(redeem(client, callback, sent)).resolves.toBeDefined();
  });

  it('tokens of one consent do not refresh into another: what was agreed stands in each', async () => {
    const [first, second] = [await agreedTokens(platform, client), await agreedTokens(platform, client)];
    const [one, two] = [await refresh(first.refresh_token), await refresh(second.refresh_token)];
    expect(one.authorization_details).toEqual(first.authorization_details);
    expect(two.authorization_details).toEqual(second.authorization_details);
    expect(one.authorization_details).not.toEqual(two.authorization_details);
  });
});
