import { CalendarDate } from '@xinqiao/contracts';

/** The ways agencies write a day. */
export type DateStyle = 'DASHES' | 'SLASHES' | 'COMPACT';

interface ReadDate {
  readonly date: CalendarDate;
  readonly style: DateStyle;
}

/** A file holds few days and writes each many times; more than these are read anew. */
const DAYS_KEPT = 20_000;
const known = new Map<string, ReadDate | undefined>();

/** `2019/7/8`, `2019-07-08` or `20190708`; undefined for a day that does not exist, or that could be read two ways. */
export function readDate(text: string): ReadDate | undefined {
  const kept = known.get(text);
  if (kept !== undefined || known.has(text)) return kept;
  const date = parseDate(text);
  if (known.size < DAYS_KEPT && text.length <= 10) known.set(text, date);
  return date;
}

function parseDate(text: string): ReadDate | undefined {
  const [, year, separator = '', month, day] =
    /^(\d{4})([/-])(\d{1,2})\2(\d{1,2})$/.exec(text) ?? /^(\d{4})()(\d{2})(\d{2})$/.exec(text) ?? [];
  if (year === undefined || month === undefined || day === undefined) return undefined;
  const date = CalendarDate.safeParse(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`);
  const style = separator === '-' ? 'DASHES' : separator === '/' ? 'SLASHES' : 'COMPACT';
  return date.success ? { date: date.data, style } : undefined;
}

const AMOUNT = /^(-?)0*(\d{1,16})(?:\.(\d{1,2}))?$/;

/** A plain decimal with at most 16 digits and two places, written out with two places; minus zero is zero. */
export function readAmount(text: string): string | undefined {
  const match = text.length > 20 ? null : AMOUNT.exec(text);
  if (match === null) return undefined;
  const [, sign = '', whole = '', fraction = ''] = match;
  const amount = `${whole}.${fraction.padEnd(2, '0')}`;
  return sign === '-' && /[1-9]/.test(amount) ? `-${amount}` : amount;
}

/** Fen of a sum that {@link readAmount} gave: a whole number, and a bigint where a double would not hold it exactly. */
const fenOf = (amount: string): bigint | number => {
  const fen = amount.replace('.', '');
  return fen.length <= 15 ? Number(fen) : BigInt(fen);
};

/** Whether two parts differ from their sum by more than one fen, which rounding explains. */
export function sumDiffers(one: string, other: string, total: string): boolean {
  const [a, b, c] = [fenOf(one), fenOf(other), fenOf(total)];
  const difference =
    typeof a === 'number' && typeof b === 'number' && typeof c === 'number'
      ? a + b - c
      : BigInt(a) + BigInt(b) - BigInt(c);
  return difference > 1 || difference < -1;
}
