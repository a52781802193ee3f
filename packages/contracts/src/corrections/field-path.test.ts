import { describe, expect, it } from 'vitest';
import { DATA_ITEM_IDS } from '../data-items/index.ts';
import { CORRECTION_REASONS, CorrectionOutcome } from './correction.ts';
import { fieldsOf, isFieldOf } from './field-path.ts';

describe('isFieldOf · a path in the schema of an item', () => {
  it.each([
    ['tax.vat-returns', 'taxPayable'],
    ['registration.profile', 'abnormalListings.0.removedOn'],
    ['registration.profile', 'name'],
    ['invoice.summary', 'months.3.amount'],
  ] as const)('%s has %s', (item, path) => {
    expect(isFieldOf(item, path)).toBe(true);
  });

  it.each([
    ['tax.vat-returns', '0.taxPayable', 'the list of records is no part of it'],
    ['tax.vat-returns', 'taxpayable', 'names are exact'],
    ['tax.vat-returns', 'taxPayable.0', 'a value has no parts'],
    ['tax.vat-returns', '__proto__', 'what objects inherit is no field'],
    ['tax.vat-returns', 'constructor', 'what objects inherit is no field'],
    ['registration.profile', 'abnormalListings.removedOn', 'a list has numbered entries'],
    ['registration.profile', 'abnormalListings.01.removedOn', 'numbers are plain'],
    ['registration.profile', 'abnormalListings..removedOn', 'no step is empty'],
    ['registration.profile', '', 'something is named'],
    ['registration.profile', 'a'.repeat(201), 'it is short'],
  ] as const)('%s has no %s: %s', (item, path, _why) => {
    expect(isFieldOf(item, path)).toBe(false);
  });

  it.each(DATA_ITEM_IDS)('every field of %s can be disputed', (item) => {
    const fields = fieldsOf(item);
    expect(fields).not.toEqual([]);
    for (const field of fields) expect(isFieldOf(item, field)).toBe(true);
  });
});

describe('CORRECTION_REASONS', () => {
  it.each(CorrectionOutcome.options)('says why for %s', (outcome) => {
    const reasons = Object.values(CORRECTION_REASONS).filter((outcomes: readonly string[]) =>
      outcomes.includes(outcome),
    );
    expect(reasons.length).toBeGreaterThan(1);
  });
});
