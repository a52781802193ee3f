import { FeatureName } from '@xinqiao/scoring';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { categoryNames, featureNames, hyphened } from './feature-names.ts';

describe('featureNames', () => {
  it('keeps what can be kept, and tells the rest apart', () => {
    expect(featureNames(['Term', 'no. of loans', '信誉评级', '3m_avg', 'term'])).toEqual([
      'Term',
      'no_of_loans',
      'feature_3',
      'x_3m_avg',
      'term_2',
    ]);
  });

  it('takes no name of the catalogue', () => {
    expect(featureNames(['ageMonths'])).toEqual(['ageMonths_column']);
  });

  it('are names of features, each once, whatever the columns', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme', maxLength: 80 }), { maxLength: 20 }), (columns) => {
        const names = featureNames(columns);
        expect(new Set(names.map(hyphened)).size).toBe(names.length);
        for (const name of names) expect(FeatureName.safeParse(name).success).toBe(true);
      }),
    );
  });
});

describe('categoryNames', () => {
  it('keeps what can be kept', () => expect(categoryNames(['农业', 'a b', ''])).toEqual(['农业', 'a b', '']));

  it('gives a long one the same name in every table, whatever stands beside it', () => {
    const long = 'x'.repeat(70);
    const [first, second] = categoryNames([`${long}1`, `${long}2`]);
    expect(first).not.toBe(second);
    expect(categoryNames([`${long}2`])).toEqual([second]);
  });

  it('are such as a policy may have, each once, whatever the categories', () => {
    const categories = fc.uniqueArray(fc.string({ unit: 'binary', minLength: 1, maxLength: 90 }), {
      maxLength: 30,
    });
    fc.assert(
      fc.property(categories, (all) => {
        const names = categoryNames(all.map((one) => one.trim()).filter((one) => one !== ''));
        for (const name of names) expect(name).toMatch(/^[^\p{C}]{1,60}$/u);
      }),
    );
    expect(new Set(categoryNames(['a\u0000b', 'a b', 'a\u0007b', '\u0007'])).size).toBe(4);
  });
});
