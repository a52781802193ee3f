import { type ConsentArtefact, type HistoricalKey, type KeyHistory, KeyPurpose } from '@xinqiao/contracts';
import { verifyConsentArtefact } from '@xinqiao/sdk';
import fc from 'fast-check';
import { CompactSign, exportJWK, generateKeyPair, importJWK, type JWK } from 'jose';
import { beforeAll, describe, expect, it } from 'vitest';
import { artefactFacts } from '../../test/support/artefact-facts.ts';
import { clockFrom } from '../clock.ts';
import type { KeyRing } from '../keys/key-ring.ts';
import { makeSm2Key, verifySm2 } from '../keys/sm2.ts';
import { platformSigner } from '../keys/statement.ts';
import { type ArtefactFacts, buildArtefact, signArtefact } from './artefact.ts';

const SIGNED_AT = new Date('2026-11-22T00:00:00.700Z');
const SECOND = Math.floor(SIGNED_AT.getTime() / 1000);
const DAY = 86_400;

let privateJwk: JWK;
let publicJwk: JWK;
const sm2 = makeSm2Key();
beforeAll(async () => {
  const pair = await generateKeyPair('ES256', { extractable: true });
  privateJwk = await exportJWK(pair.privateKey);
  publicJwk = await exportJWK(pair.publicKey);
});

const ringOf = (keyId: string, jwk: JWK): KeyRing => {
  const key = { keyId, privateJwk: jwk, publicJwk: {}, validFrom: SIGNED_AT, validTo: null };
  const keys = async () => [key];
  return { current: async () => key, inForce: keys, known: keys, refresh: keys };
};
const sign = (artefact: ConsentArtefact) => {
  const rings = { CONSENT: ringOf('consent-1', privateJwk) };
  const signer = platformSigner(
    clockFrom(() => SIGNED_AT),
    rings,
    ringOf('consent-sm2-1', sm2.privateJwk),
  );
  return signArtefact(signer, artefact);
};
const key = (fact: object = {}): HistoricalKey =>
  ({
    ...publicJwk,
    ...{ kid: 'consent-1', alg: 'ES256', use: 'sig', purpose: 'CONSENT', nbf: SECOND - DAY },
    ...fact,
  }) as HistoricalKey;
const keys = (fact: object = {}): KeyHistory => ({
  ...{ iss: 'https://xinqiao.test', operatorId: 'bozhou' as KeyHistory['operatorId'], iat: SECOND },
  keys: [key(fact)],
});

const text = fc.string({ minLength: 1, maxLength: 40, unit: 'binary' });
const facts: fc.Arbitrary<ArtefactFacts> = fc
  .record({
    revision: fc.integer({ min: 1, max: 1e6 }),
    consentMode: fc.constantFrom('VIEW', 'STORE', 'QUERY', 'STREAM'),
    fetchType: fc.constantFrom('ONETIME', 'PERIODIC'),
    disclosure: fc.constantFrom('ANSWER', 'INDICATORS', 'RECORDS'),
    dataLife: fc
      .tuple(fc.integer({ min: 1, max: 99 }), fc.constantFrom('D', 'M', 'Y'))
      .map(([value, unit]) => `P${value}${unit}`),
    frequency: fc.option(
      fc.record({ unit: fc.constantFrom('DAY', 'MONTH', 'YEAR'), value: fc.integer({ min: 1, max: 1e6 }) }),
    ),
    name: text,
    purposeText: text,
    place: fc.option(text),
  })
  .map(({ name, purposeText, place, ...rest }) => {
    const base = artefactFacts(rest);
    return {
      ...base,
      subject: { ...base.subject, name },
      bank: { ...base.bank, name },
      purpose: { ...base.purpose, text: purposeText },
      ...(place === null
        ? {}
        : {
            assistance: {
              ...{ agent: 'owner:agent', place: { code: '341602', name: place } },
              ...{ presence: 'IN_PERSON', confirmation: 'ONE_TIME_CODE' },
            },
          }),
    };
  });

describe('a consent artefact', () => {
  it('whatever was agreed to: built, signed and verified, it says the same', async () => {
    await fc.assert(
      fc.asyncProperty(facts, async (agreed) => {
        const artefact = buildArtefact(agreed);
        const signed = await sign(artefact);
        const opened = await verifyConsentArtefact(signed.artefact, keys());
        expect(opened.artefact).toEqual(artefact);
        const [, sm2Signature = ''] = signed.artefactSm2?.split('.') ?? [];
        expect(verifySm2(sm2.publicJwk, opened.text, Buffer.from(sm2Signature, 'base64url'))).toBe(true);
      }),
      { numRuns: 50 },
    );
  });

  it('has the members of ReBIT’s artefact under their own names', () => {
    expect(Object.keys(buildArtefact(artefactFacts()))).toEqual(
      expect.arrayContaining([
        ...['consentId', 'consentStart', 'consentExpiry', 'consentMode', 'fetchType', 'Customer'],
        ...['DataConsumer', 'Purpose', 'FIDataRange', 'DataLife', 'Frequency'],
      ]),
    );
  });

  it.each(['P0D', 'P1W', '12', ''])('is not written with the data life %j', (dataLife) => {
    expect(() => buildArtefact(artefactFacts({ dataLife }))).toThrow();
  });

  it('has no SM2 signature while that profile is off', async () => {
    const signer = platformSigner(
      clockFrom(() => SIGNED_AT),
      { CONSENT: ringOf('consent-1', privateJwk) },
    );
    expect(await signArtefact(signer, buildArtefact(artefactFacts()))).toHaveProperty('artefactSm2', null);
  });
});

describe('verifying an artefact refuses', () => {
  const refused = (jws: string, list: KeyHistory, reason: string) =>
    expect(verifyConsentArtefact(jws, list)).rejects.toMatchObject({
      code: 'SIGNATURE_INVALID',
      details: { reason },
    });
  const signed = async () => (await sign(buildArtefact(artefactFacts()))).artefact;
  const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const decode = (part: string | undefined) => JSON.parse(Buffer.from(part ?? '', 'base64url').toString());
  const withHeader = async (fact: object) => {
    const jws = await signed();
    const header = { ...decode(jws.split('.')[0]), ...fact };
    return new CompactSign(Buffer.from(jws.split('.')[1] ?? '', 'base64url'))
      .setProtectedHeader(header)
      .sign((await importJWK(privateJwk, 'ES256')) as CryptoKey);
  };

  it.each(Object.keys(buildArtefact(artefactFacts())))('one whose %s was changed', async (member) => {
    const jws = await signed();
    const payload = decode(jws.split('.')[1]);
    const changed = { ...payload, [member]: [payload[member]] };
    await refused(jws.split('.').with(1, encode(changed)).join('.'), keys(), 'SIGNATURE');
  });

  it.each<[string, object, string]>([
    ['of another type', { typ: 'xinqiao-receipt+jwt' }, 'TYPE'],
    ['that does not say when it was signed', { iat: undefined }, 'TYPE'],
    ['signed at half a second', { iat: SECOND + 0.5 }, 'TYPE'],
    ['that names no key', { kid: undefined }, 'TYPE'],
    ['of a key not in the list', { kid: 'consent-2' }, 'KEY_UNKNOWN'],
    ['signed before its key began', { iat: SECOND - DAY - 1 }, 'KEY_NOT_IN_FORCE'],
  ])('one %s', async (_, header, reason) => {
    await refused(await withHeader(header), keys(), reason);
  });

  it.each<[string, object]>([
    ['none', { alg: 'none' }],
    ['HS256', { alg: 'HS256' }],
    ['ES384', { alg: 'ES384' }],
  ])('the algorithm %s · RFC 8725 §3.1', async (_, header) => {
    const jws = await signed();
    const forged = { ...decode(jws.split('.')[0]), ...header };
    await refused(jws.split('.').with(0, encode(forged)).join('.'), keys(), 'TYPE');
  });

  it.each(KeyPurpose.options.filter((purpose) => purpose !== 'CONSENT'))(
    'the key of the platform for %s',
    async (purpose) => refused(await signed(), keys({ purpose }), 'KEY_PURPOSE'),
  );

  it('a key that had ended', async () => refused(await signed(), keys({ exp: SECOND }), 'KEY_NOT_IN_FORCE'));

  it('a key that had not begun', async () =>
    refused(await signed(), keys({ nbf: SECOND + 1 }), 'KEY_NOT_IN_FORCE'));

  it('another key under the same id', async () => {
    const other = await exportJWK((await generateKeyPair('ES256')).publicKey);
    await refused(await signed(), keys(other), 'SIGNATURE');
  });

  it('an SM2 key in place of the ES256 one', async () =>
    refused(await signed(), keys({ ...sm2.publicJwk, alg: 'SM2' }), 'KEY_UNKNOWN'));

  it('the keys of another operator', async () =>
    refused(await signed(), { ...keys(), operatorId: 'huangshan' as KeyHistory['operatorId'] }, 'OPERATOR'));

  it('content that is no artefact, though it is signed', async () => {
    const jws = await new CompactSign(new TextEncoder().encode('{"version":2}'))
      .setProtectedHeader({ alg: 'ES256', kid: 'consent-1', typ: 'xinqiao-consent+jwt', iat: SECOND })
      .sign((await importJWK(privateJwk, 'ES256')) as CryptoKey);
    await refused(jws, keys(), 'CONTENT');
  });

  it.each([' ', '\n', '='])('a second spelling with %j at its end', async (tail) => {
    await refused(`${await signed()}${tail}`, keys(), 'FORM');
  });
});

it('accepts the last second of a key and the first', async () => {
  const { artefact } = await sign(buildArtefact(artefactFacts()));
  for (const term of [{ exp: SECOND + 1 }, { nbf: SECOND }])
    expect(await verifyConsentArtefact(artefact, keys(term))).toHaveProperty('keyId', 'consent-1');
});
