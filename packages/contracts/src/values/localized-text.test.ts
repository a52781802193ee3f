import { describe, expect, it } from 'vitest';
import { LocalizedText } from './localized-text.ts';

const text = { zh: '药材批发', en: 'Wholesale of medicinal herbs' };

describe('LocalizedText', () => {
  it('accepts both languages', () => {
    expect(LocalizedText.parse(text)).toEqual(text);
  });

  it.each([
    ['no Chinese', { en: text.en }],
    ['no English', { zh: text.zh }],
    ['an empty language', { ...text, en: '' }],
    ['a third language', { ...text, fr: 'Herboristerie' }],
    ['a plain string', text.zh],
  ])('refuses %s', (_, value) => {
    expect(LocalizedText.safeParse(value).success).toBe(false);
  });
});
