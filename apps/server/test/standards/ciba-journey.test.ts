import { decodeJwt } from 'jose';
import * as oauth from 'openid-client';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { forgetRefusals } from '../support/forget-refusals.ts';
import { lapseRequests } from '../support/lapse-requests.ts';
import { ownerPersona, type Platform, startPlatform } from '../support/platform.ts';
import { rows } from '../support/rows.ts';
import { answerDecoupled, askDecoupled, poll } from './support/backchannel.ts';
import { consentIdOf } from './support/code-flow.ts';
import { callApi, ownToken, type StandardClient, standardClient } from './support/standard-client.ts';

describe('a branch that asks over the back channel, with openid-client and nothing of ours (CIBA Core)', () => {
  let platform: Platform;
  let client: StandardClient;
  beforeAll(async () => {
    platform = await startPlatform();
    client = await standardClient(platform);
  });
  afterEach(() => forgetRefusals(platform));
  afterEach(() => lapseRequests(platform));
  afterAll(() => platform.close());

  it('asks, waits, is agreed to on the owner’s phone, reads and gives back', async () => {
    const asked = await askDecoupled(client);
    expect(asked.answer).toMatchObject({ expires_in: 86_400, interval: 5 });
    await expect(poll(client, asked)).rejects.toMatchObject({ error: 'authorization_pending' });

    const waiting = oauth.pollBackchannelAuthenticationGrant(
      client.configuration,
      asked.answer,
      { resource: client.api },
      { DPoP: client.DPoP },
    );
    await answerDecoupled(platform, asked);
    const tokens = await waiting;
    expect(tokens).toMatchObject({ token_type: 'dpop', expires_in: 300, scope: '' });
    expect(consentIdOf(tokens)).toBe(asked.consentId);

    const own = await ownToken(client, 'data:read');
    const read = await callApi(client, own.access_token, `/v1/consents/${asked.consentId}/packages`, {});
    expect(read.status).toBe(201);

    await oauth.tokenRevocation(client.configuration, tokens.refresh_token ?? '');
    const [row] = await rows<{ status: string; by: string }>(
      platform,
      'SELECT status, ended_by AS by FROM consent WHERE id = $1',
      [asked.consentId],
    );
    expect(row).toEqual({ status: 'REVOKED', by: 'PARTICIPANT' });
  });

  it('makes the same artefact, by the same way, and the same entries as a link does', async () => {
    const asked = await askDecoupled(client);
    await answerDecoupled(platform, asked);
    const [row] = await rows<{ artefact: string }>(platform, 'SELECT artefact FROM consent WHERE id = $1', [
      asked.consentId,
    ]);
    expect(decodeJwt(row?.artefact ?? '')).toMatchObject({
      version: 2,
      consentId: asked.consentId,
      revision: 1,
    });
    const entries = await rows<{ kind: string }>(
      platform,
      `SELECT kind FROM log_entry WHERE consent_id = $1 AND kind LIKE 'CONSENT%' ORDER BY id`,
      [asked.consentId],
    );
    expect(entries.map(({ kind }) => kind)).toEqual(['CONSENT_REQUESTED', 'CONSENT_GRANTED']);
  });

  it('gets the authorization details that were agreed to, in answer and token (RFC 9396 §7)', async () => {
    const asked = await askDecoupled(client);
    await answerDecoupled(platform, asked);
    const tokens = await poll(client, asked);
    expect(decodeJwt(tokens.access_token).authorization_details).toEqual(tokens.authorization_details);
    // Of whom it says by the firm that agreed, not by what the bank wrote.
    const customer = { uscc: ownerPersona().enterprise?.uscc };
    expect(tokens.authorization_details).toMatchObject([{ consent_id: asked.consentId, customer }]);
    expect(tokens.claims()?.sub).toMatch(/^owner:/);
    expect(JSON.stringify(decodeJwt(tokens.access_token))).not.toContain(ownerPersona().id);
  });

  it('has whoever may answer told by message, with the words to compare, once', async () => {
    const asked = await askDecoupled(client, { binding_message: '柜台 3' });
    const told = () =>
      rows<{ who: string; words: string }>(
        platform,
        `SELECT DISTINCT identity_id AS who, params->>'words' AS words FROM notification
         WHERE template = 'consent-asked' AND topic = $1`,
        [asked.requestId],
      );
    await expect.poll(told, { timeout: 20_000 }).toEqual([{ who: ownerPersona().id, words: '柜台 3' }]);
  });

  it('hears a refusal as access_denied', async () => {
    const asked = await askDecoupled(client);
    await answerDecoupled(platform, asked, 'refuse');
    await expect(poll(client, asked)).rejects.toMatchObject({ error: 'access_denied' });
  });

  it('hears expired_token when the time it gave is over (§11)', async () => {
    const asked = await askDecoupled(client, { requested_expiry: '60' });
    expect(asked.answer.expires_in).toBe(60);
    platform.advance(61_000);
    await expect(poll(client, asked)).rejects.toMatchObject({ error: 'expired_token' });
    platform.advance(-61_000);
  });

  it('may give her 72 hours and no more', async () => {
    const { answer } = await askDecoupled(client, { requested_expiry: String(365 * 86_400) });
    expect(answer.expires_in).toBe(72 * 3600);
  });

  it('is told to slow down when it asks without a pause, and waits longer from then on (§11)', async () => {
    const asked = await askDecoupled(client);
    const outcomes = [];
    for (const seconds of [0, 1, 6, 11]) {
      platform.advanceTokenClock(seconds * 1000);
      outcomes.push(await poll(client, asked).catch(({ error }: { error: string }) => error));
    }
    expect(outcomes).toEqual(['authorization_pending', 'slow_down', 'slow_down', 'slow_down']);
    platform.advanceTokenClock(-18_000);
  });

  it('gets its tokens once', async () => {
    const asked = await askDecoupled(client);
    await answerDecoupled(platform, asked);
    await poll(client, asked);
    await expect(poll(client, asked)).rejects.toMatchObject({ error: 'invalid_grant' });
  });

  it('gets them once also when it asks twice at once', async () => {
    const asked = await askDecoupled(client);
    await answerDecoupled(platform, asked);
    const answers = await Promise.allSettled([poll(client, asked), poll(client, asked)]);
    expect(answers.filter(({ status }) => status === 'fulfilled').length).toBeLessThanOrEqual(1);
  });

  it('finds in discovery where and how', async () => {
    expect(client.configuration.serverMetadata()).toMatchObject({
      backchannel_authentication_endpoint: `${platform.url}/oidc/backchannel`,
      backchannel_token_delivery_modes_supported: ['poll', 'ping'],
      backchannel_user_code_parameter_supported: false,
    });
  });

  it('a bank that keeps its refresh token hears of the end: nothing is refreshed', async () => {
    const asked = await askDecoupled(client);
    await answerDecoupled(platform, asked);
    const tokens = await poll(client, asked);
    const owner = platform.owner();
    await owner.signIn(ownerPersona().id);
    await owner.press(asked.consentId, 'stop');
    await expect(
      oauth.refreshTokenGrant(client.configuration, tokens.refresh_token ?? '', {}, { DPoP: client.DPoP }),
    ).rejects.toMatchObject({ error: 'invalid_grant' });
  });
});
