import { describe, expect, it } from 'vitest';
import { differences } from './differences.ts';

const rule = (id: string, atLeast: number) => ({ id, test: { atLeast } });

describe('differences between two versions', () => {
  it('are none between equal documents, whatever the order of members', () => {
    expect(differences({ a: 1, b: [1, { c: 2 }] }, { b: [1, { c: 2 }], a: 1 })).toEqual([]);
  });

  it('name the part of a list by its id, not by its place', () => {
    const before = { admission: [rule('old', 24), rule('tax', 1)] };
    const after = { admission: [rule('new', 3), rule('old', 12), rule('tax', 1)] };
    expect(differences(before, after)).toEqual([
      { path: 'admission[new]', before: undefined, after: rule('new', 3) },
      { path: 'admission[old].test.atLeast', before: 24, after: 12 },
    ]);
  });

  it('say what is gone', () => {
    expect(
      differences({ admission: [rule('old', 24), rule('tax', 1)] }, { admission: [rule('tax', 1)] }),
    ).toEqual([{ path: 'admission[old]', before: rule('old', 24), after: undefined }]);
    expect(differences({ tenor: { months: 12 } }, {})).toEqual([
      { path: 'tenor', before: { months: 12 }, after: undefined },
    ]);
  });

  it('say that parts changed places: their order is that of reasons', () => {
    const [first, second] = [rule('a', 1), rule('b', 2)];
    expect(differences({ admission: [first, second] }, { admission: [second, first] })).toEqual([
      { path: 'admission ⇅', before: 'a, b', after: 'b, a' },
    ]);
  });

  it('compare lists without names by place', () => {
    const before = {
      attributes: [
        { from: null, to: 1 },
        { from: 1, to: null },
      ],
    };
    const after = {
      attributes: [
        { from: null, to: 2 },
        { from: 2, to: null },
      ],
    };
    expect(differences(before, after).map(({ path }) => path)).toEqual([
      'attributes[0].to',
      'attributes[1].from',
    ]);
  });

  it('tell null from nothing and a number from its text', () => {
    expect(differences({ validTo: null }, {})).toEqual([{ path: 'validTo', before: null, after: undefined }]);
    expect(differences({ from: 1 }, { from: '1' })).toHaveLength(1);
  });
});
