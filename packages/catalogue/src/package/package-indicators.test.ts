import { describe, expect, it } from 'vitest';
import { assembly, everything, hashesOf } from '../../test/consented.ts';
import { indicatorsOf as namesOf } from '../indicators/compute-indicators.ts';
import { assemblePackage } from './assemble.ts';
import { packageIndicators } from './package-indicators.ts';

const indicatorsOf = (...facts: Parameters<typeof assembly>) =>
  packageIndicators(assemblePackage(assembly(...facts), hashesOf('pkg')));

describe('packageIndicators', () => {
  it('names the figures of the items in the package and of no other', () => {
    const indicators = indicatorsOf({ items: ['tax.credit-grades', 'enforcement.records'] });
    expect(indicators).toMatchObject({ taxCreditGrade: 'B', openEnforcements: 0 });
    expect(Object.keys(indicators)).toEqual([
      ...namesOf('tax.credit-grades'),
      ...namesOf('enforcement.records'),
    ]);
  });

  it('computes from the records only what the range covers', () => {
    const range = { from: '2025-11-01', to: '2026-10-31' };
    expect(indicatorsOf({ items: ['invoice.summary'], range })).toMatchObject({
      invoicedMonths12: 12,
      longestInvoiceGap24: null,
    });
  });

  it.each(['PARTIAL', 'TIMEOUT'] as const)('knows no figure of an item that came %s', (status) => {
    const results = [
      { item: 'tax.arrears', sourceId: 'city', status, records: everything['tax.arrears'] } as const,
    ];
    const indicators = indicatorsOf({}, { results });
    expect(Object.keys(indicators)).toEqual(namesOf('tax.arrears'));
    expect(new Set(Object.values(indicators))).toEqual(new Set([null]));
  });
});
