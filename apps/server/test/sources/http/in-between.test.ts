import { generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Asked, hostileServer, send } from '../support/agency-world.ts';
import {
  answer,
  type Genuine,
  type HostileAgency,
  hostileAgency,
  lie,
  READY,
  read,
} from '../support/hostile-agency.ts';

let agency: HostileAgency;
beforeAll(async () => {
  agency = await hostileAgency();
});
afterAll(() => agency.close());

describe('who stands between, or pretends to be the agency', () => {
  const stranger = {
    ...generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' }),
    kid: 'agency-1',
  };
  const honest = (asked: Asked) => agency.signed(asked, lie);
  const without = (name: string, good: Genuine) => ({
    ...good,
    headers: Object.fromEntries(Object.entries(good.headers).filter(([each]) => each !== name)),
  });

  it.each<[string, string, (asked: Asked) => Genuine]>([
    [
      'signs with a key of its own under the agency’s id',
      'SIGNATURE_INVALID',
      (asked) => agency.signed(asked, lie, { key: stranger }),
    ],
    [
      'signs with a key under an id of its own',
      'SIGNATURE_KEY_UNKNOWN',
      (asked) => agency.signed(asked, lie, { key: { ...stranger, kid: 'x' } }),
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
        const other = agency.signed(asked, answer(READY), { key: stranger });
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
      (asked) => agency.signed(asked, lie, { now: new Date(Date.now() - 180_000) }),
    ],
    [
      'dates an answer in the future',
      'SIGNATURE_STALE',
      (asked) => agency.signed(asked, lie, { now: new Date(Date.now() + 180_000) }),
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
    expect(await agency.refusal((asked, response) => send(response, made(asked)))).toBe(expected);
  });

  it('plays back the answer to the same question of a moment ago', async () => {
    let kept: Genuine | undefined;
    agency.server.behave((asked, response) => {
      kept = agency.signed(asked, answer(READY));
      send(response, kept);
    });
    expect((await read(agency.source)).get('tax.credit-grades')).toMatchObject({ kind: 'records' });
    const replay = await agency.refusal((_asked, response) => send(response, kept as Genuine));
    expect(replay).toBe('SIGNATURE_INVALID');
  });

  it.each([301, 302, 303, 307, 308])('sends us elsewhere with %s: nobody goes there', async (status) => {
    const other = await hostileServer();
    try {
      other.behave((asked, response) => send(response, agency.signed(asked, lie)));
      const code = await agency.refusal((asked, response) => {
        const good = agency.signed(asked, lie, { status });
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
      const code = await agency.refusal((asked, response) =>
        send(response, agency.signed(asked, lie, { status })),
      );
      expect(code).toBe('ANSWER_STATUS');
    },
  );
});
