import { describe, expect, it } from 'vitest';
import { CaseText, CaseTitle } from './case-text.ts';

const accepts = (schema: typeof CaseText, text: string) => schema.safeParse(text).success;

describe('CaseText', () => {
  it.each([
    ['Chinese, with a line feed', '数据有误：\n第三季度少一期。'],
    ['markup, which is only text', '<script>alert(1)</script> & "quotes"'],
    ['an emoji with a joiner', '👩‍🌾'],
    ['a tab', 'a\tb'],
    ['2,000 characters', 'a'.repeat(2_000)],
  ])('takes %s', (_what, text) => {
    expect(accepts(CaseText, text)).toBe(true);
  });

  it.each([
    ['nothing', ''],
    ['spaces only', ' \n\t　'],
    ['2,001 characters', 'a'.repeat(2_001)],
    ['NUL', 'a\0b'],
    ['a carriage return', 'a\r\nb'],
    ['an escape sequence', 'a\u001b[31mb'],
    ['a C1 control', 'a\u0085b'],
    ['a right-to-left override', 'a\u202eb'],
    ['an isolate', 'a\u2066b'],
    ['a mark of direction', 'a\u200fb'],
    ['a line separator', 'a\u2028b'],
  ])('refuses %s', (_what, text) => {
    expect(accepts(CaseText, text)).toBe(false);
  });
});

describe('CaseTitle', () => {
  it('takes one line of 120 characters', () => {
    expect(accepts(CaseTitle, '题'.repeat(120))).toBe(true);
  });

  it.each([
    ['two lines', 'a\nb'],
    ['a tab', 'a\tb'],
    ['121 characters', '题'.repeat(121)],
    ['an override', 'a\u202eb'],
  ])('refuses %s', (_what, text) => {
    expect(accepts(CaseTitle, text)).toBe(false);
  });
});
