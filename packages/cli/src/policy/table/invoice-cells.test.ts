import { describe, expect, it } from 'vitest';
import { readDay, readInvoiceCells } from './invoice-cells.ts';

const ROW = ['E1', '7', '2019/7/8', 'B1', '-943.4', '-56.6', '-1000.0', '有效发票'];
const withCell = (place: number, cell: string) => ROW.map((own, at) => (at === place ? cell : own));

describe('readInvoiceCells', () => {
  it('reads a row in fen', () =>
    expect(readInvoiceCells(ROW)).toEqual({
      ...{ firm: 'E1', issuedOn: '2019-07-08', counterparty: 'B1' },
      ...{ amount: -94340n, tax: -5660n, isVoid: false },
    }));

  it('takes a status with a space before it for what it is', () =>
    expect(readInvoiceCells(withCell(7, ' 作废发票'))).toMatchObject({ isVoid: true }));

  it.each([
    [0, '', 'SUBJECT_UNKNOWN'],
    [1, '', 'NUMBER_MISSING'],
    [2, '2019-02-30', 'DATE_INVALID'],
    [2, '8/7/2019', 'DATE_INVALID'],
    [3, ' ', 'COUNTERPARTY_MISSING'],
    [4, '1.234', 'AMOUNT_INVALID'],
    [4, '1e9', 'AMOUNT_INVALID'],
    [4, 'NaN', 'AMOUNT_INVALID'],
    [5, '', 'TAX_INVALID'],
    [6, '12345678901234567', 'TOTAL_INVALID'],
    [7, '有效', 'STATUS_UNKNOWN'],
    [7, 'toString', 'STATUS_UNKNOWN'],
  ])('cell %i "%s" is %s', (place, cell, reason) =>
    expect(readInvoiceCells(withCell(place, cell))).toBe(reason),
  );

  it('has a reason for a row of other length', () =>
    expect(readInvoiceCells(ROW.slice(1))).toBe('COLUMN_COUNT'));
});

describe('readDay', () => {
  it.each([
    ['20240229', '2024-02-29'],
    ['2024-2-9', '2024-02-09'],
    ['2023-02-29', undefined],
    ['2024-02/09', undefined],
  ])('%s', (text, day) => expect(readDay(text)).toBe(day));
});
