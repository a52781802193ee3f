import { describe, expect, it } from 'vitest';
import { readTarget } from './target.ts';

describe('readTarget', () => {
  it.each([
    [['0', '1', '0'], undefined, [0, 1, 0]],
    [['0.0', '1.0', ''], undefined, [0, 1, -1]],
    [['否', '是'], undefined, [0, 1]],
    [['good', 'bad'], 'bad', [0, 1]],
    [['1', '2', '1'], '2', [0, 1, 0]],
    [['A', 'B', 'C'], 'C', [0, 0, 1]],
    [['1.0', '0.0'], '1', [1, 0]],
    [['1', '-1'], undefined, [1, 0]],
    [['Bad', 'bad', 'Good'], 'bad', [1, 1, 0]],
    [['BAD', 'bad', 'good'], undefined, [1, 1, 0]],
  ])('%j, bad %s', (cells, bad, outcome) => {
    expect([...readTarget(cells, bad).bad]).toEqual(outcome);
  });

  it.each([
    [['1', '2'].concat('3'), undefined],
    [['u', 'v'], undefined],
    [['1', '2'], undefined],
    [['1', 'good'], undefined],
    [['0', '1'], 'bad'],
    [['1', '1'], '1'],
    [['', ''], undefined],
  ])('refuses %j, bad %s', (cells, bad) => {
    expect(() => readTarget(cells, bad)).toThrow(expect.objectContaining({ code: 'TARGET_INVALID' }));
  });
});
