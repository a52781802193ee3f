import { plain } from './missing.ts';

const PLAIN = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,3})?$/;
/** Thousands never begin with a nought: `0,125` has a comma for the point. */
const GROUPED = /^([+-]?)[¥￥$€£]?\s?([1-9]\d{0,2}(,\d{3})+)(\.\d+)?$/;
const MONEY = /^([+-]?)[¥￥$€£]\s?(\d+(\.\d+)?)$/;
const PERCENT = /^([+-]?\d+(\.\d+)?)\s?%$/;
const IN_BRACKETS = /^\(([^()]+)\)$/;
/** A number of more digits is no amount, and no float holds it. */
const TOO_LARGE = 1e15;

/** A number as tables write it: `-1.5`, `1e6`, `1,234.50`, `¥30`, `12.5%` (= 0.125), `(40)` (= −40), `１２`; NaN for all else. */
export function readNumber(cell: string): number {
  const text = plain(cell);
  const bracketed = IN_BRACKETS.exec(text);
  // Of booked figures: an amount in brackets is below zero.
  const number = bracketed === null ? unsigned(text) : -unsigned(bracketed[1]!);
  return Math.abs(number) < TOO_LARGE ? number : Number.NaN;
}

function unsigned(text: string): number {
  if (PLAIN.test(text)) return Number(text);
  const grouped = GROUPED.exec(text);
  if (grouped) return Number(`${grouped[1]}${grouped[2]!.replaceAll(',', '')}${grouped[4] ?? ''}`);
  const money = MONEY.exec(text);
  if (money) return Number(`${money[1]}${money[2]}`);
  const percent = PERCENT.exec(text);
  return percent ? Number(`${percent[1]}e-2`) : Number.NaN;
}

const COMMA = /^([+-]?[1-9]\d{0,2}(?:[.\s\u00a0\u202f]\d{3})+|[+-]?\d+)(?:,(\d+))?\s?(%)?$/;

/** A number with a comma before its places: `0,5`, `1.234,50`, `12,5 %`; NaN for all else. */
export function readDecimalComma(cell: string): number {
  const match = COMMA.exec(plain(cell));
  if (!match) return Number.NaN;
  const number = Number(
    `${match[1]!.replace(/[.\s\u00a0\u202f]/g, '')}.${match[2] ?? '0'}e${match[3] ? '-2' : '0'}`,
  );
  return Math.abs(number) < TOO_LARGE ? number : Number.NaN;
}

const TIME = String.raw`(?:[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?`;
const YEAR_FIRST = new RegExp(String.raw`^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})${TIME}$`);
const CHINESE = /^(\d{4})年(\d{1,2})月(\d{1,2})日$/;
const YEAR_LAST = new RegExp(String.raw`^(\d{1,2})([-/.])(\d{1,2})\2(\d{4})${TIME}$`);
const DAY_MS = 86_400_000;

/** Days since 1970-01-01 of a date with the year first; the time of day is left out. NaN for all else. */
export function readDate(cell: string): number {
  const text = plain(cell);
  const match = YEAR_FIRST.exec(text);
  if (match) return daysOf(match[1]!, match[3]!, match[4]!);
  const chinese = CHINESE.exec(text);
  return chinese ? daysOf(chinese[1]!, chinese[2]!, chinese[3]!) : Number.NaN;
}

/** The same of `31/12/2024`. */
export function readDayFirst(cell: string): number {
  const match = YEAR_LAST.exec(plain(cell));
  return match ? daysOf(match[4]!, match[3]!, match[1]!) : Number.NaN;
}

/** The same of `12/31/2024`. */
export function readMonthFirst(cell: string): number {
  const match = YEAR_LAST.exec(plain(cell));
  return match ? daysOf(match[4]!, match[1]!, match[3]!) : Number.NaN;
}

function daysOf(...parts: readonly [year: string, month: string, day: string]): number {
  const [year, month, day] = parts.map(Number) as [number, number, number];
  const instant = Date.UTC(year, month - 1, day);
  const date = new Date(instant);
  const real = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return real ? instant / DAY_MS : Number.NaN;
}

/** Places after the point with which a number is written; 0 for whole ones. */
export function placesOf(number: number): number {
  if (Number.isInteger(number)) return 0;
  const text = String(number);
  const exponent = text.indexOf('e');
  const digits = exponent < 0 ? text : text.slice(0, exponent);
  const point = digits.indexOf('.');
  const fraction = point < 0 ? 0 : digits.length - point - 1;
  return Math.max(0, fraction - (exponent < 0 ? 0 : Number(text.slice(exponent + 1))));
}
