import { describe, expect, it } from 'vitest';
import { catalogueItem, DATA_ITEMS } from '../items/index.ts';
import { catalogueSheets } from './catalogue-workbook.ts';

const items = Object.values(DATA_ITEMS).map(catalogueItem);

describe.each(['zh', 'en'] as const)('catalogueSheets in %s', (language) => {
  const sheets = catalogueSheets(items, language);

  it('holds every item, field, indicator, answer and version, a row each', () => {
    const rows = (of: (item: (typeof items)[number]) => readonly unknown[]) => items.flatMap(of).length;
    expect(sheets.map((sheet) => sheet.rows.length)).toEqual([
      items.length,
      ...[rows(({ fields }) => fields), rows(({ indicators }) => indicators)],
      ...[rows(({ answers }) => answers), rows(({ versions }) => versions)],
    ]);
  });

  it.each(sheets)('$name: every row fills every column, and begins with its item', ({ columns, rows }) => {
    const known = new Set<unknown>(items.map(({ item }) => item));
    for (const row of rows) {
      expect(row.length).toBe(columns.length);
      expect(known).toContain(row[0]);
    }
  });

  it('names of sheets are such as programs take', () => {
    for (const { name } of sheets) expect(name).toMatch(/^[^[\]:*?/\\]{1,31}$/);
  });
});

it('is in the language that was asked for', () => {
  const [first] = ['zh', 'en'].map(
    (language) => catalogueSheets(items, language as 'zh' | 'en')[0]?.rows[0]?.[1],
  );
  expect(first).toBe('企业登记信息');
});
