import { cutRecords, summariseInvoices } from '@xinqiao/catalogue';
import {
  type AmountCny,
  addDays,
  addMonths,
  DATA_ITEM_IDS,
  type DataItemRecords,
  daysBetween,
  Money,
  sumAmounts,
  toAmountCny,
} from '@xinqiao/contracts';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { REVENUE_SPREAD } from './accounts.ts';
import { asOf, bozhou, indexOfPersona, KNOWN_TO_ALL, OWNERS, range, recordsOf } from './testing/bozhou.ts';

const VAT = '增值税';
const INCOME_TAX = '企业所得税';
const SURCHARGES = ['城市维护建设税', '教育费附加', '地方教育附加'];

const sum = (amounts: readonly AmountCny[]): AmountCny => toAmountCny(sumAmounts(amounts));
const isSorted = (days: readonly string[]): boolean =>
  days.every((day, at) => at === 0 || days[at - 1]! <= day);

/** Every persona and the next two hundred: enough to meet each trouble of the city several times. */
const indexes = KNOWN_TO_ALL.filter((index) => index < OWNERS + 200);
let all: readonly DataItemRecords[];
let persona: (id: string) => DataItemRecords;
beforeAll(() => {
  const from = bozhou();
  all = indexes.map((index) => recordsOf(from, index));
  persona = (id) => all[indexes.indexOf(indexOfPersona(id))]!;
}, 300_000);

const nameOf = (records: DataItemRecords) => records['registration.profile'].name;

describe('city · the tax bureau agrees with itself', () => {
  it('payments settle the returns: what a return says was paid was paid for its period, with the return', () => {
    for (const records of all) {
      const late = new Set(records['tax.arrears'].map(({ dueOn }) => dueOn));
      for (const { period, months, taxPaid } of records['tax.vat-returns']) {
        const payments = records['tax.payments'].filter(
          ({ taxType, periodFrom, periodTo, dueOn }) =>
            taxType === VAT &&
            periodFrom === `${addMonths(period, 1 - months)}-01` &&
            periodTo.startsWith(period) &&
            !late.has(dueOn),
        );
        expect(sum(payments.map(({ paid }) => paid)), `${nameOf(records)} ${period}`).toBe(taxPaid);
      }
    }
  });

  it('an arrear is paid on the day it is settled, to the fen, and not before', () => {
    const arrears = all.flatMap((records) =>
      records['tax.arrears'].map((arrear) => ({ arrear, payments: records['tax.payments'] })),
    );
    expect(arrears.filter(({ arrear }) => arrear.settledOn !== null).length).toBeGreaterThan(3);
    for (const { arrear, payments } of arrears) {
      const paid = payments.filter(({ taxType, dueOn }) => taxType === VAT && dueOn === arrear.dueOn);
      expect(paid.map((payment) => ({ amount: payment.paid, settledOn: payment.paidOn }))).toEqual(
        arrear.settledOn === null ? [] : [{ amount: arrear.amount, settledOn: arrear.settledOn }],
      );
    }
  });

  it('what is levied on VAT comes with it, on the same day, from what was paid', () => {
    for (const { 'tax.payments': payments } of all) {
      for (const payment of payments.filter(({ taxType }) => SURCHARGES.includes(taxType))) {
        const vat = payments.find(
          ({ taxType, periodTo, paidOn }) =>
            taxType === VAT && periodTo === payment.periodTo && paidOn === payment.paidOn,
        );
        expect(payment.basis).toBe(vat?.paid);
      }
    }
  });

  it('late fees follow arrears and late returns: 0.05 % for each day, up to the extract while open', () => {
    // A quarter that began before the range shows its fee and not its return.
    const fees = all.flatMap((records) =>
      records['tax.late-fees'].filter(({ from }) => from > '2024-02-01').map((fee) => ({ fee, records })),
    );
    expect(fees.length).toBeGreaterThan(20);
    for (const { fee, records } of fees) {
      const dueOn = addDays(fee.from, -1);
      const arrear = records['tax.arrears'].find((candidate) => candidate.dueOn === dueOn);
      const filed = records['tax.vat-returns'].find(
        ({ period }) => `${addMonths(period, 1)}-15` === dueOn && arrear === undefined,
      );
      if (arrear === undefined) expect(filed?.daysLate).toBe(daysBetween(dueOn, fee.to));
      else expect(fee.paidOn).toBe(arrear.settledOn);
      expect(fee.to).toBe(fee.paidOn ?? asOf);
      const owed = arrear?.amount ?? filed?.taxPaid ?? '0.00';
      const exact = new Money(owed).times('0.0005').times(daysBetween(dueOn, fee.to));
      expect(exact.minus(fee.amount).abs().lte('0.005')).toBe(true);
    }
    for (const records of all)
      expect(records['tax.late-fees'].length).toBeGreaterThanOrEqual(records['tax.arrears'].length);
  });

  it('every reduction that came with a payment is among the reductions', () => {
    for (const { 'tax.payments': payments, 'tax.reductions': reductions } of all) {
      const told = new Set(
        reductions.map(({ taxType, periodTo, amount }) => `${taxType} ${periodTo} ${amount}`),
      );
      for (const { taxType, periodTo, reduced } of payments) {
        if (reduced === '0.00' || periodTo < range.from) continue;
        expect(told).toContain(`${taxType} ${periodTo} ${reduced}`);
      }
    }
  });

  it('prepayments, settlement and refund of a year add up to its income tax', () => {
    let refunds = 0;
    for (const records of all) {
      for (const settled of records['tax.cit-returns'].filter(({ kind }) => kind === 'ANNUAL')) {
        const paid = records['tax.payments']
          .filter(({ taxType, periodFrom }) => taxType === INCOME_TAX && periodFrom === settled.periodFrom)
          .map((payment) => payment.paid);
        const back = records['tax.refunds'].filter(
          ({ refundedOn }) => refundedOn > settled.filedOn && refundedOn <= addDays(settled.filedOn, 60),
        );
        refunds += back.length;
        const balance = new Money(sum(paid)).minus(sum(back.map(({ amount }) => amount)));
        expect(toAmountCny(balance), `${nameOf(records)} ${settled.periodTo}`).toBe(settled.taxPayable);
      }
    }
    expect(refunds).toBeGreaterThan(20);
  });

  it('income tax is prepaid on what was earned since the begin of the year, and grows with profit only', () => {
    for (const records of all) {
      for (const { profit, taxPayable } of records['tax.cit-returns'])
        if (Number(profit) <= 0) expect(taxPayable).toBe('0.00');
        else expect(Number(taxPayable)).toBeLessThanOrEqual(Number(profit) * 0.25 + 0.01);
    }
  });

  it('revenue agrees with the sales filed for VAT, within the stated spread', () => {
    let compared = 0;
    for (const records of all) {
      for (const { periodFrom, periodTo, revenue } of records['tax.cit-returns']) {
        const [from, to] = [periodFrom.slice(0, 7), periodTo.slice(0, 7)];
        const returns = records['tax.vat-returns'].filter(({ period }) => from <= period && period <= to);
        const months = returns.reduce((total, filed) => total + filed.months, 0);
        if (months < Number(to.slice(5))) continue;
        const sales = sumAmounts(
          returns.flatMap(({ taxableSales, simplifiedSales, exemptSales }) => [
            ...[taxableSales, simplifiedSales, exemptSales],
          ]),
        );
        const away = new Money(revenue).minus(sales).abs();
        expect(away.lte(sales.abs().times(REVENUE_SPREAD).plus('0.01')), `${nameOf(records)} ${to}`).toBe(
          true,
        );
        compared += 1;
      }
    }
    expect(compared).toBeGreaterThan(1_000);
  });

  it('statements show the revenue, cost and tax of the return of the same closing', () => {
    for (const records of all) {
      const returns = records['tax.cit-returns'];
      const statements = records['tax.financial-statements'];
      expect(
        statements.map(({ kind, periodTo, revenue, cost, netProfit }) => ({
          ...{ kind: kind === 'YEAR' ? 'ANNUAL' : 'PREPAYMENT', periodTo, revenue, cost, netProfit },
        })),
      ).toEqual(
        returns.map(({ kind, periodTo, revenue, cost, profit, taxPayable }) => ({
          ...{ kind, periodTo, revenue, cost },
          netProfit: toAmountCny(new Money(profit).minus(taxPayable)),
        })),
      );
    }
  });

  it('balance sheets balance, no part exceeds the whole, and equity moves by what was earned in the year', () => {
    for (const { 'tax.financial-statements': statements } of all) {
      const opening = new Map<string, string>();
      for (const sheet of statements) {
        expect(sum([sheet.totalLiabilities, sheet.equity])).toBe(sheet.totalAssets);
        expect(Number(sheet.currentAssets)).toBeLessThanOrEqual(Number(sheet.totalAssets));
        expect(Number(sheet.currentLiabilities)).toBeLessThanOrEqual(Number(sheet.totalLiabilities));
        const year = sheet.periodTo.slice(0, 4);
        const opened = toAmountCny(new Money(sheet.equity).minus(sheet.netProfit));
        expect(opening.get(year) ?? opened).toBe(opened);
        opening.set(year, opened);
      }
    }
  });

  it('a small-scale taxpayer files by the quarter, under the simplified method or exempt, and nobody else does', () => {
    const kinds = new Set<string>();
    for (const { 'tax.status': status, 'tax.vat-returns': returns } of all) {
      for (const filed of returns) {
        kinds.add(filed.taxpayerKind);
        expect(filed.taxpayerKind).toBe(status.kind);
        if (status.kind !== 'SMALL_SCALE') expect(filed.months).toBe(1);
        else {
          expect(filed).toMatchObject({
            months: 3,
            taxableSales: '0.00',
            outputTax: '0.00',
            inputTax: '0.00',
          });
          expect(filed.period).toMatch(/-(03|06|09|12)$/);
        }
      }
    }
    expect(kinds).toEqual(new Set(['GENERAL', 'SMALL_SCALE']));
  });

  it('an abnormal taxpayer has filed nothing for three months and has an open breach', () => {
    const abnormal = all.filter((records) => records['tax.status'].state === 'ABNORMAL');
    expect(abnormal.length).toBeGreaterThan(0);
    for (const records of abnormal) {
      const { stateSince, abnormalPeriods } = records['tax.status'];
      expect(abnormalPeriods.at(-1)).toEqual({ from: stateSince, to: null });
      const last = records['tax.vat-returns'].at(-1)?.period ?? '';
      expect(`${addMonths(last, 4)}-16` <= stateSince).toBe(true);
      expect(records['tax.violations'].some(({ closedOn }) => closedOn === null)).toBe(true);
    }
  });
});

describe('city · registry, insurers and utilities agree with the rest', () => {
  it('shares of those who hold add up to 1, and what they subscribed to the capital, on every day', () => {
    const firms = () => all.filter((records) => records['registration.shareholders'].length > 0);
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 0, max: 1_100 }), (at, back) => {
        const records = firms()[at % firms().length]!;
        const { establishedOn, registeredCapital } = records['registration.profile'];
        const day = [addDays(asOf, -back), establishedOn].sort().at(-1)!;
        const holding = records['registration.shareholders'].filter(
          ({ since, until }) => since <= day && (until === null || until > day),
        );
        expect(sumAmounts(holding.map(({ share }) => `${share}`)).toString()).toBe('1');
        expect(sum(holding.map(({ subscribed }) => subscribed))).toBe(registeredCapital);
      }),
      { numRuns: 500 },
    );
  });

  it('the legal representative holds most; a sole trader has no shareholders', () => {
    for (const [at, records] of all.entries()) {
      const holders = records['registration.shareholders'].filter(({ until }) => until === null);
      const type = bozhou().enterprise(indexes[at]!)?.type;
      expect(holders.length === 0, nameOf(records)).toBe(type === 'SOLE_TRADER');
      const largest = holders.toSorted((a, b) => Number(b.share) - Number(a.share))[0];
      if (largest) expect(largest.name).toBe(records['registration.profile'].legalRepresentative);
    }
  });

  it('changes hold every change of legal representative of the time, and each was one of shareholders too', () => {
    let seen = 0;
    for (const records of all) {
      const on = (matter: string) =>
        records['registration.changes'].filter((row) => row.matter === matter).map((row) => row.changedOn);
      const known = records['registration.profile'].legalRepresentativeChanges
        .map(({ changedOn }) => changedOn)
        .filter((day) => day >= range.from);
      expect(on('LEGAL_REPRESENTATIVE')).toEqual(known);
      seen += known.length;
      if (records['registration.shareholders'].length > 0) expect(on('SHAREHOLDERS')).toEqual(known);
    }
    expect(seen).toBeGreaterThan(5);
  });

  it('staff goes with the sales of the trade: firms that sell most insure most', () => {
    const sized = all
      .map((records) => ({
        sales: records['tax.vat-returns'].reduce(
          (total, { taxableSales, simplifiedSales, exemptSales }) =>
            total + Number(taxableSales) + Number(simplifiedSales) + Number(exemptSales),
          0,
        ),
        insured: records['social.insurance'].at(-1)?.insured ?? 0,
      }))
      .sort((a, b) => a.sales - b.sales);
    const staff = (part: typeof sized) => part.reduce((total, { insured }) => total + insured, 0);
    expect(staff(sized.slice(-50))).toBeGreaterThan(4 * staff(sized.slice(0, 50)));
  });

  it('contributions are paid as due save in months for which no tax was paid, and fewer save than are insured', () => {
    for (const records of all) {
      const unpaid = new Set(
        records['tax.vat-returns']
          .filter(({ taxPaid }) => taxPaid === '0.00')
          .flatMap(({ period, months }) =>
            Array.from({ length: months }, (_, back) => addMonths(period, -back)),
          ),
      );
      const insured = new Map(records['social.insurance'].map((row) => [row.month, row.insured]));
      for (const { month, due, paid } of records['social.insurance'])
        if (due !== paid) expect(unpaid).toContain(month);
      for (const { month, depositors, paid } of records['housing-fund.deposits']) {
        expect(depositors).toBeLessThanOrEqual(insured.get(month) ?? 0);
        expect(depositors === 0).toBe(paid === '0.00');
      }
    }
    expect(persona('persona-ma-jianguo')['social.insurance'].some(({ due, paid }) => due !== paid)).toBe(
      true,
    );
  });

  it('utilities come water, gas, electricity in a month, each once', () => {
    for (const { 'utility.usage': usage } of all) {
      const order = ['WATER', 'GAS', 'ELECTRICITY'];
      const keys = usage.map(({ month, utility }) => `${month} ${order.indexOf(utility)}`);
      expect(isSorted(keys)).toBe(true);
      expect(new Set(keys).size).toBe(keys.length);
    }
  });
});

describe('city · any part of the time', () => {
  const day = fc.integer({ min: 0, max: daysBetween(range.from, asOf) }).map((at) => addDays(range.from, at));
  const days = fc.tuple(day, day).map(([a, b]) => (a <= b ? { from: a, to: b } : { from: b, to: a }));
  // A summary speaks of its range, and an open late fee runs up to the last day asked for.
  const CUT = DATA_ITEM_IDS.filter((item) => item !== 'invoice.summary' && item !== 'tax.late-fees');

  it('is what the range leaves of the whole', () => {
    const from = bozhou();
    const some = fc.constantFrom(...indexes.filter((index) => index !== indexOfPersona('persona-zhu-bowen')));
    fc.assert(
      fc.property(some, fc.constantFrom(...CUT), days, (index, item, part) => {
        const whole = all[indexes.indexOf(index)]!;
        expect(from.records(from.enterprise(index)!.uscc, item, part)).toEqual(
          cutRecords(item, whole[item], part),
        );
      }),
      { numRuns: 400 },
    );
  });

  it('has the summary that the catalogue makes of its invoices', () => {
    const from = bozhou();
    fc.assert(
      fc.property(fc.constantFrom(...indexes), days, (index, part) => {
        const { uscc } = from.enterprise(index)!;
        const lines = from.records(uscc, 'invoice.lines', part)!;
        expect(from.records(uscc, 'invoice.summary', part)).toEqual(summariseInvoices(lines, part));
      }),
      { numRuns: 60 },
    );
  });

  it('of the past stays as it was when the clock moves on and the story does not, the present state aside', () => {
    const later = bozhou({ asOf: '2027-02-03', storyDate: asOf });
    const past = { from: '2024-05-01', to: '2026-06-30' };
    for (const index of [0, 4, 6, 7, 12, 14, OWNERS - 4, OWNERS - 3, OWNERS + 1, OWNERS + 7, OWNERS + 30]) {
      const { 'tax.status': _, ...before } = recordsOf(bozhou(), index, past);
      const { 'tax.status': __, ...after } = recordsOf(later, index, past);
      expect(after).toEqual(before);
    }
  });

  it('lists come oldest first', () => {
    for (const records of all) {
      for (const dates of [
        records['registration.shareholders'].map(({ since }) => since),
        records['registration.changes'].map(({ changedOn }) => changedOn),
        records['registration.penalties'].map(({ decidedOn }) => decidedOn),
        records['tax.vat-returns'].map(({ period }) => period),
        records['tax.payments'].map(({ paidOn }) => paidOn),
        records['tax.refunds'].map(({ refundedOn }) => refundedOn),
        records['tax.reductions'].map(({ periodTo }) => periodTo),
        records['tax.cit-returns'].map(({ periodTo }) => periodTo),
        records['tax.financial-statements'].map(({ periodTo }) => periodTo),
        records['tax.late-fees'].map(({ from }) => from),
        records['tax.violations'].map(({ registeredOn }) => registeredOn),
        records['tax.audits'].map(({ openedOn }) => openedOn),
        records['social.insurance'].map(({ month }) => month),
        records['housing-fund.deposits'].map(({ month }) => month),
      ])
        expect(isSorted(dates), nameOf(records)).toBe(true);
    }
  });
});
