import { describe, expect, it } from 'vitest';
import { languageGiven, languageOf, textKey } from './request-language.ts';

describe('languageOf', () => {
  it.each([
    ['what the address asks for', { lang: 'en' }, 'zh-CN', 'en'],
    ['the browser’s first language that we have', {}, 'fr-FR, en-GB;q=0.8, zh;q=0.5', 'en'],
    ['any Chinese as zh-CN', {}, 'zh-TW', 'zh-CN'],
    ['Chinese when nothing is said', {}, undefined, 'zh-CN'],
    ['Chinese when nothing fits', {}, 'fr, de', 'zh-CN'],
    ['the browser’s when the address asks for nonsense', { lang: 'xx' }, 'en', 'en'],
  ])('takes %s', (_what, query, header, expected) => {
    expect(languageOf(query, header)).toBe(expected);
  });

  it.each([
    ['en', 'en'],
    ['zh-CN', 'zh-CN'],
    ['EN', 'zh-CN'],
    [['en'], 'zh-CN'],
    [undefined, 'zh-CN'],
  ])('takes of a form’s field %j', (lang, expected) => {
    expect(languageGiven(lang)).toBe(expected);
  });

  it('names the key of a localized text', () => {
    expect([textKey('zh-CN'), textKey('en')]).toEqual(['zh', 'en']);
  });
});
