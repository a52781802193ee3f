import { DATA_ITEM_IDS, DataPackage, monthRange } from '@xinqiao/contracts';
import { describe, expect, it } from 'vitest';
import { assembly, delivered, everything, hashesOf, sha256 } from '../../test/consented.ts';
import { line } from '../../test/records.ts';
import { answersOf } from '../answers/compute-answers.ts';
import { assemblePackage } from './assemble.ts';
import { hashCanonical } from './hash-canonical.ts';

const assemble = (...facts: Parameters<typeof assembly>) => {
  const input = assembly(...facts);
  return assemblePackage(input, hashesOf(input.packageId));
};

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
    expect(assemblePackage(input, hashesOf(input.packageId))).toMatchObject({
      version: 2,
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

  it('computes at INDICATORS only the figures that are wanted, over the same records', () => {
    const given = assembly({ disclosure: 'INDICATORS' });
    const [all, some] = [undefined, ['vatFiledMonths12' as const]].map(
      (indicators) =>
        assemblePackage({ ...given, ...(indicators && { indicators }) }, hashesOf(given.packageId)).items[0],
    );
    expect(some?.indicators).toEqual({ vatFiledMonths12: all?.indicators?.vatFiledMonths12 });
    expect({ ...some, indicators: 0 }).toEqual({ ...all, indicators: 0 });
    expect(Object.keys(all?.indicators ?? {}).length).toBeGreaterThan(1);
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
      {
        ...{ item: 'tax.arrears', schemaVersion: 1, sourceId: 'city', status: 'NO_DATA' },
        ...{ sourceAsOf: null, snapshotHash: null },
      },
    ]);
  });

  it.each(['NO_DATA', 'DENIED', 'TIMEOUT', 'UNAVAILABLE'] as const)(
    'states %s and nothing else of the item',
    (status) => {
      const results = [
        { item: 'tax.arrears', sourceId: 'city', status, records: everything['tax.arrears'] } as const,
      ];
      expect(assemble({}, { results }).items).toEqual([
        {
          item: 'tax.arrears',
          schemaVersion: 1,
          sourceId: 'city',
          status,
          sourceAsOf: null,
          snapshotHash: null,
        },
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

describe('assemblePackage · ANSWER (信息核查)', () => {
  it('gives the answers of the consented items, no figure and no rows', () => {
    const [vat, arrears] = assemble({ disclosure: 'ANSWER' }).items;
    expect(Object.keys(vat?.answers ?? {})).toEqual(answersOf('tax.vat-returns'));
    expect(Object.keys(arrears?.answers ?? {})).toEqual(answersOf('tax.arrears'));
    for (const item of [vat, arrears]) {
      expect(item).not.toHaveProperty('records');
      expect(item).not.toHaveProperty('indicators');
    }
  });

  it('knows no answer over a part', () => {
    const arrears = { item: 'tax.arrears', sourceId: 'city', records: everything['tax.arrears'] } as const;
    const results = [{ ...arrears, status: 'PARTIAL' as const }];
    const [made] = assemble({ disclosure: 'ANSWER' }, { results }).items;
    expect(new Set(Object.values(made?.answers ?? {}))).toEqual(new Set([null]));
  });

  it('denies an item that is on offer at RECORDS only, whatever a source gave', () => {
    const consent = { disclosure: 'ANSWER', items: ['invoice.lines'] } as const;
    expect(assemble(consent).items).toEqual([
      {
        ...{ item: 'invoice.lines', schemaVersion: 1, sourceId: 'city', status: 'DENIED' },
        ...{ sourceAsOf: null, snapshotHash: null },
      },
    ]);
  });
});

describe('assemblePackage · disputed fields (征信业管理条例 art. 25)', () => {
  const dispute = { item: 'tax.arrears', path: 'amount', since: '2026-11-20T00:00:00.000Z' } as const;
  const disputes = [{ ...dispute, record: '增值税/2025-02-15' }];

  it('marks the field of a record that is shown, and leaves every other item unmarked', () => {
    const [vat, arrears] = assemble({}, { disputes }).items;
    expect(vat).not.toHaveProperty('disputed');
    expect(arrears).toMatchObject({ disputed: [{ path: 'amount', record: '增值税/2025-02-15' }] });
    expect(DataPackage.parse(assemble({}, { disputes }))).toEqual(assemble({}, { disputes }));
  });

  it('says nothing of a record outside the range', () => {
    const range = { from: '2026-04-01', to: '2026-10-31' };
    for (const item of assemble({ range }, { disputes }).items) expect(item).not.toHaveProperty('disputed');
  });

  it.each(['INDICATORS', 'ANSWER'] as const)('at %s names neither record nor field', (disclosure) => {
    const [, arrears] = assemble({ disclosure }, { disputes }).items;
    expect(arrears?.disputed).toEqual([{ path: null, record: null, since: dispute.since }]);
  });

  it('leaves the hash of the records what it was: a mark is no change of the source', () => {
    expect(assemble({}, { disputes }).snapshotHash).toBe(assemble().snapshotHash);
  });
});

describe('assemblePackage · large items', () => {
  const pages = { rows: 3, rowsPerPage: 2, hashes: ['A'.repeat(43), 'B'.repeat(43)] };
  const results = [{ item: 'invoice.lines', sourceId: 'city', status: 'READY', pages } as const];
  const items = ['invoice.lines'] as const;

  it('lists the pages in place of the rows', () => {
    const [lines] = assemble({ items }, { results }).items;
    expect(lines).toMatchObject({ status: 'READY', pages });
    expect(lines).not.toHaveProperty('records');
  });

  it('hashes the hashes of the pages', () => {
    const hashOf = (hashes: string[]) =>
      assemble({ items }, { results: [{ ...results[0]!, pages: { ...pages, hashes } }] }).snapshotHash;
    expect(hashOf(pages.hashes)).toBe(assemble({ items }, { results }).snapshotHash);
    expect(hashOf(pages.hashes.toReversed())).not.toBe(hashOf(pages.hashes));
  });

  it.each(['ANSWER', 'INDICATORS'] as const)('lists none at %s', (disclosure) => {
    const [lines] = assemble({ items, disclosure }, { results }).items;
    expect(lines).not.toHaveProperty('pages');
  });
});

describe('assemblePackage · snapshot hashes', () => {
  it('hash the canonical JSON (RFC 8785) of salt and records of an item, here []', () => {
    const input = assembly({}, { results: delivered({ 'tax.arrears': [] }) });
    const { items, snapshotSalt } = assemblePackage(input, { ...hashesOf(input.packageId), salt: 'salt' });
    expect(snapshotSalt).toBe('salt');
    // printf '["salt",[]]' | openssl dgst -sha256 -binary | basenc --base64url
    expect(items[0]?.snapshotHash).toBe('g7p9Al_eZx0HcQjf80V2DPjJfquvv5U5LgIdVf29SJs');
  });

  it('tell nobody who reads them in the log that there is no record: without the salt they cannot be tried', () => {
    const empty = (packageId: string) => {
      const results = delivered({ 'tax.arrears': [] });
      return assemble({}, { packageId: packageId as never, results }).items[0]?.snapshotHash;
    };
    expect(empty('pkg_1')).toBe(empty('pkg_1'));
    expect(new Set([empty('pkg_1'), empty('pkg_2'), hashCanonical([], sha256)]).size).toBe(3);
  });

  it.each(['INDICATORS', 'ANSWER'] as const)('come without their salt at %s', (disclosure) => {
    expect(assemble({ disclosure })).not.toHaveProperty('snapshotSalt');
  });

  it.each(['INDICATORS', 'ANSWER'] as const)(
    'are keyed at %s: nobody without the key can try what the records are',
    (disclosure) => {
      const results = delivered({ 'tax.arrears': [] });
      const [arrears] = assemble({ disclosure }, { results }).items;
      expect(arrears?.snapshotHash).toMatch(/^[\w-]{43}$/);
      expect(arrears?.snapshotHash).not.toBe(assemble({}, { results }).items[0]?.snapshotHash);
    },
  );

  it('below RECORDS tell nothing from one package to the next, and the same within one', () => {
    const of = (packageId: string) => {
      const made = assemble({ disclosure: 'ANSWER' }, { packageId: packageId as never });
      return made.items.map(({ snapshotHash }) => snapshotHash);
    };
    const [one, other] = [of('pkg_1'), of('pkg_2')];
    expect(of('pkg_1')).toEqual(one);
    expect(one.filter((hash) => other.includes(hash))).toEqual([]);
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
