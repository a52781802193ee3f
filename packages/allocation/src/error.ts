import type { LocalizedText } from '@xinqiao/contracts';
import type { ProblemFound } from './problem/problem.ts';

/** Most problems that the message spells out; `problems` holds all. */
const MOST_TOLD = 20;

const TEXT: LocalizedText = {
  zh: '配置问题有误：请逐项修改 problems 中列出的位置。',
  en: 'The allocation problem is wrong: correct every place listed under problems.',
};

/** An allocation problem was refused. Every problem found is listed; no value is repeated. */
export class AllocationInvalid extends Error {
  override readonly name = 'AllocationInvalid';
  readonly code = 'ALLOCATION_INVALID';
  readonly text = TEXT;
  readonly problems: readonly ProblemFound[];

  constructor(problems: readonly ProblemFound[]) {
    const told = problems
      .slice(0, MOST_TOLD)
      .map(({ path, text }) => `\n- ${path || '(document)'}: ${text.en}`);
    const more = problems.length - told.length;
    super(`${TEXT.en}${told.join('')}${more > 0 ? `\n- and ${more} more` : ''}`);
    this.problems = problems;
  }
}
