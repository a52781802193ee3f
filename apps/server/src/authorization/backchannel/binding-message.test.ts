import { describe, expect, it } from 'vitest';
import { isBindingMessage } from './binding-message.ts';

describe('isBindingMessage · CIBA Core §7.1', () => {
  it.each(['7421', '柜台 3', 'Desk 3', 'A7-42', '金桂花开八月的夜'])('%s', (text) => {
    expect(isBindingMessage(text)).toBe(true);
  });

  it.each<[string, string]>([
    ['nothing', ''],
    ['a space', ' '],
    ['a space at the end', '7421 '],
    ['9 characters', '银'.repeat(9)],
    ['a telephone number', '62621234'],
    ['a hotline', '请拨95588'],
    ['a hotline in parts', '95-58 8'],
    ['a telephone number in Chinese', '六二六二一二三四'],
    ['a hotline in Chinese', '拨九五五八八'],
    ['an account in a chat', '加abc-de'],
    ['a line break', '74\n21'],
    ['a link', 'evil.example'],
    ['an address', 'a@b'],
    ['markup', '<b>7421'],
    ['an entity', '&#55;'],
    ['text that turns', '74\u202e21'],
    ['an invisible joiner', '74\u200b21'],
    ['a null byte', '74\u000021'],
    ['a full-width full stop', '银行．中国'],
    ['Cyrillic that looks Latin', 'Dеsk'],
    ['an emoji', '7421✅'],
    ['half a surrogate pair', '7421\ud83d'],
  ])('%s is refused', (_what, text) => {
    expect(isBindingMessage(text)).toBe(false);
  });
});
