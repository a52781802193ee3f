import { describe, expect, it } from 'vitest';
import { profile } from '../../test/records.ts';
import { computeIndicators } from './compute-indicators.ts';

const of = (fact: object, asOf = '2026-11-21') =>
  computeIndicators({ 'registration.profile': profile(fact) }, asOf);

describe('indicators of registration.profile', () => {
  it.each([
    { status: 'ACTIVE', active: 1 },
    { status: 'SUSPENDED', active: 0 },
    { status: 'REVOKED', active: 0 },
    { status: 'CANCELLED', active: 0 },
    { status: 'MOVED_OUT', active: 0 },
  ])('registrationActive is $active for $status', ({ status, active }) => {
    expect(of({ status }).registrationActive).toBe(active);
  });

  it.each([
    { establishedOn: '2026-03-21', months: 8 },
    { establishedOn: '2026-03-22', months: 7 },
    { establishedOn: '2026-11-21', months: 0 },
    { establishedOn: '2026-11-22', months: null },
  ])('ageMonths of one established on $establishedOn: $months', ({ establishedOn, months }) => {
    expect(of({ establishedOn }).ageMonths).toBe(months);
  });

  it('legalRepresentativeMonths counts from establishment where nothing changed', () => {
    expect(of({ establishedOn: '2024-11-21' }).legalRepresentativeMonths).toBe(24);
  });

  it('legalRepresentativeMonths counts from the latest change', () => {
    const legalRepresentativeChanges = [{ changedOn: '2023-01-01' }, { changedOn: '2026-08-21' }];
    expect(of({ legalRepresentativeChanges }).legalRepresentativeMonths).toBe(3);
  });

  it('legalRepresentativeMonths leaves out a change after asOf', () => {
    const legalRepresentativeChanges = [{ changedOn: '2026-08-21' }, { changedOn: '2026-11-22' }];
    expect(of({ legalRepresentativeChanges }).legalRepresentativeMonths).toBe(3);
  });

  it.each([
    { listedOn: '2026-11-21', removedOn: null, open: 1 },
    { listedOn: '2026-11-22', removedOn: null, open: 0 },
    { listedOn: '2025-07-01', removedOn: '2026-11-21', open: 0 },
    { listedOn: '2025-07-01', removedOn: '2026-11-22', open: 1 },
  ])('openAbnormalListings: listed $listedOn, removed $removedOn: $open', ({ listedOn, removedOn, open }) => {
    const abnormalListings = [{ listedOn, removedOn, reason: '未公示年度报告' }];
    expect(of({ abnormalListings }).openAbnormalListings).toBe(open);
  });
});
