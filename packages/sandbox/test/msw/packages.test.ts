import type { XinqiaoOptions } from '@xinqiao/sdk';
import { exportJWK, generateKeyPair } from 'jose';
import { afterEach, describe, expect, it } from 'vitest';
import { pageOf } from '../../src/msw/operations/consented-read.ts';
import { type BankTest, bankTest } from './support/bank-test.ts';

let world: BankTest;
afterEach(() => world.close());

/** A bank and a package it was given. */
async function fetched(options: Partial<XinqiaoOptions> = {}, fact: object = {}) {
  const bank = world.bank(options);
  const { consentId } = await world.agreed(bank, fact);
  return { bank, consentId, ...(await bank.data.fetch(consentId)) };
}

describe('what can be asked of a package', () => {
  it('nothing is new within the day, and the next day there is: the city’s sources know more', async () => {
    world = await bankTest({ now: () => new Date('2026-11-10T04:00:00.000Z') });
    const { bank, consentId, packageId } = await fetched();
    expect(await bank.data.fetchIfChanged(consentId, packageId)).toMatchObject({
      unchanged: true,
      packageId,
    });
    world.sandbox.clock.advance(86_400_000);
    expect(await bank.data.fetchIfChanged(consentId, packageId)).toMatchObject({ unchanged: false });
  });

  it('a check says SAME of the days that are over, and counts as a fetch', async () => {
    world = await bankTest();
    const { bank, consentId, packageId } = await fetched({}, { frequency: { unit: 'YEAR', value: 2 } });
    const { items } = await bank.data.check(consentId, packageId);
    expect(new Set(items.map(({ state }) => state))).toEqual(new Set(['SAME']));
    await expect(bank.data.check(consentId, packageId)).rejects.toHaveProperty(
      'code',
      'CONSENT_FREQUENCY_EXCEEDED',
    );
  });

  it('a check knows nothing while no source answers', async () => {
    world = await bankTest();
    const { bank, consentId, packageId } = await fetched();
    world.sandbox.failNext('data.checkPackage', 'SOURCE_UNAVAILABLE');
    const { items } = await bank.data.check(consentId, packageId);
    expect(new Set(items.map(({ state }) => state))).toEqual(new Set(['UNKNOWN']));
  });

  it('is encrypted to the key of the bank, and refused where there is none', async () => {
    const pair = await generateKeyPair('ECDH-ES+A256KW', { extractable: true, crv: 'P-256' });
    const encryptionKey = { ...(await exportJWK(pair.publicKey)), kid: 'enc-1' };
    world = await bankTest({ encryptionKey });
    const decryptionKeys = [{ keyId: 'enc-1', privateKey: await exportJWK(pair.privateKey) }];
    const { bank, consentId } = await fetched({ decryptionKeys });
    expect((await bank.data.fetch(consentId, { encrypted: true })).jws.split('.')).toHaveLength(3);
    world.close();
    world = await bankTest();
    const other = await fetched();
    await expect(other.bank.data.fetch(other.consentId, { encrypted: true })).rejects.toHaveProperty(
      'code',
      'ENCRYPTION_KEY_MISSING',
    );
  });
});

describe('pageOf', () => {
  it('cuts a list into pages that together are the list', async () => {
    world = await bankTest();
    const rows = Array.from({ length: 2_500 }, (_, at) => at);
    const read: unknown[] = [];
    let begin: string | null = '0';
    while (begin !== null) {
      const page = pageOf(rows, Number(begin));
      expect(page.rows.length).toBeLessThanOrEqual(1_000);
      read.push(...page.rows);
      begin = page.next;
    }
    expect(read).toEqual(rows);
  });
});
