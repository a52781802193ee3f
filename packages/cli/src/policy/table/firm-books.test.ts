import { summariseInvoices } from '@xinqiao/catalogue';
import { addDays, type InvoiceLine } from '@xinqiao/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FirmBooks } from './firm-books.ts';

const fen = (amount: string) => BigInt(amount.replace('.', ''));

/** Books of invoices, as they would be read from files. */
function booksOf(lines: readonly InvoiceLine[]): FirmBooks {
  const books = new FirmBooks();
  for (const { direction, issuedOn, counterparty, amount, tax, status } of lines)
    books.add(direction, {
      firm: 'E1',
      issuedOn,
      counterparty,
      amount: fen(amount),
      tax: fen(tax),
      isVoid: status === 'VOID',
    });
  return books;
}

const yuan = fc.integer({ min: -99_999, max: 99_999 }).map((cents) => (cents / 100).toFixed(2));
const line = fc.record({
  direction: fc.constantFrom('OUT' as const, 'IN' as const),
  number: fc.constant('1'),
  issuedOn: fc.integer({ min: 0, max: 800 }).map((day) => addDays('2023-12-01', day)),
  counterparty: fc.integer({ min: 1, max: 15 }).map((code) => `B${code}`),
  amount: yuan,
  tax: yuan,
  total: fc.constant('0.00'),
  status: fc.constantFrom('VALID' as const, 'VALID' as const, 'VOID' as const),
});

describe('FirmBooks', () => {
  it('says of any invoices, in any order, what summariseInvoices of the catalogue says', () => {
    fc.assert(
      fc.property(fc.array(line, { maxLength: 60 }), (lines) => {
        const summary = summariseInvoices(lines, { from: '2023-12-01', to: '2025-06-30' });
        expect(booksOf(lines).summary('2025-07-14')).toEqual(summary);
      }),
    );
  });

  it('knows nothing of the month of the decision, nor of what came later', () => {
    const invoice = (issuedOn: string): InvoiceLine => ({
      ...{ direction: 'OUT', number: '1', counterparty: 'B1', tax: '0.00', total: '1.00', status: 'VALID' },
      ...{ amount: '1.00', issuedOn },
    });
    const before = booksOf([invoice('2025-05-31')]);
    const later = booksOf(['2025-05-31', '2025-06-01', '2025-06-30', '2026-01-01'].map(invoice));
    expect(later.summary('2025-06-20')).toEqual(before.summary('2025-06-20'));
  });
});
