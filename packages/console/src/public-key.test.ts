import { describe, expect, it } from 'vitest';
import { givenKey } from './public-key.ts';

const PUBLIC = { kty: 'EC', crv: 'P-256', x: 'x', y: 'y', kid: 'k-1' };

describe('givenKey · RFC 7517', () => {
  it('takes a public key', () =>
    expect(givenKey(JSON.stringify(PUBLIC))).toEqual({ kind: 'public', jwk: PUBLIC }));

  it('takes a set of one key', () =>
    expect(givenKey(JSON.stringify({ keys: [PUBLIC] }))).toEqual({ kind: 'public', jwk: PUBLIC }));

  it.each(['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k'])(
    'keeps a key with the private member %s here',
    (member) =>
      expect(givenKey(JSON.stringify({ ...PUBLIC, [member]: 'secret' }))).toEqual({ kind: 'private' }),
  );

  it.each([
    ['a set', JSON.stringify({ keys: [PUBLIC, { ...PUBLIC, d: 'secret' }] })],
    [
      'the credentials of a program',
      JSON.stringify({ applicationId: 'app', privateKey: { ...PUBLIC, d: 's' } }),
    ],
    ['PEM', '-----BEGIN PRIVATE KEY-----\nMIG…'],
    ['broken JSON', '{"kty":"EC","d": "secret",'],
  ])('finds a private key in %s', (_, text) => expect(givenKey(text)).toEqual({ kind: 'private' }));

  it.each(['', 'hello', '[]', 'null', '{}', '{"keys":[]}', JSON.stringify({ keys: [PUBLIC, PUBLIC] })])(
    'cannot read %s',
    (text) => expect(givenKey(text)).toEqual({ kind: 'unreadable' }),
  );
});
