import { z } from 'zod';

/** Longest title and text, in UTF-16 units. */
export const CASE_TITLE_LENGTH = 120;
export const CASE_TEXT_LENGTH = 2_000;

// Controls but tab and line feed, marks and overrides that turn the direction of text (Unicode TR 9), line separators.
const UNSEEN = /[[\p{Cc}\p{Bidi_Control}\u2028\u2029\ufeff]--[\t\n]]/v;
const LINE = /[\t\n]/;

const text = (length: number) =>
  z
    .string()
    .max(length)
    .refine((value) => value.trim() !== '', '内容不能为空 / Write something')
    .refine(
      (value) => !UNSEEN.test(value),
      '不能含控制字符和改变文字方向的字符 / Send no control characters and none that turn the direction of text',
    );

/** Title of a case: one line. */
export const CaseTitle = text(CASE_TITLE_LENGTH)
  .refine((value) => !LINE.test(value), '标题须为一行 / Write the title in one line')
  .describe('What it is about, in one line of at most 120 characters.');

/** A message of a case: plain text, never markup. */
export const CaseText = text(CASE_TEXT_LENGTH).describe(
  'Plain text of at most 2,000 characters, line feeds allowed. Name no person who is not concerned.',
);
