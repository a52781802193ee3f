import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { dataPackage, IDS, pendingConsent } from '../../test/builders.ts';
import { type LoopbackPlatform, loopbackPlatform } from '../../test/loopback-platform.ts';
import { receipt } from '../../test/test-log.ts';
import type { FetchOptions } from './data.ts';

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
  const body = { packageId: IDS.package, package: signedPackage, receipt: signedReceipt, ...answer };
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
        package: await platform.sign('xinqiao-package+jwt', dataPackage()),
        receipt: await platform.sign('xinqiao-receipt+jwt', receipt()),
      },
    }));
    const { data } = platform.client();
    await data.fetch(IDS.consent);
    await data.fetch(IDS.consent);
    expect(platform.calls(`/api/v1/consents/${IDS.consent}`)).toHaveLength(1);
  });
});
