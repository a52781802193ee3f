import { describe, expect, it } from 'vitest';
import { recordKey, recordName } from './record-key.ts';

describe('recordName', () => {
  it.each([
    ['tax.vat-returns', '2026-03', '2026-03', '2026-03'],
    ['invoice.lines', 'OUT/12345678', '销项 · 12345678', 'Issued · 12345678'],
    [
      'enforcement.records',
      'DISHONEST/2025-01-02',
      '失信被执行人 · 2025-01-02',
      'Dishonest debtor · 2025-01-02',
    ],
    ['tax.arrears', '增值税/其他/2025-02-15', '增值税/其他/2025-02-15', '增值税/其他/2025-02-15'],
  ] as const)('of %s %s is %s', (item, key, zh, en) => {
    expect(recordName(item, key)).toEqual({ zh, en });
  });

  it('names what recordKey makes', () => {
    const record = { kind: 'CONSUMPTION_LIMIT', filedOn: '2025-03-04', amount: '1.00' };
    expect(recordName('enforcement.records', recordKey('enforcement.records', record)).zh).toBe(
      '限制高消费 · 2025-03-04',
    );
  });
});
