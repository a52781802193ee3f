import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { answerWith, newLink, OWNER, readQuestion, signInTo, signInToMy } from '../support/owner-visit.ts';
import { ownerPersona, type Platform, startPlatform } from '../support/platform.ts';
import { hidden, RawBrowser, type Shown } from '../support/raw-browser.ts';
import { RawClient } from '../support/raw-client.ts';
import { rows } from '../support/rows.ts';

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
});

/** A request of a bank for the healthy persona's firm, by its number. */
async function asked(): Promise<{ consentId: string; number: string; link: string }> {
  const { id, link } = await newLink(await RawClient.of(platform));
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
    async send(number: string) {
      const page = await open(number);
      const authority = /<option value="(aut_[^"]+)"/.exec(page.markup)?.[1] ?? '';
      return post('code', number, { authority }, page);
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

/** The code in her newest message, as her phone shows it. */
async function codeRead(): Promise<string> {
  for (let tries = 0; tries < 100; tries++) {
    const { markup } = await new RawBrowser(platform.url).follow('/sandbox/messages');
    const code = /read (\d{6}) to the agent|才把(\d{6})念给/.exec(markup);
    if (code !== null) return code[1] ?? code[2] ?? '';
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('no code came');
}
const consentOf = async (consentId: string) =>
  (await rows<Record<string, unknown>>(platform, 'SELECT * FROM consent WHERE id = $1', [consentId]))[0];
const entriesOf = async (consentId: string) =>
  (
    await rows<{ kind: string }>(platform, 'SELECT kind FROM log_entry WHERE consent_id = $1 ORDER BY id', [
      consentId,
    ])
  ).map(({ kind }) => kind);

describe('an agent who helps', () => {
  it('prepares, has a code sent to the owner, and confirms with what she read out', async () => {
    await reachable();
    await rows(platform, 'DELETE FROM notification');
    const { consentId, number } = await asked();
    const counter = await atCounter();
    await counter.prepare(number);
    await counter.send(number);
    const { markup } = await counter.confirm(number, await codeRead());
    expect(markup).toContain('She has agreed');
    expect(await consentOf(consentId)).toMatchObject({ status: 'ACTIVE', granted_by: OWNER });
    expect(await entriesOf(consentId)).toEqual([
      'CONSENT_REQUESTED',
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
    const { markup } = await (await atCounter()).open(number);
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
    const code = await codeRead();
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

describe('a code', () => {
  async function sent() {
    await reachable();
    await rows(platform, 'DELETE FROM notification');
    const request = await asked();
    const counter = await atCounter();
    await counter.prepare(request.number);
    await counter.send(request.number);
    const code = await codeRead();
    return { ...request, counter, code, wrong: code === '000000' ? '111111' : '000000' };
  }

  it('is good for five tries, also made at once', async () => {
    const { consentId, number, counter, code, wrong } = await sent();
    const tries = await Promise.all(Array.from({ length: 9 }, () => counter.confirm(number, wrong)));
    expect(tries.every(({ response }) => response.status === 403)).toBe(true);
    const [row] = await rows<{ attempts: number }>(platform, 'SELECT attempts FROM confirmation_code');
    expect(row?.attempts).toBe(5);
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
