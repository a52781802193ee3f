import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { DOCS_ROOT } from './docs-tree.ts';

/** Rows of a glossary: Chinese term, English term, name in code. */
const terms = (language: string) =>
  readFileSync(`${DOCS_ROOT}${language}/glossary.md`, 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('|') && !/^\| (中文|---)/.test(line))
    .map((line) =>
      line
        .split('|')
        .slice(1, 4)
        .map((cell) => cell.trim()),
    );

describe('glossary', () => {
  it('has the same terms, in the same order, with the same code, in both languages', () => {
    expect(terms('en')).toEqual(terms('zh-CN'));
  });

  it.each(['zh-CN', 'en'])('gives each Chinese term one meaning only · %s', (language) => {
    const chinese = terms(language).map(([term]) => term);
    expect(chinese).toEqual([...new Set(chinese)]);
  });
});
