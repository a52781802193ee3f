import { describe, expect, it } from 'vitest';
import { assembly, everything, sha256 } from '../../test/consented.ts';
import { assemblePackage } from './assemble.ts';
import { packageIndicators } from './package-indicators.ts';

const indicatorsOf = (...facts: Parameters<typeof assembly>) =>
  packageIndicators(assemblePackage(assembly(...facts), sha256));

describe('packageIndicators', () => {
  it('names the figures of the items in the package and of no other', () => {
    const indicators = indicatorsOf({ items: ['tax.credit-grades', 'enforcement.records'] });
    expect(indicators).toEqual({ taxCreditGrade: 'B', openEnforcements: 0 });
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
    expect(indicatorsOf({}, { results })).toEqual({ openArrears: null });
  });
});
