import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '../values/index.ts';
import { type LicenceTerm, licenceInForce, licenceLight, missingLicences } from './licence-in-force.ts';

/** A licence of the year 2026; each test names only the fact it is about. */
const licence = (fact: Partial<LicenceTerm> = {}): LicenceTerm => ({
  type: 'FINANCIAL_LICENCE',
  validFrom: '2026-01-01',
  validTo: '2026-12-31',
  withdrawn: false,
  ...fact,
});

describe('licenceInForce · first and last day inclusive, Asia/Shanghai', () => {
  it.each([
    ['2025-12-31', false],
    ['2026-01-01', true],
    ['2026-12-31', true],
    ['2027-01-01', false],
  ])('on %s: %s', (today, inForce) => {
    expect(licenceInForce(licence(), today)).toBe(inForce);
  });

  it('one without an end stays in force', () => {
    expect(licenceInForce(licence({ validTo: null }), '2999-12-31')).toBe(true);
  });

  it('one that was withdrawn is not in force on any day', () => {
    expect(licenceInForce(licence({ withdrawn: true }), '2026-06-01')).toBe(false);
  });
});

describe('missingLicences · 银保监会令 2021 年第 3 号; 发改数据规〔2025〕27 号', () => {
  it('a bank needs a financial licence, and no other takes its place', () => {
    expect(missingLicences('BANK', [], '2026-06-01')).toEqual(['FINANCIAL_LICENCE']);
    expect(missingLicences('BANK', [licence({ type: 'OTHER' })], '2026-06-01')).toEqual([
      'FINANCIAL_LICENCE',
    ]);
    expect(missingLicences('BANK', [licence()], '2026-06-01')).toEqual([]);
  });

  it('the operator needs its authorisation', () => {
    expect(missingLicences('OPERATOR', [licence()], '2026-06-01')).toEqual(['DATA_OPERATION_AUTHORISATION']);
  });

  it('a new licence takes over from one that ended', () => {
    const next = licence({ validFrom: '2027-01-01', validTo: '2027-12-31' });
    for (const day of ['2026-12-31', '2027-01-01'])
      expect(missingLicences('BANK', [licence(), next], day)).toEqual([]);
  });

  it.each(['AGENCY', 'REGULATOR', 'PEER_OPERATOR'] as const)('%s needs none', (kind) => {
    expect(missingLicences(kind, [], '2026-06-01')).toEqual([]);
  });
});

describe('licenceLight · YELLOW from 30 days, RED from 7 days before the end', () => {
  it.each([
    [31, 'GREEN'],
    [30, 'YELLOW'],
    [8, 'YELLOW'],
    [7, 'RED'],
    [0, 'RED'],
    [-1, 'RED'],
  ])('%i days before the last day: %s', (days, light) => {
    expect(licenceLight(licence(), addDays('2026-12-31', -days))).toBe(light);
  });

  it('is RED for one withdrawn or not yet valid, GREEN for one without end', () => {
    expect(licenceLight(licence({ withdrawn: true }), '2026-06-01')).toBe('RED');
    expect(licenceLight(licence(), '2025-06-01')).toBe('RED');
    expect(licenceLight(licence({ validTo: null }), '2026-06-01')).toBe('GREEN');
  });

  it('is never better than RED when the licence is not in force', () => {
    fc.assert(
      fc.property(fc.integer({ min: -800, max: 800 }), (offset) => {
        const today = addDays('2026-06-01', offset);
        if (!licenceInForce(licence(), today)) expect(licenceLight(licence(), today)).toBe('RED');
      }),
    );
  });
});
