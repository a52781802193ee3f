import { DATA_CONSENT_TYPE } from '@xinqiao/contracts';
import { decodeJwt } from 'jose';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { artefact, asked, consent, IDS } from '../../test/builders.ts';
import { type LoopbackPlatform, loopbackPlatform, type Reply } from '../../test/loopback-platform.ts';
import { sleep } from '../http/retry.ts';

vi.mock('../http/retry.ts', async (load) => {
  const real = await load<typeof import('../http/retry.ts')>();
  return { ...real, sleep: vi.fn(real.sleep) };
});

const ASK = '/oidc/backchannel';
const GET = `/api/v1/consents/${IDS.consent}`;
const REQUEST = 'crq_019aa5b8-7c00-7c3e-9d52-6b1f0a4e8d0a';
const CUSTOMER = { uscc: '91341602MA2MQ1XX59' };

const accepted: Reply = {
  status: 200,
  body: {
    ...{ auth_req_id: 'request-1', expires_in: 86_400, interval: 1 },
    ...{ consent_id: IDS.consent, request_id: REQUEST },
  },
};
const refused = (error: string): Reply => ({ status: 400, body: { error } });
const agreed = (consentId: string = IDS.consent): Reply => ({
  status: 200,
  body: {
    ...{ access_token: 'not-kept', token_type: 'DPoP', expires_in: 300 },
    authorization_details: [{ type: DATA_CONSENT_TYPE, consent_id: consentId }],
  },
});

let platform: LoopbackPlatform;
beforeEach(async () => {
  platform = await loopbackPlatform();
  platform.on(`POST ${ASK}`, accepted);
});
afterEach(async () => {
  vi.mocked(sleep).mockReset();
  await platform.close();
});

const client = () => platform.client().consents;
const request = () => client().requestDecoupled(asked({ customer: CUSTOMER }));
/** Answers polls in this order; every other request for a token gets the bank’s own. */
const polls = (...replies: Reply[]) =>
  platform.on('POST /oidc/token', ({ body }) =>
    new URLSearchParams(body).has('auth_req_id')
      ? (replies.shift() ?? refused('invalid_grant'))
      : { body: { access_token: 'own', token_type: 'DPoP', expires_in: 300 } },
  );
const consentStands = async (fact: object = {}) =>
  platform.on(`GET ${GET}`, {
    body: consent({ artefact: await platform.sign('xinqiao-consent+jwt', artefact(fact)) }),
  });

/** Nothing waits any more. @returns what was waited so far, in milliseconds */
function waitsAtOnce(): () => number[] {
  const waits = vi.mocked(sleep).mockResolvedValue();
  return () => waits.mock.calls.map(([ms]) => ms);
}

describe('consents.requestDecoupled · CIBA Core §7', () => {
  it('names the enterprise by its code and asks by authorization details', async () => {
    await client().requestDecoupled(asked({ customer: CUSTOMER }), {
      bindingMessage: '7421',
      answerWithinSeconds: 600,
      notificationToken: 'secret',
    });
    const form = Object.fromEntries(new URLSearchParams(platform.calls(ASK)[0]?.body));
    expect(form).toMatchObject({
      ...{ scope: 'openid', login_hint: `uscc:${CUSTOMER.uscc}`, resource: `${platform.baseUrl}/api` },
      ...{ binding_message: '7421', requested_expiry: '600', client_notification_token: 'secret' },
    });
    expect(JSON.parse(form.authorization_details ?? '')).toEqual([
      { type: DATA_CONSENT_TYPE, ...asked({ customer: CUSTOMER }) },
    ]);
  });

  it('returns consent, request, end, and plain JSON to keep', async () => {
    const now = () => new Date('2026-11-21T08:00:00.000Z');
    const { pending, ...rest } = await platform
      .client({ now })
      .consents.requestDecoupled(asked({ customer: CUSTOMER }));
    expect(rest).toEqual({
      ...{ consentId: IDS.consent, requestId: REQUEST, expiresAt: '2026-11-22T08:00:00.000Z' },
    });
    expect(JSON.parse(JSON.stringify(pending))).toEqual(pending);
  });

  it('must say which enterprise, before anything is sent', async () => {
    await expect(client().requestDecoupled(asked())).rejects.toMatchObject({
      ...{ code: 'VALIDATION_FAILED', errors: [{ path: 'customer' }] },
    });
    expect(platform.calls(ASK)).toEqual([]);
  });

  it('passes on what is wrong with the words to compare', async () => {
    platform.on(`POST ${ASK}`, refused('invalid_binding_message'));
    await expect(request()).rejects.toMatchObject({
      ...{ code: 'VALIDATION_FAILED', details: { oauthError: 'invalid_binding_message' } },
    });
  });
});

describe('consents.poll · CIBA Core §10.1, §11', () => {
  it.each(['authorization_pending', 'slow_down'])('%s: nothing yet', async (error) => {
    polls(refused(error));
    const { pending } = await request();
    expect(await client().poll(pending)).toBeUndefined();
  });

  it('returns the consent once she agreed', async () => {
    polls(agreed());
    await consentStands();
    const { pending } = await request();
    expect(await client().poll(pending)).toMatchObject({ consentId: IDS.consent });
  });

  it.each([
    ['access_denied', 'CONSENT_REFUSED'],
    ['expired_token', 'CONSENT_REQUEST_NOT_FOUND'],
    ['invalid_grant', 'CALLBACK_INVALID'],
  ])('%s is %s', async (error, code) => {
    polls(refused(error));
    const { pending } = await request();
    await expect(client().poll(pending)).rejects.toMatchObject({ code });
  });

  it('does not take the answer to another request', async () => {
    polls(agreed(IDS.otherConsent));
    const { pending } = await request();
    await expect(client().poll(pending)).rejects.toMatchObject({ code: 'RESPONSE_UNEXPECTED' });
  });

  it('does not take an artefact that grants more than was asked', async () => {
    polls(agreed());
    await consentStands({ disclosure: 'RECORDS' });
    const { pending } = await request();
    await expect(client().poll(pending)).rejects.toMatchObject({ code: 'RESPONSE_UNEXPECTED' });
  });
});

describe('consents.waitFor', () => {
  it('polls until there is an answer', async () => {
    polls(refused('authorization_pending'), agreed());
    await consentStands();
    const { pending } = await request();
    expect(await client().waitFor(pending)).toMatchObject({ consentId: IDS.consent });
  });

  it('waits five seconds longer from each slow_down on (CIBA Core §11)', async () => {
    const waits = waitsAtOnce();
    polls(
      ...['authorization_pending', 'slow_down', 'authorization_pending', 'slow_down'].map(refused),
      agreed(),
    );
    await consentStands();
    const { pending } = await request();
    await client().waitFor(pending);
    expect(waits()).toEqual([1_000, 6_000, 6_000, 11_000]);
  });

  it('asks once a poll, whoever wants a nonce: it keeps the first (RFC 9449 §8)', async () => {
    waitsAtOnce();
    const asked: (string | undefined)[] = [];
    const replies = [refused('authorization_pending'), refused('authorization_pending'), agreed()];
    platform.on('POST /oidc/token', ({ body, headers }) => {
      if (!new URLSearchParams(body).has('auth_req_id'))
        return { body: { access_token: 'own', token_type: 'DPoP', expires_in: 300 } };
      const { nonce } = decodeJwt(String(headers.dpop));
      asked.push(nonce as string | undefined);
      return nonce === undefined
        ? { ...refused('use_dpop_nonce'), headers: { 'dpop-nonce': 'nonce-1' } }
        : (replies.shift() ?? refused('invalid_grant'));
    });
    await consentStands();
    const { pending } = await request();
    await client().waitFor(pending);
    expect(asked).toEqual([undefined, 'nonce-1', 'nonce-1', 'nonce-1']);
  });

  it('ends with the signal, as its reason', async () => {
    polls(refused('authorization_pending'), refused('authorization_pending'));
    const { pending } = await request();
    const ending = new AbortController();
    const waiting = client().waitFor(pending, { signal: ending.signal });
    ending.abort(new Error('closing time'));
    await expect(waiting).rejects.toThrow('closing time');
  });
});
