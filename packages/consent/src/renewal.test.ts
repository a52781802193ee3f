import type { Consent, Instant, Period } from '@xinqiao/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { endOfAgreement, renewalProblems } from './renewal.ts';

const NOW = '2026-11-22T02:00:00.000Z' as Instant;
const agreed = {
  items: ['tax.vat-returns', 'tax.arrears'],
  disclosure: 'INDICATORS',
  dataLife: 'P6M',
  fetchType: 'PERIODIC',
  consentMode: 'STORE',
  frequency: { unit: 'DAY', value: 10 },
} as unknown as Consent;
type Asked = Parameters<typeof renewalProblems>[1];
const asked = (fact: object = {}) => ({ ...agreed, optionalItems: [], ...fact }) as unknown as Asked;

describe('renewalProblems', () => {
  it('finds nothing where a renewal repeats what is agreed, whatever the order of items', () => {
    expect(renewalProblems(agreed, asked({ items: ['tax.arrears', 'tax.vat-returns'] }))).toEqual([]);
  });

  it.each([
    ['items', ['tax.arrears'], 'tax.arrears', 'tax.arrears, tax.vat-returns'],
    ['disclosure', 'RECORDS', 'RECORDS', 'INDICATORS'],
    ['dataLife', 'P12M', 'P12M', 'P6M'],
    ['fetchType', 'ONETIME', 'ONETIME', 'PERIODIC'],
    ['consentMode', 'VIEW', 'VIEW', 'STORE'],
    ['frequency', null, 'no limit', '10/DAY'],
  ])('names %s where it differs', (path, value, was, allowed) => {
    expect(renewalProblems(agreed, asked({ [path]: value }))).toEqual([
      expect.objectContaining({ path, asked: was, allowed }),
    ]);
  });

  it('names every difference at once, optional items too', () => {
    const found = renewalProblems(
      agreed,
      asked({ disclosure: 'ANSWER', optionalItems: ['invoice.summary'] }),
    );
    expect(found.map(({ path }) => path)).toEqual(['disclosure', 'optionalItems.0']);
  });
});

describe('endOfAgreement', () => {
  const days = fc.integer({ min: 1, max: 700 }).map((count) => `P${count}D` as Period);
  const ends = fc
    .integer({ min: 1, max: 1e9 })
    .map((later) => new Date(Date.parse(NOW) + later * 60).toISOString() as Instant);

  it('of an amendment is never after the present end, nor after what was asked', () => {
    fc.assert(
      fc.property(days, ends, (validity, present) => {
        const end = endOfAgreement(present, { kind: 'AMEND', validity }, NOW);
        const fresh = endOfAgreement(null, { kind: 'NEW', validity }, NOW);
        expect(end).toBe(present < fresh ? present : fresh);
      }),
    );
  });

  it('of a renewal counts from now, whenever the consent would have ended', () => {
    fc.assert(
      fc.property(days, ends, (validity, present) => {
        expect(endOfAgreement(present, { kind: 'RENEW', validity }, NOW)).toBe(
          endOfAgreement(null, { kind: 'NEW', validity }, NOW),
        );
      }),
    );
  });
});
