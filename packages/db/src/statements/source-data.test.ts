import type { InvoiceLine } from '@xinqiao/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AGENCY, AT, BANK_A, type City, foundCity, OTHER_SUBJECT, SUBJECT } from '../testing/city.ts';
import type { Tx } from '../tx.ts';
import { insertInvoices, insertQuarantine, insertTaxPayments } from './insert-source-chunk.ts';
import { type ImportedQuery, readImported } from './read-imported.ts';
import { settleImport, withdrawImport } from './settle-import.ts';

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

async function startImport(kind = 'invoice-out'): Promise<string> {
  const id = `imp_${++imports}`;
  const file = { sourceId: 'import', fileName: 'a.csv', kind, contentHash: `hash-${id}` };
  await asAgency((tx) =>
    tx.sourceImport.create({
      data: { id, participantId: AGENCY, ...file, status: 'RUNNING', startedAt: AT },
    }),
  );
  return id;
}

interface NewInvoice extends InvoiceLine {
  readonly line: number;
  readonly subjectId: string;
}

/** The text of an array; the reader of files has its own, tested there. */
const array = (values: readonly unknown[]) =>
  `{${values.map((value) => `"${String(value).replace(/["\\]/g, '\\$&')}"`).join(',')}}`;

async function insertAll(tx: Tx, importId: string, invoices: readonly NewInvoice[]) {
  for (const direction of ['OUT', 'IN'] as const) {
    const some = invoices.filter((each) => each.direction === direction);
    const column = (name: keyof NewInvoice) => array(some.map((each) => each[name]));
    await insertInvoices(tx, importId, direction, {
      ...{ line: column('line'), subjectId: column('subjectId'), number: column('number') },
      ...{ issuedOn: column('issuedOn'), counterparty: column('counterparty'), amount: column('amount') },
      ...{ tax: column('tax'), total: column('total'), status: column('status') },
    });
  }
}

const settle = (importId: string, replaces: string | null = null) =>
  asAgency((tx) => settleImport(tx, { importId, family: 'INVOICES', replaces, now: AT }));

/** A valid sales invoice of 100 yuan and 13 % tax; each test names only the fact it is about. */
const invoice = (fact: Partial<NewInvoice> = {}): NewInvoice => ({
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
async function trade(...facts: Partial<NewInvoice>[]): Promise<string> {
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
  await asAgency((tx) => insertAll(tx, importId, invoices));
  await settle(importId);
  return subjectId;
}

const YEAR = { from: '2026-01-01', to: '2026-12-31' };
const NOTHING = { summary: false, shares: null, lines: 0, payments: 0 };
const read = (tx: Tx, subjectId: string, wanted: Partial<ImportedQuery>) =>
  readImported(tx, { ...NOTHING, ...YEAR, subjectId, ...wanted });
const summary = async (subjectId: string, range = YEAR) =>
  (await forBank(subjectId, (tx) => read(tx, subjectId, { ...range, summary: true }))).months;
const shares = async (subjectId: string) =>
  (await forBank(subjectId, (tx) => read(tx, subjectId, { shares: YEAR }))).shares;
const lines = async (subjectId: string, wanted: Partial<ImportedQuery> = {}) =>
  (await forBank(subjectId, (tx) => read(tx, subjectId, { lines: 1_000, ...wanted }))).lines;

describe('readImported · months', () => {
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
    expect(month).toMatchObject({ count: 0, amount: '0.00', tax: '0.00', voidCount: 1 });
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
    expect(await summary(subject, { from: '2026-01-01', to: '2026-01-31' })).toMatchObject([
      { month: '2026-01', count: 2 },
    ]);
  });

  it('adds exactly: 1 000 times 0.01, and the largest amount there can be', async () => {
    const pennies = await trade(
      ...Array.from({ length: 1_000 }, (_, at) => ({
        number: `${at}`,
        amount: '0.01',
        tax: '0.00',
        total: '0.01',
      })),
    );
    expect(await summary(pennies)).toMatchObject([{ count: 1_000, amount: '10.00' }]);
    const largest = await trade({ amount: '9999999999999999.99', tax: '0.01', total: '9999999999999999.99' });
    expect(await summary(largest)).toMatchObject([{ amount: '9999999999999999.99' }]);
  });

  it('is empty for a subject the transaction does not name', async () => {
    const subject = await trade({});
    for (const scope of [{ participantId: BANK_A, subjectId: OTHER_SUBJECT }, { participantId: AGENCY }])
      expect(
        await city.as.application.transaction(scope, (tx) => read(tx, subject, { summary: true, lines: 10 })),
      ).toEqual({ states: [], months: [], shares: [], lines: [], payments: [] });
  });
});

describe('readImported · shares of counterparties', () => {
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

describe('readImported · lines and payments', () => {
  it('gives lines by day and number, each with its place', async () => {
    const subject = await trade({ number: '3' }, { number: '1', issuedOn: '2026-02-01' }, { number: '2' });
    const found = await lines(subject);
    expect(found.map(({ number }) => number)).toEqual(['2', '3', '1']);
    const { place, ...line } = found[0] ?? { place: undefined };
    expect(line).toEqual({
      ...{ direction: 'OUT', number: '2', issuedOn: '2026-01-15', counterparty: 'B00001' },
      ...{ amount: '100.00', tax: '13.00', total: '113.00', status: 'VALID' },
    });
    expect(place).toMatchObject({ day: '2026-01-15', number: '2', line: 4 });
  });

  it('goes on behind a place, also among rows of the same day and number', async () => {
    const subject = await trade(
      ...Array.from({ length: 7 }, (_, at) => ({ number: `${at % 2}`, counterparty: `B${at}` })),
    );
    const whole = await lines(subject);
    const paged: (typeof whole)[number][] = [];
    for (let page = await lines(subject, { lines: 2 }); page.length > 0; ) {
      paged.push(...page);
      page = await lines(subject, { lines: 2, after: page.at(-1)?.place });
    }
    expect(paged).toEqual(whole);
    expect(paged).toHaveLength(7);
  });

  it('gives payments by the day they reached the treasury', async () => {
    const importId = await startImport('tax-payments');
    await asAgency((tx) =>
      insertTaxPayments(tx, importId, {
        ...{
          line: '{2,3}',
          subjectId: `{${SUBJECT},${SUBJECT}}`,
          number: '{1,2}',
          taxType: '{增值税,印花税}',
        },
        ...{ periodFrom: '{2026-01-01,2026-01-01}', periodTo: '{2026-01-31,2026-01-31}' },
        ...{ basis: '{100,200}', reduced: '{0,0}', paid: '{13,0.1}' },
        ...{ dueOn: '{2026-02-15,2026-02-15}', paidOn: '{2026-02-14,2026-02-13}' },
      }),
    );
    await asAgency((tx) => settleImport(tx, { importId, family: 'TAX_PAYMENTS', replaces: null, now: AT }));
    const { payments, states } = await forBank(SUBJECT, (tx) => read(tx, SUBJECT, { payments: 9 }));
    expect(payments.map(({ taxType, paid, paidOn }) => [taxType, paid, paidOn])).toEqual([
      ['印花税', '0.10', '2026-02-13'],
      ['增值税', '13.00', '2026-02-14'],
    ]);
    expect(states).toEqual([
      { family: 'TAX_PAYMENTS', sequence: expect.stringMatching(/^\d+$/), changedAt: AT.toISOString() },
    ]);
  });
});

describe('settleImport', () => {
  /** An import with these invoices of one subject, stored but not settled. */
  async function stored(subjectId: string, ...facts: Partial<NewInvoice>[]): Promise<string> {
    const importId = await startImport();
    const invoices = facts.map((fact, at) => invoice({ line: at + 2, subjectId, ...fact }));
    await asAgency((tx) => insertAll(tx, importId, invoices));
    return importId;
  }
  const numbers = async (subjectId: string) => (await lines(subjectId)).map(({ number }) => number);
  const stateOf = async (subjectId: string) =>
    (await forBank(subjectId, (tx) => read(tx, subjectId, {}))).states[0]?.sequence;

  it('rows of an import that is not settled are read by nobody', async () => {
    const subject = await trade({ number: '1' });
    await stored(subject, { number: '2' });
    expect(await numbers(subject)).toEqual(['1']);
  });

  it('of rows that say the same the first counts, within a file and across files', async () => {
    const subject = await trade({ number: '1' }, { number: '1' }, { number: '2' });
    expect(await numbers(subject)).toEqual(['1', '2']);
    await settle(await stored(subject, { number: '2' }, { number: '3' }, { number: '3' }));
    expect(await numbers(subject)).toEqual(['1', '2', '3']);
  });

  it('rows that differ in anything are two', async () => {
    const subject = await trade({}, { direction: 'IN' }, { tax: '12.99' }, { status: 'VOID' });
    expect(await numbers(subject)).toHaveLength(4);
  });

  it('a replaced import counts no more, and what it alone had shadowed counts again, once', async () => {
    const subject = await trade({ number: '0' });
    const first = await stored(subject, { number: '1' }, { number: '2' });
    await settle(first);
    // Two files repeat what the first says.
    await settle(await stored(subject, { number: '1' }, { number: '1' }));
    await settle(await stored(subject, { number: '1' }));
    expect(await numbers(subject)).toEqual(['0', '1', '2']);
    await settle(await stored(subject, { number: '3' }), first);
    expect(await numbers(subject)).toEqual(['0', '1', '3']);
  });

  it('a replacement that says what the old one said shadows nothing of it', async () => {
    const subject = await trade({ number: '0' });
    const first = await stored(subject, { number: '1' }, { number: '2' });
    await settle(first);
    await settle(await stored(subject, { number: '1' }, { number: '2' }, { number: '3' }), first);
    expect(await numbers(subject)).toEqual(['0', '1', '2', '3']);
  });

  it('an import in force can take the place of another', async () => {
    const subject = await trade({ number: '0' });
    const [one, other] = [await stored(subject, { number: '1' }), await stored(subject, { number: '1' })];
    await settle(one);
    await settle(other);
    await asAgency((tx) =>
      withdrawImport(tx, { importId: other, family: 'INVOICES', replaces: one, now: AT }),
    );
    expect(await numbers(subject)).toEqual(['0', '1']);
  });

  it('the state of a subject changes when its rows do, and only then', async () => {
    const [one, other] = [await trade({ number: '1' }), await trade({ number: '1' })];
    const before = [await stateOf(one), await stateOf(other)];
    const added = await stored(one, { number: '2' });
    expect(await stateOf(one)).toBe(before[0]);
    await settle(added);
    expect(await stateOf(one)).not.toBe(before[0]);
    await settle(await stored(other, { number: '9' }), added);
    // The one lost what was replaced.
    expect(await stateOf(one)).toBe(await stateOf(other));
  });

  it('settles no import of another sender', async () => {
    const importId = await stored(SUBJECT, {});
    await expect(
      city.as.application.transaction({ participantId: BANK_A }, (tx) =>
        settleImport(tx, { importId, family: 'INVOICES', replaces: null, now: AT }),
      ),
    ).rejects.toThrow(/row-level security/);
  });
});

describe('insertInvoices, insertQuarantine', () => {
  it('store a row as it was given', async () => {
    const importId = await startImport();
    const number = '发票"\\\',{}𠮷';
    await asAgency((tx) => insertAll(tx, importId, [invoice({ number, counterparty: 'NULL' })]));
    await settle(importId);
    const stored = await forBank(SUBJECT, (tx) => tx.sourceInvoice.findFirstOrThrow({ where: { importId } }));
    expect(stored).toMatchObject({ number, counterparty: 'NULL', issuedOn: new Date('2026-01-15') });
    expect(stored.amount.toFixed(2)).toBe('100.00');
  });

  it('set rows aside word for word, for the sender of the file only', async () => {
    const importId = await startImport();
    const aside = (set: typeof row) => ({
      line: array([set.line]),
      reason: array([set.reason]),
      raw: array([set.raw]),
    });
    const row = { line: 7, reason: 'AMOUNT_INVALID', raw: 'E1,"12,3",\u3000作废发票\n' };
    await asAgency((tx) => insertQuarantine(tx, importId, aside(row)));
    expect(await asAgency((tx) => tx.sourceQuarantine.findMany())).toEqual([{ importId, ...row }]);
    expect(await forBank(SUBJECT, (tx) => tx.sourceQuarantine.findMany())).toEqual([]);
  });

  it('take none for the import of another sender', async () => {
    const importId = await startImport();
    await expect(forBank(SUBJECT, (tx) => insertAll(tx, importId, [invoice()]))).rejects.toThrow(
      /row-level security/,
    );
  });

  it('the same bytes are under way or in force once, and may come again after they failed', async () => {
    const importId = await startImport();
    const again = (id: string) =>
      asAgency(async (tx) => {
        const { counts: _counts, ...data } = await tx.sourceImport.findUniqueOrThrow({
          where: { id: importId },
        });
        await tx.sourceImport.create({ data: { ...data, id, status: 'RUNNING' } });
      });
    await expect(again('imp_again')).rejects.toMatchObject({ code: 'P2002' });
    await asAgency((tx) => tx.sourceImport.update({ where: { id: importId }, data: { status: 'FAILED' } }));
    await expect(again('imp_again')).resolves.toBeUndefined();
  });
});
