import { describe, expect, it } from 'vitest';
import { ValueError } from './value-error.ts';

describe('ValueError', () => {
  const error = new ValueError('AMOUNT_INEXACT');

  it('tells what happened and what to do next, in both languages', () => {
    expect(error.text).toEqual({
      zh: '金额超过两位小数：请先用具名的舍入方法取整到分。',
      en: 'The amount has more than 2 fraction digits: round it to fen with a named rounding first.',
    });
  });

  it('is an Error whose message is the English text', () => {
    expect(error).toBeInstanceOf(Error);
    expect(error.message).toBe(error.text.en);
  });
});
