import { describe, expect, it } from 'vitest';
import { pageAddress } from './markdown.ts';

describe('pageAddress', () => {
  it.each([
    ['a page in its own language', 'en/guides/ask.md', 'en/glossary.md', '/en/glossary/'],
    ['the home page', 'zh-CN/guides/ask.md', 'zh-CN/index.md', '/'],
    ['a decision, read in English', 'en/index.md', 'adr/0001-log.md', '/en/adr/0001-log/'],
    ['a decision, read in Chinese', 'zh-CN/index.md', 'adr/0001-log.md', '/adr/0001-log/'],
    ['a page, from a decision', 'adr/0001-log.md', 'en/glossary.md', '/en/glossary/'],
  ])('leads to %s', (_, from, to, address) => {
    expect(pageAddress(from, to, '/')).toBe(address);
  });

  it('stays in the language of the reader between two decisions', () => {
    expect(pageAddress('adr/0001-log.md', 'adr/0002-key.md', '/')).toBe('../0002-key/');
  });

  it('starts with the path the site is served under', () => {
    expect(pageAddress('zh-CN/index.md', 'zh-CN/glossary.md', '/docs')).toBe('/docs/glossary/');
  });
});
