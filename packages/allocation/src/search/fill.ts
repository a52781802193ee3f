import type { ChosenLine } from '../allocation/chosen-lines.ts';
import { Dec } from '../decimal.ts';
import { type Setting, SLACK_YUAN } from '../program/setting.ts';

/**
 * A good allocation that keeps every limit: first what a solution with fractions gives, whole steps of it, then whatever
 * still fits, in the order of what it is worth beyond its price.
 *
 * @param likely Lines that are tried, by index.
 * @param worth By line.
 * @param fractions By line: steps of a solution with few fractions; none where there is no such solution.
 */
export function fill(
  { problem, lines, firms, capsOf, capSteps }: Setting,
  likely: readonly number[],
  worth: readonly Dec[],
  fractions: ReadonlyMap<number, number>,
): ChosenLine[] {
  const budget = new Dec(problem.budget).plus(SLACK_YUAN);
  const left = { budget, about: budget.toNumber(), caps: [...capSteps] };
  const firmOf: number[] = [];
  firms.forEach((own, firm) => {
    for (const line of own) firmOf[line] = firm;
  });
  const steps = new Map<number, number>();
  const lineOfFirm = new Map<number, number>();
  const room = (line: number): number =>
    Math.min(
      left.budget.div(lines[line]!.use).floor().toNumber(),
      ...capsOf[line]!.map((cap) => left.caps[cap]!),
    );
  /** Raises a line to so many steps, or as near as there is room for. */
  const raise = (line: number, to: number) => {
    const { least, use } = lines[line]!;
    const firm = firmOf[line]!;
    const before = steps.get(line) ?? 0;
    if ((lineOfFirm.get(firm) ?? line) !== line || before >= to) return;
    // Floats tell most of what does not fit; what may fit is reckoned in decimals.
    if (left.about < (before > 0 ? 1 : least) * use.toNumber() - 1) return;
    const after = Math.min(to, before + room(line));
    if (after <= before || after < least) return;
    steps.set(line, after);
    lineOfFirm.set(firm, line);
    left.budget = left.budget.minus(use.times(after - before));
    left.about = left.budget.toNumber();
    for (const cap of capsOf[line]!) left.caps[cap]! -= after - before;
  };

  const about = new Map(likely.map((line) => [line, worth[line]!.toNumber()]));
  const bestFirst = [...likely].sort((a, b) => about.get(b)! - about.get(a)! || a - b);
  for (const line of bestFirst) {
    const part = Math.floor((fractions.get(line) ?? 0) + WHOLE);
    if (part > 0) raise(line, part);
  }
  for (const line of bestFirst) raise(line, lines[line]!.most);
  return [...steps].map(([index, own]) => ({ index, line: lines[index]!, steps: own })).sort(byIndex);
}

/** How far below a whole number a solver may leave one. */
const WHOLE = 1e-6;

export const byIndex = (a: ChosenLine, b: ChosenLine): number => a.index - b.index;
