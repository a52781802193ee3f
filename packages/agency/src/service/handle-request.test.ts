import { generateKeyPairSync } from 'node:crypto';
import type { AgencySubject, DataItemId, InvoiceLine } from '@xinqiao/contracts';
import { describe, expect, it } from 'vitest';
import { agencyClient } from '../client/agency-client.ts';
import type { RequestMessage } from '../signatures/http-message.ts';
import { type MessageJwk, signingKey, verifyingKey } from '../signatures/message-keys.ts';
import { signRequest } from '../signatures/profile.ts';
import { handleRequest, type IncomingMessageParts, type ServiceContext } from './handle-request.ts';
import type { AgencyHoldings } from './holdings.ts';
import { NonceMemory } from './nonce-memory.ts';

const NOW = new Date('2026-11-21T08:00:00.000Z');
const jwk = (kid: string): MessageJwk => ({
  ...generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' }),
  kid,
});
const PLATFORM = jwk('platform-1');
const AGENCY = jwk('agency-1');
const SUBJECT: AgencySubject = { scheme: 'uscc', code: '91341602MA2MQ1XX59' };
const RANGE = { from: '2026-01-01', to: '2026-06-30' };
const STATE = { asOf: '2026-11-20T16:00:00.000Z', version: 'v7' };

const line = (at: number): InvoiceLine => ({
  direction: 'OUT',
  number: String(at).padStart(8, '0'),
  issuedOn: '2026-03-01',
  counterparty: 'c-1',
  amount: '100.00',
  tax: '13.00',
  total: '113.00',
  status: 'VALID',
});
const GRADES = [2023, 2024, 2025].map((year) => ({ year, grade: 'A' as const }));

/** Knows one firm: its grades, so many invoices, and nothing else. */
const holdings = (invoices: number, more: Partial<AgencyHoldings> = {}): AgencyHoldings => ({
  items: ['tax.credit-grades', 'invoice.lines', 'tax.arrears'],
  async read({ code }, item) {
    if (code !== SUBJECT.code) return { kind: 'no-data', ...STATE };
    if (item === 'tax.credit-grades') return { kind: 'records', records: GRADES, ...STATE };
    if (item === 'invoice.lines')
      return { kind: 'records', records: Array.from({ length: invoices }, (_, at) => line(at)), ...STATE };
    throw new Error(`no table of ${code}`);
  },
  ...more,
});

const failures: unknown[] = [];
const contextOf = (held: AgencyHoldings): ServiceContext => ({
  holdings: held,
  key: signingKey(AGENCY),
  platformKeys: [verifyingKey(PLATFORM)],
  authority: 'data.agency.example',
  nonces: new NonceMemory(),
  now: () => NOW,
  onFailure: (error) => failures.push(error),
});

/** The client and the service of the contract with no network between them. */
const connected = (held: AgencyHoldings = holdings(3)) => {
  const context = contextOf(held);
  let nonce = 0;
  return agencyClient({
    origin: 'https://data.agency.example',
    key: signingKey(PLATFORM),
    agencyKeys: [verifyingKey(AGENCY)],
    now: () => NOW,
    newNonce: () => `nonce-${nonce++}`,
    async send({ url, method, headers, body = new Uint8Array() }) {
      const { pathname, search } = new URL(url);
      const answer = await handleRequest(context, {
        method,
        target: pathname + search,
        fields: headers,
        body,
      });
      return { status: answer.status, headers: answer.fields, body: answer.body };
    },
  });
};
const question = (...items: DataItemId[]) => ({ subject: SUBJECT, items, range: RANGE });

describe('POST /v1/read', () => {
  it('answers item by item, and cuts to the range', async () => {
    const { items } = await connected().read(question('tax.credit-grades', 'invoice.lines'));
    expect(items).toMatchObject([
      { item: 'tax.credit-grades', status: 'READY', whole: true, ...STATE, records: GRADES.slice(1) },
      { item: 'invoice.lines', status: 'READY', records: [line(0), line(1), line(2)] },
    ]);
  });

  it('tells of an item that fails only that, and tells the agency’s log why', async () => {
    failures.length = 0;
    const { items } = await connected().read(question('tax.arrears', 'tax.credit-grades'));
    expect(items).toMatchObject([{ item: 'tax.arrears', status: 'UNAVAILABLE' }, { status: 'READY' }]);
    expect(JSON.stringify(items)).not.toContain('no table');
    expect(failures).toEqual([expect.objectContaining({ message: expect.stringContaining('no table') })]);
  });

  it('refuses an item it does not answer for', async () => {
    const { items } = await connected().read(question('tax.audits'));
    expect(items).toEqual([{ item: 'tax.audits', status: 'DENIED' }]);
  });

  it('has no data of a firm it does not know', async () => {
    const { items } = await connected().read({
      ...question('tax.credit-grades'),
      subject: { ...SUBJECT, code: '91341602MA2MQ1XX5A' },
    });
    expect(items).toMatchObject([{ status: 'NO_DATA', ...STATE }]);
  });

  it.each([
    [2_000, 'READY'],
    [2_001, 'PAGED'],
  ])('answers a list of %s rows %s', async (rows, status) => {
    const { items } = await connected(holdings(rows)).read(question('invoice.lines'));
    expect(items[0]?.status).toBe(status);
  });

  it('lets no record out that has not the shape of the catalogue', async () => {
    const wrong = holdings(0, {
      read: async () => ({ kind: 'records', records: [{ year: 2025, grade: 'Z' }] as never, ...STATE }),
    });
    const { items } = await connected(wrong).read(question('tax.credit-grades'));
    expect(items).toEqual([{ item: 'tax.credit-grades', status: 'UNAVAILABLE' }]);
  });
});

describe('POST /v1/page', () => {
  const page = (after: string | null, limit = 2, held = holdings(5)) =>
    connected(held).page({ subject: SUBJECT, item: 'invoice.lines', range: RANGE, after, limit });

  it('gives pages that add up to the list', async () => {
    const rows: unknown[] = [];
    let after: string | null = null;
    do {
      const answer = await page(after);
      if (answer.status !== 'READY') throw new Error(answer.status);
      rows.push(...answer.rows);
      after = answer.next;
    } while (after !== null);
    expect(rows).toEqual([0, 1, 2, 3, 4].map(line));
  });

  it.each(['x', '-1', '1.5', '0', '9999999999'])(
    'gives none after %j, which it never named',
    async (after) => {
      expect(await page(after)).toMatchObject({ status: 'UNAVAILABLE' });
    },
  );

  it('gives none of an item that is no list', async () => {
    const answer = connected(holdings(1, { items: ['tax.status'] })).page({
      ...{ subject: SUBJECT, item: 'tax.status', range: RANGE, after: null, limit: 2 },
    });
    expect(await answer).toMatchObject({ status: 'DENIED' });
  });

  it('asks the agency for a page where it can give one', async () => {
    const asked: unknown[] = [];
    const held = holdings(0, {
      read: async () => ({ kind: 'paged', ...STATE }),
      page: async (_subject, _item, _range, after, limit) => {
        asked.push([after, limit]);
        return { kind: 'page', rows: [line(7)], next: 'row-8', ...STATE };
      },
    });
    expect((await connected(held).read(question('invoice.lines'))).items[0]?.status).toBe('PAGED');
    expect(await page('row-7', 1, held)).toMatchObject({ status: 'READY', rows: [line(7)], next: 'row-8' });
    expect(asked).toEqual([['row-7', 1]]);
  });
});

describe('POST /v1/state', () => {
  it('tells the versions that read answers from', async () => {
    const { items } = await connected().state(question('tax.credit-grades', 'tax.audits'));
    expect(items).toEqual([
      { item: 'tax.credit-grades', ...STATE },
      { item: 'tax.audits', asOf: null, version: null },
    ]);
  });

  it('reads nothing where the agency can tell without', async () => {
    const held = holdings(0, {
      read: async () => {
        throw new Error('read');
      },
      state: async () => ({ asOf: null, version: 'v8' }),
    });
    const { items } = await connected(held).state(question('tax.credit-grades'));
    expect(items).toEqual([{ item: 'tax.credit-grades', asOf: null, version: 'v8' }]);
  });
});

describe('GET /v1/changes', () => {
  it('of an agency that keeps no list says that changes may be missing', async () => {
    const first = await connected().changes({ limit: 10 });
    expect(first).toMatchObject({ changes: [], more: false, gap: false });
    expect(await connected().changes({ since: first.cursor, limit: 10 })).toMatchObject({ gap: true });
  });

  it('tells whose data changed', async () => {
    const changes = [{ subject: SUBJECT, items: ['tax.credit-grades' as const] }];
    const held = holdings(0, {
      changes: async (since, limit) => ({ changes, cursor: `${since}.${limit}`, more: true, gap: false }),
    });
    expect(await connected(held).changes({ since: 'c-1', limit: 7 })).toEqual({
      ...{ changes, cursor: 'c-1.7', more: true, gap: false },
    });
  });
});

describe('GET /v1/health', () => {
  it('names the items and how fresh they are', async () => {
    const held = holdings(0, { updatedAt: async (item) => (item === 'tax.arrears' ? STATE.asOf : null) });
    expect((await connected(held).health()).items).toEqual([
      { item: 'tax.credit-grades', asOf: null },
      { item: 'invoice.lines', asOf: null },
      { item: 'tax.arrears', asOf: STATE.asOf },
    ]);
  });

  it('fails when the agency is down', async () => {
    const held = holdings(0, {
      updatedAt: async () => {
        throw new Error('down');
      },
    });
    await expect(connected(held).health()).rejects.toMatchObject({ code: 'ANSWER_STATUS', status: 500 });
  });
});

describe('who is not the platform', () => {
  const target = { method: 'POST', authority: 'data.agency.example', path: '/v1/read', query: '?' };
  const body = new TextEncoder().encode(JSON.stringify(question('tax.credit-grades')));
  const sent = (request: RequestMessage, sentBody = body): IncomingMessageParts => ({
    ...{ method: request.method, target: request.path, fields: request.fields, body: sentBody },
  });
  const signed = (fact: Partial<typeof target> = {}, key = PLATFORM, nonce = 'n-1') =>
    signRequest({ ...target, ...fact }, body, signingKey(key), { now: NOW, nonce });
  /** What a stranger learns. */
  const told = async (incoming: IncomingMessageParts, context = contextOf(holdings(1))) => {
    const answer = await handleRequest(context, incoming);
    expect(answer.fields.signature).toBeUndefined();
    return JSON.parse(new TextDecoder().decode(answer.body));
  };
  const refusedFor = (reason: string) => ({
    ...{ type: 'about:blank', status: 401, code: 'SIGNATURE_REFUSED', reason },
  });

  it('and does not sign learns nothing else', async () => {
    const incoming = { method: 'POST', target: '/v1/read', fields: {}, body };
    expect(await told(incoming)).toEqual(refusedFor('SIGNATURE_MISSING'));
    expect(await told({ ...incoming, target: '/v1/nowhere' })).toEqual(refusedFor('SIGNATURE_MISSING'));
  });

  it('and signs with a key of its own is refused', async () => {
    expect(await told(sent(signed({}, jwk('platform-1'))))).toEqual(refusedFor('SIGNATURE_INVALID'));
    expect(await told(sent(signed({}, jwk('stranger'))))).toEqual(refusedFor('SIGNATURE_KEY_UNKNOWN'));
  });

  it('and sends another body under a signature of the platform is refused', async () => {
    const other = new TextEncoder().encode(JSON.stringify(question('invoice.lines')));
    expect(await told(sent(signed(), other))).toEqual(refusedFor('DIGEST_MISMATCH'));
  });

  it('and hands on a request that was meant for another agency is refused', async () => {
    const elsewhere = sent(signed({ authority: 'other.agency.example' }));
    expect(await told(elsewhere)).toEqual(refusedFor('SIGNATURE_INVALID'));
    const claimed = { ...elsewhere, fields: { ...elsewhere.fields, host: 'other.agency.example' } };
    expect(await told(claimed)).toEqual(refusedFor('SIGNATURE_INVALID'));
  });

  it('and sends a request again that was answered once is refused', async () => {
    const context = contextOf(holdings(1));
    const incoming = sent(signed());
    expect((await handleRequest(context, incoming)).status).toBe(200);
    expect(await told(incoming, context)).toEqual(refusedFor('SIGNATURE_REPEATED'));
  });

  it('is refused too when no more nonces can be kept', async () => {
    const context = { ...contextOf(holdings(1)), nonces: new NonceMemory(1) };
    expect((await handleRequest(context, sent(signed()))).status).toBe(200);
    expect(await told(sent(signed({}, PLATFORM, 'n-2')), context)).toMatchObject({ code: 'OVERLOADED' });
  });
});

describe('a request of the platform that is wrong', () => {
  const send = async (fact: { method?: string; path?: string; query?: string; body?: string }) => {
    const { method = 'POST', path = '/v1/read', query = '?', body: text } = fact;
    const body = text === undefined ? undefined : new TextEncoder().encode(text);
    const target = { method, authority: 'data.agency.example', path, query };
    const request = signRequest(target, body, signingKey(PLATFORM), { now: NOW, nonce: 'n-1' });
    const { fields } = request;
    return handleRequest(contextOf(holdings(1)), {
      ...{ method, target: query === '?' ? path : path + query, fields, body: body ?? new Uint8Array() },
    });
  };
  const good = JSON.stringify(question('tax.credit-grades'));

  it.each([
    ['a body that is no JSON', { body: '{' }, 400],
    ['an item twice', { body: good.replace('["tax.credit-grades"]', '["tax.arrears","tax.arrears"]') }, 400],
    ['an item nobody has', { body: good.replace('tax.credit-grades', 'tax.secrets') }, 400],
    ['a member too many', { body: good.replace('{', '{"all":true,') }, 400],
    ['a code with a quote', { body: good.replace('91341602MA2MQ1XX59', "' OR 1=1") }, 400],
    ['a range that ends before it begins', { body: good.replace('2026-01-01', '2027-01-01') }, 400],
    ['a path that is none', { path: '/v1/all', body: good }, 404],
    ['another method', { method: 'PUT', body: good }, 405],
    ['a GET where a POST belongs', { method: 'GET' }, 405],
    ['no limit', { method: 'GET', path: '/v1/changes' }, 400],
    ['a limit with an exponent', { method: 'GET', path: '/v1/changes', query: '?limit=1e1' }, 400],
    ['a limit among blanks', { method: 'GET', path: '/v1/changes', query: '?limit=%205%20' }, 400],
    ['a limit with a place', { method: 'GET', path: '/v1/changes', query: '?limit=5.0' }, 400],
    ['an empty limit', { method: 'GET', path: '/v1/changes', query: '?limit=' }, 400],
    ['a limit of a million', { method: 'GET', path: '/v1/changes', query: '?limit=1000000' }, 400],
    ['a cursor with a blank', { method: 'GET', path: '/v1/changes', query: '?limit=1&since=a%20b' }, 400],
  ])('%s is refused, signed, and nothing of it is repeated', async (_what, fact, status) => {
    const answer = await send(fact);
    expect(answer.status).toBe(status);
    expect(answer.fields.signature).toBeDefined();
    expect(Object.keys(JSON.parse(new TextDecoder().decode(answer.body)))).toEqual([
      'type',
      'status',
      'code',
    ]);
  });
});

describe('NonceMemory', () => {
  it('forgets what no longer holds, and only that', () => {
    const memory = new NonceMemory(2);
    const seconds = NOW.getTime() / 1000;
    expect(memory.take('a', seconds + 1, NOW)).toBe('fresh');
    expect(memory.take('b', seconds + 60, NOW)).toBe('fresh');
    expect(memory.take('c', seconds + 60, NOW)).toBe('full');
    const later = new Date(NOW.getTime() + 2_000);
    expect(memory.take('c', seconds + 60, later)).toBe('fresh');
    expect(memory.take('b', seconds + 60, later)).toBe('used');
  });
});
