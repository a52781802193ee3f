import type { Consent } from '@xinqiao/contracts';
import { describe, expect, it } from 'vitest';
import { changedAttributes } from './changed-attributes.ts';

const consent = (fact: Partial<Consent> = {}): Consent =>
  ({
    items: ['tax.vat-returns'],
    range: { from: '2025-01-01', to: '2026-06-30' },
    frequency: { unit: 'MONTH', value: 4 },
    ...fact,
  }) as Consent;

describe('changedAttributes', () => {
  it('names nothing where the terms are the same, read anew', () => {
    expect(changedAttributes(consent(), structuredClone(consent()))).toEqual([]);
  });

  it('names every term that differs, also within', () => {
    const after = consent({ range: { from: '2025-01-01', to: '2026-07-31' }, frequency: null });
    expect(changedAttributes(consent(), after)).toEqual(['range', 'frequency']);
  });

  it('leaves out what no owner agrees to: status, revision and the artefact', () => {
    const after = consent({ status: 'PAUSED', revision: 7, artefact: 'a.b.c' });
    expect(changedAttributes(consent(), after)).toEqual([]);
  });
});
