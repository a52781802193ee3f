import { AnyDataPackage } from '@xinqiao/contracts';
import { CompactEncrypt, type CryptoKey, exportJWK, generateKeyPair } from 'jose';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { dataPackage, IDS, packageItem, pendingConsent, SALT } from '../../test/builders.ts';
import { type LoopbackPlatform, loopbackPlatform } from '../../test/loopback-platform.ts';
import { receipt } from '../../test/test-log.ts';
import type { DecryptionKey } from '../options.ts';
import type { FetchOptions, PageOptions } from './data.ts';
import { hashOf } from './package-hashes.ts';

let platform: LoopbackPlatform;
beforeEach(async () => {
  platform = await loopbackPlatform();
});
afterEach(() => platform.close());

const FETCH = `/api/v1/consents/${IDS.consent}/packages`;

/** Serves a package that differs in one fact, and fetches it. */
async function fetchPackage({
  content = {},
  answer = {},
  receiptFact = {},
  options = {},
}: {
  content?: object;
  answer?: object;
  receiptFact?: object;
  options?: FetchOptions;
} = {}) {
  const signedPackage = await platform.sign('xinqiao-package+jwt', dataPackage(content));
  const signedReceipt = await platform.sign('xinqiao-receipt+jwt', receipt(receiptFact));
  const body = {
    ...{ packageId: IDS.package, unchanged: false, package: signedPackage, receipt: signedReceipt },
    ...answer,
  };
  platform.on(`POST ${FETCH}`, { status: 201, body });
  return platform.client({ participantId: IDS.bank }).data.fetch(IDS.consent, options);
}
const unexpected = (field: string) => ({ code: 'RESPONSE_UNEXPECTED', details: { fields: [field] } });

describe('data.fetch', () => {
  it('returns the verified package, its signed form and the receipt', async () => {
    const fetched = await fetchPackage();
    expect(fetched.data).toEqual(dataPackage());
    expect(fetched.jws.split('.')).toHaveLength(3);
    expect(fetched.receipt.payload).toEqual(receipt());
  });

  it('asks for all that is covered unless items are named', async () => {
    await fetchPackage();
    expect(JSON.parse(platform.calls(FETCH)[0]?.body ?? '')).toEqual({});
  });

  it('asks for the items named', async () => {
    const items = ['tax.vat-returns', 'registration.profile'] as const;
    await fetchPackage({ options: { items: [...items] } });
    expect(JSON.parse(platform.calls(FETCH)[0]?.body ?? '')).toEqual({ items });
  });

  it('asks for the days named, and refuses a package of others', async () => {
    const range = { from: '2025-01-01', to: '2025-12-31' };
    await fetchPackage({ options: { range }, content: { range } });
    expect(JSON.parse(platform.calls(FETCH)[0]?.body ?? '')).toEqual({ range });
    await expect(fetchPackage({ options: { range } })).rejects.toMatchObject(unexpected('package.range'));
  });

  it.each<[string, object]>([
    ['package.consentId', { consentId: IDS.otherConsent }],
    ['package.participantId', { participantId: IDS.otherBank }],
    ['package.packageId', { packageId: IDS.package.replace('07', '17') }],
    ['package.operatorId', { operatorId: 'huangshan' }],
  ])('refuses a genuine package whose %s is another', async (field, content) => {
    await expect(fetchPackage({ content })).rejects.toMatchObject(unexpected(field));
  });

  it('refuses a package that lacks an item asked for or brings one that was not', async () => {
    await expect(fetchPackage({ options: { items: ['tax.vat-returns'] } })).rejects.toMatchObject(
      unexpected('package.items'),
    );
  });

  it('refuses a package that was changed on the way', async () => {
    const jws = await platform.sign('xinqiao-package+jwt', dataPackage());
    const forged = Buffer.from(JSON.stringify(dataPackage({ disclosure: 'RECORDS' }))).toString('base64url');
    const answer = { package: jws.split('.').with(1, forged).join('.') };
    await expect(fetchPackage({ answer })).rejects.toHaveProperty('code', 'SIGNATURE_INVALID');
  });

  it('refuses a receipt where a package belongs', async () => {
    const answer = { package: await platform.sign('xinqiao-receipt+jwt', receipt()) };
    await expect(fetchPackage({ answer })).rejects.toHaveProperty('code', 'SIGNATURE_INVALID');
  });

  it('refuses an item status outside the contract', async () => {
    const items = [{ ...dataPackage().items[0], status: 'FINE' }];
    await expect(fetchPackage({ content: { items } })).rejects.toHaveProperty('code', 'RESPONSE_UNEXPECTED');
  });

  it('refuses a receipt of another log', async () => {
    await expect(fetchPackage({ receiptFact: { logOrigin: 'other.log' } })).rejects.toMatchObject(
      unexpected('receipt.logOrigin'),
    );
  });

  it('learns the bank’s id from a consent, once', async () => {
    platform.on(`GET /api/v1/consents/${IDS.consent}`, { body: pendingConsent() });
    platform.on(`POST ${FETCH}`, async () => ({
      status: 201,
      body: {
        packageId: IDS.package,
        unchanged: false,
        package: await platform.sign('xinqiao-package+jwt', dataPackage()),
        receipt: await platform.sign('xinqiao-receipt+jwt', receipt()),
      },
    }));
    const { data } = platform.client();
    await data.fetch(IDS.consent);
    await data.fetch(IDS.consent);
    expect(platform.calls(`/api/v1/consents/${IDS.consent}`)).toHaveLength(1);
  });

  it('refuses a package whose hashes are not those of what it holds', async () => {
    const content = { snapshotHash: 'A'.repeat(43) };
    await expect(fetchPackage({ content })).rejects.toMatchObject(unexpected('package.snapshotHash'));
    const records = { 'tax.arrears': [] };
    const items = [
      packageItem('tax.arrears', { status: 'DELIVERED', snapshotHash: 'A'.repeat(43), records }),
    ];
    await expect(fetchPackage({ content: { items } })).rejects.toMatchObject(
      unexpected('package.items.0.snapshotHash'),
    );
  });

  it('reads a package of version 1 too', async () => {
    const { sourceAsOf: _, ...item } = packageItem('tax.arrears');
    const fetched = await fetchPackage({ content: { version: 1, items: [item] } });
    expect(fetched.data.version).toBe(1);
  });

  it('refuses an answer that nothing is new when it was not asked', async () => {
    await expect(fetchPackage({ answer: { unchanged: true, package: null } })).rejects.toMatchObject(
      unexpected('packageId'),
    );
  });
});

describe('data.fetchIfChanged', () => {
  const ask = async (answer: object, since: string = IDS.package) => {
    const receiptOf = await platform.sign('xinqiao-receipt+jwt', receipt());
    platform.on(`POST ${FETCH}`, {
      status: 201,
      body: { packageId: IDS.package, unchanged: true, package: null, receipt: receiptOf, ...answer },
    });
    return platform.client({ participantId: IDS.bank }).data.fetchIfChanged(IDS.consent, since);
  };

  it('names the package that still stands', async () => {
    expect(await ask({})).toMatchObject({ unchanged: true, packageId: IDS.package });
    expect(JSON.parse(platform.calls(FETCH)[0]?.body ?? '')).toEqual({ unchangedSince: IDS.package });
  });

  it('refuses another package as the one that still stands', async () => {
    await expect(ask({ packageId: IDS.package.replace('07', '17') })).rejects.toMatchObject(
      unexpected('packageId'),
    );
  });

  it('gives the package where there is something new, verified', async () => {
    const jws = await platform.sign('xinqiao-package+jwt', dataPackage());
    expect(await ask({ unchanged: false, package: jws })).toMatchObject({ unchanged: false, jws });
    const forged = await platform.sign('xinqiao-receipt+jwt', dataPackage());
    await expect(ask({ unchanged: false, package: forged })).rejects.toHaveProperty(
      'code',
      'SIGNATURE_INVALID',
    );
  });
});

describe('encrypted packages', () => {
  const KEY = { kid: 'enc-1', alg: 'ECDH-ES+A256KW', enc: 'A256GCM', cty: 'xinqiao-package+jwt' };
  const pairOf = async () => {
    const pair = await generateKeyPair('ECDH-ES+A256KW', { extractable: true, crv: 'P-256' });
    return { ...pair, decryption: { keyId: 'enc-1', privateKey: await exportJWK(pair.privateKey) } };
  };
  const encrypt = (text: string, key: CryptoKey, header: object = {}) =>
    new CompactEncrypt(new TextEncoder().encode(text)).setProtectedHeader({ ...KEY, ...header }).encrypt(key);
  const ask = async (packaged: string, decryptionKeys: readonly DecryptionKey[]) => {
    const receiptOf = await platform.sign('xinqiao-receipt+jwt', receipt());
    platform.on(`POST ${FETCH}`, {
      status: 201,
      body: { packageId: IDS.package, unchanged: false, package: packaged, receipt: receiptOf },
    });
    const client = platform.client({ participantId: IDS.bank, decryptionKeys });
    return client.data.fetch(IDS.consent, { encrypted: true });
  };

  it('are opened, and what is inside is verified as any package', async () => {
    const { publicKey, decryption } = await pairOf();
    const jws = await platform.sign('xinqiao-package+jwt', dataPackage());
    const fetched = await ask(await encrypt(jws, publicKey), [decryption]);
    expect(fetched).toMatchObject({ jws, data: dataPackage() });
    expect(JSON.parse(platform.calls(FETCH)[0]?.body ?? '')).toEqual({ encrypted: true });
    const forged = await platform.sign('xinqiao-receipt+jwt', dataPackage());
    await expect(ask(await encrypt(forged, publicKey), [decryption])).rejects.toHaveProperty(
      'code',
      'SIGNATURE_INVALID',
    );
  });

  it('that come in the clear are refused: somebody on the way may have read them', async () => {
    const { decryption } = await pairOf();
    const jws = await platform.sign('xinqiao-package+jwt', dataPackage());
    await expect(ask(jws, [decryption])).rejects.toMatchObject(unexpected('package'));
  });

  it('name the setting where the key was not given', async () => {
    const { publicKey } = await pairOf();
    const jws = await platform.sign('xinqiao-package+jwt', dataPackage());
    await expect(ask(await encrypt(jws, publicKey), [])).rejects.toMatchObject({
      code: 'CONFIGURATION_INVALID',
      details: { setting: 'decryptionKeys', kid: 'enc-1' },
    });
  });

  it.each([
    ['to another key', {}, true],
    ['by another algorithm', { alg: 'ECDH-ES' }, false],
    ['with another cipher', { enc: 'A128GCM' }, false],
    ['as something else', { cty: 'json' }, false],
  ])('encrypted %s are refused', async (_what, header, toAnother) => {
    const { publicKey, decryption } = await pairOf();
    const key = toAnother ? (await pairOf()).publicKey : publicKey;
    const jws = await platform.sign('xinqiao-package+jwt', dataPackage());
    await expect(ask(await encrypt(jws, key, header), [decryption])).rejects.toHaveProperty(
      'code',
      'SIGNATURE_INVALID',
    );
  });
});

describe('data.pages', () => {
  const line = (number: string) => ({
    ...{ direction: 'OUT', number, issuedOn: '2025-03-01', counterparty: 'c-1', status: 'VALID' },
    ...{ amount: '100.00', tax: '13.00', total: '113.00' },
  });
  const PAGES = [[line('1'), line('2')], [line('3')]];
  const large = () => {
    const hashes = PAGES.map((rows) => hashOf(rows) ?? '');
    const pages = { rows: 3, rowsPerPage: 2, hashes };
    const snapshotHash = hashOf([SALT, hashes]);
    return dataPackage({
      ...{ disclosure: 'RECORDS', snapshotSalt: SALT },
      items: [packageItem('invoice.lines', { status: 'READY', snapshotHash, pages })],
    });
  };
  /** Serves its pages, and reads them all. */
  const readAll = async (served: (page: number) => object = () => ({}), options: PageOptions = {}) => {
    for (const [at, rows] of PAGES.entries())
      platform.on(`GET ${FETCH}/${IDS.package}/items/invoice.lines/pages/${at + 1}`, async () => ({
        body: {
          ...{ packageId: IDS.package, item: 'invoice.lines', page: at + 1, encrypted: null },
          records: { 'invoice.lines': rows },
          receipt: await platform.sign('xinqiao-receipt+jwt', receipt()),
          ...served(at + 1),
        },
      }));
    const { data } = platform.client({ participantId: IDS.bank });
    const read: unknown[] = [];
    for await (const { page, rows } of data.pages(AnyDataPackage.parse(large()), 'invoice.lines', options))
      read.push([page, rows]);
    return read;
  };

  it('gives every page in order, proven by the hashes that the package lists', async () => {
    expect(await readAll()).toEqual(PAGES.map((rows, at) => [at + 1, rows]));
  });

  it.each<[string, object]>([
    ['other rows', { records: { 'invoice.lines': [line('9')] } }],
    ['fewer rows', { records: { 'invoice.lines': [] } }],
    ['none', { records: null }],
    ['rows of another item', { records: { 'tax.arrears': [] } }],
  ])('refuses a page with %s', async (_what, changed) => {
    await expect(readAll((page) => (page === 2 ? changed : {}))).rejects.toMatchObject(unexpected('pages.2'));
  });

  it('refuses a page in the clear of a package that was asked for encrypted', async () => {
    await expect(readAll(undefined, { encrypted: true })).rejects.toMatchObject(unexpected('pages.1'));
  });

  it('refuses the pages in another order', async () => {
    const turned = (page: number) => ({ records: { 'invoice.lines': PAGES[2 - page] } });
    await expect(readAll(turned)).rejects.toMatchObject(unexpected('pages.1'));
  });

  it('gives nothing of an item that has no pages', async () => {
    const { data } = platform.client({ participantId: IDS.bank });
    const pages = data.pages(AnyDataPackage.parse(dataPackage()), 'tax.vat-returns');
    expect(await pages.next()).toMatchObject({ done: true });
  });
});

describe('data.check', () => {
  const PATH = `${FETCH}/${IDS.package}/checks`;
  const check = async (answer: object = {}) => {
    platform.on(`POST ${PATH}`, {
      status: 201,
      body: {
        ...{ packageId: IDS.package, checkedAt: '2026-11-22T00:00:00.000Z' },
        items: [{ item: 'tax.arrears', state: 'CHANGED' }],
        receipt: await platform.sign('xinqiao-receipt+jwt', receipt()),
        ...answer,
      },
    });
    return platform.client({ participantId: IDS.bank }).data.check(IDS.consent, IDS.package);
  };

  it('says of each item whether it still stands, with a receipt', async () => {
    const checked = await check();
    expect(checked.items).toEqual([{ item: 'tax.arrears', state: 'CHANGED' }]);
    expect(checked.receipt.payload).toEqual(receipt());
  });

  it('refuses an answer about another package', async () => {
    const packageId = IDS.package.replace('07', '17');
    await expect(check({ packageId })).rejects.toMatchObject(unexpected('packageId'));
  });
});
