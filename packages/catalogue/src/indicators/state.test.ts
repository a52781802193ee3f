import type { EnforcementRecord, TaxArrear, TaxCreditGrade } from '@xinqiao/contracts';
import { describe, expect, it } from 'vitest';
import { computeIndicators } from './compute-indicators.ts';

const asOf = '2026-11-21';

describe('taxCreditGrade', () => {
  const of = (...grades: TaxCreditGrade[]) =>
    computeIndicators({ 'tax.credit-grades': grades }, asOf).taxCreditGrade;

  it('is the grade of the latest year, in whatever order they come', () => {
    expect(of({ year: 2025, grade: 'B' }, { year: 2024, grade: 'A' })).toBe('B');
  });

  it('is not the grade of a year that has not ended', () => {
    expect(of({ year: 2025, grade: 'B' }, { year: 2026, grade: 'A' })).toBe('B');
  });

  it('is the later row of a year that was assessed again', () => {
    expect(of({ year: 2025, grade: 'D' }, { year: 2025, grade: 'C' })).toBe('C');
  });

  it('is null without any', () => {
    expect(of()).toBeNull();
  });
});

describe('openArrears · 税收征收管理法 art. 32', () => {
  const of = (...arrears: Partial<TaxArrear>[]) =>
    computeIndicators(
      {
        'tax.arrears': arrears.map((fact) => ({
          taxType: '增值税',
          dueOn: '2026-10-15',
          amount: '100.00',
          settledOn: null,
          ...fact,
        })),
      },
      asOf,
    ).openArrears;

  it('adds what is due and unpaid', () => {
    expect(of({ amount: '0.10' }, { amount: '0.20' })).toBe('0.30');
  });

  it.each([
    { dueOn: '2026-11-20', settledOn: null, open: '100.00' },
    { dueOn: '2026-11-21', settledOn: null, open: '0.00' },
    { dueOn: '2026-10-15', settledOn: '2026-11-21', open: '0.00' },
    { dueOn: '2026-10-15', settledOn: '2026-11-22', open: '100.00' },
  ])('due $dueOn, settled $settledOn: $open', ({ dueOn, settledOn, open }) => {
    expect(of({ dueOn, settledOn })).toBe(open);
  });

  it('is 0.00 for an empty list, which is an answer', () => {
    expect(of()).toBe('0.00');
  });
});

describe('openEnforcements', () => {
  const of = (...records: Partial<EnforcementRecord>[]) =>
    computeIndicators(
      {
        'enforcement.records': records.map((fact) => ({
          kind: 'ENFORCEMENT',
          filedOn: '2026-01-05',
          amount: '50000.00',
          closedOn: null,
          ...fact,
        })),
      },
      asOf,
    ).openEnforcements;

  it('counts open cases of every kind', () => {
    expect(of({}, { kind: 'DISHONEST' }, { kind: 'CONSUMPTION_LIMIT' })).toBe(3);
  });

  it.each([
    { filedOn: '2026-11-21', closedOn: null, open: 1 },
    { filedOn: '2026-11-22', closedOn: null, open: 0 },
    { filedOn: '2026-01-05', closedOn: '2026-11-21', open: 0 },
    { filedOn: '2026-01-05', closedOn: '2026-11-22', open: 1 },
  ])('filed $filedOn, closed $closedOn: $open', ({ filedOn, closedOn, open }) => {
    expect(of({ filedOn, closedOn })).toBe(open);
  });

  it('is 0 for an empty list, which is an answer', () => {
    expect(of()).toBe(0);
  });
});
