import { DATA_ITEM_IDS, DataPackage, monthRange } from '@xinqiao/contracts';
import { describe, expect, it } from 'vitest';
import { assembly, delivered, everything, sha256 } from '../../test/consented.ts';
import { line } from '../../test/records.ts';
import { assemblePackage } from './assemble.ts';

const assemble = (...facts: Parameters<typeof assembly>) => assemblePackage(assembly(...facts), sha256);

describe('assemblePackage', () => {
  it('is a DataPackage of the contracts at every level', () => {
    for (const disclosure of ['ANSWER', 'INDICATORS', 'RECORDS'] as const) {
      const made = assemble({ items: DATA_ITEM_IDS, disclosure });
      expect(DataPackage.parse(made), disclosure).toEqual(made);
    }
  });

  it('carries the terms of the consent and the day of the figures', () => {
    const input = assembly();
    const { items: _, disclosure, range, purpose, consentId, participantId, subjectId } = input.consent;
    expect(assemblePackage(input, sha256)).toMatchObject({
      version: 1,
      operatorId: 'bozhou',
      packageId: input.packageId,
      ...{ disclosure, range, purpose, consentId, participantId, subjectId },
      asOf: '2026-11-01',
      extractedAt: '2026-11-21T08:00:00.000Z',
    });
  });

  it('is to be deleted when the data life ends', () => {
    expect(assemble({ dataLife: 'P24M' }).deleteBy).toBe('2028-11-21T08:00:00.000Z');
  });

  it('lists the consented items in catalogue order, whatever the order of consent and results', () => {
    const made = assemble({ items: ['enforcement.records', 'registration.profile', 'tax.arrears'] });
    expect(made.items.map(({ item }) => item)).toEqual([
      'registration.profile',
      'tax.arrears',
      'enforcement.records',
    ]);
  });

  it('leaves out an item that no source was asked for', () => {
    const results = delivered({ 'tax.arrears': [] });
    expect(assemble({}, { results }).items.map(({ item }) => item)).toEqual(['tax.arrears']);
  });

  it('gives at RECORDS the rows of the range and no indicators', () => {
    const [vat] = assemble().items;
    expect(vat?.records?.['tax.vat-returns']?.map(({ period }) => period)).toEqual(
      monthRange('2024-11', '2026-10'),
    );
    expect(vat).not.toHaveProperty('indicators');
  });

  it('gives at INDICATORS the figures of the consented items and no rows', () => {
    const made = assemble({ disclosure: 'INDICATORS', items: ['tax.credit-grades', 'tax.arrears'] });
    expect(made.items).toMatchObject([
      { item: 'tax.credit-grades', indicators: { taxCreditGrade: 'B' } },
      { item: 'tax.arrears', indicators: { openArrears: '0.00' } },
    ]);
    for (const item of made.items) expect(item).not.toHaveProperty('records');
  });

  it('computes figures from the range only: one year says nothing of growth', () => {
    const range = { from: '2025-11-01', to: '2026-10-31' };
    const [vat] = assemble({ disclosure: 'INDICATORS', items: ['tax.vat-returns'], range }).items;
    expect(vat?.indicators).toMatchObject({ vatSales12: '1200000.00', vatSalesGrowth12: null });
  });

  it('shows nothing of the days after asOf', () => {
    const range = { from: '2024-11-01', to: '2027-10-31' };
    const results = delivered({ 'invoice.lines': [line('2026-11-21'), line('2026-11-22')] });
    const made = assemble({ range, items: ['invoice.lines'] }, { asOf: '2026-11-21', results });
    expect(made.items[0]?.records?.['invoice.lines']).toEqual([line('2026-11-21')]);
  });

  it('shows nothing when asOf comes before the range', () => {
    const made = assemble({ items: ['tax.arrears'] }, { asOf: '2024-10-31' });
    expect(made.items).toEqual([
      { item: 'tax.arrears', schemaVersion: 1, sourceId: 'city', status: 'NO_DATA', snapshotHash: null },
    ]);
  });

  it.each(['NO_DATA', 'TIMEOUT', 'UNAVAILABLE'] as const)(
    'states %s and nothing else of the item',
    (status) => {
      const results = [
        { item: 'tax.arrears', sourceId: 'city', status, records: everything['tax.arrears'] } as const,
      ];
      expect(assemble({}, { results }).items).toEqual([
        { item: 'tax.arrears', schemaVersion: 1, sourceId: 'city', status, snapshotHash: null },
      ]);
    },
  );

  it('tells an empty list, which is an answer, from no data', () => {
    const [arrears] = assemble({}, { results: delivered({ 'tax.arrears': [] }) }).items;
    expect(arrears).toMatchObject({ status: 'DELIVERED', records: { 'tax.arrears': [] } });
  });

  it('gives the rows of a partial answer, but no figure over them', () => {
    const results = [
      {
        item: 'tax.arrears',
        sourceId: 'city',
        status: 'PARTIAL',
        records: everything['tax.arrears'],
      } as const,
    ];
    const [rows] = assemble({}, { results }).items;
    const [figures] = assemble({ disclosure: 'INDICATORS' }, { results }).items;
    expect(rows).toMatchObject({ status: 'PARTIAL', records: { 'tax.arrears': [{ amount: '12.34' }] } });
    expect(figures).toMatchObject({ status: 'PARTIAL', indicators: { openArrears: null } });
  });
});

describe('assemblePackage · snapshot hashes', () => {
  it('hash the canonical JSON (RFC 8785) of the records of an item, here []', () => {
    const [arrears] = assemble({}, { results: delivered({ 'tax.arrears': [] }) }).items;
    // printf '[]' | openssl dgst -sha256 -binary | basenc --base64url
    expect(arrears?.snapshotHash).toBe('T1PNoYwrqgwDVLtfmj7L5e0Sq02OEbqHPC8RFhICuUU');
  });

  it('do not depend on the level', () => {
    expect(assemble({ disclosure: 'INDICATORS' }).snapshotHash).toBe(assemble().snapshotHash);
  });

  it('do not see what was cut away', () => {
    const later = { taxType: '增值税', dueOn: '2026-11-15', amount: '5.00', settledOn: null };
    const results = delivered({ ...everything, 'tax.arrears': [...everything['tax.arrears'], later] });
    expect(assemble({}, { results }).snapshotHash).toBe(assemble().snapshotHash);
  });

  it('change with one fen of one row', () => {
    const [first, ...rest] = everything['tax.vat-returns'].slice(-5);
    const changed = [{ ...first!, taxPaid: '4000.01' }, ...rest];
    const results = delivered({ ...everything, 'tax.vat-returns': changed });
    const same = delivered({ ...everything, 'tax.vat-returns': [first!, ...rest] });
    expect(assemble({}, { results }).snapshotHash).not.toBe(assemble({}, { results: same }).snapshotHash);
  });

  it('change over all when an item fails', () => {
    const results = delivered().map((result) =>
      result.item === 'tax.arrears'
        ? { item: result.item, sourceId: 'city', status: 'TIMEOUT' as const }
        : result,
    );
    expect(assemble({}, { results }).snapshotHash).not.toBe(assemble().snapshotHash);
  });
});
