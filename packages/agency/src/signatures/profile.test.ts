import { generateKeyPairSync } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RequestMessage } from './http-message.ts';
import { type MessageJwk, signingKey, verifyingKey } from './message-keys.ts';
import {
  ANSWER_COMPONENTS,
  ANSWER_TAG,
  BODY_COMPONENTS,
  REQUEST_COMPONENTS,
  REQUEST_TAG,
  SIGNATURE_LABEL,
  signAnswer,
  signRequest,
  verifyAnswer,
  verifyRequest,
} from './profile.ts';
import { signMessage } from './sign-message.ts';

const jwkOf = (kind: 'ec' | 'ed25519', kid: string): MessageJwk => ({
  ...(kind === 'ec'
    ? generateKeyPairSync('ec', { namedCurve: 'P-256' })
    : generateKeyPairSync('ed25519')
  ).privateKey.export({ format: 'jwk' }),
  kid,
});
const PLATFORM = jwkOf('ec', 'platform-1');
const AGENCY = jwkOf('ed25519', 'agency-1');
const NOW = new Date('2026-11-21T08:00:00.000Z');
const later = (seconds: number) => new Date(NOW.getTime() + seconds * 1000);
const body = new TextEncoder().encode('{"a":1}');
const TARGET = { method: 'POST', authority: 'data.agency.example', path: '/v1/read', query: '?' };

const signed = (target: Partial<typeof TARGET> = {}, nonce = 'nonce-0000000000000001') =>
  signRequest({ ...TARGET, ...target }, body, signingKey(PLATFORM), { now: NOW, nonce });
const answered = (request: RequestMessage) =>
  signAnswer({ status: 200, type: 'application/json', body }, request, signingKey(AGENCY), NOW);
const verified = (request: RequestMessage, now = NOW, keys = [verifyingKey(PLATFORM)]) =>
  verifyRequest(request, true, keys, now);
const code = (value: string) => expect.objectContaining({ code: value });

/** A request signed by the platform’s key with anything at all in its terms. */
const oddly = ({
  label = SIGNATURE_LABEL,
  components = [...REQUEST_COMPONENTS, ...BODY_COMPONENTS] as readonly string[],
  parameters = {} as Record<string, string | number | undefined>,
}) => {
  const { fields } = signed();
  const { signature: _signature, 'signature-input': _input, ...rest } = fields;
  const created = NOW.getTime() / 1000;
  const all = {
    created,
    expires: created + 60,
    nonce: 'n-1',
    keyid: 'platform-1',
    tag: REQUEST_TAG,
    ...parameters,
  };
  const named = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
  const terms = { label, components, parameters: named as Record<string, string | number> };
  const message = { ...TARGET, fields: rest };
  return { ...message, fields: { ...rest, ...signMessage(terms, signingKey(PLATFORM), message) } };
};

describe('a signed request', () => {
  it('verifies, and tells key, nonce and end', () => {
    expect(verified(signed())).toEqual({
      keyId: 'platform-1',
      nonce: 'nonce-0000000000000001',
      expires: NOW.getTime() / 1000 + 60,
    });
  });

  it.each(['method', 'authority', 'path', 'query'] as const)('does not with another %s', (part) => {
    expect(() => verified({ ...signed(), [part]: '/other' })).toThrow(code('SIGNATURE_INVALID'));
  });

  it.each(['content-type', 'content-digest'])('does not with another %s', (name) => {
    const request = signed();
    const fields = { ...request.fields, [name]: 'sha-256=:AAAA:' };
    expect(() => verified({ ...request, fields })).toThrow(code('SIGNATURE_INVALID'));
  });

  it.each([...REQUEST_COMPONENTS, ...BODY_COMPONENTS])('is refused when %s is not covered', (left) => {
    const components = [...REQUEST_COMPONENTS, ...BODY_COMPONENTS].filter((name) => name !== left);
    expect(() => verified(oddly({ components }))).toThrow(code('SIGNATURE_INCOMPLETE'));
  });

  it('may cover more', () => {
    const components = [...BODY_COMPONENTS, ...REQUEST_COMPONENTS].reverse();
    expect(verified(oddly({ components })).nonce).toBe('n-1');
  });

  it.each(['created', 'expires', 'nonce', 'tag'])('is refused without %s', (name) => {
    expect(() => verified(oddly({ parameters: { [name]: undefined } }))).toThrow(
      code('SIGNATURE_INCOMPLETE'),
    );
  });

  it.each([
    ['an unknown parameter', { x: 1 }, 'SIGNATURE_MALFORMED'],
    ['a text as created', { created: 'yesterday' }, 'SIGNATURE_MALFORMED'],
    ['a fraction as created', { created: 1.5 }, 'SIGNATURE_MALFORMED'],
    ['a number as key id', { keyid: 1 }, 'SIGNATURE_MALFORMED'],
    ['no key id', { keyid: undefined }, 'SIGNATURE_KEY_UNKNOWN'],
    ['a key id nobody pinned', { keyid: 'platform-2' }, 'SIGNATURE_KEY_UNKNOWN'],
    ['another algorithm than the key’s', { alg: 'ed25519' }, 'SIGNATURE_INVALID'],
    ['the tag of an answer', { tag: ANSWER_TAG }, 'SIGNATURE_INCOMPLETE'],
    ['a term of an hour', { expires: NOW.getTime() / 1000 + 3_600 }, 'SIGNATURE_STALE'],
    ['an end before its begin', { expires: NOW.getTime() / 1000 - 1 }, 'SIGNATURE_STALE'],
  ])('is refused with %s', (_what, parameters, refused) => {
    expect(() => verified(oddly({ parameters }))).toThrow(code(refused));
  });

  it('is taken with the algorithm its key has', () => {
    expect(verified(oddly({ parameters: { alg: 'ecdsa-p256-sha256' } })).keyId).toBe('platform-1');
  });

  it.each([
    ['90 s after', 90, true],
    ['91 s after', 91, false],
    ['30 s before', -30, true],
    ['31 s before', -31, false],
  ])('%s it was made: %s s, taken: %s', (_what, seconds, taken) => {
    const read = () => verified(signed(), later(seconds));
    if (taken) expect(read().keyId).toBe('platform-1');
    else expect(read).toThrow(code('SIGNATURE_STALE'));
  });

  it('is refused when another key made it under the same id', () => {
    const other = jwkOf('ec', 'platform-1');
    expect(() => verified(signed(), NOW, [verifyingKey(other)])).toThrow(code('SIGNATURE_INVALID'));
  });

  it('verifies by either key while they change', () => {
    const next = verifyingKey(jwkOf('ed25519', 'platform-2'));
    expect(verified(signed(), NOW, [next, verifyingKey(PLATFORM)]).keyId).toBe('platform-1');
  });

  it.each([
    ['no signature', { signature: undefined }, 'SIGNATURE_MISSING'],
    ['no input', { 'signature-input': undefined }, 'SIGNATURE_MISSING'],
    ['a signature of another name', { signature: 'other=:AAAA:' }, 'SIGNATURE_MISSING'],
    ['what is no dictionary', { signature: '((' }, 'SIGNATURE_MALFORMED'],
    ['text where bytes belong', { signature: 'xinqiao="AAAA"' }, 'SIGNATURE_MALFORMED'],
    ['an input that is no list', { 'signature-input': 'xinqiao=1' }, 'SIGNATURE_MALFORMED'],
    ['a field of 5,000 characters', { signature: `xinqiao=:${'A'.repeat(5_000)}:` }, 'SIGNATURE_MALFORMED'],
    ['a signature of 63 bytes', { signature: `xinqiao=:${'A'.repeat(84)}:` }, 'SIGNATURE_INVALID'],
  ])('is refused with %s', (_what, changed, refused) => {
    const request = signed();
    const fields = Object.fromEntries(
      Object.entries({ ...request.fields, ...changed }).filter(([, value]) => value !== undefined),
    ) as Record<string, string>;
    expect(() => verified({ ...request, fields })).toThrow(code(refused));
  });

  it.each([
    ['a component twice', '"@method" "@method"', 'SIGNATURE_MALFORMED'],
    ['a component of the response', '"@status"', 'SIGNATURE_MALFORMED'],
    ['a derived component that is not known', '"@target-uri"', 'SIGNATURE_MALFORMED'],
    ['a parameter that is not known', '"@method";bs', 'SIGNATURE_MALFORMED'],
    ['a part of a request it does not answer', '"@method";req', 'SIGNATURE_MALFORMED'],
    ['a field it has not', '"date"', 'SIGNATURE_INCOMPLETE'],
    ['a field that every object has', '"constructor"', 'SIGNATURE_INCOMPLETE'],
    ['a number as a name', '1', 'SIGNATURE_MALFORMED'],
  ])('is refused when it names %s', (_what, more, refused) => {
    const request = oddly({});
    const input = request.fields['signature-input']?.replace(')', ` ${more})`) as string;
    const fields = { ...request.fields, 'signature-input': input };
    expect(() => verified({ ...request, fields })).toThrow(code(refused));
  });

  it('never verifies when any character of its fields was changed', () => {
    const request = signed();
    const names = ['signature', 'signature-input', 'content-digest', 'content-type'] as const;
    fc.assert(
      fc.property(fc.constantFrom(...names), fc.nat(), fc.integer({ min: 33, max: 126 }), (name, at, to) => {
        const field = request.fields[name] as string;
        const place = at % field.length;
        const changed = field.slice(0, place) + String.fromCharCode(to) + field.slice(place + 1);
        fc.pre(changed !== field && sameBytes(name, changed) !== sameBytes(name, field));
        expect(() => verified({ ...request, fields: { ...request.fields, [name]: changed } })).toThrow();
      }),
    );
  });
});

/** A signature may be written with stray bits behind its last byte, RFC 8941 §4.2.7: these are the same bytes. */
const sameBytes = (name: string, field: string): string =>
  name === 'signature'
    ? Buffer.from(field.replace(/^xinqiao=:/, ''), 'base64').toString('hex') + field.slice(0, 9)
    : field;

describe('a signed answer', () => {
  const read = (answer: ReturnType<typeof answered>, to: RequestMessage, now = NOW) =>
    verifyAnswer(answer, to, [verifyingKey(AGENCY)], now);

  it('verifies as the answer to its request', () => {
    const request = signed();
    expect(read(answered(request), request).keyId).toBe('agency-1');
  });

  it('covers all that it must', () => {
    const input = answered(signed()).fields['signature-input'] ?? '';
    for (const component of ANSWER_COMPONENTS) expect(input).toContain(component);
  });

  it.each([
    ['the same question asked again', signed({}, 'nonce-0000000000000002')],
    ['another path', signed({ path: '/v1/state' })],
    ['another host', signed({ authority: 'other.example' })],
  ])('does not verify as the answer to %s', (_what, other) => {
    expect(() => read(answered(signed()), other)).toThrow(code('SIGNATURE_INVALID'));
  });

  it('does not verify with another status', () => {
    const request = signed();
    expect(() => read({ ...answered(request), status: 203 }, request)).toThrow(code('SIGNATURE_INVALID'));
  });

  it('is refused two minutes later', () => {
    const request = signed();
    expect(() => read(answered(request), request, later(120))).toThrow(code('SIGNATURE_STALE'));
  });

  it('is refused when it is the request that is shown as its answer', () => {
    const request = signed();
    const mirrored = { status: 200, fields: request.fields };
    expect(() => verifyAnswer(mirrored, request, [verifyingKey(PLATFORM)], NOW)).toThrow(
      code('SIGNATURE_INCOMPLETE'),
    );
  });
});

describe('keys', () => {
  it.each([
    ['no key id', { ...PLATFORM, kid: undefined }],
    ['a key id with a quote', { ...PLATFORM, kid: 'a"b' }],
    ['another curve', { ...PLATFORM, crv: 'P-384' }],
    ['a secret', { kid: 'a', kty: 'oct', k: 'AAAA' }],
    ['a point that is not on the curve', { ...PLATFORM, y: PLATFORM.x }],
    ['nothing', {}],
  ])('with %s are refused', (_what, jwk) => {
    expect(() => verifyingKey(jwk as MessageJwk)).toThrow(code('KEY_INVALID'));
  });

  it('of a private half only sign when it is there', () => {
    const { d: _private, ...open } = PLATFORM;
    expect(() => signingKey(open)).toThrow(code('KEY_INVALID'));
  });
});
