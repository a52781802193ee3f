import { DATA_CONSENT_TYPE } from '@xinqiao/contracts';
import { PERSONAS } from '@xinqiao/sandbox';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { answerDecoupled, askDecoupled, poll } from '../standards/support/backchannel.ts';
import { type StandardClient, standardClient } from '../standards/support/standard-client.ts';
import { forgetRefusals } from '../support/forget-refusals.ts';
import { lapseRequests } from '../support/lapse-requests.ts';
import { signInToMy } from '../support/owner-visit.ts';
import { consentRequest, ownerPersona, type Platform, startPlatform } from '../support/platform.ts';
import { RawBrowser } from '../support/raw-browser.ts';
import { rows, written } from '../support/rows.ts';

/** A code of the right form that nobody registered. */
const NOBODY = '91341602MA2MQ1XX59';

describe('a decoupled request that is not as it should be (CIBA Core §7, §13)', () => {
  let platform: Platform;
  let client: StandardClient;
  beforeAll(async () => {
    platform = await startPlatform();
    client = await standardClient(platform);
  });
  afterEach(() => forgetRefusals(platform));
  afterEach(() => lapseRequests(platform));
  afterAll(() => platform.close());

  const { customer, ...detail } = { ...consentRequest(), type: DATA_CONSENT_TYPE };
  const details = (...all: object[]) => ({ authorization_details: JSON.stringify(all) });

  it.each<[string, Record<string, string>, string]>([
    ['no authorization details', { authorization_details: '' }, 'invalid_authorization_details'],
    ['an empty list of them', details(), 'invalid_authorization_details'],
    ['two of them', details(detail, detail), 'invalid_authorization_details'],
    ['details of an unknown type', details({ ...detail, type: 'x' }), 'invalid_authorization_details'],
    [
      'more than the template allows',
      details({ ...detail, validity: 'P9Y' }),
      'invalid_authorization_details',
    ],
    [
      'another firm in the details than in the hint',
      details({ ...detail, customer: { uscc: NOBODY } }),
      'invalid_authorization_details',
    ],
    ['no login hint', { login_hint: '' }, 'invalid_request'],
    ['a login hint of another kind', { login_hint: 'tel:13800000000' }, 'invalid_request'],
    ['a login hint that is no code', { login_hint: 'uscc:123' }, 'invalid_request'],
    ['two hints', { id_token_hint: 'x' }, 'invalid_request'],
    ['a login hint token', { login_hint: '', login_hint_token: 'x' }, 'invalid_request'],
    ['a request context', { request_context: '{}' }, 'invalid_request'],
    ['a user code', { user_code: '1234' }, 'invalid_request'],
    ['an answer by yesterday', { requested_expiry: '-1' }, 'invalid_request'],
    ['an answer by no time', { requested_expiry: 'soon' }, 'invalid_request'],
    ['words that are a link', { binding_message: 'see evil.example' }, 'invalid_binding_message'],
    ['words that turn the text', { binding_message: '74\u202e21' }, 'invalid_binding_message'],
    ['words that are a letter', { binding_message: '请'.repeat(9) }, 'invalid_binding_message'],
    ['words that are a number to call', { binding_message: '请拨95588' }, 'invalid_binding_message'],
    ['words that fill the page', { binding_message: 'x'.repeat(10_000) }, 'invalid_binding_message'],
    ['no scope openid', { scope: 'profile' }, 'invalid_request'],
    ['another API as resource', { resource: 'https://other.example/api' }, 'invalid_target'],
  ])('with %s is refused and leaves nothing behind', async (_what, fact, error) => {
    const before = await written(platform);
    await expect(askDecoupled(client, fact)).rejects.toMatchObject({ error });
    expect(await written(platform)).toEqual(before);
    const left = await rows(
      platform,
      `SELECT id FROM oidc_payload WHERE model = 'BackchannelAuthenticationRequest'`,
    );
    expect(left).toEqual([]);
  });

  it('of an application that may not ask is refused', async () => {
    const scopes = (change: string) =>
      rows(platform, `UPDATE application SET scopes = ${change} WHERE id = $1`, [
        platform.credentials('bank').applicationId,
      ]);
    await scopes(`array_remove(scopes, 'consents:write')`);
    await expect(askDecoupled(client)).rejects.toMatchObject({ error: 'invalid_request' });
    await scopes(`scopes || '{consents:write}'`);
  });
});

describe('a decoupled request in wrong hands', () => {
  let platform: Platform;
  let client: StandardClient;
  let thief: StandardClient;
  beforeAll(async () => {
    platform = await startPlatform();
    client = await standardClient(platform);
    thief = await standardClient(platform, { application: 'other-bank' });
  });
  afterEach(() => forgetRefusals(platform));
  afterEach(() => lapseRequests(platform));
  afterAll(() => platform.close());

  it('its id gets another bank nothing, neither before nor after the answer, and stays good for its own', async () => {
    const asked = await askDecoupled(client);
    await expect(poll(thief, asked)).rejects.toMatchObject({ error: 'invalid_grant' });
    await answerDecoupled(platform, asked);
    await expect(poll(thief, asked)).rejects.toMatchObject({ error: 'invalid_grant' });
    await expect(poll(client, asked)).resolves.toBeDefined();
  });

  it('an invented id gets nothing', async () => {
    const asked = await askDecoupled(client);
    const invented = { answer: { ...asked.answer, auth_req_id: 'x'.repeat(43) } };
    await expect(poll(client, invented)).rejects.toMatchObject({ error: 'invalid_grant' });
  });

  it('answers nobody without a sign-in, nor for somebody who may not act for the firm', async () => {
    const asked = await askDecoupled(client);
    await expect(answerDecoupled(platform, asked, 'agree', 'persona-han-guiying')).rejects.toThrow();
    await expect(poll(client, asked)).rejects.toMatchObject({ error: 'authorization_pending' });
  });

  it('answered twice at once gave one answer', async () => {
    const asked = await askDecoupled(client);
    await Promise.allSettled(
      ['agree', 'refuse'].map((decision) => answerDecoupled(platform, asked, decision)),
    );
    const entries = await rows<{ kind: string }>(
      platform,
      `SELECT kind FROM log_entry WHERE consent_id = $1 AND kind IN ('CONSENT_GRANTED', 'CONSENT_REJECTED')`,
      [asked.consentId],
    );
    expect(entries).toHaveLength(1);
  });
});

describe('a bank that wants to know whom it could ask (CIBA Core §14)', () => {
  let platform: Platform;
  let client: StandardClient;
  beforeAll(async () => {
    platform = await startPlatform();
    client = await standardClient(platform);
  });
  afterEach(async () => {
    await forgetRefusals(platform);
    await lapseRequests(platform);
    await rows(platform, `SET session_replication_role = replica; UPDATE authority SET status = 'ACTIVE'`);
  });
  afterAll(() => platform.close());

  /** Everything the bank can see of a request, without what differs between any two. */
  const seen = async (fact: Readonly<Record<string, string>> = {}) => {
    const asked = await askDecoupled(client, fact);
    const {
      auth_req_id: id,
      consent_id: consentId,
      request_id: requestId,
      reference,
      ...rest
    } = asked.answer;
    const polled = await poll(client, asked).catch(({ error }: { error: string }) => error);
    const bank = platform.bank();
    const { consentId: _id, requestedAt: _at, ...consent } = await bank.consents.get(asked.consentId);
    const { items } = await bank.audit.entries({ consentId: asked.consentId });
    const log = items.map(({ kind, subjectId, actor, detail }) => ({
      ...{ kind, subjectId, actor },
      detail: { ...detail, requestId: '' },
    }));
    return {
      rest,
      lengths: [id, consentId, requestId, reference].map((each) => String(each).length),
      polled,
      consent,
      log,
    };
  };

  it('sees the same of a firm that is asked, of one nobody knows, of one with nobody to ask, of one that refused', async () => {
    const known = await seen();
    expect(known.polled).toBe('authorization_pending');
    expect(await seen({ login_hint: `uscc:${NOBODY}` })).toEqual(known);

    const refused = await askDecoupled(client);
    await answerDecoupled(platform, refused, 'refuse');
    expect(await seen()).toEqual(known);

    await forgetRefusals(platform);
    await rows(platform, `SET session_replication_role = replica; UPDATE authority SET status = 'SUSPENDED'`);
    expect(await seen()).toEqual(known);
  });

  it('sees the same of a firm that three of its requests wait for, and its owner is not asked a fourth time', async () => {
    const known = await seen();
    for (const _ of [2, 3]) await askDecoupled(client);
    expect(await seen()).toEqual(known);
    expect(await waitingOnHerPage()).toBe(3);
  });

  it('sees the same of many requests at once, of which three wait for the firm', async () => {
    await Promise.all(Array.from({ length: 6 }, () => askDecoupled(client)));
    expect(await waitingOnHerPage()).toBe(3);
  });

  it('a firm asked enough by one bank can be asked by another', async () => {
    const other = await standardClient(platform, { application: 'other-bank' });
    for (const _ of [1, 2, 3, 4]) await askDecoupled(client);
    await askDecoupled(other);
    expect(await waitingOnHerPage()).toBe(4);
  });

  it.each<[string, (persona: string) => boolean]>([
    ['whoever refused', (persona) => persona === ownerPersona().id],
    ['the owner of another firm', (persona) => persona !== ownerPersona().id],
  ])('nobody answers for a firm that is left in peace: not %s', async (_who, is) => {
    await answerDecoupled(platform, await askDecoupled(client), 'refuse');
    const asked = await askDecoupled(client);
    const persona = PERSONAS.find(({ id, enterprise }) => enterprise !== undefined && is(id))?.id;
    for (const decision of ['agree', 'refuse'])
      await expect(answerDecoupled(platform, asked, decision, persona)).rejects.toThrow();
    await expect(poll(client, asked)).rejects.toMatchObject({ error: 'authorization_pending' });
    const [consent] = await rows(platform, 'SELECT status, subject_id FROM consent WHERE id = $1', [
      asked.consentId,
    ]);
    expect(consent).toEqual({ status: 'PENDING', subject_id: null });
  });

  it('what nobody is asked lapses like anything else', async () => {
    await answerDecoupled(platform, await askDecoupled(client), 'refuse');
    const asked = await askDecoupled(client, { requested_expiry: '60' });
    platform.advance(61_000);
    await expect(poll(client, asked)).rejects.toMatchObject({ error: 'expired_token' });
    await expect
      .poll(async () => (await platform.bank().consents.get(asked.consentId)).status, { timeout: 20_000 })
      .toBe('EXPIRED');
    platform.advance(-61_000);
  });

  it('what else it asked for the purpose is not on her page once she refused', async () => {
    const [first] = [await askDecoupled(client), await askDecoupled(client)];
    await answerDecoupled(platform, first, 'refuse');
    expect(await waitingOnHerPage()).toBe(0);
  });

  /** How many requests her page lists. */
  async function waitingOnHerPage(): Promise<number> {
    const phone = new RawBrowser(platform.url);
    await signInToMy(phone, ownerPersona().id);
    const { markup } = await phone.follow('/my');
    return new Set(markup.match(/\/my\/requests\/crq_[0-9a-f-]+/g)).size;
  }

  it('whoever refused is left in peace: nothing waits for her, and no message goes out', async () => {
    const asking = () =>
      rows(
        platform,
        `SELECT id FROM consent_request WHERE status = 'PENDING' AND subject_id IS NOT NULL ORDER BY id`,
      );
    await answerDecoupled(platform, await askDecoupled(client), 'refuse');
    const before = await asking();
    await askDecoupled(client);
    expect(await asking()).toEqual(before);
  });
});
