import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect as connectTcp } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DataItemId, SubjectId } from '@xinqiao/contracts';
import type { Database } from '@xinqiao/db';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { guardSource } from '../../src/data/sources/guard/guard-source.ts';
import { readSources } from '../../src/data/sources/read-sources.ts';
import type { Source, SourceSubject } from '../../src/data/sources/source.ts';
import { selfSigned } from '../../src/outbound/testing/self-signed.ts';
import {
  type AgencyWorld,
  type Asked,
  agencyWorld,
  genuine,
  type HostileServer,
  hostileServer,
  send,
} from './support/agency-world.ts';
import { emptySource } from './support/empty-source.ts';

const CODE = '91341602MA2MQ1XX59';
const SUBJECT: SourceSubject = {
  ...{ subjectId: 'sub_1' as SubjectId, sourceId: 'register', scheme: 'uscc', code: CODE },
};
const RANGE = { from: '2026-01-01', to: '2026-06-30' };
const STATE = { asOf: '2026-11-20T16:00:00.000Z', version: 'v1' };
const GRADE = { year: 2025, grade: 'A' };
const READY = { item: 'tax.credit-grades', status: 'READY', ...STATE, whole: true, records: [GRADE] };
const LINE = {
  ...{ direction: 'OUT', number: '1', issuedOn: '2026-03-01', counterparty: 'c', amount: '1.00' },
  ...{ tax: '0.00', total: '1.00', status: 'VALID' },
};
/** Stands in every lie below; it may come out nowhere. */
const SECRET = '机密-4f1c';

let world: AgencyWorld;
let server: HostileServer;
/** Patient, so that a busy machine changes no outcome; the other is for services that do not answer. */
let source: Source;
let impatient: Source;
beforeAll(async () => {
  world = agencyWorld();
  server = await hostileServer();
  source = world.connect(server.origin, { deadlineMs: 20_000, maxAnswerBytes: 200_000 });
  impatient = world.connect(server.origin, { deadlineMs: 600 });
});
afterAll(async () => {
  await server.close();
  world.close();
});

const context = { database: undefined as unknown as Database, signal: new AbortController().signal };
const read = (items: readonly DataItemId[] = ['tax.credit-grades'], from = source) =>
  from.read(SUBJECT, items, RANGE, context);
const answer = (...items: object[]) => ({ subject: { scheme: 'uscc', code: CODE }, range: RANGE, items });

/** What the connector makes of a genuine, signed answer. */
async function madeOf(value: unknown, items?: readonly DataItemId[]) {
  server.behave((asked, response) => send(response, genuine(world, asked, value)));
  return read(items);
}

/** The code of the error the read ends with; it says nothing of the answer, of the firm or of the address. */
async function refusal(behaviour: Parameters<HostileServer['behave']>[0], from = source): Promise<string> {
  server.behave(behaviour);
  const error = await read(undefined, from).then(
    () => {
      throw new Error('The lie was believed.');
    },
    (thrown: unknown) => thrown as Error & { code: string },
  );
  const told = `${error.stack} ${JSON.stringify(error)} ${String(error.cause)}`;
  for (const word of [SECRET, CODE, new URL(server.origin).port]) expect(told).not.toContain(word);
  return error.code;
}
const lie = answer({ ...READY, records: [{ ...GRADE, note: SECRET }] });

describe('an honest answer', () => {
  it('is read', async () => {
    expect(await madeOf(answer(READY))).toEqual(
      new Map([['tax.credit-grades', { kind: 'records', records: [GRADE], whole: true, ...STATE }]]),
    );
  });

  it('is one request for all items, with the code in its body and nowhere else', async () => {
    const before = server.asked.length;
    await madeOf(answer(READY, { item: 'tax.vat-returns', status: 'DENIED' }), [
      'tax.credit-grades',
      'tax.vat-returns',
    ]);
    expect(server.asked.length).toBe(before + 1);
    const { request, question } = server.asked.at(-1) as Asked;
    expect(question).toEqual({
      subject: { scheme: 'uscc', code: CODE },
      items: ['tax.credit-grades', 'tax.vat-returns'],
      range: RANGE,
    });
    expect(JSON.stringify(request)).not.toContain(CODE);
  });

  it('is told item by item', async () => {
    const items = ['tax.credit-grades', 'tax.vat-returns', 'invoice.lines', 'invoice.summary'] as const;
    const told = await madeOf(
      answer(
        READY,
        { item: 'tax.vat-returns', status: 'NO_DATA', ...STATE },
        { item: 'invoice.lines', status: 'PAGED', ...STATE },
        { item: 'invoice.summary', status: 'UNAVAILABLE' },
      ),
      items,
    );
    expect([...told.values()].map(({ kind }) => kind)).toEqual(['records', 'no-data', 'large', 'failed']);
  });
});

describe('what an agency says wrongly, though it signs it', () => {
  it('leaves out the rows that have not the shape of the item, and says that rows are missing', async () => {
    const records = [GRADE, { ...GRADE, note: SECRET }, { year: '2025', grade: 'A' }, null, [GRADE], 7];
    const told = await madeOf(answer({ ...READY, records }));
    expect(told.get('tax.credit-grades')).toEqual({
      kind: 'records',
      records: [GRADE],
      whole: false,
      ...STATE,
    });
  });

  it('leaves out a row with half a character: canonical JSON has no form for it, so no package could hold it', async () => {
    const records = [LINE, { ...LINE, counterparty: '\ud840' }];
    const told = await madeOf(answer({ ...READY, item: 'invoice.lines', records }), ['invoice.lines']);
    expect(told.get('invoice.lines')).toMatchObject({ records: [LINE], whole: false });
  });

  it.each([
    ['no row of its shape', [{ ...GRADE, note: SECRET }]],
    ['no list', { 0: GRADE }],
    ['nothing', null],
    ['2,001 rows at once', Array.from({ length: 2_001 }, () => GRADE)],
  ])('has failed with %s', async (_what, records) => {
    expect((await madeOf(answer({ ...READY, records }))).get('tax.credit-grades')).toEqual({
      kind: 'failed',
    });
  });

  it('is cut to the range', async () => {
    const records = [{ year: 2019, grade: 'D' }, GRADE, { year: 2030, grade: 'D' }];
    const told = await madeOf(answer({ ...READY, records }));
    expect(told.get('tax.credit-grades')).toMatchObject({ records: [GRADE], whole: true });
  });

  it('has failed with the registration of another firm', async () => {
    const profile = {
      ...{ uscc: '91340100MA2N1B7Q5G', name: SECRET, status: 'ACTIVE', establishedOn: '2019-01-01' },
      ...{ authority: '局', divisionCode: '341602', industryCode: 'F5125', registeredCapital: '1.00' },
      ...{ legalRepresentative: '某', legalRepresentativeChanges: [], abnormalListings: [] },
    };
    const ready = { ...READY, item: 'registration.profile', records: profile };
    const item = 'registration.profile';
    expect((await madeOf(answer(ready), [item])).get(item)).toEqual({ kind: 'failed' });
    const own = { ...ready, records: { ...profile, uscc: CODE } };
    expect((await madeOf(answer(own), [item])).get(item)).toMatchObject({ kind: 'records' });
  });

  it('leaves an item it does not mention without an answer: that is a failure of this item', async () => {
    expect([...(await madeOf(answer(READY), ['tax.credit-grades', 'tax.vat-returns'])).keys()]).toEqual([
      'tax.credit-grades',
    ]);
  });

  it.each([
    ['about another subject', { subject: { scheme: 'uscc', code: '91340100MA2N1B7Q5G' } }],
    ['about the same code of another kind', { subject: { scheme: 'taxpayer-id', code: CODE } }],
    ['about other days', { range: { ...RANGE, from: '2020-01-01' } }],
    ['about an item that was not asked for', { items: [{ ...READY, item: 'tax.arrears', records: [] }] }],
    ['twice about one item', { items: [READY, READY] }],
  ])('is refused %s', async (_what, fact) => {
    const code = await refusal((asked, response) =>
      send(response, genuine(world, asked, { ...lie, ...fact })),
    );
    expect(code).toBe('ANSWER_TO_ANOTHER');
  });

  it.each([
    ['an empty object', {}],
    ['a list', [lie]],
    ['null', null],
    ['a status nobody knows', answer({ ...READY, status: SECRET })],
    ['an item nobody has', answer({ ...READY, item: SECRET })],
    ['no word whether it is whole', answer({ ...READY, whole: undefined })],
    ['a day as an instant', answer({ ...READY, asOf: '2026-11-20' })],
    ['data of a time to come', answer({ ...READY, asOf: '2126-11-20T16:00:00.000Z' })],
    ['a version of 201 characters', answer({ ...READY, version: 'v'.repeat(201) })],
    ['no JSON', `{"subject": "${SECRET}`],
    ['a number that is none', '{"subject": NaN}'],
    ['two documents', '{}{}'],
  ])('is refused as %s', async (_what, value) => {
    const code = await refusal((asked, response) => send(response, genuine(world, asked, value)));
    expect(code).toBe('ANSWER_MALFORMED');
  });

  it('is refused in another encoding than UTF-8', async () => {
    const code = await refusal((asked, response) => {
      const good = genuine(world, asked, lie, { type: 'application/json; charset=gb18030' });
      send(response, good);
    });
    expect(code).toBe('ANSWER_TYPE');
  });
});

describe('who stands between, or pretends to be the agency', () => {
  const stranger = {
    ...generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' }),
    kid: 'agency-1',
  };
  const honest = (asked: Asked) => genuine(world, asked, lie);
  const without = (name: string, good: ReturnType<typeof honest>) => ({
    ...good,
    headers: Object.fromEntries(Object.entries(good.headers).filter(([each]) => each !== name)),
  });

  it.each<[string, string, (asked: Asked) => ReturnType<typeof honest>]>([
    [
      'signs with a key of its own under the agency’s id',
      'SIGNATURE_INVALID',
      (asked) => genuine(world, asked, lie, { key: stranger }),
    ],
    [
      'signs with a key under an id of its own',
      'SIGNATURE_KEY_UNKNOWN',
      (asked) => genuine(world, asked, lie, { key: { ...stranger, kid: 'x' } }),
    ],
    ['signs nothing', 'SIGNATURE_MISSING', (asked) => without('signature', honest(asked))],
    ['leaves out what is signed', 'SIGNATURE_MISSING', (asked) => without('signature-input', honest(asked))],
    ['leaves out the digest', 'DIGEST_MISSING', (asked) => without('content-digest', honest(asked))],
    [
      'changes the body',
      'DIGEST_MISMATCH',
      (asked) => {
        const good = honest(asked);
        return { ...good, body: good.body.replace('"A"', '"M"') };
      },
    ],
    [
      'changes the body and the digest',
      'SIGNATURE_INVALID',
      (asked) => {
        const other = genuine(world, asked, answer(READY), { key: stranger });
        const digest = other.headers['content-digest'] as string;
        return {
          ...other,
          headers: { ...honest(asked).headers, 'content-digest': digest },
          body: other.body,
        };
      },
    ],
    [
      'changes the type to HTML',
      'ANSWER_TYPE',
      (asked) => {
        const good = honest(asked);
        return { ...good, headers: { ...good.headers, 'content-type': 'text/html' } };
      },
    ],
    ['leaves out the type', 'ANSWER_TYPE', (asked) => without('content-type', honest(asked))],
    ['takes 201 for 200', 'ANSWER_STATUS', (asked) => ({ ...honest(asked), status: 201 })],
    [
      'keeps an answer for three minutes',
      'SIGNATURE_STALE',
      (asked) => genuine(world, asked, lie, { now: new Date(Date.now() - 180_000) }),
    ],
    [
      'dates an answer in the future',
      'SIGNATURE_STALE',
      (asked) => genuine(world, asked, lie, { now: new Date(Date.now() + 180_000) }),
    ],
    [
      'throws the question back',
      'SIGNATURE_INCOMPLETE',
      (asked) => ({
        ...honest(asked),
        headers: {
          ...honest(asked).headers,
          signature: asked.request.fields.signature as string,
          'signature-input': asked.request.fields['signature-input'] as string,
        },
      }),
    ],
  ])('%s: %s', async (_what, expected, made) => {
    expect(await refusal((asked, response) => send(response, made(asked)))).toBe(expected);
  });

  it('plays back the answer to the same question of a moment ago', async () => {
    let kept: ReturnType<typeof honest> | undefined;
    server.behave((asked, response) => {
      kept = genuine(world, asked, answer(READY));
      send(response, kept);
    });
    expect((await read()).get('tax.credit-grades')).toMatchObject({ kind: 'records' });
    const replay = await refusal((_asked, response) => send(response, kept as ReturnType<typeof honest>));
    expect(replay).toBe('SIGNATURE_INVALID');
  });

  it.each([301, 302, 303, 307, 308])('sends us elsewhere with %s: nobody goes there', async (status) => {
    const other = await hostileServer();
    try {
      other.behave((asked, response) => send(response, genuine(world, asked, lie)));
      const code = await refusal((asked, response) => {
        const good = genuine(world, asked, lie, { status });
        send(response, { ...good, headers: { ...good.headers, location: `${other.origin}/v1/read` } });
      });
      expect(code).toBe('ANSWER_STATUS');
      expect(other.asked).toEqual([]);
    } finally {
      await other.close();
    }
  });

  it.each([204, 304, 400, 401, 403, 404, 429, 500, 502, 503, 504])(
    'answers %s with a body that looks like data',
    async (status) => {
      const code = await refusal((asked, response) => send(response, genuine(world, asked, lie, { status })));
      expect(code).toBe('ANSWER_STATUS');
    },
  );
});

describe('a service that is slow, broken or too generous', () => {
  it('breaks off in the middle of its body', async () => {
    const code = await refusal((asked, response) => {
      const good = genuine(world, asked, lie);
      response.writeHead(200, { ...good.headers, 'content-length': good.body.length * 3 });
      response.write(good.body.slice(0, 20), () => response.destroy());
    });
    expect(code).toBe('RESPONSE_BROKEN');
  });

  it('ends its body early and says that it is whole', async () => {
    const code = await refusal((asked, response) => {
      const good = genuine(world, asked, lie);
      send(response, { ...good, body: good.body.slice(0, -5) });
    });
    expect(code).toBe('DIGEST_MISMATCH');
  });

  it('takes the question and says nothing', async () => {
    expect(await refusal(() => undefined, impatient)).toBe('TIMED_OUT');
  });

  it('sends a byte now and then', async () => {
    const code = await refusal((asked, response) => {
      const good = genuine(world, asked, lie);
      response.writeHead(200, good.headers);
      let at = 0;
      const timer = setInterval(() => response.write(good.body[at++] ?? ' '), 50);
      response.on('close', () => clearInterval(timer));
    }, impatient);
    expect(code).toBe('TIMED_OUT');
  });

  it('announces more than we take', async () => {
    const code = await refusal((asked, response) => {
      const { headers } = genuine(world, asked, lie);
      response.writeHead(200, { ...headers, 'content-length': 200_001 });
      response.write('{');
    });
    expect(code).toBe('RESPONSE_TOO_LARGE');
  });

  it('sends without end, in chunks: we stop reading', async () => {
    let sent = 0;
    const code = await refusal((asked, response) => {
      const { headers } = genuine(world, asked, lie);
      response.writeHead(200, headers);
      const more = () => {
        if (response.destroyed) return;
        sent += 4_096;
        response.write(' '.repeat(4_096), () => setImmediate(more));
      };
      more();
    });
    expect(code).toBe('RESPONSE_TOO_LARGE');
    expect(sent).toBeLessThan(5_000_000);
  });

  it('compresses what it was asked to send plain', async () => {
    const code = await refusal((asked, response) => {
      const good = genuine(world, asked, lie);
      response.writeHead(200, { ...good.headers, 'content-encoding': 'gzip' });
      response.end(Buffer.from([0x1f, 0x8b, 8, 0]));
    });
    expect(code).toBe('DIGEST_MISMATCH');
  });

  it('speaks no HTTP', async () => {
    const code = await refusal((_asked, response) => response.socket?.end(`${SECRET}\r\n\r\n`));
    expect(code).toBe('RESPONSE_BROKEN');
  });

  it('sends headers without end', async () => {
    const code = await refusal((_asked, response) =>
      response.socket?.write(`HTTP/1.1 200 OK\r\n${`x: ${SECRET.repeat(20)}\r\n`.repeat(400)}`),
    );
    expect(code).toBe('RESPONSE_TOO_LARGE');
  });

  it.each([
    ['two lengths', 'content-length: 2\r\ncontent-length: 3\r\n\r\n{}x', 'RESPONSE_BROKEN'],
    ['a negative length', 'content-length: -2\r\n\r\n{}', 'RESPONSE_BROKEN'],
    ['a length and chunks', 'content-length: 2\r\ntransfer-encoding: chunked\r\n\r\n{}', 'RESPONSE_BROKEN'],
    ['chunks of no size', 'transfer-encoding: chunked\r\n\r\nx\r\n{}', 'RESPONSE_BROKEN'],
    [
      'trailers without end',
      `transfer-encoding: chunked\r\n\r\n0\r\n${'x: y\r\n'.repeat(50_000)}`,
      'RESPONSE_TOO_LARGE',
    ],
  ])('frames its body by %s', async (_what, rest, expected) => {
    const code = await refusal((_asked, response) =>
      response.socket?.write(`HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n${rest}`),
    );
    expect(code).toBe(expected);
  });

  it('announces an answer again and again, and never gives it', async () => {
    const code = await refusal((_asked, response) => {
      const timer = setInterval(() => response.socket?.write('HTTP/1.1 103 Early Hints\r\n\r\n'), 20);
      response.on('close', () => clearInterval(timer));
    }, impatient);
    expect(code).toBe('TIMED_OUT');
  });

  it('adds a second answer after the first: it is never read', async () => {
    server.behave((asked, response) => {
      const { headers, body } = genuine(world, asked, answer(READY));
      const fields = { ...headers, 'content-length': Buffer.byteLength(body) };
      const head = Object.entries(fields).map(([name, value]) => `${name}: ${value}\r\n`);
      response.socket?.end(`HTTP/1.1 200 OK\r\n${head.join('')}\r\n${body}HTTP/1.1 200 OK\r\n\r\n${SECRET}`);
    });
    expect((await read()).get('tax.credit-grades')).toMatchObject({ records: [GRADE] });
  });

  it('is gone', async () => {
    const gone = await hostileServer();
    await gone.close();
    const from = world.connect(gone.origin, { deadlineMs: 600 });
    await expect(read(undefined, from)).rejects.toMatchObject({ code: 'CONNECTION_FAILED' });
  });
});

describe('pages of an agency', () => {
  const page = (fact: object) => {
    const question = { subject: { scheme: 'uscc', code: CODE }, item: 'invoice.lines', range: RANGE };
    const value = { ...question, status: 'READY', ...STATE, whole: true, rows: [LINE], next: 'p2', ...fact };
    server.behave((asked, response) => send(response, genuine(world, asked, value)));
    return source.readPage(SUBJECT, 'invoice.lines', RANGE, 'p1', 2, context);
  };

  it('are read, bad rows left out', async () => {
    expect(await page({ rows: [LINE, { ...LINE, note: SECRET }] })).toEqual({
      ...{ kind: 'page', rows: [LINE], next: 'p2', whole: false, ...STATE },
    });
  });

  it('are cut to the range', async () => {
    expect(await page({ rows: [{ ...LINE, issuedOn: '2020-01-01' }] })).toMatchObject({
      rows: [],
      whole: true,
    });
  });

  it.each([
    ['lead to themselves', { next: 'p1' }, 'ANSWER_MALFORMED'],
    ['are empty and go on', { rows: [] }, 'ANSWER_MALFORMED'],
    ['hold more rows than were wanted', { rows: [LINE, LINE, LINE] }, 'ANSWER_MALFORMED'],
    ['are of a time to come', { asOf: '2126-11-20T16:00:00.000Z' }, 'ANSWER_MALFORMED'],
    ['name the next by a number', { next: 2 }, 'ANSWER_MALFORMED'],
    ['are of another item', { item: 'tax.payments' }, 'ANSWER_TO_ANOTHER'],
    ['are of another firm', { subject: { scheme: 'uscc', code: 'X' } }, 'ANSWER_TO_ANOTHER'],
  ])('that %s are refused', async (_what, fact, code) => {
    await expect(page(fact)).rejects.toMatchObject({ code });
  });
});

describe('a bank’s read that asks two sources', () => {
  const registry = emptySource({ sourceId: 'registry', items: ['registration.changes'] });
  const readBoth = async (agency = source) => {
    const lines: unknown[] = [];
    const note = (...line: unknown[]) => void lines.push(line);
    const logger = { error: note, warn: note } as never;
    const sources = [agency, registry].map((each) => guardSource(each, { logger }));
    const items = ['tax.credit-grades', 'tax.vat-returns', 'registration.changes'] as const;
    const readings = await readSources({ sources, database: context.database }, SUBJECT, items, RANGE);
    expect(JSON.stringify([readings, lines])).not.toContain(SECRET);
    expect(JSON.stringify(lines)).not.toContain(CODE);
    return { statuses: readings.map(({ status }) => status), lines: JSON.stringify(lines) };
  };

  it('loses the items of the agency whose answer is forged, and no other', async () => {
    server.behave((asked, response) => {
      const good = genuine(world, asked, lie);
      send(response, { ...good, body: good.body.replace('"A"', '"M"') });
    });
    const { statuses, lines } = await readBoth();
    expect(statuses).toEqual(['UNAVAILABLE', 'UNAVAILABLE', 'NO_DATA']);
    expect(lines).toContain('DIGEST_MISMATCH');
  });

  it('waits for a silent agency as long as its deadline', async () => {
    server.behave(() => undefined);
    expect((await readBoth(impatient)).statuses).toEqual(['TIMEOUT', 'TIMEOUT', 'NO_DATA']);
  });

  it('keeps what is sound of an answer with one bad row and one bad item', async () => {
    const records = [GRADE, { ...GRADE, note: SECRET }];
    const bad = { ...READY, item: 'tax.vat-returns', records: SECRET };
    server.behave((asked, response) =>
      send(response, genuine(world, asked, answer({ ...READY, records }, bad))),
    );
    expect((await readBoth()).statuses).toEqual(['PARTIAL', 'UNAVAILABLE', 'NO_DATA']);
  });
});

describe('whom an agency is told of', () => {
  it.each([
    ['a resident number', { scheme: 'resident-id', code: '11010519491231002X' }],
    ['no code', { code: '' }],
    ['what is no code', { code: "' OR 1=1" }],
  ] as const)('not of a subject with %s: it is not asked at all', async (_what, fact) => {
    const before = server.asked.length;
    const told = await source.read({ ...SUBJECT, ...fact }, ['tax.credit-grades'], RANGE, context);
    expect(told.get('tax.credit-grades')).toEqual({ kind: 'no-data', asOf: null, version: null });
    expect(server.asked.length).toBe(before);
  });
});

describe('over TLS', () => {
  const NAME = 'tax.example';
  const folder = mkdtempSync(join(tmpdir(), 'xinqiao-authorities-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const fileOf = (name: string, certificate: string) => {
    const authoritiesFile = join(folder, `${name}.pem`);
    writeFileSync(authoritiesFile, certificate);
    return authoritiesFile;
  };

  /** What comes of a read of an agency in the far, which shows the certificate of that name. */
  async function readOver(certified: string, fact: (certificate: string) => object) {
    const tls = selfSigned(certified);
    const far = await hostileServer(tls);
    far.behave((asked, response) => send(response, genuine(world, asked, answer(READY))));
    const port = Number(new URL(far.origin).port);
    const from = world.connect(
      `https://${NAME}`,
      { privateAddresses: [], ...fact(tls.certificate) },
      {
        resolve: async () => ['93.184.215.14'],
        connect: () => connectTcp({ host: '127.0.0.1', port }),
      },
    );
    const outcome = await read(undefined, from).catch((error: { code: string }) => error.code);
    await far.close();
    return typeof outcome === 'string' ? outcome : outcome.get('tax.credit-grades')?.kind;
  }

  it('reads from an agency whose certificate comes from its own network’s authority', async () => {
    const trusted = (certificate: string) => ({ authoritiesFile: fileOf('own', certificate) });
    expect(await readOver(NAME, trusted)).toBe('records');
  });

  it.each([
    ['an authority nobody configured', NAME, () => ({})],
    [
      'a certificate of another name',
      'other.example',
      (text: string) => ({ authoritiesFile: fileOf('other', text) }),
    ],
  ])('believes nobody with %s, though the answer is signed', async (_what, certified, fact) => {
    expect(await readOver(certified, fact)).toBe('TLS_FAILED');
  });
});

describe('the configuration', () => {
  it.each([
    ['http to another machine', { url: 'http://data.agency.example' }, 'url'],
    ['http to a private address', { url: 'http://10.0.0.1' }, 'url'],
    ['http to a name that sounds like this machine', { url: 'http://127.0.0.1.agency.example' }, 'url'],
    ['a path in the address', { url: 'https://data.agency.example/api' }, 'url'],
    ['a user name in the address', { url: 'https://me@data.agency.example' }, 'url'],
    ['a key file that is not there', { keyFile: '/nowhere/key.json' }, 'keyFile'],
    [
      'a key that is none',
      { agencyKeys: [{ kid: 'a', kty: 'EC', crv: 'P-256', x: 'AA', y: 'AA' }] },
      'agencyKeys.0',
    ],
    ['authorities that are not there', { authoritiesFile: '/nowhere/ca.pem' }, 'authoritiesFile'],
  ])('with %s is refused, and names the setting', (_what, fact, path) => {
    expect(() => world.connect('https://data.agency.example', fact)).toThrow(
      expect.objectContaining({ code: 'CONFIGURATION_INVALID', errors: [expect.objectContaining({ path })] }),
    );
  });

  it('does not reach a private address that was not opened', async () => {
    const closed = world.connect(server.origin.replace('http:', 'https:'), { privateAddresses: [] });
    await expect(read(undefined, closed)).rejects.toMatchObject({ code: 'ADDRESS_NOT_ALLOWED' });
  });
});
