import type { ItemResult } from '@xinqiao/catalogue';
import { DATA_ITEM_IDS, type DataItemId, type DataItemRecords } from '@xinqiao/contracts';
import { city, PERSONAS } from '@xinqiao/sandbox';
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

  it.each(['TIMEOUT', 'UNAVAILABLE', 'DENIED'] as const)(
    'a source that is %s is currently unavailable',
    (status) => {
      const result = answer({ item: 'tax.vat-returns', status });
      expect(ownValue(result, '2026-11-22', 'en')).toMatchObject({
        ...{ status: 'UNAVAILABLE', words: 'currently unavailable' },
      });
    },
  );

  it.each([
    answer({ item: 'tax.vat-returns', status: 'NO_DATA' }),
    answer({ item: 'tax.credit-grades', records: [] }),
  ])('where nothing is on record it says so: $item', (result) => {
    expect(ownValue(result, '2026-11-22', 'zh-CN')).toMatchObject({
      ...{ status: 'NO_DATA', words: '目前没有记录' },
    });
  });
});

describe('ownValue · what lasts is said as it stands, whenever it began', () => {
  const said = <Item extends DataItemId>(item: Item, records: DataItemRecords[Item]) =>
    (['zh-CN', 'en'] as const).map((language) => words(answer({ item, records }), language));
  const penalty = {
    ...{ decidedOn: '2021-01-02', authority: '市场监督管理局', kind: '罚款' },
    ...{ fine: '1.00', serious: false },
  };
  const fee = { taxType: '增值税', from: '2025-01-16', to: '2026-11-22', amount: '1234.50' };

  it('penalties on public record', () => {
    expect(said('registration.penalties', [{ ...penalty, publishedUntil: '2022-01-02' }])).toEqual([
      '没有公示中的行政处罚',
      'No administrative penalty on public record',
    ]);
    // Published to the end of the day on which she looks, as the figures of a bank count it.
    expect(said('registration.penalties', [{ ...penalty, publishedUntil: '2026-11-22' }])[1]).toBe(
      '1 administrative penalty on public record',
    );
    expect(said('registration.penalties', [{ ...penalty, publishedUntil: null }])).toEqual([
      '公示中的行政处罚 1 项',
      '1 administrative penalty on public record',
    ]);
  });

  it('late fees still to pay', () => {
    expect(said('tax.late-fees', [{ ...fee, paidOn: '2026-11-22' }])).toEqual([
      '没有未缴滞纳金',
      'No open late fee',
    ]);
    expect(said('tax.late-fees', [{ ...fee, paidOn: null }])).toEqual([
      '未缴滞纳金 1,234.50 元',
      'Open late fees: 1,234.50 yuan',
    ]);
  });

  it('breaches not settled and audits under way', () => {
    const breach = { registeredOn: '2020-05-06', kind: '未申报', fine: '0.00' };
    expect(said('tax.violations', [{ ...breach, closedOn: '2020-06-07' }])[1]).toBe(
      'No open breach of tax law',
    );
    expect(said('tax.violations', [{ ...breach, closedOn: null }])[0]).toBe('未处理的税务违法违章 1 项');
    const audit = { openedOn: '2020-05-06', assessed: '0.00', fine: '0.00' };
    expect(
      said('tax.audits', [
        { ...audit, closedOn: null },
        { ...audit, closedOn: '2021-01-02' },
      ])[1],
    ).toBe('1 open tax audit');
  });
});

describe('ownValue · every item of every enterprise of the sandbox', () => {
  const asOf = '2026-11-22';
  const from = city({ seed: 1, size: 40, asOf });
  const range = { from: '2025-11-01', to: asOf };
  const all = [...from.enterprises()].filter(
    ({ legalRepresentative }) => legalRepresentative.identityId !== 'persona-zhu-bowen',
  );

  it.each(DATA_ITEM_IDS)('%s is said in both languages, or that there is nothing', (item) => {
    for (const { uscc } of all) {
      const records = from.records(uscc, item, range);
      const result = answer(records === undefined ? { item, status: 'NO_DATA' } : { item, records });
      const zh = ownValue(result, asOf, 'zh-CN');
      const en = ownValue(result, asOf, 'en');
      expect(zh.status).toBe(en.status);
      expect(zh.words).toMatch(/[\u4e00-\u9fff]/);
      // The one word of another language is the registered name of the legal representative.
      const english = item === 'registration.profile' ? en.words.replace(/representative .*/u, '') : en.words;
      expect(english).not.toMatch(/[\u4e00-\u9fff]/);
      for (const { words: said } of [zh, en]) expect(said).not.toMatch(/undefined|null|NaN|\[object/);
    }
  });

  it.each(DATA_ITEM_IDS)('%s is said of one of them at least', (item) => {
    const shown = all.some(({ uscc }) => {
      const records = from.records(uscc, item, range);
      return records !== undefined && ownValue(answer({ item, records }), asOf, 'en').status === 'SHOWN';
    });
    expect(shown).toBe(true);
  });

  it('names no shareholder and none of their figures', () => {
    for (const { uscc } of all) {
      const records = from.records(uscc, 'registration.shareholders', range) ?? [];
      for (const language of ['zh-CN', 'en'] as const) {
        const said = words(answer({ item: 'registration.shareholders', records }), language);
        for (const { name, subscribed, share } of records)
          for (const figure of [name, subscribed, share ?? '1.00']) expect(said).not.toContain(figure);
        expect(said).toMatch(/^(\d+ (位股东|shareholders?)|目前没有记录|nothing on record)$/);
      }
    }
  });

  it('says quarterly returns of a small-scale taxpayer', () => {
    const { enterprise } = PERSONAS.find(({ id }) => id === 'persona-jin-haiyan')!;
    const records = from.records(enterprise!.uscc, 'tax.vat-returns', range)!;
    expect(ownValue(answer({ item: 'tax.vat-returns', records }), asOf, 'en').status).toBe('SHOWN');
  });

  it('says that there are many records where they wait as pages, and that some are missing where they are', () => {
    const many = answer({ item: 'invoice.lines', status: 'READY' });
    expect(ownValue(many, asOf, 'en')).toMatchObject({
      status: 'SHOWN',
      words: 'many records, not counted here',
    });
    const some = answer({ item: 'invoice.lines', status: 'PARTIAL', records: [] });
    expect(words(some)).toBe('近 12 个月 0 张发票（记录不全）');
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
