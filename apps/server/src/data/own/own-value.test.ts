import type { ItemResult } from '@xinqiao/catalogue';
import { describe, expect, it } from 'vitest';
import { grouped, ownValue } from './own-value.ts';

const answer = (fact: Partial<ItemResult> & Pick<ItemResult, 'item'>): ItemResult => ({
  ...{ sourceId: 'city', status: 'DELIVERED' },
  ...fact,
});
const words = (result: ItemResult, language: 'zh-CN' | 'en' = 'zh-CN') =>
  ownValue(result, '2026-11-22', language).words;

describe('ownValue', () => {
  it.each([
    ['ENFORCEMENT', null, '1 件未结案件', '1 open case'],
    ['DISHONEST', '2026-01-02', '没有未结案件', 'No open case'],
  ] as const)('says of a court case %s closed on %s in both languages', (kind, closedOn, zh, en) => {
    const records = [{ kind, filedOn: '2025-05-06', amount: '10.00', closedOn }];
    const result = answer({ item: 'enforcement.records', records });
    expect([words(result), words(result, 'en')]).toEqual([zh, en]);
  });

  it('gives the latest tax credit grade with its year', () => {
    const records = [
      { year: 2024, grade: 'A' as const },
      { year: 2025, grade: 'B' as const },
    ];
    expect(words(answer({ item: 'tax.credit-grades', records }))).toBe('2025 年度为 B 级');
  });

  it('says that nothing is owed, and else how much, with its thousands apart', () => {
    const arrear = { taxType: '增值税', dueOn: '2026-05-06', amount: '1234567.50', settledOn: null };
    expect(words(answer({ item: 'tax.arrears', records: [] }))).toBe('没有未缴欠税');
    expect(words(answer({ item: 'tax.arrears', records: [arrear] }), 'en')).toContain('1,234,567.50 yuan');
  });

  it.each(['TIMEOUT', 'UNAVAILABLE'] as const)('a source that is %s is currently unavailable', (status) => {
    const result = answer({ item: 'tax.vat-returns', status });
    expect(ownValue(result, '2026-11-22', 'en')).toMatchObject({
      ...{ status: 'UNAVAILABLE', words: 'currently unavailable' },
    });
  });

  it.each([
    answer({ item: 'tax.vat-returns', status: 'NO_DATA' }),
    answer({ item: 'tax.credit-grades', records: [] }),
  ])('where nothing is on record it says so: $item', (result) => {
    expect(ownValue(result, '2026-11-22', 'zh-CN')).toMatchObject({
      ...{ status: 'NO_DATA', words: '目前没有记录' },
    });
  });
});

describe('grouped', () => {
  it.each([
    ['0.00', '0.00'],
    ['999.99', '999.99'],
    ['1000.00', '1,000.00'],
    ['-1234567.05', '-1,234,567.05'],
  ])('%s is %s', (amount, shown) => {
    expect(grouped(amount)).toBe(shown);
  });
});
