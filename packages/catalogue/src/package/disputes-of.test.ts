import { DATA_ITEM_IDS, DATA_ITEM_SCHEMAS, type DataItemRecords } from '@xinqiao/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { disputesOf, type OpenDispute } from './disputes-of.ts';
import { hasRecordKeys, recordKey } from './record-key.ts';

const SINCE = '2026-11-22T02:00:00.000Z';
const grades = [
  { year: 2024, grade: 'A' as const },
  { year: 2025, grade: 'B' as const },
];
const dispute = (fact: Partial<OpenDispute> = {}): OpenDispute => ({
  ...{ item: 'tax.credit-grades', path: 'grade', record: '2025', since: SINCE },
  ...fact,
});

describe('disputesOf · a disputed field is marked until it is settled (征信业管理条例 art. 25)', () => {
  it('marks field and record at RECORDS', () => {
    expect(disputesOf('tax.credit-grades', grades, [dispute()], 'RECORDS')).toEqual([
      { path: 'grade', record: '2025', since: SINCE },
    ]);
  });

  it.each(['INDICATORS', 'ANSWER'] as const)('at %s says neither field nor record', (disclosure) => {
    expect(disputesOf('tax.credit-grades', grades, [dispute()], disclosure)).toEqual([
      { path: null, record: null, since: SINCE },
    ]);
  });

  it('passes over a record that is not delivered, and another item', () => {
    const open = [dispute({ record: '2019' }), dispute({ item: 'tax.arrears' }), dispute({ record: null })];
    expect(disputesOf('tax.credit-grades', grades, open, 'RECORDS')).toEqual([]);
  });

  it('marks the item as a whole where its rows wait as pages', () => {
    const open = [dispute({ item: 'invoice.lines', record: 'OUT/1', path: 'amount' })];
    expect(disputesOf('invoice.lines', undefined, open, 'RECORDS')).toEqual([
      { path: null, record: null, since: SINCE },
    ]);
  });

  it('gives a statement only where the subject made one (art. 16)', () => {
    const marks = disputesOf(
      'tax.credit-grades',
      grades,
      [dispute(), dispute({ record: '2024', statement: '级别已更正' })],
      'RECORDS',
    );
    expect(marks.map((mark) => 'statement' in mark)).toEqual([true, false]);
  });

  it('any disputes: nothing is told but of records at hand, whatever order they come in', () => {
    const open = fc.array(
      fc.record({
        item: fc.constantFrom('tax.credit-grades' as const, 'tax.arrears' as const),
        path: fc.constantFrom('grade', 'year'),
        record: fc.constantFrom('2023', '2024', '2025', null),
        since: fc.constantFrom(SINCE, '2026-11-23T02:00:00.000Z'),
      }),
    );
    fc.assert(
      fc.property(open, fc.constantFrom('RECORDS', 'INDICATORS', 'ANSWER'), (disputes, disclosure) => {
        const marks = disputesOf('tax.credit-grades', grades, disputes, disclosure);
        const told = disputes.filter(
          ({ item, record }) => item === 'tax.credit-grades' && ['2024', '2025'].includes(record ?? ''),
        );
        expect(marks).toHaveLength(told.length);
        expect(disputesOf('tax.credit-grades', grades, disputes.toReversed(), disclosure)).toEqual(marks);
        if (disclosure !== 'RECORDS') expect(JSON.stringify(marks)).not.toMatch(/202[345]"|grade|year/);
      }),
    );
  });
});

describe('recordKey', () => {
  it.each(DATA_ITEM_IDS)('%s names records by fields they have, or is one record', (item) => {
    const schema: z.ZodType = DATA_ITEM_SCHEMAS[item];
    expect(hasRecordKeys(item)).toBe(schema instanceof z.ZodArray);
    if (!(schema instanceof z.ZodArray)) return;
    const { shape } = schema.element as unknown as z.ZodObject;
    const marked = Object.fromEntries(Object.keys(shape).map((field) => [field, `<${field}>`]));
    for (const part of recordKey(item, marked).split('/')) expect(part).toMatch(/^<\w+>$/);
  });

  it('is what people know a record by', () => {
    const invoice = { direction: 'OUT', number: '12345678' } as DataItemRecords['invoice.lines'][number];
    expect(recordKey('invoice.lines', invoice)).toBe('OUT/12345678');
  });
});
