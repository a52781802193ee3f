import { Consent, ConsentArtefact, ConsentRequest } from '@xinqiao/contracts';
import { describe, expect, it } from 'vitest';
import { artefact, asked, consent, IDS } from '../../test/builders.ts';
import { differingFields, fieldsBeyond } from './artefact.ts';

const signed = (fact: object = {}) => ConsentArtefact.parse(artefact(fact));
const beyond = (fact: object) => fieldsBeyond(ConsentRequest.parse(asked()), signed(fact));

describe('fieldsBeyond', () => {
  it('is empty for an artefact that grants what was asked', () => {
    expect(beyond({})).toEqual([]);
  });

  it.each<[string, object]>([
    ['fewer items', { dataItems: ['tax.vat-returns'] }],
    ['the items in another order', { dataItems: ['tax.vat-returns', 'registration.profile'] }],
    ['a lower disclosure level', { disclosure: 'ANSWER' }],
    ['a shorter range', { FIDataRange: { from: '2025-01-01', to: '2026-09-30' } }],
    ['a shorter validity', { consentExpiry: '2026-12-21T08:00:00.000Z' }],
  ])('finds no fault with %s: the owner may grant less', (_, fact) => {
    expect(beyond(fact)).toEqual([]);
  });

  it.each<[string, object]>([
    ['templateId', { template: { templateId: 'after-loan', version: 1 } }],
    ['purpose', { Purpose: { code: 'EARLY_WARNING', text: '贷后预警', category: 'LOAN_MANAGEMENT' } }],
    ['items', { dataItems: ['registration.profile', 'tax.vat-returns', 'tax.arrears'] }],
    ['disclosure', { disclosure: 'RECORDS' }],
    ['range.from', { FIDataRange: { from: '2024-10-31', to: '2026-10-31' } }],
    ['range.to', { FIDataRange: { from: '2024-11-01', to: '2026-11-01' } }],
    ['validity', { consentExpiry: '2027-05-21T08:00:00.001Z' }],
  ])('names %s when the artefact grants more than was asked', (field, fact) => {
    expect(beyond(fact)).toEqual([field]);
  });
});

describe('differingFields', () => {
  const differing = (fact: object) => differingFields(Consent.parse(consent(fact)), signed());

  it('is empty for a consent as it was agreed', () => {
    expect(differing({})).toEqual([]);
  });

  it.each<[string, object]>([
    ['its status', { status: 'PAUSED', revision: 2 }],
    ['its end', { status: 'REVOKED', revision: 2, endedAt: '2026-12-01T00:00:00.000Z' }],
    ['the order of its items', { items: ['tax.vat-returns', 'registration.profile'] }],
  ])('%s may change after the owner agreed', (_, fact) => {
    expect(differing(fact)).toEqual([]);
  });

  it.each<[string, object]>([
    ['consentId', { consentId: IDS.otherConsent }],
    ['operatorId', { operatorId: 'huangshan' }],
    ['participantId', { participantId: IDS.otherBank }],
    ['subjectId', { subjectId: null }],
    ['templateId', { templateId: 'after-loan' }],
    ['templateVersion', { templateVersion: 2 }],
    ['purpose', { purpose: 'EARLY_WARNING' }],
    ['items', { items: ['registration.profile', 'tax.vat-returns', 'tax.arrears'] }],
    ['disclosure', { disclosure: 'RECORDS' }],
    ['range.from', { range: { from: '2020-01-01', to: '2026-10-31' } }],
    ['range.to', { range: { from: '2024-11-01', to: '2026-11-30' } }],
    ['dataLife', { dataLife: 'P99Y' }],
    ['startsAt', { startsAt: '2026-11-20T08:00:00.000Z' }],
    ['expiresAt', { expiresAt: '2099-05-21T08:00:00.000Z' }],
  ])('names %s when the API shows it otherwise than the owner agreed to it', (field, fact) => {
    expect(differing(fact)).toEqual([field]);
  });
});
