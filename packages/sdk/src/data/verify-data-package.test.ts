import type { HistoricalKey, KeyHistory } from '@xinqiao/contracts';
import { CompactSign, exportJWK, generateKeyPair } from 'jose';
import { beforeAll, describe, expect, it } from 'vitest';
import { dataPackage, packageItem, SALT } from '../../test/builders.ts';
import { RECORDS_V1 } from '../../test/package-v1.ts';
import { hashOf } from './package-hashes.ts';
import { verifyDataPackage } from './verify-data-package.ts';

const SECOND = Date.parse('2026-11-22T00:00:00.000Z') / 1000;
let pair: Awaited<ReturnType<typeof generateKeyPair>>;
let keys: HistoricalKey[];
beforeAll(async () => {
  pair = await generateKeyPair('ES256');
  const facts = { ...(await exportJWK(pair.publicKey)), alg: 'ES256', use: 'sig', nbf: SECOND - 9 };
  keys = [
    { ...facts, kid: 'receipt-1', purpose: 'RECEIPT' },
    { ...facts, kid: 'package-1', purpose: 'PACKAGE', exp: SECOND + 9 },
  ] as HistoricalKey[];
});

const sign = (content: unknown, header: object = {}) =>
  new CompactSign(new TextEncoder().encode(JSON.stringify(content)))
    .setProtectedHeader({
      alg: 'ES256',
      kid: 'package-1',
      typ: 'xinqiao-package+jwt',
      iat: SECOND,
      ...header,
    })
    .sign(pair.privateKey);
const history = (fact: object = {}) =>
  ({ iss: 'https://xinqiao.test', operatorId: 'bozhou', iat: SECOND, keys, ...fact }) as KeyHistory;
const refused = async (jws: string, reason: string, kept = history()) =>
  expect(verifyDataPackage(jws, kept)).rejects.toMatchObject({
    code: 'SIGNATURE_INVALID',
    details: { reason },
  });

const ARREARS = [{ taxType: '增值税', dueOn: '2025-02-15', amount: '12.34', settledOn: null }];
const withRecords = (fact: object = {}) => {
  const snapshotHash = hashOf([SALT, ARREARS]);
  const item = { status: 'DELIVERED', snapshotHash, records: { 'tax.arrears': ARREARS } };
  const items = [packageItem('tax.arrears', item)];
  return dataPackage({ disclosure: 'RECORDS', snapshotSalt: SALT, items, ...fact });
};

describe('verifyDataPackage: offline, however long ago it was signed', () => {
  it('gives what was delivered, the key and when', async () => {
    const content = withRecords();
    const verified = await verifyDataPackage(await sign(content), history());
    expect(verified).toMatchObject({ data: content, text: JSON.stringify(content), keyId: 'package-1' });
    expect(verified.signedAt.toISOString()).toBe('2026-11-22T00:00:00.000Z');
  });

  it('takes the key history as published', async () => {
    const list = await sign(history(), { kid: 'receipt-1', typ: 'jwk-set+jwt' });
    expect((await verifyDataPackage(await sign(withRecords()), list)).data.version).toBe(2);
  });

  it('verifies packages of version 1, of every item there was then', async () => {
    const items = Object.entries(RECORDS_V1).map(([name, held]) => {
      const records = { [name]: held };
      const fact = { status: 'DELIVERED', records, snapshotHash: hashOf(held) };
      const { sourceAsOf: _, ...item } = packageItem(name, fact);
      return item;
    });
    const kept = dataPackage({ version: 1, disclosure: 'RECORDS', items });
    expect((await verifyDataPackage(await sign(kept), history())).data).toEqual(kept);
  });

  it('takes the keyed hashes below RECORDS on the word of the signature', async () => {
    const item = { status: 'DELIVERED', snapshotHash: 'K'.repeat(43), indicators: { openArrears: '0.00' } };
    const content = dataPackage({ items: [packageItem('tax.arrears', item)] });
    expect((await verifyDataPackage(await sign(content), history())).data).toEqual(content);
  });

  it.each<[string, () => Promise<string>, string]>([
    [
      'it was changed',
      async () => (await sign(withRecords())).replace(/.(?=\.[^.]*$)/, (c) => (c === 'A' ? 'B' : 'A')),
      'SIGNATURE',
    ],
    ['a key for receipts signed it', () => sign(withRecords(), { kid: 'receipt-1' }), 'KEY_PURPOSE'],
    ['an unknown key signed it', () => sign(withRecords(), { kid: 'package-2' }), 'KEY_UNKNOWN'],
    ['its key had ended', () => sign(withRecords(), { iat: SECOND + 9 }), 'KEY_NOT_IN_FORCE'],
    ['it is another statement', () => sign(withRecords(), { typ: 'xinqiao-receipt+jwt' }), 'TYPE'],
    ['it is encrypted', async () => 'a.b.c.d.e', 'FORM'],
    ['it is no package', () => sign({ version: 2, operatorId: 'bozhou' }), 'CONTENT'],
    ['it is of a version to come', () => sign({ ...withRecords(), version: 3 }), 'CONTENT'],
    [
      'a hash is not that of the records',
      () =>
        sign(
          withRecords({
            items: [
              {
                ...packageItem('tax.arrears', {
                  status: 'DELIVERED',
                  snapshotHash: 'A'.repeat(43),
                  records: { 'tax.arrears': ARREARS },
                }),
              },
            ],
          }),
        ),
      'CONTENT',
    ],
    ['its salt is another', () => sign(withRecords({ snapshotSalt: 'T'.repeat(43) })), 'CONTENT'],
    ['it lacks its salt', () => sign(withRecords({ snapshotSalt: undefined })), 'CONTENT'],
    ['the hash over all is another', () => sign(withRecords({ snapshotHash: 'A'.repeat(43) })), 'CONTENT'],
    ['it is of another operator', () => sign(withRecords({ operatorId: 'huangshan' })), 'OPERATOR'],
  ])('refuses it when %s', async (_what, jws, reason) => {
    await refused(await jws(), reason);
  });
});
