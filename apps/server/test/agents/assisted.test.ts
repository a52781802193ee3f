import type { ConsentRequest } from '@xinqiao/contracts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { answerWith, newLink, OWNER, readQuestion, signInTo, signInToMy } from '../support/owner-visit.ts';
import { consentRequest, ownerPersona, type Platform, startPlatform } from '../support/platform.ts';
import { detail } from '../support/pushed-request.ts';
import { hidden, RawBrowser, type Shown } from '../support/raw-browser.ts';
import { RawClient } from '../support/raw-client.ts';
import { rows } from '../support/rows.ts';
import { codeOnPhone, messagesOnPhones } from './support/code-on-phone.ts';

const AGENT = 'persona-han-guiying';
const NEIGHBOUR = ownerPersona('persona-liu-chengzhou').id;

let platform: Platform;
beforeAll(async () => {
  platform = await startPlatform();
});
afterAll(() => platform.close());
beforeEach(async () => {
  await rows(platform, `UPDATE agent SET status = 'ACTIVE', daily_limit = 20`);
  await rows(platform, 'DELETE FROM confirmation_code');
  await rows(platform, 'DELETE FROM assistance');
  await rows(platform, 'DELETE FROM authority_attempt');
});

/** A request of a bank, by its number. Default: for the healthy persona’s firm, with nothing to choose. */
async function asked(
  fact?: Partial<ConsentRequest>,
): Promise<{ consentId: string; number: string; link: string }> {
  const details = fact && { authorization_details: JSON.stringify([detail(fact)]) };
  const { id, link } = await newLink(await RawClient.of(platform), details);
  const [row] = await rows<{ reference: string }>(
    platform,
    'SELECT reference FROM consent_request WHERE consent_id = $1',
    [id],
  );
  return { consentId: id, number: row?.reference ?? '', link };
}

async function atCounter(persona = AGENT) {
  const browser = new RawBrowser(platform.url);
  await signInTo(browser, 'agent', persona);
  const open = (number: string) => browser.follow(`/agent/request?number=${number}&lang=en`);
  const post = async (path: string, number: string, fields: Record<string, string>, shown?: Shown) => {
    const page = shown ?? (await open(number));
    return browser.follow(`/agent/${path}`, {
      formToken: hidden(page.markup, 'formToken'),
      ...{ number, lang: 'en' },
      ...fields,
    });
  };
  return {
    ...{ browser, open, post },
    prepare: (number: string, presence = 'ID_CARD_CHECKED') => post('prepare', number, { presence }),
    async send(number: string, fields: Record<string, string> = {}) {
      const page = await open(number);
      const authority = /<option value="(aut_[^"]+)"/.exec(page.markup)?.[1] ?? '';
      return post('code', number, { authority, ...fields }, page);
    },
    confirm: (number: string, code: string) => post('confirm', number, { code }),
  };
}

/** The owner adds her number, on her own page. */
async function reachable(persona = OWNER, address = '13812345678') {
  const browser = new RawBrowser(platform.url);
  await signInToMy(browser, persona);
  const { markup } = await browser.follow('/my/contacts');
  await browser.follow('/my/contacts/phone/set', { formToken: hidden(markup, 'formToken'), address });
}

const consentOf = async (consentId: string) =>
  (await rows<Record<string, unknown>>(platform, 'SELECT * FROM consent WHERE id = $1', [consentId]))[0];
const logged = (consentId: string) =>
  rows<{ kind: string; subject_id: string | null }>(
    platform,
    'SELECT kind, subject_id FROM log_entry WHERE consent_id = $1 ORDER BY id',
    [consentId],
  );
const entriesOf = async (consentId: string) => (await logged(consentId)).map(({ kind }) => kind);
const countOf = async (consentId: string, kind: string) =>
  (await entriesOf(consentId)).filter((each) => each === kind).length;

describe('an agent who helps', () => {
  it('prepares, has a code sent to the owner, and confirms with what she read out', async () => {
    await reachable();
    await rows(platform, 'DELETE FROM notification');
    const { consentId, number } = await asked();
    const counter = await atCounter();
    await counter.prepare(number);
    await counter.send(number);
    const { markup } = await counter.confirm(number, await codeOnPhone(platform));
    expect(markup).toContain('She has agreed');
    expect(await consentOf(consentId)).toMatchObject({ status: 'ACTIVE', granted_by: OWNER });
    expect(await entriesOf(consentId)).toEqual([
      'CONSENT_REQUESTED',
      'CONSENT_REQUEST_LOOKED_UP',
      'CONSENT_PREPARED',
      'CONSENT_CODE_SENT',
      'CONSENT_GRANTED',
    ]);
    const [assistance] = await rows(platform, 'SELECT * FROM assistance');
    expect(assistance).toMatchObject({
      ...{ agent_id: AGENT, place_code: '341602101', presence: 'ID_CARD_CHECKED' },
      confirmation: 'ONE_TIME_CODE',
    });
  });

  it('sees what is asked and nothing of the owner’s data', async () => {
    const { number } = await asked();
    const counter = await atCounter();
    await counter.prepare(number);
    const { markup } = await counter.open(number);
    expect(markup).toContain('Credit decision');
    expect(markup).not.toMatch(/\d{1,3}(,\d{3})+\.\d{2}/);
  });

  it('may leave the answer to the owner on her own phone', async () => {
    const { consentId, number, link } = await asked();
    await (await atCounter()).prepare(number, 'KNOWN_IN_PERSON');
    const phone = new RawBrowser(platform.url);
    await phone.follow(...answerWith(await readQuestion(phone, link)));
    expect(await consentOf(consentId)).toMatchObject({ status: 'ACTIVE' });
    const [assistance] = await rows(platform, 'SELECT confirmation FROM assistance');
    expect(assistance).toEqual({ confirmation: 'OWN_DEVICE' });
  });

  it('cannot prepare more than her limit of a day, also not at once', async () => {
    await rows(platform, 'UPDATE agent SET daily_limit = 3');
    const numbers = (await Promise.all(Array.from({ length: 6 }, asked))).map(({ number }) => number);
    const counter = await atCounter();
    const tries = await Promise.all(numbers.map((number) => counter.prepare(number)));
    expect(tries.filter(({ response }) => response.status === 429)).toHaveLength(3);
    expect(await rows(platform, 'SELECT FROM assistance')).toHaveLength(3);
  });

  it('who is suspended does nothing more, whatever she has prepared', async () => {
    await reachable();
    await rows(platform, 'DELETE FROM notification');
    const { consentId, number } = await asked();
    const counter = await atCounter();
    await counter.prepare(number);
    await counter.send(number);
    const code = await codeOnPhone(platform);
    const page = await counter.open(number);
    await rows(platform, `UPDATE agent SET status = 'SUSPENDED'`);
    const { response } = await counter.post('confirm', number, { code }, page);
    expect(response.status).toBe(403);
    expect(await consentOf(consentId)).toMatchObject({ status: 'PENDING' });
  });

  it('who is no agent finds no door', async () => {
    const { response } = await (await atCounter(NEIGHBOUR)).open('K7Q2M4XD');
    expect(response.status).toBe(403);
  });

  it('a number that was mistyped is told as unknown', async () => {
    const { response } = await (await atCounter()).open('ZZZZZZZZ');
    expect(response.status).toBe(404);
  });
});

describe('an agent who tries numbers', () => {
  /** A firm that nobody registered, by a code that is well formed. */
  const UNREGISTERED = { customer: { uscc: '91341600MA2TFW2T8E' } } as const;
  const withoutOwn = (markup: string, number: string) =>
    markup
      .replaceAll(/name="formToken" value="[^"]*"/g, '')
      .replaceAll(number, '')
      .replaceAll(`${number.slice(0, 4)}-${number.slice(4)}`, '');

  it('reads the same of a firm that is registered and of one that is not, until she prepares (PIPL art. 6)', async () => {
    const [known, unknown] = [await asked(), await asked(UNREGISTERED)];
    const counter = await atCounter();
    const [first, second] = [await counter.open(known.number), await counter.open(unknown.number)];
    expect(withoutOwn(second.markup, unknown.number)).toBe(withoutOwn(first.markup, known.number));
    expect(first.markup).not.toContain('**');
    expect(first.markup).not.toContain(ownerPersona().enterprise.name);
  });

  it('is told of a firm that is not registered what she is told of an unknown number', async () => {
    const { number } = await asked(UNREGISTERED);
    const counter = await atCounter();
    const prepared = await counter.prepare(number);
    const unknown = await counter.open('ZZZZZZZZ');
    expect([prepared.response.status, unknown.response.status]).toEqual([404, 404]);
  });

  it('leaves the bank no name of a firm in its log before anybody agreed', async () => {
    await reachable();
    const { consentId, number } = await asked();
    const counter = await atCounter();
    await counter.prepare(number);
    await counter.send(number);
    await counter.confirm(number, 'none');
    expect(await logged(consentId)).toEqual(
      [
        'CONSENT_REQUESTED',
        'CONSENT_REQUEST_LOOKED_UP',
        'CONSENT_PREPARED',
        'CONSENT_CODE_SENT',
        'CONSENT_CODE_FAILED',
      ].map((kind) => ({ kind, subject_id: null })),
    );
  });

  it('may look up 60 in vain in a day, known or not, also at once', async () => {
    await rows(
      platform,
      `INSERT INTO authority_attempt SELECT $1, 'LOOK_UP', now(), 'ZZZZZZZZ ' || n FROM generate_series(1, 57) n`,
      [AGENT],
    );
    const { number } = await asked();
    const counter = await atCounter();
    const tries = await Promise.all(['ZZZZZZZZ', number, 'YYYYYYYY', number, 'XXXXXXXX'].map(counter.open));
    expect(tries.filter(({ response }) => response.status === 429)).toHaveLength(2);
    expect((await counter.open(number)).response.status).toBe(429);
  });

  it('is not held up by what she prepared', async () => {
    const { number } = await asked();
    const counter = await atCounter();
    await counter.open(number);
    await counter.prepare(number);
    await counter.open(number);
    expect(await rows(platform, 'SELECT FROM authority_attempt')).toEqual([]);
  });
});

describe('a code', () => {
  async function sent() {
    await reachable();
    await rows(platform, 'DELETE FROM notification');
    const request = await asked();
    const counter = await atCounter();
    await counter.prepare(request.number);
    await counter.send(request.number);
    const code = await codeOnPhone(platform);
    return { ...request, counter, code, wrong: code === '000000' ? '111111' : '000000' };
  }

  it('comes with the bank, the firm, the purpose and the number she can compare', async () => {
    const { number } = await sent();
    const markup = await messagesOnPhones(platform);
    expect(markup).toContain(`${number.slice(0, 4)}-${number.slice(4)}`);
    expect(markup).toMatch(/授信审批|: loan,/);
    expect(markup).toContain([...ownerPersona().enterprise.name].slice(0, 12).join(''));
  });

  it('agrees to nothing that she could choose, whatever the agent says', async () => {
    await reachable();
    await rows(platform, 'DELETE FROM notification');
    const { items } = consentRequest();
    const optional = items.at(-1) as string;
    const { consentId, number } = await asked({ items: items.slice(0, -1), optionalItems: items.slice(-1) });
    const counter = await atCounter();
    await counter.prepare(number);
    await counter.send(number, { items: optional });
    await counter.confirm(number, await codeOnPhone(platform));
    const consent = await consentOf(consentId);
    expect(consent).toMatchObject({ status: 'ACTIVE' });
    expect(consent?.items).not.toContain(optional);
  });

  it('and its entry come together: six to an owner in a day, also when asked for at once', async () => {
    await reachable();
    const { consentId, number } = await asked();
    const counter = await atCounter();
    await counter.prepare(number);
    const tries = await Promise.all(Array.from({ length: 9 }, () => counter.send(number)));
    expect(tries.filter(({ response }) => response.status === 429)).toHaveLength(3);
    expect(await rows(platform, 'SELECT FROM confirmation_code')).toHaveLength(6);
    expect(await countOf(consentId, 'CONSENT_CODE_SENT')).toBe(6);
  });

  it('is one of 100 that an agent has sent in a day; what was not sent is not held against its owner', async () => {
    await reachable();
    const { consentId, number } = await asked();
    const counter = await atCounter();
    await counter.prepare(number);
    await rows(
      platform,
      `INSERT INTO confirmation_code (id, request_id, agent_id, identity_id, code_hash, notice_hash, language,
         created_at, expires_at)
       SELECT 'cod_' || n, r.id, $1, 'somebody', 'h', 'h', 'en', now(), now()
       FROM consent_request r, generate_series(1, 98) n WHERE r.reference = $2`,
      [AGENT, number],
    );
    const tries = await Promise.all(Array.from({ length: 4 }, () => counter.send(number)));
    expect(tries.filter(({ response }) => response.status === 429)).toHaveLength(2);
    expect(await countOf(consentId, 'CONSENT_CODE_SENT')).toBe(2);
    expect(await rows(platform, `SELECT FROM authority_attempt WHERE kind = 'CODE'`)).toHaveLength(2);
  });

  it('is good for five tries, also made at once, and every wrong one is logged', async () => {
    const { consentId, number, counter, code, wrong } = await sent();
    const tries = await Promise.all(Array.from({ length: 9 }, () => counter.confirm(number, wrong)));
    expect(tries.every(({ response }) => response.status === 403)).toBe(true);
    const [row] = await rows<{ attempts: number }>(platform, 'SELECT attempts FROM confirmation_code');
    expect(row?.attempts).toBe(5);
    expect(await countOf(consentId, 'CONSENT_CODE_FAILED')).toBe(5);
    expect((await counter.confirm(number, code)).response.status).toBe(403);
    expect(await consentOf(consentId)).toMatchObject({ status: 'PENDING' });
  });

  it('is good once', async () => {
    const { number, counter, code } = await sent();
    const page = await counter.open(number);
    await counter.post('confirm', number, { code }, page);
    const again = await counter.post('confirm', number, { code }, page);
    expect(again.response.status).toBe(404);
  });

  it('is good for its own request only', async () => {
    const { counter, code } = await sent();
    const other = await asked();
    await counter.prepare(other.number);
    expect((await counter.confirm(other.number, code)).response.status).toBe(403);
  });

  it('is over after five minutes', async () => {
    const { number, counter, code } = await sent();
    await rows(platform, `UPDATE confirmation_code SET expires_at = now() - interval '1 second'`);
    expect((await counter.confirm(number, code)).response.status).toBe(403);
  });

  it('lies nowhere in the clear', async () => {
    const { code } = await sent();
    const everything = JSON.stringify([
      await rows(platform, 'SELECT * FROM confirmation_code'),
      await rows(platform, 'SELECT * FROM notification'),
      await rows(platform, `SELECT detail FROM log_entry WHERE kind = 'CONSENT_CODE_SENT'`),
    ]);
    expect(everything).not.toContain(code);
  });

  it('is not sent where the owner has no address', async () => {
    await rows(platform, 'DELETE FROM contact');
    const { number } = await asked();
    const counter = await atCounter();
    await counter.prepare(number);
    expect((await counter.send(number)).response.status).toBe(409);
  });

  it('is not sent to an address the agent has too', async () => {
    await rows(platform, 'DELETE FROM contact');
    await reachable(OWNER, '13900000001');
    await reachable(AGENT, '13900000001');
    const { number } = await asked();
    const counter = await atCounter();
    await counter.prepare(number);
    expect((await counter.send(number)).response.status).toBe(409);
    await rows(platform, 'DELETE FROM contact');
  });
});
