import { AmountCny } from '@xinqiao/contracts';
import { describe, expect, it } from 'vitest';
import { yuan } from './fen.ts';

describe('yuan', () => {
  it.each([
    { fen: 0, amount: '0.00' },
    { fen: -0, amount: '0.00' },
    { fen: 7, amount: '0.07' },
    { fen: -7, amount: '-0.07' },
    { fen: 123456, amount: '1234.56' },
    { fen: -100, amount: '-1.00' },
  ])('$fen fen are $amount', ({ fen, amount }) => {
    expect(yuan(fen)).toBe(amount);
    expect(AmountCny.safeParse(amount).success).toBe(true);
  });
});
