import { describe, expect, it } from 'vitest';
import { percent, yuan } from './policy-document.ts';

describe('figures of a policy', () => {
  it.each([
    ['0.0435', '4.35 %'],
    ['0.24', '24 %'],
    ['0.1', '10 %'],
    ['0.05250', '5.25 %'],
    ['0', '0 %'],
    ['1', '100 %'],
    ['0.000001', '0.0001 %'],
  ])('%s is %s, without a rounding', (fraction, words) => {
    expect(percent(fraction)).toBe(words);
  });

  it.each([
    ['1150000.00', '¥1,150,000'],
    ['100.50', '¥100.50'],
    ['0.00', '¥0'],
    ['-100000.00', '¥-100,000'],
    ['999999999999.99', '¥999,999,999,999.99'],
  ])('%s is %s', (amount, words) => {
    expect(yuan(amount)).toBe(words);
  });
});
