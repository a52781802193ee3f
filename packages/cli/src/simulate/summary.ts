import type { SimulationResult } from '@xinqiao/sandbox';
import type { Language } from './options.ts';
import { headOf, type TextTable, tablesOf } from './tables.ts';
import { TEXTS } from './texts.ts';

/** What a person reads on the terminal. */
export function summaryOf(result: SimulationResult, language: Language): string {
  const tables = tablesOf(result, language);
  return `${[
    `${TEXTS.title[language]}\n${headOf(result, language)}\n${TEXTS.basis[language]}`,
    ...Object.values(tables).map(textOf),
  ].join('\n\n')}\n`;
}

const textOf = ({ title, note, head, rows }: TextTable): string => {
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map((row) => width(row[column]!))));
  const lines = [head, ...rows].map((row) =>
    row
      .map((cell, column) => (column === 0 ? padEnd(cell, widths[column]!) : padFor(cell, widths[column]!)))
      .join('  ')
      .trimEnd(),
  );
  return [title, ...lines, ...(note === undefined ? [] : [note])].join('\n');
};

/** Figures to the right, words to the left. */
const padFor = (cell: string, to: number): string =>
  /^[-+–\d]/.test(cell) ? ' '.repeat(to - width(cell)) + cell : padEnd(cell, to);

const padEnd = (cell: string, to: number): string => cell + ' '.repeat(to - width(cell));

/** Columns of a terminal: a Chinese character takes two. */
const width = (text: string): number =>
  [...text].reduce((sum, sign) => sum + (/[\u2E80-\u9FFF\uFF00-\uFF60\u3000-\u303F]/.test(sign) ? 2 : 1), 0);
