import { describe, expect, it } from 'vitest';
import { DivisionCode, division } from './division.ts';
import { DIVISIONS } from './division-data.ts';

describe('division · GB/T 2260', () => {
  it.each([
    ['341600', '亳州市', 'Bozhou'],
    ['341602', '谯城区', 'Qiaocheng District'],
    ['341621', '涡阳县', 'Guoyang County'],
    ['341622', '蒙城县', 'Mengcheng County'],
    ['341623', '利辛县', 'Lixin County'],
  ])('%s is %s today', (code, zh, en) => {
    expect(division(code, '2026-11-21')).toMatchObject({ status: 'known', division: { code, zh, en } });
  });

  it.each(['341281', '341223', '341224', '341227'])('%s held from 1996 to 2000', (code) => {
    const statuses = ['1995-12-31', '1996-01-01', '2000-12-31', '2001-01-01'].map(
      (day) => division(code, day).status,
    );
    expect(statuses).toEqual(['not_in_force', 'known', 'known', 'not_in_force']);
  });

  it('341600 did not hold before 2000', () => {
    expect(division('341600', '1999-12-31').status).toBe('not_in_force');
  });

  it('without a day a code of any time is known, as old resident numbers need', () => {
    expect(division('342124')).toMatchObject({
      status: 'known',
      division: { zh: '涡阳县', untilYear: 1996 },
    });
  });

  it('lists the 34 province-level divisions', () => {
    expect([...DIVISIONS.keys()].filter((code) => code.endsWith('0000'))).toHaveLength(34);
  });

  it('every listed code is well-formed', () => {
    expect([...DIVISIONS.keys()].every((code) => DivisionCode.safeParse(code).success)).toBe(true);
  });

  it('a well-formed code that is not on the list is unknown, not refused', () => {
    expect(division('350100')).toEqual({ status: 'unknown' });
  });

  it.each(['', '34160', '3416020', '034160', '34160A', ' 341602', '３４１６０２'])(
    '%j is malformed',
    (code) => {
      expect(division(code)).toEqual({ status: 'malformed' });
    },
  );
});
