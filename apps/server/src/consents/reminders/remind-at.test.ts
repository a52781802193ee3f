import type { Instant } from '@xinqiao/contracts';
import { describe, expect, it } from 'vitest';
import { remindAt } from './remind-at.ts';

const AGREED = '2026-11-22T06:00:00.000Z' as Instant;
const enterprise = (expiresAt: string) => ({
  ...({ purpose: 'EARLY_WARNING', subjectType: 'ENTERPRISE' } as const),
  expiresAt: expiresAt as Instant,
});

describe('remindAt · fair-use rule REMINDER, PIPL art. 15', () => {
  it('is half a year on for an enterprise whose consent lasts longer', () => {
    expect(remindAt(enterprise('2027-11-22T06:00:00.000Z'), AGREED)).toBe('2027-05-22T06:00:00.000Z');
  });

  it('is three months on for a person', () => {
    const person = { ...enterprise('2027-11-22T06:00:00.000Z'), subjectType: 'PERSON' } as const;
    expect(remindAt(person, AGREED)).toBe('2027-02-22T06:00:00.000Z');
  });

  it.each(['2027-05-22T06:00:00.000Z', '2027-01-01T00:00:00.000Z'])(
    'is never for a consent that is over by then, %s',
    (expiresAt) => {
      expect(remindAt(enterprise(expiresAt), AGREED)).toBeNull();
    },
  );
});
