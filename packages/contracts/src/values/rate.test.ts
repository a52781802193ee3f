import { describe, expect, it } from 'vitest';
import { AnnualRate, Ratio } from './rate.ts';

describe('AnnualRate', () => {
  it.each(['0', '1', '0.0405', '0.040525', '0.000000', '1.000000'])('accepts %s', (rate) => {
    expect(AnnualRate.safeParse(rate).success).toBe(true);
  });

  it.each([
    ['a percentage by mistake', '4.05'],
    ['more than 1', '1.000001'],
    ['less than 0', '-0.01'],
    ['minus zero', '-0'],
    ['7 places', '0.0405251'],
    ['a percent sign', '4.05%'],
    ['a trailing point', '0.'],
    ['no leading zero', '.0405'],
    ['an exponent', '4e-2'],
    ['nothing', ''],
    ['a number', 0.0405],
  ])('refuses %s', (_, rate) => {
    expect(AnnualRate.safeParse(rate).success).toBe(false);
  });
});

describe('Ratio', () => {
  it.each(['0', '0.35', '-0.62', '999.999999', '1000', '-1000', '1000.000000', '-0.000001'])(
    'accepts %s',
    (ratio) => {
      expect(Ratio.safeParse(ratio).success).toBe(true);
    },
  );

  it.each([
    '1000.000001',
    '-1000.000001',
    '1001',
    '-0',
    '-0.00',
    '00.5',
    '+1',
    '0.1234567',
    '1e3',
    '',
    'NaN',
    0.35,
  ])('refuses %j', (ratio) => {
    expect(Ratio.safeParse(ratio).success).toBe(false);
  });
});
