import { describe, expect, it } from 'vitest';
import { readInvoiceRow } from './invoice-row.ts';

/** A good row as cells; each test changes the one it is about. */
const cells = (fact: Partial<Record<number, string>> = {}): string[] =>
  ['E1', '11459356', '2017/8/4', 'B03711', '9401.71', '1598.29', '11000.0', '有效发票'].map(
    (cell, at) => fact[at] ?? cell,
  );

describe('readInvoiceRow', () => {
  it('reads a good row, amounts with two places', () => {
    expect(readInvoiceRow(cells())).toEqual({
      row: {
        number: '11459356',
        issuedOn: '2017-08-04',
        counterparty: 'B03711',
        amount: '9401.71',
        tax: '1598.29',
        total: '11000.00',
        status: 'VALID',
      },
      subjectCode: 'E1',
      warnings: [],
      dates: 'SLASHES',
    });
  });

  it.each([
    ['2017-08-04', '2017-08-04'],
    ['20170804', '2017-08-04'],
    ['2020/2/29', '2020-02-29'],
  ])('reads the date %s', (written, expected) => {
    expect(readInvoiceRow(cells({ 2: written }))).toMatchObject({ row: { issuedOn: expected } });
  });

  it.each([
    ['an empty firm', { 0: ' ' }, 'SUBJECT_UNKNOWN'],
    ['an empty number', { 1: '' }, 'NUMBER_MISSING'],
    ['30 February', { 2: '2019/2/30' }, 'DATE_INVALID'],
    ['mixed separators', { 2: '2019/2-3' }, 'DATE_INVALID'],
    ['a date in words', { 2: 'yesterday' }, 'DATE_INVALID'],
    ['no counterparty', { 3: '' }, 'COUNTERPARTY_MISSING'],
    ['an amount in words', { 4: '壹万' }, 'AMOUNT_INVALID'],
    ['three places', { 4: '1.001' }, 'AMOUNT_INVALID'],
    ['NaN', { 4: 'NaN' }, 'AMOUNT_INVALID'],
    ['1e308', { 4: '1e308' }, 'AMOUNT_INVALID'],
    ['17 digits', { 4: '12345678901234567' }, 'AMOUNT_INVALID'],
    ['a broken tax', { 5: '1,598.29' }, 'TAX_INVALID'],
    ['a broken total', { 6: '' }, 'TOTAL_INVALID'],
    ['an unknown status', { 7: '失控发票' }, 'STATUS_UNKNOWN'],
  ])('sets aside %s', (_what, fact, reason) => {
    expect(readInvoiceRow(cells(fact))).toEqual({ reason });
  });

  it('sets aside a row with a column too many', () => {
    expect(readInvoiceRow([...cells(), 'x'])).toEqual({ reason: 'COLUMN_COUNT' });
  });

  it('keeps a void invoice whose status has a stray space, and says so', () => {
    expect(readInvoiceRow(cells({ 7: ' 作废发票' }))).toMatchObject({
      row: { status: 'VOID' },
      warnings: ['STATUS_TRIMMED'],
    });
  });

  it('keeps a red invoice, and says so', () => {
    const red = cells({ 4: '-943.4', 5: '-56.6', 6: '-1000.0' });
    expect(readInvoiceRow(red)).toMatchObject({ row: { amount: '-943.40' }, warnings: ['RED_INVOICE'] });
  });

  it('keeps a row whose total does not add up by more than one fen, and says so', () => {
    expect(readInvoiceRow(cells({ 6: '11000.02' }))).toMatchObject({ warnings: ['TOTAL_MISMATCH'] });
  });

  it('lets one fen of rounding pass', () => {
    expect(readInvoiceRow(cells({ 6: '11000.01' }))).toMatchObject({ warnings: [] });
  });

  it('writes minus zero as zero', () => {
    expect(readInvoiceRow(cells({ 4: '-0.0', 6: '1598.29' }))).toMatchObject({ row: { amount: '0.00' } });
  });
});
