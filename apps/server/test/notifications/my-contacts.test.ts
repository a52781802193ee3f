import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { OWNER, signInToMy } from '../support/owner-visit.ts';
import { agreedConsent, ownerPersona, type Platform, startPlatform } from '../support/platform.ts';
import { expectPage } from '../support/problem.ts';
import { hidden, RawBrowser } from '../support/raw-browser.ts';
import { rows } from '../support/rows.ts';

const NEIGHBOUR = ownerPersona('persona-liu-chengzhou').id;
const NUMBER = '13812345678';

let platform: Platform;
beforeAll(async () => {
  platform = await startPlatform();
});
afterAll(() => platform.close());
beforeEach(() => rows(platform, 'DELETE FROM contact'));

async function signedIn(persona = OWNER) {
  const browser = new RawBrowser(platform.url);
  await signInToMy(browser, persona);
  const { markup } = await browser.follow('/my/contacts');
  const formToken = hidden(markup, 'formToken');
  const post = (path: string, fields: Record<string, string> = {}) =>
    browser.follow(`/my/contacts/${path}`, { formToken, ...fields });
  return {
    ...{ browser, formToken, post },
    phone: (address = NUMBER, fact: Record<string, string> = {}) => post('phone/set', { address, ...fact }),
  };
}
const stored = () => rows<Record<string, unknown>>(platform, 'SELECT * FROM contact ORDER BY created_at, id');
const entries = () =>
  rows<Record<string, unknown>>(
    platform,
    `SELECT * FROM log_entry WHERE kind = 'CONTACT_CHANGED' ORDER BY id`,
  );

describe('an owner’s own contacts', () => {
  it('a number is set, shown masked and as not confirmed, and never in the clear again', async () => {
    const { phone } = await signedIn();
    const { markup, url } = await phone(NUMBER, { language: 'en' });
    expect(url.pathname).toBe('/my/contacts');
    expect(markup).toContain('138****5678');
    expect(markup).toContain('Not confirmed');
    expect(markup).not.toContain(NUMBER);
    expect(await stored()).toMatchObject([
      { identity_id: OWNER, kind: 'PERSON', channel: 'SMS', language: 'en', ended_at: null },
    ]);
    expect(JSON.stringify(await stored())).not.toContain(NUMBER);
  });

  it('the new number replaces the old one, an e-mail address stands beside it', async () => {
    const { phone, post } = await signedIn();
    await phone();
    await phone('13900000000');
    const { markup } = await post('email/set', { address: 'owner@firm.example' });
    expect(markup).toContain('139****0000');
    expect(markup).toContain('o***@firm.example');
    expect(markup).not.toContain('138****5678');
  });

  it('is ended by a button, and only on that channel', async () => {
    const { phone, post } = await signedIn();
    await post('email/set', { address: 'owner@firm.example' });
    await phone();
    const { markup } = await post('phone/end');
    expect(markup).not.toContain('138****5678');
    expect(markup).toContain('o***@firm.example');
  });

  it('is what she is then told by', async () => {
    const { phone } = await signedIn();
    await phone();
    await agreedConsent(platform);
    const sent = () => rows(platform, `SELECT 1 FROM notification WHERE masked = '138****5678'`);
    await expect.poll(async () => (await sent()).length, { timeout: 20_000, interval: 200 }).toBe(1);
  });

  it('each change stands in the log under a pseudonym, without the address; one that changes nothing does not', async () => {
    const before = (await entries()).length;
    const { phone, post } = await signedIn();
    await phone();
    await phone(`+86${NUMBER}`);
    await post('phone/end');
    await post('phone/end');
    const written = (await entries()).slice(before);
    expect(written.map(({ detail }) => (detail as { change: string }).change).sort()).toEqual([
      'CONTACT_ENDED',
      'CONTACT_SET',
    ]);
    expect(JSON.stringify(written)).not.toContain(NUMBER);
    for (const entry of written)
      expect(entry).toMatchObject({
        ...{ participant_id: null, subject_id: null, consent_id: null },
        actor: expect.stringMatching(/^owner:/),
      });
  });

  it('of somebody else are neither shown nor ended', async () => {
    await (await signedIn()).phone();
    const neighbour = await signedIn(NEIGHBOUR);
    expect((await neighbour.browser.follow('/my/contacts')).markup).not.toContain('138****5678');
    await neighbour.post('phone/end');
    expect(await stored()).toMatchObject([{ identity_id: OWNER, ended_at: null }]);
  });

  it.each([
    ['phone/set', ''],
    ['phone/set', '12345'],
    ['phone/set', '+15551234567'],
    ['email/set', 'a@b\r\nBcc: c@d.example'],
    ['email/set', 'nobody'],
  ])('%s refuses %j, says what to enter and changes nothing', async (path, address) => {
    const { post } = await signedIn();
    const { response, markup } = await post(path, { address });
    expect(response.status).toBe(400);
    expect(markup).toContain('role="alert"');
    expect(await stored()).toEqual([]);
  });

  it('shows what she typed as text', async () => {
    const { post } = await signedIn();
    const { markup } = await post('email/set', { address: '"><b>x</b>' });
    expect(markup).toContain('value="&quot;&gt;&lt;b&gt;x&lt;/b&gt;"');
  });

  it('the eleventh address of a day is refused', async () => {
    const { phone } = await signedIn();
    for (let count = 10; count < 20; count++) await phone(`139000000${count}`);
    const { response } = await phone('13900000020');
    expect(response.status).toBe(429);
    expect(await stored()).toHaveLength(10);
  });

  it('two at once leave one', async () => {
    const { phone } = await signedIn();
    await Promise.all([phone(), phone('13900000000')]);
    expect((await stored()).filter(({ ended_at }) => ended_at === null)).toHaveLength(1);
  });

  it.each(['', 'forged'])('a form without its token is refused (%j)', async (formToken) => {
    const { browser } = await signedIn();
    await expectPage(
      await browser.open('/my/contacts/phone/set', { formToken, address: NUMBER }),
      'FORM_EXPIRED',
    );
    expect(await stored()).toEqual([]);
  });

  it('a form of another sign-in is refused', async () => {
    const { formToken } = await signedIn(NEIGHBOUR);
    const { browser } = await signedIn();
    await expectPage(
      await browser.open('/my/contacts/phone/set', { formToken, address: NUMBER }),
      'FORM_EXPIRED',
    );
  });

  it('nobody sets any without having signed in', async () => {
    const { formToken } = await signedIn();
    await expectPage(
      await new RawBrowser(platform.url).open('/my/contacts/phone/set', { formToken, address: NUMBER }),
      'SIGN_IN_REQUIRED',
    );
  });

  it.each(['app/set', 'phone/toggle'])('there is no %s', async (path) => {
    const { browser, formToken } = await signedIn();
    await expectPage(await browser.open(`/my/contacts/${path}`, { formToken }), 'ROUTE_NOT_FOUND');
  });

  it.each(['phone/set', 'phone/end'])(
    '%s asks for a fresh sign-in that leads back: a session left open gives no number for codes',
    async (path) => {
      const { browser, formToken, phone } = await signedIn();
      await phone();
      const before = await stored();
      platform.advanceTokenClock(6 * 60_000);
      const response = await browser.open(`/my/contacts/${path}`, { formToken, address: '13900000001' });
      expect(response.status).toBe(303);
      expect(response.headers.get('location')).toMatch(/^\/sign-in\?to=contacts/);
      expect(await stored()).toEqual(before);
    },
  );

  it('the address that is replaced or ended is told, and the one that stays is not', async () => {
    const told = () =>
      rows(
        platform,
        `SELECT masked FROM notification WHERE template = 'contact-ended' AND masked LIKE '137%' ORDER BY id`,
      );
    const { phone, post } = await signedIn();
    await phone('13700000001');
    await phone('13700000001', { language: 'en' });
    await phone('13700000002');
    await expect.poll(told, { timeout: 20_000 }).toEqual([{ masked: '137****0001' }]);
    await post('phone/end');
    await expect
      .poll(told, { timeout: 20_000 })
      .toEqual([{ masked: '137****0001' }, { masked: '137****0002' }]);
  });

  it('are reached from her page', async () => {
    const { browser } = await signedIn();
    expect((await browser.follow('/my')).markup).toContain('href="/my/contacts"');
  });
});
