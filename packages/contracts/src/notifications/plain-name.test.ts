import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainName, shortened } from './plain-name.ts';

const anyText = fc.string({ unit: 'binary', maxLength: 60 });

describe('plainName', () => {
  it.each([
    ['涡河示范银行', '涡河示范银行'],
    ['亳州药材（集团）有限公司', '亳州药材（集团）有限公司'],
    ['Guohe Demonstration Bank Co., Ltd.', 'Guohe Demonstration Bank Co., Ltd.'],
    ['甲银行\r\n【信桥】验证码1234', '甲银行 (信桥)验证码1234'],
    ['\u202Eknab\u202C', 'knab'],
    ['甲\u200B银\uFEFF行', '甲银行'],
    ['see evil.example/x', 'see evil·example·x'],
    ['https://evil.example', 'https·evil·example'],
    ['evil．example', 'evil·example'],
    ['me@evil.example', 'me·evil·example'],
    ['{at}', '(at)'],
    ['\u0000\u200B', '—'],
  ])('%j becomes %j', (name, plain) => {
    expect(plainName(name)).toBe(plain);
  });

  it('leaves no line end, invisible or direction-changing character, bracket, brace or link', () => {
    fc.assert(
      fc.property(anyText, (name) => {
        expect(plainName(name)).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}【】[\]{}<>@/]\S|\w\.\w|:\/\//u);
      }),
      { numRuns: 2_000 },
    );
  });

  it('changes nothing the second time', () => {
    fc.assert(
      fc.property(anyText, (name) => {
        expect(plainName(plainName(name))).toBe(plainName(name));
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('shortened', () => {
  it('keeps what fits', () => {
    expect(shortened('涡河示范银行', 6)).toBe('涡河示范银行');
  });

  it('never exceeds the limit and never cuts a character in two', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 1, max: 20 }), (text, limit) => {
        const short = shortened(text, limit);
        expect(short.length).toBeLessThanOrEqual(limit);
        expect(short.isWellFormed()).toBe(true);
      }),
    );
  });
});
