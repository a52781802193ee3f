import { AgencyChangesAnswer } from '@xinqiao/contracts';
import { describe, expect, it } from 'vitest';
import { AgencyDocument } from './agency-document.ts';
import { documentHoldings } from './document-holdings.ts';

const SUBJECT = { scheme: 'uscc', code: '91341602MA2MQ1XX59' } as const;
const RANGE = { from: '2026-01-01', to: '2026-06-30' };
const invoice = (issuedOn: string, amount: string) => ({
  ...{
    direction: 'OUT',
    number: issuedOn,
    issuedOn,
    counterparty: 'c-1',
    amount,
    tax: '0.00',
    total: amount,
  },
  status: 'VALID',
});
const document = (fact: object = {}) =>
  AgencyDocument.parse({
    asOf: '2026-11-20T16:00:00.000Z',
    version: 'v7',
    items: ['tax.credit-grades', 'invoice.lines', 'invoice.summary'],
    subjects: [
      {
        subject: SUBJECT,
        records: { 'invoice.lines': [invoice('2025-12-31', '5.00'), invoice('2026-01-01', '7.00')] },
      },
    ],
    ...fact,
  });
const held = documentHoldings(document());

describe('documentHoldings', () => {
  it('sums up the invoices of the range, and of no other day', async () => {
    expect(await held.read(SUBJECT, 'invoice.summary', RANGE)).toMatchObject({
      kind: 'records',
      version: 'v7',
      records: { months: [{ month: '2026-01', amount: '7.00', count: 1 }] },
    });
  });

  it.each([
    ['an item that is not held', SUBJECT, 'tax.credit-grades'],
    ['a firm that is not known', { ...SUBJECT, code: 'X' }, 'invoice.lines'],
    ['the same code under another scheme', { ...SUBJECT, scheme: 'taxpayer-id' }, 'invoice.lines'],
    ['a firm called like a member of every object', { ...SUBJECT, code: 'constructor' }, 'invoice.lines'],
  ] as const)('has no data of %s', async (_what, subject, item) => {
    expect(await held.read(subject, item, RANGE)).toMatchObject({ kind: 'no-data', version: 'v7' });
  });

  it('tells that all may have changed once the file is another', async () => {
    expect(await held.changes?.('v7', 10)).toMatchObject({ gap: false, cursor: 'v7' });
    expect(await held.changes?.('v6', 10)).toMatchObject({ gap: true, cursor: 'v7' });
  });

  it('gives a cursor that may stand in an address, whatever the version', async () => {
    const dated = documentHoldings(document({ version: '2026-11-20T16:00:00Z' }));
    const begun = AgencyChangesAnswer.parse(await dated.changes?.(undefined, 10));
    expect(await dated.changes?.(begun.cursor, 10)).toEqual({ ...begun, gap: false });
  });

  it.each([
    ['a record of another shape', { subjects: [{ subject: SUBJECT, records: { 'tax.status': {} } }] }],
    ['a member too many', { owner: 'x' }],
    ['no item', { items: [] }],
    [
      'a firm named twice',
      {
        subjects: [
          { subject: SUBJECT, records: {} },
          { subject: SUBJECT, records: {} },
        ],
      },
    ],
    ['a version with a blank', { version: 'a b' }],
  ])('refuses a file with %s', (_what, fact) => {
    expect(() => document(fact)).toThrow();
  });
});
