import { createHash } from 'node:crypto';
import { PERSONAS } from '@xinqiao/sandbox';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readQuestion, signInToMy } from '../support/owner-visit.ts';
import {
  agreedConsent,
  consentRequest,
  ownerPersona,
  type Platform,
  startPlatform,
} from '../support/platform.ts';
import { expectPage } from '../support/problem.ts';
import { hidden, RawBrowser } from '../support/raw-browser.ts';
import { rows } from '../support/rows.ts';

let platform: Platform;
beforeAll(async () => {
  platform = await startPlatform();
});
afterAll(() => platform.close());

const owner = ownerPersona();
const stranger = PERSONAS.find(({ id, enterprise }) => id !== owner.id && enterprise !== null)?.id ?? '';

let browser: RawBrowser;
beforeEach(() => {
  browser = new RawBrowser(platform.url);
});

const logged = async (kind: string) =>
  await rows<{ participant: string | null; detail: Record<string, unknown> }>(
    platform,
    `SELECT participant_id AS participant, detail FROM log_entry WHERE kind = $1 ORDER BY id DESC`,
    [kind],
  );
const requestIdOf = async (consentId: string) =>
  (
    await rows<{ id: string }>(
      platform,
      `SELECT id FROM consent_request WHERE consent_id = $1 ORDER BY id DESC`,
      [consentId],
    )
  )[0]?.id ?? '';
/** The worker writes a receipt soon after the change. */
const receiptOf = (consentId: string) =>
  expect
    .poll(
      () =>
        rows(platform, `SELECT 1 FROM consent_revision WHERE consent_id = $1 AND receipt IS NOT NULL`, [
          consentId,
        ]),
      { timeout: 20_000 },
    )
    .toHaveLength(1);

describe('the owner’s own figures beside a question', () => {
  it('are shown after a log entry that names no bank (PIPL art. 45)', async () => {
    const before = (await logged('OWN_DATA_SHOWN')).length;
    const asked = await platform.bank().consents.request(consentRequest());
    const { markup } = await readQuestion(browser, asked.url);
    expect(markup).toMatch(/Sales filed over the last 12 months: [\d,]+\.\d\d yuan/);
    const entries = await logged('OWN_DATA_SHOWN');
    expect(entries).toHaveLength(before + 1);
    expect(entries[0]).toMatchObject({ participant: null, detail: { purpose: 'SELF_SERVICE_EXPORT' } });
  });
});

describe('a request answered on one’s own phone', () => {
  it('becomes a consent without the bank’s browser, with only what was ticked', async () => {
    const bank = platform.bank();
    const asked = await bank.consents.request(
      consentRequest({
        items: ['tax.vat-returns'],
        optionalItems: ['invoice.lines', 'tax.arrears'] as never,
      }),
    );
    await signInToMy(browser);
    const { markup, url } = await browser.follow(`/my/requests/${await requestIdOf(asked.consentId)}`);
    const fields = Object.fromEntries(
      ['formToken', 'notice', 'lang', 'subject'].map((name) => [name, hidden(markup, name)]),
    );
    const shown = await browser.follow(`${url.pathname}/answer`, {
      ...fields,
      ...{ decision: 'agree', items: 'tax.arrears' },
    });
    expect(shown.markup).toContain('The consent is in force');
    await expect(bank.consents.get(asked.consentId)).resolves.toMatchObject({
      status: 'ACTIVE',
      items: ['tax.vat-returns', 'tax.arrears'],
    });
  });

  it('is nobody else’s to open, before and after', async () => {
    const asked = await platform.bank().consents.request(consentRequest());
    const requestId = await requestIdOf(asked.consentId);
    await signInToMy(browser, stranger);
    await expectPage(await browser.open(`/my/requests/${requestId}`), 'AUTHORITY_MISSING');
    await platform.owner().answer(asked.url, owner.id, 'agree');
    await expectPage(await browser.open(`/my/requests/${requestId}`), 'CONSENT_REQUEST_NOT_FOUND');
  });

  it.each(['crq_01932f6e-7a10-7000-8000-000000000001', 'AAAABBBB', '..%2f..%2fetc', '%00', 'x'.repeat(500)])(
    'that does not exist is not found: %s',
    async (name) => {
      await signInToMy(browser);
      await expectPage(await browser.open(`/my/requests/${name}`), 'CONSENT_REQUEST_NOT_FOUND');
      await expectPage(await browser.open(`/ask/${name}`), 'CONSENT_REQUEST_NOT_FOUND');
    },
  );

  it('is not answered with the form of another request', async () => {
    const bank = platform.bank();
    const [one, other] = [
      await bank.consents.request(consentRequest()),
      await bank.consents.request(consentRequest()),
    ];
    await signInToMy(browser);
    const { markup } = await browser.follow(`/my/requests/${await requestIdOf(one.consentId)}`);
    const fields = Object.fromEntries(
      ['formToken', 'notice', 'lang', 'subject'].map((name) => [name, hidden(markup, name)]),
    );
    const path = `/my/requests/${await requestIdOf(other.consentId)}/answer`;
    await expectPage(await browser.open(path, { ...fields, decision: 'agree' }), 'FORM_EXPIRED');
  });
});

describe('receipts (ISO/IEC TS 27560)', () => {
  it('carry the exact words of the page, whose hash is the one in the artefact', async () => {
    const consent = await agreedConsent(platform);
    await receiptOf(consent.consentId);
    await signInToMy(browser);
    const path = `/my/consents/${consent.consentId}/receipts/1`;
    const { markup } = await browser.follow(path);
    const words = /<blockquote[^>]*>(.*?)<\/blockquote>/s.exec(markup)?.[1] ?? '';
    const hash = createHash('sha256').update(words).digest('base64url');
    expect(markup).toContain(`<code>${hash}</code>`);
    const text = await browser.open(`${path}.txt`);
    expect(text.headers.get('content-disposition')).toContain('attachment');
    expect(await text.text()).toContain(hash);
    const artefact = await (await browser.open(`${path}/artefact.jws`)).text();
    expect(artefact).toBe(consent.artefact);
  });

  it('are not found by anybody else, and neither is a revision that is none', async () => {
    const { consentId } = await agreedConsent(platform);
    await receiptOf(consentId);
    await signInToMy(browser, stranger);
    for (const end of ['1', '1.txt', '1.jws', '1/artefact.jws'])
      await expectPage(await browser.open(`/my/consents/${consentId}/receipts/${end}`), 'CONSENT_NOT_FOUND');
    const own = new RawBrowser(platform.url);
    await signInToMy(own);
    await expectPage(await own.open(`/my/consents/${consentId}/receipts/99`), 'CONSENT_NOT_FOUND');
  });
});

describe('what an owner takes with her (PIPL art. 45)', () => {
  it('are the records of her consents and, after a log entry, her own data', async () => {
    const { consentId } = await agreedConsent(platform);
    await signInToMy(browser);
    const { markup } = await browser.follow('/my/export');
    const fields = { formToken: hidden(markup, 'formToken'), subject: hidden(markup, 'subject') };
    const records = await (await browser.open('/my/export/records', fields)).text();
    expect(records).toContain(consentId);
    const before = (await logged('OWN_DATA_EXPORTED')).length;
    const data = await browser.open('/my/export/data', fields);
    expect(data.headers.get('content-disposition')).toBe('attachment; filename="xinqiao-data.json"');
    const { items } = (await data.json()) as { items: { item: string; status: string }[] };
    expect(items.find(({ item }) => item === 'tax.vat-returns')).toMatchObject({ status: 'DELIVERED' });
    expect(await logged('OWN_DATA_EXPORTED')).toHaveLength(before + 1);
  });

  it('is not given to anybody else', async () => {
    await signInToMy(browser);
    const subject = hidden((await browser.follow('/my/export')).markup, 'subject');
    const other = new RawBrowser(platform.url);
    await signInToMy(other, stranger);
    const formToken = hidden((await other.follow('/my/export')).markup, 'formToken');
    for (const what of ['records', 'data'])
      await expectPage(await other.open(`/my/export/${what}`, { formToken, subject }), 'SUBJECT_NOT_FOUND');
  });

  it('is not given without its form', async () => {
    await signInToMy(browser);
    await expectPage(await browser.open('/my/export/data', { subject: 'x' }), 'FORM_EXPIRED');
  });
});

describe('stopping everything (PIPL art. 15)', () => {
  it('stops every living consent after one more question, and says when', async () => {
    const bank = platform.bank();
    const mine = [await agreedConsent(platform, { bank }), await agreedConsent(platform, { bank })];
    await signInToMy(browser);
    const { markup } = await browser.follow('/my/stop-all');
    for (const { consentId } of mine) expect(markup).toContain(consentId);
    const form = new URLSearchParams({ formToken: hidden(markup, 'formToken') });
    for (const [, consentId = ''] of markup.matchAll(/name="consentId" value="([^"]*)"/g))
      form.append('consentId', consentId);
    const response = await fetch(`${platform.url}/my/stop-all`, {
      ...{ method: 'POST', body: form, redirect: 'manual' },
      headers: { cookie: [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
    });
    expect(response.status).toBe(303);
    for (const { consentId } of mine)
      await expect(bank.consents.get(consentId)).resolves.toMatchObject({
        status: 'REVOKED',
        endedBy: 'OWNER',
      });
    expect((await browser.follow('/my')).markup).toMatch(/Stopped at \d{4}-\d\d-\d\d \d\d:\d\d:\d\d/);
  });
});
