import type { DataItemId, Instant } from '@xinqiao/contracts';
import { describe, expect, it } from 'vitest';
import { type AccessRequest, type ConsentFacts, countedFrom, decideAccess } from './access.ts';

const now = '2026-11-21T08:00:00.000Z' as Instant;
const consent = (fact: Partial<ConsentFacts> = {}): ConsentFacts => ({
  status: 'ACTIVE',
  purpose: 'CREDIT_DECISION',
  disclosure: 'INDICATORS',
  items: ['tax.vat-returns', 'registration.profile'],
  range: { from: '2025-01-01', to: '2026-12-31' },
  expiresAt: '2027-05-21T08:00:00.000Z' as Instant,
  fetchType: 'PERIODIC',
  frequency: null,
  deliveries: 0,
  ...fact,
});
const request = (fact: Partial<AccessRequest> = {}): AccessRequest => ({
  use: 'PACKAGE',
  items: ['tax.vat-returns'],
  range: undefined,
  repeated: false,
  ...fact,
});

describe('decideAccess', () => {
  it('allows a covered item of an active consent', () => {
    expect(decideAccess(consent(), request(), now)).toEqual({ allowed: true });
  });

  it.each([
    ['PENDING', 'CONSENT_NOT_ACTIVE_YET'],
    ['PAUSED', 'CONSENT_PAUSED'],
    ['REJECTED', 'CONSENT_REJECTED'],
    ['REVOKED', 'CONSENT_REVOKED'],
    ['EXPIRED', 'CONSENT_EXPIRED'],
  ] as const)('refuses a %s consent with %s', (status, code) => {
    expect(decideAccess(consent({ status }), request(), now)).toEqual({ allowed: false, code, items: [] });
  });

  it('ends at the very instant of expiry, even while the row still says ACTIVE', () => {
    expect(decideAccess(consent({ expiresAt: now }), request(), now)).toMatchObject({
      code: 'CONSENT_EXPIRED',
    });
  });

  it('still allows the last millisecond before expiry', () => {
    const last = '2026-11-21T07:59:59.999Z' as Instant;
    expect(decideAccess(consent({ expiresAt: now }), request(), last)).toEqual({ allowed: true });
  });

  it('treats an active consent without an end as expired', () => {
    expect(decideAccess(consent({ expiresAt: null }), request(), now)).toMatchObject({
      code: 'CONSENT_EXPIRED',
    });
  });

  it.each([
    { purpose: 'EARLY_WARNING', disclosure: 'INDICATORS' },
    { purpose: 'LOAN_REVIEW', disclosure: 'RECORDS' },
    { purpose: 'CREDIT_DECISION', disclosure: 'ANSWER' },
  ] as const)('refuses a decision under $purpose at $disclosure · PIPL art. 6', (fact) => {
    const refused = { allowed: false, code: 'PURPOSE_NOT_SERVED', items: [] };
    expect(decideAccess(consent(fact), request({ use: 'DECISION' }), now)).toEqual(refused);
    expect(decideAccess(consent(fact), request({ use: 'PACKAGE' }), now)).toEqual({ allowed: true });
  });

  it('says of a consent that ended that it ended, before any purpose', () => {
    const ended = consent({ status: 'REVOKED', purpose: 'EARLY_WARNING' });
    expect(decideAccess(ended, request({ use: 'DECISION' }), now)).toMatchObject({ code: 'CONSENT_REVOKED' });
  });

  it('names every item that is not covered', () => {
    const items: DataItemId[] = ['tax.vat-returns', 'invoice.lines', 'tax.arrears'];
    expect(decideAccess(consent(), request({ items }), now)).toEqual({
      allowed: false,
      code: 'CONSENT_ITEM_NOT_COVERED',
      items: ['invoice.lines', 'tax.arrears'],
    });
  });

  it('refuses a request for nothing', () => {
    expect(decideAccess(consent(), request({ items: [] }), now)).toMatchObject({
      code: 'CONSENT_ITEM_NOT_COVERED',
    });
  });

  it('lets a one-time consent be used once', () => {
    const used = consent({ fetchType: 'ONETIME', deliveries: 1 });
    expect(decideAccess(used, request(), now)).toMatchObject({ code: 'CONSENT_FETCH_USED' });
  });

  it('lets the one fetch be repeated with its own key', () => {
    const used = consent({ fetchType: 'ONETIME', deliveries: 1 });
    expect(decideAccess(used, request({ repeated: true }), now)).toEqual({ allowed: true });
  });

  it('checks status before anything else, so a repetition after revocation is refused', () => {
    const revoked = consent({ status: 'REVOKED', deliveries: 1 });
    expect(decideAccess(revoked, request({ repeated: true }), now)).toMatchObject({
      code: 'CONSENT_REVOKED',
    });
  });

  it.each([
    ['the whole range', { from: '2025-01-01', to: '2026-12-31' }],
    ['days within it', { from: '2026-01-01', to: '2026-06-30' }],
  ])('delivers %s', (_, range) => {
    expect(decideAccess(consent(), request({ range }), now)).toEqual({ allowed: true });
  });

  it.each([
    ['a day before the range', { from: '2024-12-31', to: '2026-06-30' }],
    ['a day after it', { from: '2025-01-01', to: '2027-01-01' }],
    ['days that have not come', { from: '2026-11-22', to: '2026-12-31' }],
  ])('refuses %s · CONSENT_RANGE_EXCEEDED', (_, range) => {
    expect(decideAccess(consent(), request({ range }), now)).toMatchObject({
      code: 'CONSENT_RANGE_EXCEEDED',
    });
    // A repetition is under the consent as it stands, too.
    expect(decideAccess(consent(), request({ range, repeated: true }), now)).toMatchObject({
      code: 'CONSENT_RANGE_EXCEEDED',
    });
  });

  describe('frequency', () => {
    const twice = (fact: Partial<ConsentFacts> = {}) =>
      consent({ frequency: { unit: 'DAY', value: 2 }, ...fact });

    it('delivers as often as agreed, and says when it may be again', () => {
      expect(decideAccess(twice({ deliveries: 1 }), request(), now)).toEqual({ allowed: true });
      expect(decideAccess(twice({ deliveries: 2 }), request(), now)).toEqual({
        allowed: false,
        code: 'CONSENT_FREQUENCY_EXCEEDED',
        items: [],
        // Midnight in Shanghai.
        retryAt: '2026-11-21T16:00:00.000Z',
      });
    });

    it('does not count a repetition with the same key', () => {
      expect(decideAccess(twice({ deliveries: 2 }), request({ repeated: true }), now)).toEqual({
        allowed: true,
      });
    });

    it.each([
      ['nothing without a limit', {}, undefined],
      ['ever under ONETIME', { fetchType: 'ONETIME' }, 'EVER'],
      ['the day', { frequency: { unit: 'DAY', value: 2 } }, '2026-11-20T16:00:00.000Z'],
      ['the month', { frequency: { unit: 'MONTH', value: 2 } }, '2026-10-31T16:00:00.000Z'],
      ['the year', { frequency: { unit: 'YEAR', value: 2 } }, '2025-12-31T16:00:00.000Z'],
    ] as const)('counts %s', (_, fact, from) => {
      expect(countedFrom(consent(fact), now)).toBe(from);
    });
  });
});
