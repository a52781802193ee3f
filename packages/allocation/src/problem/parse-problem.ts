import { z } from 'zod';
import { Dec } from '../decimal.ts';
import { AllocationInvalid } from '../error.ts';
import { AllocationProblem } from './allocation-problem.ts';
import { PROBLEMS, type ProblemFound } from './problem.ts';

type Report = (path: readonly (string | number)[], problem: keyof typeof PROBLEMS) => void;

/**
 * Checks an allocation problem, as read from JSON.
 *
 * @throws {AllocationInvalid} with every problem and its place. Problems between parts are looked for once every part
 *   has its shape.
 */
export function parseProblem(document: unknown): AllocationProblem {
  const parsed = AllocationProblem.safeParse(document);
  if (!parsed.success)
    throw new AllocationInvalid(
      parsed.error.issues.map(({ path, message }) => ({
        path: z.core.toDotPath(path),
        problem: 'SHAPE',
        text: { zh: `不符合格式：${message}`, en: `Does not fit the form: ${message}` },
      })),
    );
  const problems: ProblemFound[] = [];
  checkProblem(parsed.data, (path, problem) => {
    problems.push({ path: z.core.toDotPath([...path]), problem, text: PROBLEMS[problem] });
  });
  if (problems.length > 0) throw new AllocationInvalid(problems);
  return parsed.data;
}

/** Beyond these a 64-bit float no longer tells one fen, or one step, from the next with the solver’s tolerance. */
const MOST_YUAN = 1e11;
const MOST_STEPS = 1e6;

function checkProblem(
  { budget, rates, rateCeiling, stepYuan, firms, caps }: AllocationProblem,
  report: Report,
): void {
  if (new Dec(budget).gt(MOST_YUAN)) report(['budget'], 'AMOUNT_TOO_LARGE');
  rates.forEach(({ annualRate }, index) => {
    const before = rates[index - 1];
    if (before && new Dec(annualRate).lte(before.annualRate))
      report(['rates', index, 'annualRate'], 'RATE_ORDER');
    if (new Dec(annualRate).gt(rateCeiling)) report(['rates', index, 'annualRate'], 'RATE_ABOVE_CEILING');
  });

  const priced = new Set(rates.flatMap(({ churn }) => Object.keys(churn)));
  reportDuplicates(firms, ({ firmId }) => firmId, ['firms'], 'firmId', report);
  firms.forEach(({ rating, lowest, highest }, index) => {
    if (!priced.has(rating)) report(['firms', index, 'rating'], 'RATING_WITHOUT_RATES');
    if (new Dec(lowest).isZero()) report(['firms', index, 'lowest'], 'LOWEST_ZERO');
    if (new Dec(highest).gt(MOST_YUAN)) report(['firms', index, 'highest'], 'AMOUNT_TOO_LARGE');
    else if (new Dec(highest).gt(MOST_STEPS * stepYuan)) report(['firms', index, 'highest'], 'STEP_TOO_FINE');
    if (new Dec(lowest).gt(highest)) report(['firms', index, 'lowest'], 'AMOUNTS_INVERTED');
  });

  const names = {
    RATING: new Set(firms.map(({ rating }) => rating)),
    INDUSTRY: new Set(firms.map(({ industry }) => industry)),
  };
  reportDuplicates(caps, ({ over, name }) => `${over} ${name}`, ['caps'], 'name', report);
  caps.forEach(({ over, name }, index) => {
    if (!names[over].has(name)) report(['caps', index, 'name'], 'CAP_UNKNOWN');
  });
}

function reportDuplicates<T>(
  items: readonly T[],
  keyOf: (item: T) => string,
  path: readonly string[],
  field: string,
  report: Report,
): void {
  const seen = new Set<string>();
  items.forEach((item, index) => {
    if (seen.has(keyOf(item))) report([...path, index, field], 'DUPLICATE');
    seen.add(keyOf(item));
  });
}
