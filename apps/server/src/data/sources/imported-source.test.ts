import { describe, expect, it } from 'vitest';
import { lastWholeMonths } from './imported-source.ts';

describe('lastWholeMonths', () => {
  it.each([
    ['whole months at both ends', '2019-01-01', '2020-02-29', { from: '2019-03-01', to: '2020-02-29' }],
    [
      'a begun month at the end is left out',
      '2019-01-01',
      '2020-02-28',
      { from: '2019-02-01', to: '2020-01-31' },
    ],
    ['fewer than twelve are all taken', '2019-11-02', '2020-02-29', { from: '2019-12-01', to: '2020-02-29' }],
  ])('%s', (_what, from, to, expected) => {
    expect(lastWholeMonths({ from, to }, 12)).toEqual(expected);
  });

  it('finds none in a range within a month', () => {
    expect(lastWholeMonths({ from: '2020-01-02', to: '2020-01-30' }, 12)).toBeUndefined();
  });
});
