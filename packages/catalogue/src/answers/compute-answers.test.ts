import { ANSWER_NAMES, ANSWERS, Answers, bandsOf, INDICATORS, type TaxPayment } from '@xinqiao/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { everything } from '../../test/consented.ts';
import { filing, profile } from '../../test/records.ts';
import { computeIndicators } from '../indicators/compute-indicators.ts';
import { answerOf, answersOf, computeAnswers } from './compute-answers.ts';

const asOf = '2026-11-21';

const paid = (amount: string): TaxPayment => ({
  ...{ taxType: '增值税', periodFrom: '2026-09-01', periodTo: '2026-09-30', basis: '0.00', reduced: '0.00' },
  ...{ paid: amount, dueOn: '2026-10-15', paidOn: '2026-10-15' },
});

describe('computeAnswers · 信息核查', () => {
  it.each([
    { amount: '9999.99', answer: false },
    { amount: '10000.00', answer: true },
    { amount: '10000.01', answer: true },
  ])('12-month tax of $amount ≥ 10,000 yuan: $answer', ({ amount, answer }) => {
    const records = { 'tax.payments': [paid(amount)] };
    expect(computeAnswers(records, asOf, ['taxPaid10000In12'])).toEqual({ taxPaid10000In12: answer });
  });

  it.each([
    { sales: '0.00', band: 'B0' },
    { sales: '99999.99', band: 'B0' },
    { sales: '100000.00', band: 'B1' },
    { sales: '4999999.99', band: 'B3' },
    { sales: '5000000.00', band: 'B4' },
    { sales: '20000000.00', band: 'B5' },
  ])('filed sales of $sales yuan lie in $band', ({ sales, band }) => {
    const records = { 'tax.vat-returns': [filing('2026-10', { taxableSales: sales })] };
    expect(computeAnswers(records, asOf, ['vatSalesBand12'])).toEqual({ vatSalesBand12: band });
  });

  it.each([
    { grade: 'A' as const, answer: true },
    { grade: 'B' as const, answer: true },
    { grade: 'M' as const, answer: true },
    { grade: 'C' as const, answer: false },
    { grade: 'D' as const, answer: false },
  ])('a taxpayer of grade $grade is admitted: $answer', ({ grade, answer }) => {
    const records = { 'tax.credit-grades': [{ year: 2025, grade }] };
    expect(computeAnswers(records, asOf, ['taxCreditGradeAdmitted'])).toEqual({
      taxCreditGradeAdmitted: answer,
    });
  });

  it.each([
    { status: 'ACTIVE', active: true },
    { status: 'REVOKED', active: false },
  ])('a firm whose status is $status is registered and active: $active', ({ status, active }) => {
    const records = { 'registration.profile': profile({ status }) };
    expect(computeAnswers(records, asOf, ['registeredAndActive'])).toEqual({ registeredAndActive: active });
  });

  it('takes an empty list for an answer, and an absent item for none', () => {
    expect(computeAnswers({ 'tax.arrears': [] }, asOf, ['hasTaxArrears', 'hasLateFees'])).toEqual({
      hasTaxArrears: false,
      hasLateFees: null,
    });
  });

  it('does not know, rather than say no, what the range does not cover', () => {
    const records = { 'tax.payments': [paid('20000.00')] };
    const range = { from: '2025-12-01', to: asOf };
    expect(computeAnswers(records, asOf, ['taxPaid10000In12'], range)).toEqual({ taxPaid10000In12: null });
  });

  it('answers every question of the contracts, none unknown of a whole firm but what it has nothing of', () => {
    const answers = computeAnswers(everything, asOf);
    expect(Object.keys(answers)).toEqual(ANSWER_NAMES);
    expect(Answers.parse(answers)).toEqual(answers);
    expect(ANSWER_NAMES.filter((name) => answers[name] === null)).toEqual(['suppliersBand12']);
  });

  it('computes only the names asked for', () => {
    expect(Object.keys(computeAnswers(everything, asOf, ['hasTaxArrears']))).toEqual(['hasTaxArrears']);
  });

  it('never holds a figure, an indicator or a bound: a truth, a band or null', () => {
    for (const value of Object.values(computeAnswers(everything, asOf)))
      expect([true, false, null, 'B0', 'B1', 'B2', 'B3', 'B4', 'B5']).toContain(value);
  });

  it('agrees with the indicator, for every answer', () => {
    const figures = computeIndicators(everything, asOf);
    for (const name of ANSWER_NAMES)
      expect(computeAnswers(everything, asOf, [name])[name]).toBe(
        answerOf(ANSWERS[name], figures[ANSWERS[name].indicator] ?? null),
      );
  });
});

describe('answerOf', () => {
  const bands = ANSWER_NAMES.map((name) => ANSWERS[name]).filter((answer) => answer.kind === 'BAND');

  it('is a band of the answer for any figure, and never a lower one for a higher figure', () => {
    const figure = fc.integer({ min: -1_000_000_000, max: 1_000_000_000 }).map((units) => units / 100);
    fc.assert(
      fc.property(fc.constantFrom(...bands), figure, figure, (answer, a, b) => {
        const [lower, higher] = [a, b].sort((x, y) => x - y).map((value) => value.toFixed(2));
        const codes = bandsOf(answer).map(({ code }) => code);
        const of = (value = '') => codes.indexOf(answerOf(answer, value) as string);
        expect(of(lower)).toBeGreaterThanOrEqual(0);
        expect(of(higher)).toBeGreaterThanOrEqual(of(lower));
      }),
    );
  });
});

describe('answersOf', () => {
  it('names the answers of an item in the order of the contracts, none for invoice.lines', () => {
    expect(answersOf('tax.arrears')).toEqual(['hasTaxArrears']);
    expect(answersOf('invoice.lines')).toEqual([]);
  });

  it('has one at least for every item that indicators are computed from', () => {
    const items = new Set(Object.values(INDICATORS).map(({ item }) => item));
    expect([...items].filter((item) => answersOf(item).length === 0)).toEqual([]);
  });
});
