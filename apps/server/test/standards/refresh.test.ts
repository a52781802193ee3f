import * as oauth from 'openid-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ownerPersona, type Platform, startPlatform } from '../support/platform.ts';
import { rows } from '../support/rows.ts';
import { agreedTokens, consentIdOf } from './support/code-flow.ts';
import { callApi, ownToken, type StandardClient, standardClient } from './support/standard-client.ts';

describe('a refresh token (RFC 6749 §6, FAPI 2.0 §5.3.2.1)', () => {
  let platform: Platform;
  let client: StandardClient;
  beforeAll(async () => {
    platform = await startPlatform();
    client = await standardClient(platform);
  });
  afterAll(() => platform.close());

  const agreed = async () => {
    const tokens = await agreedTokens(platform, client);
    return { consentId: consentIdOf(tokens), token: tokens.refresh_token ?? '' };
  };
  const refresh = (token: string, by = client) =>
    oauth.refreshTokenGrant(by.configuration, token, { resource: by.api }, { DPoP: by.DPoP });
  const revoke = (token: string, by = client) => oauth.tokenRevocation(by.configuration, token);
  const statusOf = async (consentId: string) =>
    (await rows<{ status: string }>(platform, 'SELECT status FROM consent WHERE id = $1', [consentId]))[0]
      ?.status;

  it('serves again and again and is not exchanged for another', async () => {
    const { token } = await agreed();
    for (const answer of [await refresh(token), await refresh(token)])
      expect(answer.refresh_token ?? token).toBe(token);
  });

  it('yields a token that opens no operation: the bank reads under its own', async () => {
    const { token, consentId } = await agreed();
    const { access_token: refreshed } = await refresh(token);
    const { status } = await callApi(client, refreshed, `/v1/consents/${consentId}/packages`, {});
    expect(status).toBe(403);
  });

  it('is of no use to another bank', async () => {
    const { token } = await agreed();
    const thief = await standardClient(platform, { application: 'other-bank' });
    await expect(refresh(token, thief)).rejects.toMatchObject({ error: 'invalid_grant' });
  });

  it('is of no use with another DPoP key, even with the key of the application (RFC 9449 §5)', async () => {
    const { token } = await agreed();
    await expect(refresh(token, await standardClient(platform))).rejects.toMatchObject({
      error: 'invalid_grant',
    });
  });

  it.each<[string, (consentId: string) => Promise<unknown>]>([
    [
      'the owner stopped it',
      async (consentId) => {
        const owner = platform.owner();
        await owner.signIn(ownerPersona().id);
        await owner.press(consentId, 'stop');
      },
    ],
    [
      'the bank ended it',
      async (consentId) => {
        const { access_token: token } = await ownToken(client, 'consents:write');
        await callApi(client, token, `/v1/consents/${consentId}/revoke`, {});
      },
    ],
    [
      'its term is over, before the worker has said so',
      (consentId) =>
        rows(
          platform,
          `SET session_replication_role = replica;
           UPDATE consent SET starts_at = now() - interval '2 days', expires_at = now() - interval '1 second'
           WHERE id = '${consentId}'`,
        ),
    ],
  ])('refreshes nothing once the consent has ended: %s', async (_how, end) => {
    const { token, consentId } = await agreed();
    await end(consentId);
    await expect(refresh(token)).rejects.toMatchObject({ error: 'invalid_grant' });
  });

  it('refreshes while the owner pauses: she may go on', async () => {
    const { token, consentId } = await agreed();
    const owner = platform.owner();
    await owner.signIn(ownerPersona().id);
    await owner.press(consentId, 'pause');
    await expect(refresh(token)).resolves.toBeDefined();
  });

  it('given back ends the consent, with the entry and the event of any other end by the bank (RFC 7009 §2.1)', async () => {
    const { token, consentId } = await agreed();
    await revoke(token);
    const entries = await rows<{ kind: string; actor: string; detail: object }>(
      platform,
      `SELECT kind, actor, detail FROM log_entry WHERE consent_id = $1 AND kind = 'CONSENT_REVOKED'`,
      [consentId],
    );
    expect(entries).toEqual([
      {
        kind: 'CONSENT_REVOKED',
        actor: platform.credentials('bank').applicationId,
        detail: expect.objectContaining({ by: 'PARTICIPANT', reason: 'NO_LONGER_NEEDED' }),
      },
    ]);
    await expect(refresh(token)).rejects.toMatchObject({ error: 'invalid_grant' });
  });

  it('given back twice, or unknown, is answered alike (RFC 7009 §2.2)', async () => {
    const { token } = await agreed();
    await revoke(token);
    await expect(revoke(token)).resolves.toBeUndefined();
    await expect(revoke('nobody-was-given-this')).resolves.toBeUndefined();
  });

  it('given back after the owner stopped the consent changes nothing', async () => {
    const { token, consentId } = await agreed();
    const owner = platform.owner();
    await owner.signIn(ownerPersona().id);
    await owner.press(consentId, 'stop');
    await revoke(token);
    const [row] = await rows<{ by: string }>(platform, 'SELECT ended_by AS by FROM consent WHERE id = $1', [
      consentId,
    ]);
    expect(row?.by).toBe('OWNER');
  });

  it('is given back by its own bank only', async () => {
    const { token, consentId } = await agreed();
    const other = await standardClient(platform, { application: 'other-bank' });
    await expect(revoke(token, other)).rejects.toMatchObject({ error: 'invalid_request' });
    expect(await statusOf(consentId)).toBe('ACTIVE');
    await expect(refresh(token)).resolves.toBeDefined();
  });

  it('is not asked for after an access token was given back: that one ends by itself (RFC 7009 §2.2.1)', async () => {
    const tokens = await agreedTokens(platform, client);
    await expect(revoke(tokens.access_token)).rejects.toMatchObject({ error: 'unsupported_token_type' });
    expect(await statusOf(consentIdOf(tokens))).toBe('ACTIVE');
  });
});
