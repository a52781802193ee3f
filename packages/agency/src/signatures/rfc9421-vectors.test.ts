import { type InnerList, parseDictionary, parseList } from 'structured-headers';
import { describe, expect, it } from 'vitest';
import { checkContentDigest, contentDigest } from './content-digest.ts';
import type { RequestMessage, ResponseMessage } from './http-message.ts';
import { signingKey, verifyingKey } from './message-keys.ts';
import { signMessage } from './sign-message.ts';
import { signatureBase } from './signature-base.ts';

/** RFC 9421 B.1.3 and B.1.4. */
const ECC_P256 = {
  kid: 'test-key-ecc-p256',
  kty: 'EC',
  crv: 'P-256',
  x: 'qIVYZVLCrPZHGHjP17CTW0_-D9Lfw0EkjqF7xB4FivA',
  y: 'Mc4nN9LTDOBhfoUeg8Ye9WedFRhnZXZJA12Qp0zZ6F0',
};
const ED25519 = {
  kid: 'test-key-ed25519',
  kty: 'OKP',
  crv: 'Ed25519',
  x: 'JrQLj5P_89iXES9-vFgrIy29clF9CC_oPPsw3c5D0bs',
  d: 'n4Ni-HpISpVObnQMW0wOhCKROaIKqKtW_2ZYb2p9KcU',
};

const bytes = (text: string) => new TextEncoder().encode(text);
const text = (base: Uint8Array) => new TextDecoder().decode(base);
const inputOf = (field: string) => parseList(field)[0] as InnerList;
const signatureOf = (base64: string) => new Uint8Array(Buffer.from(base64, 'base64'));

/** RFC 9421 B.2: the request and the response of the examples. */
const REQUEST: RequestMessage = {
  method: 'POST',
  authority: 'example.com',
  path: '/foo',
  query: '?param=Value&Pet=dog',
  fields: {
    host: 'example.com',
    date: 'Tue, 20 Apr 2021 02:07:55 GMT',
    'content-type': 'application/json',
    'content-digest':
      'sha-512=:WZDPaVn/7XgHaAy8pmojAkGWoRx2UFChF41A2svX+TaPm+AbwAgBWnrIiYllu7BNNyealdVLvRwEmTHWXvJwew==:',
    'content-length': '18',
  },
};
const RESPONSE: ResponseMessage = {
  status: 200,
  fields: {
    date: 'Tue, 20 Apr 2021 02:07:56 GMT',
    'content-type': 'application/json',
    'content-digest':
      'sha-512=:mEWXIS7MaLRuGgxOBdODa3xqM1XdEvxoYhvlCFJ41QJgJc4GTsPp29l5oGX69wWdXymyU0rjJuahq4l5aGgfLQ==:',
    'content-length': '23',
  },
};

describe('RFC 9421 B.2.6 · a request signed with Ed25519', () => {
  const terms = {
    label: 'sig-b26',
    components: ['"date"', '"@method"', '"@path"', '"@authority"', '"content-type"', '"content-length"'],
    parameters: { created: 1618884473, keyid: 'test-key-ed25519' },
  };
  const signature =
    'wqcAqbmYJ2ji2glfAMaRy4gruYYnx2nEFN2HN6jrnDnQCK1u02Gb04v9EDgwUPiu4A0w6vuQv5lIp5WPpBKRCw==';

  it('has the base of the RFC', () => {
    const input = inputOf(`(${terms.components.join(' ')});created=1618884473;keyid="test-key-ed25519"`);
    expect(text(signatureBase(input, REQUEST))).toBe(
      [
        '"date": Tue, 20 Apr 2021 02:07:55 GMT',
        '"@method": POST',
        '"@path": /foo',
        '"@authority": example.com',
        '"content-type": application/json',
        '"content-length": 18',
        '"@signature-params": ("date" "@method" "@path" "@authority" "content-type" "content-length");created=1618884473;keyid="test-key-ed25519"',
      ].join('\n'),
    );
  });

  it('has the fields of the RFC, to the letter', () => {
    expect(signMessage(terms, signingKey(ED25519), REQUEST)).toEqual({
      'signature-input':
        'sig-b26=("date" "@method" "@path" "@authority" "content-type" "content-length");created=1618884473;keyid="test-key-ed25519"',
      signature: `sig-b26=:${signature}:`,
    });
  });
});

describe('RFC 9421 B.2.4 · a response signed with ECDSA on P-256', () => {
  const base = signatureBase(
    inputOf(
      '("@status" "content-type" "content-digest" "content-length");created=1618884473;keyid="test-key-ecc-p256"',
    ),
    RESPONSE,
  );
  const signature = signatureOf(
    'wNmSUAhwb5LxtOtOpNa6W5xj067m5hFrj0XQ4fvpaCLx0NKocgPquLgyahnzDnDAUy5eCdlYUEkLIj+32oiasw==',
  );

  it('verifies', () => {
    expect(verifyingKey(ECC_P256).verify(base, signature)).toBe(true);
  });

  it('does not when one bit of the base or of the signature is another', () => {
    const key = verifyingKey(ECC_P256);
    expect(
      key.verify(
        base.map((byte, at) => (at === 10 ? byte ^ 1 : byte)),
        signature,
      ),
    ).toBe(false);
    expect(
      key.verify(
        base,
        signature.map((byte, at) => (at === 63 ? byte ^ 1 : byte)),
      ),
    ).toBe(false);
  });
});

describe('RFC 9421 §2.4 · a response bound to its request', () => {
  const first =
    'LAH8BjcfcOcLojiuOBFWn0P5keD3xAOuJRGziCLuD8r5MW9S0RoXXLzLSRfGY/3SF8kVIkHjE13SEFdTo4Af/fJ/Pu9wheqoLVdwXyY/UkBIS1M8Brc8IODsn5DFIrG0IrburbLi0uCc+E2ZIIb6HbUJ+o+jP58JelMTe0QE3IpWINTEzpxjqDf5/Df+InHCAkQCTuKsamjWXUpyOT1Wkxi7YPVNOjW4MfNuTZ9HdbD2Tr65+BXeTG9ZS/9SWuXAc+BZ8WyPz0QRz//ec3uWXd7bYYODSjRAxHqX+S1ag3LZElYyUKaAIjZ8MGOt4gXEwCSLDv/zqxZeWLj/PDkn6w==';
  const request = { ...REQUEST, fields: { ...REQUEST.fields, signature: `sig1=:${first}:` } };
  const response = { status: 503, fields: { 'content-type': 'application/json', 'content-length': '62' } };
  const input = inputOf(
    '("@status" "content-length" "content-type" "signature";req;key="sig1" "@authority";req "@method";req);created=1618884479;keyid="test-key-ecc-p256"',
  );
  const signature = signatureOf(
    'mh17P4TbYYBmBwsXPT4nsyVzW4Rp9Fb8WcvnfqKCQLoMvzOBLD/n32tL/GPW6XE5GAS5bdsg1khK6lBzV1Cx/Q==',
  );

  it('verifies with the signature of the request within its base', () => {
    const base = signatureBase(input, response, request);
    expect(text(base)).toContain(`"signature";req;key="sig1": :${first}:\n"@authority";req: example.com\n`);
    expect(verifyingKey(ECC_P256).verify(base, signature)).toBe(true);
  });

  it('does not as the answer to a request that bore another signature', () => {
    const other = { ...request, fields: { ...request.fields, signature: 'sig1=:AAAA:' } };
    expect(verifyingKey(ECC_P256).verify(signatureBase(input, response, other), signature)).toBe(false);
  });
});

describe('RFC 9421 B.2.3 · the full base of a request', () => {
  it('holds query, digest and fields in the order of the input', () => {
    const input = inputOf(
      '("date" "@method" "@path" "@query" "@authority" "content-type" "content-digest" "content-length");created=1618884473;keyid="test-key-rsa-pss"',
    );
    expect(text(signatureBase(input, REQUEST)).split('\n').slice(1, 7)).toEqual([
      '"@method": POST',
      '"@path": /foo',
      '"@query": ?param=Value&Pet=dog',
      '"@authority": example.com',
      '"content-type": application/json',
      `"content-digest": ${REQUEST.fields['content-digest']}`,
    ]);
  });
});

describe('RFC 9530 · Content-Digest', () => {
  it('has the digest of the example of appendix B.1', () => {
    expect(contentDigest(bytes('{"hello": "world"}\n'))).toBe(
      'sha-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=:',
    );
  });

  it('takes the sha-512 of the example of RFC 9421 B.2 beside a sha-256', () => {
    const body = bytes('{"hello": "world"}');
    const both = `${contentDigest(body)}, ${REQUEST.fields['content-digest']}`;
    expect(() => checkContentDigest(both, body)).not.toThrow();
  });

  it.each([
    ['nothing', undefined, 'DIGEST_MISSING'],
    ['what cannot be read', 'sha-256=:', 'DIGEST_MISSING'],
    ['no sha-256', REQUEST.fields['content-digest'], 'DIGEST_MISSING'],
    ['an insecure digest alone', 'md5=:Sd/dVLAcvNLSq16eXua5uQ==:', 'DIGEST_MISSING'],
    ['text where bytes belong', 'sha-256="RK/0"', 'DIGEST_MISMATCH'],
    ['a digest cut short', 'sha-256=:RK/0:', 'DIGEST_MISMATCH'],
    ['the digest of another body', contentDigest(bytes('{}')), 'DIGEST_MISMATCH'],
    [
      'a right sha-256 and a wrong sha-512',
      `${contentDigest(bytes('{"hello": "world"}'))}, ${RESPONSE.fields['content-digest']}`,
      'DIGEST_MISMATCH',
    ],
  ])('refuses %s', (_what, field, code) => {
    expect(() => checkContentDigest(field, bytes('{"hello": "world"}'))).toThrow(
      expect.objectContaining({ code }),
    );
  });

  it('reads what it writes', () => {
    expect([...parseDictionary(contentDigest(bytes(''))).keys()]).toEqual(['sha-256']);
  });
});
