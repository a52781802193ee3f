import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AGENCY, AT, BANK_A, type City, foundCity, OTHER_SUBJECT, SUBJECT } from '../testing/city.ts';
import type { Tx } from '../tx.ts';
import { counterpartyShares } from './counterparty-shares.ts';
import { insertInvoices, type NewSourceInvoice } from './insert-invoices.ts';
import { insertQuarantine } from './insert-quarantine.ts';
import { insertSourceRows } from './insert-source-rows.ts';
import { monthlyInvoiceSummary } from './monthly-invoice-summary.ts';

let city: City;
let imports = 0;
beforeAll(async () => {
  city = await foundCity();
}, 60_000);
afterAll(() => city.drop());

const asAgency = <T>(fn: (tx: Tx) => Promise<T>) =>
  city.as.application.transaction({ participantId: AGENCY }, fn);
const forBank = <T>(subjectId: string, fn: (tx: Tx) => Promise<T>) =>
  city.as.application.transaction({ participantId: BANK_A, subjectId }, fn);

async function startImport(): Promise<string> {
  const id = `imp_${++imports}`;
  const file = { sourceId: 'import', fileName: 'a.csv', kind: 'invoice-out', contentHash: `hash-${id}` };
  await asAgency((tx) =>
    tx.sourceImport.create({
      data: { id, participantId: AGENCY, ...file, status: 'RUNNING', startedAt: AT },
    }),
  );
  return id;
}

/** A valid sales invoice of 100 yuan and 13 % tax; each test names only the fact it is about. */
const invoice = (fact: Partial<NewSourceInvoice> = {}): NewSourceInvoice => ({
  line: 2,
  subjectId: SUBJECT,
  direction: 'OUT',
  number: '00000001',
  issuedOn: '2026-01-15',
  counterparty: 'B00001',
  amount: '100.00',
  tax: '13.00',
  total: '113.00',
  status: 'VALID',
  ...fact,
});

/** Stores the invoices for a subject of their own, so that tests do not add up. */
async function trade(...facts: Partial<NewSourceInvoice>[]): Promise<string> {
  const importId = await startImport();
  const subjectId = `sub_${importId}`;
  await city.as.operator.transaction({ participantId: 'ptc_operator' }, (tx) =>
    tx.subject.create({
      data: {
        id: subjectId,
        operatorId: 'bozhou',
        type: 'ENTERPRISE',
        name: 'x',
        sourceId: 'import',
        createdAt: AT,
      },
    }),
  );
  const invoices = facts.map((fact, at) => invoice({ line: at + 2, subjectId, ...fact }));
  await asAgency((tx) => insertInvoices(tx, importId, invoices));
  return subjectId;
}

const summary = (subjectId: string, from = '2026-01-01', to = '2026-12-31') =>
  forBank(subjectId, (tx) => monthlyInvoiceSummary(tx, subjectId, from, to));
const shares = (subjectId: string) =>
  forBank(subjectId, (tx) => counterpartyShares(tx, subjectId, '2026-01-01', '2026-12-31'));

describe('monthlyInvoiceSummary', () => {
  it('adds up blue, red and void invoices apart', async () => {
    const subject = await trade(
      { amount: '100.00', tax: '13.00', total: '113.00' },
      { amount: '200.50', tax: '26.07', total: '226.57' },
      { amount: '-40.25', tax: '-5.23', total: '-45.48' }, // red: takes back part of a sale
      { amount: '999.99', tax: '130.00', total: '1129.99', status: 'VOID' },
      { amount: '-7.00', tax: '-0.91', total: '-7.91', status: 'VOID' }, // a void red invoice is void
    );
    expect(await summary(subject)).toEqual([
      {
        month: '2026-01',
        direction: 'OUT',
        count: 2,
        amount: '300.50',
        tax: '33.84',
        total: '294.09',
        redCount: 1,
        redAmount: '40.25',
        voidCount: 2,
      },
    ]);
  });

  it('counts an invoice of 0.00 as blue', async () => {
    const [month] = await summary(await trade({ amount: '0.00', tax: '0.00', total: '0.00' }));
    expect(month).toMatchObject({ count: 1, amount: '0.00', redCount: 0, redAmount: '0.00' });
  });

  it('shows a month of nothing but void invoices, with amounts of 0.00', async () => {
    const [month] = await summary(await trade({ status: 'VOID' }));
    expect(month).toMatchObject({ count: 0, amount: '0.00', tax: '0.00', total: '0.00', voidCount: 1 });
  });

  it('lists months oldest first and OUT before IN', async () => {
    const subject = await trade(
      { issuedOn: '2026-02-01', direction: 'IN' },
      { issuedOn: '2026-02-01', direction: 'OUT' },
      { issuedOn: '2026-01-31', direction: 'IN' },
    );
    const months = (await summary(subject)).map(({ month, direction }) => `${month} ${direction}`);
    expect(months).toEqual(['2026-01 IN', '2026-02 OUT', '2026-02 IN']);
  });

  it('includes the first and the last day of the range and no other', async () => {
    const subject = await trade(
      ...['2025-12-31', '2026-01-01', '2026-01-31', '2026-02-01'].map((issuedOn) => ({ issuedOn })),
    );
    expect(await summary(subject, '2026-01-01', '2026-01-31')).toMatchObject([
      { month: '2026-01', count: 2 },
    ]);
  });

  it('adds exactly: 1 000 times 0.01, and the largest amount there can be', async () => {
    const pennies = await trade(
      ...Array.from({ length: 1_000 }, () => ({ amount: '0.01', tax: '0.00', total: '0.01' })),
    );
    expect(await summary(pennies)).toMatchObject([{ count: 1_000, amount: '10.00' }]);
    const largest = await trade({ amount: '9999999999999999.99', tax: '0.01', total: '9999999999999999.99' });
    expect(await summary(largest)).toMatchObject([{ amount: '9999999999999999.99' }]);
  });

  it('is empty for a subject the transaction does not name', async () => {
    const subject = await trade({});
    expect(
      await forBank(OTHER_SUBJECT, (tx) => monthlyInvoiceSummary(tx, subject, '2026-01-01', '2026-12-31')),
    ).toEqual([]);
    expect(await asAgency((tx) => monthlyInvoiceSummary(tx, subject, '2026-01-01', '2026-12-31'))).toEqual(
      [],
    );
  });
});

describe('counterpartyShares', () => {
  it('gives the share of the ten largest of twelve in the amount', async () => {
    // Ten of 90.00, one of 60.00, one of 40.00 = 1 000.00.
    const amounts = [...Array.from({ length: 10 }, () => '90.00'), '60.00', '40.00'];
    const subject = await trade(...amounts.map((amount, at) => ({ amount, counterparty: `B${at}` })));
    expect(await shares(subject)).toEqual([
      { direction: 'OUT', counterparties: 12, topTenShare: '0.900000' },
    ]);
  });

  it('adds up the invoices of one counterparty first', async () => {
    const subject = await trade({ counterparty: 'B1' }, { counterparty: 'B1' }, { counterparty: 'B2' });
    expect(await shares(subject)).toMatchObject([{ counterparties: 2, topTenShare: '1.000000' }]);
  });

  it('leaves red and void invoices out, and with them a counterparty that has no other', async () => {
    const subject = await trade(
      { counterparty: 'B1' },
      { counterparty: 'B2', amount: '-50.00' },
      { counterparty: 'B3', status: 'VOID' },
    );
    expect(await shares(subject)).toMatchObject([{ counterparties: 1 }]);
  });

  it('has no share where the amount is 0.00, and no entry without invoices', async () => {
    expect(await shares(await trade({ amount: '0.00' }))).toMatchObject([
      { counterparties: 1, topTenShare: null },
    ]);
    expect(await shares(await trade({ status: 'VOID' }))).toEqual([]);
  });

  it('ranks the counterparties of each direction by themselves', async () => {
    const customers = Array.from({ length: 10 }, (_, at) => ({ counterparty: `B${at}` }));
    const subject = await trade(...customers, { direction: 'IN', counterparty: 'S1', amount: '1.00' });
    expect(await shares(subject)).toMatchObject([{ topTenShare: '1.000000' }, { topTenShare: '1.000000' }]);
  });

  it('keeps directions apart, OUT before IN', async () => {
    const subject = await trade(
      { direction: 'IN', counterparty: 'B1' },
      { direction: 'OUT' },
      { direction: 'IN' },
    );
    expect(await shares(subject)).toMatchObject([
      { direction: 'OUT', counterparties: 1 },
      { direction: 'IN', counterparties: 2 },
    ]);
  });
});

describe('insertSourceRows', () => {
  const hashes = (...values: number[]) => values.map((value) => new Uint8Array(32).fill(value));
  const hex = (...values: number[]) =>
    new Set(hashes(...values).map((hash) => Buffer.from(hash).toString('hex')));
  const insert = (sourceId: string, ...values: number[]) =>
    asAgency((tx) => insertSourceRows(tx, sourceId, hashes(...values)));

  it('tells which rows were new, each once', async () => {
    expect(await insert('city', 1, 2, 2)).toEqual(hex(1, 2));
    expect(await insert('city', 2, 3)).toEqual(hex(3));
  });

  it('keeps sources apart', async () => {
    await insert('one', 9);
    expect(await insert('two', 9)).toEqual(hex(9));
  });

  it('of two imports of the same row at once, one finds it new', async () => {
    const both = await Promise.all([insert('race', 7), insert('race', 7)]);
    expect(both.map(({ size }) => size).sort()).toEqual([0, 1]);
  });

  it('is not for banks', async () => {
    await expect(forBank(SUBJECT, (tx) => insertSourceRows(tx, 'city', hashes(1)))).rejects.toThrow(
      /row-level security/,
    );
  });
});

describe('insertInvoices, insertQuarantine', () => {
  it('store a row as it was given', async () => {
    const importId = await startImport();
    const number = '发票"\\\',{}𠮷';
    await asAgency((tx) => insertInvoices(tx, importId, [invoice({ number, counterparty: 'NULL' })]));
    const stored = await forBank(SUBJECT, (tx) => tx.sourceInvoice.findFirstOrThrow({ where: { importId } }));
    expect(stored).toMatchObject({ number, counterparty: 'NULL', issuedOn: new Date('2026-01-15') });
    expect(stored.amount.toFixed(2)).toBe('100.00');
  });

  it('set rows aside word for word, for the sender of the file only', async () => {
    const importId = await startImport();
    const row = { line: 7, reason: 'AMOUNT_INVALID', raw: 'E1,"12,3",\u3000作废发票\n' };
    await asAgency((tx) => insertQuarantine(tx, importId, [row]));
    expect(await asAgency((tx) => tx.sourceQuarantine.findMany())).toEqual([{ importId, ...row }]);
    expect(await forBank(SUBJECT, (tx) => tx.sourceQuarantine.findMany())).toEqual([]);
  });

  it('take no rows, and none for the import of another sender', async () => {
    const importId = await startImport();
    await expect(asAgency((tx) => insertInvoices(tx, importId, []))).resolves.toBeUndefined();
    await expect(asAgency((tx) => insertQuarantine(tx, importId, []))).resolves.toBeUndefined();
    await expect(forBank(SUBJECT, (tx) => insertInvoices(tx, importId, [invoice()]))).rejects.toThrow(
      /row-level security/,
    );
  });

  it('the same file is stored once', async () => {
    const importId = await startImport();
    const again = asAgency(async (tx) => {
      const data = await tx.sourceImport.findUniqueOrThrow({ where: { id: importId } });
      await tx.sourceImport.create({ data: { ...data, id: 'imp_again' } });
    });
    await expect(again).rejects.toMatchObject({ code: 'P2002' });
  });
});
