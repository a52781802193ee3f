import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packageOfToday } from '../docs/snippets/watch-a-firm.ts';
import { rows } from '../support/rows.ts';
import { type AgencyPlatform, startAgencyPlatform } from './support/agency-platform.ts';

const ITEMS = ['tax.vat-returns', 'tax.arrears'] as const;
const NOBODY = 'pkg_019aa5b8-7c00-7c3e-9d52-6b1f0a4e8d77';

describe('whether a package still stands', () => {
  let platform: AgencyPlatform;
  beforeAll(async () => {
    platform = await startAgencyPlatform(4);
  });
  afterAll(() => platform.close());

  const fetched = async (fact = {}) => {
    const bank = platform.bank();
    const { consentId } = await platform.consentTo({ items: [...ITEMS], ...fact });
    const made = await bank.data.fetch(consentId);
    return {
      bank,
      consentId,
      ...made,
      again: (options = {}) => bank.data.fetchIfChanged(consentId, made.packageId, options),
    };
  };
  const lastEntries = async (consentId: string) => {
    const found = await rows<{ kind: string; detail: Record<string, unknown> }>(
      platform,
      'SELECT kind, detail FROM log_entry WHERE consent_id = $1 ORDER BY recorded_at, id',
      [consentId],
    );
    return found.slice(-2);
  };
  const changeArrear = (by: number) =>
    platform.agency.sql('UPDATE exchange.arrear SET amount = amount + $1', [by]);

  describe('unchangedSince', () => {
    it('answers with the package that still stands, and no other', async () => {
      const { packageId, again } = await fetched();
      expect(await again()).toMatchObject({ unchanged: true, packageId });
    });

    it('lets the guide’s example keep the package it has, until there is news', async () => {
      const { bank, again: _, ...last } = await fetched();
      expect(await packageOfToday(bank, last)).toBe(last);
      await platform.loaded();
      expect((await packageOfToday(bank, last)).packageId).not.toBe(last.packageId);
    });

    it('is logged before and after like any read, and says that nothing was new', async () => {
      const { consentId, packageId, again } = await fetched();
      await again();
      expect(await lastEntries(consentId)).toMatchObject([
        { kind: 'ACCESS_ALLOWED', detail: { unchangedSince: packageId } },
        { kind: 'DATA_DELIVERED', detail: { unchangedSince: packageId } },
      ]);
    });

    it('makes a package once the agency has loaded its tables anew', async () => {
      const { packageId, again } = await fetched();
      await platform.loaded();
      const next = await again();
      expect(next.unchanged).toBe(false);
      expect(next.packageId).not.toBe(packageId);
    });

    it('makes a package for other items and other days', async () => {
      const { again } = await fetched();
      expect(await again({ items: ['tax.arrears'] })).toMatchObject({ unchanged: false });
      expect(await again({ range: { from: '2025-01-01', to: '2026-10-31' } })).toMatchObject({
        unchanged: false,
      });
    });

    it('counts as a fetch: it cannot be asked more often than data may be had', async () => {
      const { again } = await fetched({ frequency: { unit: 'YEAR', value: 2 } });
      expect(await again()).toMatchObject({ unchanged: true });
      await expect(again()).rejects.toMatchObject({ code: 'CONSENT_FREQUENCY_EXCEEDED' });
    });

    it('repeats its answer to the same key without counting it again', async () => {
      const { again } = await fetched({ frequency: { unit: 'YEAR', value: 2 } });
      const idempotencyKey = randomUUID();
      const first = await again({ idempotencyKey });
      expect(await again({ idempotencyKey })).toMatchObject({ unchanged: true, packageId: first.packageId });
    });

    it('does not pass off a repeated answer as true once it is not', async () => {
      const { again } = await fetched();
      const idempotencyKey = randomUUID();
      expect(await again({ idempotencyKey })).toMatchObject({ unchanged: true });
      await platform.loaded();
      await expect(again({ idempotencyKey })).rejects.toMatchObject({ code: 'PACKAGE_CHANGED' });
    });

    it('tells nothing once the consent is paused or revoked', async () => {
      const { bank, consentId, again } = await fetched();
      await bank.consents.revoke(consentId);
      await expect(again()).rejects.toMatchObject({ code: 'CONSENT_REVOKED' });
    });

    it('makes a package once the bank must have deleted the old one', async () => {
      const { again } = await fetched({ dataLife: 'P1M' });
      platform.advance(32 * 86_400_000);
      try {
        expect(await again()).toMatchObject({ unchanged: false });
      } finally {
        platform.advance(-32 * 86_400_000);
      }
    });

    it.each(['no package', 'a package of another consent'])('knows %s', async (what) => {
      const { bank, consentId } = await fetched();
      const packageId = what === 'no package' ? NOBODY : (await fetched()).packageId;
      await expect(bank.data.fetchIfChanged(consentId, packageId)).rejects.toMatchObject({
        code: 'PACKAGE_NOT_FOUND',
      });
    });

    it('reads no record and signs no package where nothing is new', async () => {
      const { again } = await fetched();
      const records = 'exchange.vat_return, exchange.arrear';
      await platform.agency.sql(`REVOKE SELECT ON ${records} FROM "${platform.agency.reader}"`);
      try {
        expect(await again()).toMatchObject({ unchanged: true });
        await expect(again({ items: ['tax.arrears'] })).rejects.toMatchObject({ code: 'SOURCE_UNAVAILABLE' });
      } finally {
        await platform.agency.sql(`GRANT SELECT ON ${records} TO "${platform.agency.reader}"`);
      }
    });
  });

  describe('data.check', () => {
    it('says SAME of every item while the sources give the same', async () => {
      const { bank, consentId, packageId } = await fetched();
      expect(await bank.data.check(consentId, packageId)).toMatchObject({
        packageId,
        items: ITEMS.map((item) => ({ item, state: 'SAME' })),
      });
    });

    it.each(['RECORDS', 'INDICATORS', 'ANSWER'] as const)(
      'finds one fen of one row at %s',
      async (disclosure) => {
        const { bank, consentId, packageId } = await fetched({ disclosure });
        await changeArrear(0.01);
        try {
          expect((await bank.data.check(consentId, packageId)).items).toEqual([
            { item: 'tax.vat-returns', state: 'SAME' },
            { item: 'tax.arrears', state: 'CHANGED' },
          ]);
        } finally {
          await changeArrear(-0.01);
        }
      },
    );

    it('walks the pages of a large item anew', async () => {
      const { bank, consentId } = await fetched({ items: ['invoice.lines'] });
      await platform.agency.sql(
        `INSERT INTO exchange.invoice SELECT uscc, 'OUT', 'X' || lpad(i::text, 6, '0'), date '2025-02-01' + (i % 500),
           'P1', 100.00, 13.00, 'VALID' FROM exchange.firm, generate_series(1, 2500) i`,
      );
      try {
        const { packageId, data } = await bank.data.fetch(consentId);
        expect(data.items[0]?.status).toBe('READY');
        expect((await bank.data.check(consentId, packageId)).items).toEqual([
          { item: 'invoice.lines', state: 'SAME' },
        ]);
        await platform.agency.sql(`UPDATE exchange.invoice SET tax = 12.99 WHERE number = 'X002000'`);
        expect((await bank.data.check(consentId, packageId)).items).toEqual([
          { item: 'invoice.lines', state: 'CHANGED' },
        ]);
      } finally {
        await platform.agency.sql(`DELETE FROM exchange.invoice WHERE number LIKE 'X%'`);
      }
    });

    it('is logged before and after, counts as a fetch, and repeats without counting', async () => {
      const { bank, consentId, packageId } = await fetched({ frequency: { unit: 'YEAR', value: 2 } });
      const idempotencyKey = randomUUID();
      await bank.data.check(consentId, packageId, { idempotencyKey });
      expect(await lastEntries(consentId)).toMatchObject([
        { kind: 'ACCESS_ALLOWED', detail: { check: packageId } },
        { kind: 'DATA_DELIVERED', detail: { check: packageId } },
      ]);
      await bank.data.check(consentId, packageId, { idempotencyKey });
      await expect(bank.data.check(consentId, packageId)).rejects.toMatchObject({
        code: 'CONSENT_FREQUENCY_EXCEEDED',
      });
    });

    it('knows no package of another consent', async () => {
      const [{ bank, consentId }, { packageId }] = [await fetched(), await fetched()];
      await expect(bank.data.check(consentId, packageId)).rejects.toMatchObject({
        code: 'PACKAGE_NOT_FOUND',
      });
    });
  });
});
