import { describe, expect, it } from 'vitest';
import { DOCS_ROOT, languageOfFile, pageId } from './docs-tree.ts';

describe('pageId', () => {
  it.each([
    ['zh-CN/index.md', 'index'],
    ['zh-CN/glossary.md', 'glossary'],
    ['zh-CN/guides/index.md', 'guides'],
    ['en/index.md', 'en'],
    ['en/guides/ask.md', 'en/guides/ask'],
    ['adr/0001-contract-first.md', 'adr/0001-contract-first'],
  ])('%s is the page %s', (path, id) => {
    expect(pageId(path)).toBe(id);
  });
});

describe('languageOfFile', () => {
  it.each([
    ['zh-CN/index.md', 'zh-CN'],
    ['en/index.md', 'en'],
    ['adr/0001-contract-first.md', 'en'],
  ])('%s is written in %s', (path, language) => {
    expect(languageOfFile(DOCS_ROOT + path)).toBe(language);
  });
});
