import { describe, expect, it } from 'vitest';
import { numberParameters } from './named-parameters.ts';

const number = (sql: string) => numberParameters(sql, { code: '$1::text', from: '$2::date' }).text;

describe('numberParameters', () => {
  it.each([
    ['each name, as often as it stands', 'SELECT :code, :from, :code', 'SELECT $1::text, $2::date, $1::text'],
    ['no cast', 'SELECT :code::char(18), x::date', 'SELECT $1::text::char(18), x::date'],
    ['nothing in quotes', `SELECT ':code it''s :nobody', ":from"`, `SELECT ':code it''s :nobody', ":from"`],
    ['nothing in comments, which it leaves out', 'SELECT 1 -- :x\n, 2 /* ; :y */', 'SELECT 1  \n, 2'],
    ['a semicolon in quotes', `SELECT ';'`, `SELECT ';'`],
  ])('numbers %s', (_what, sql, expected) => {
    expect(number(sql)).toBe(expected);
  });

  it.each([
    ['a name it does not have', 'SELECT :nobody'],
    ['a name that every object has', 'SELECT :constructor'],
    ['two statements', 'SELECT 1; DROP TABLE firm'],
    ['a statement behind a comment', 'SELECT 1 -- x\n; DROP TABLE firm'],
    ['a dollar sign, which opens quotes too', 'SELECT $$;$$'],
    ['a parameter by number', 'SELECT $1'],
    ['a backslash, which may close quotes late', `SELECT E'\\'; DROP TABLE firm --'`],
  ])('refuses %s', (_what, sql) => {
    expect(() => number(sql)).toThrow(RangeError);
  });
});
