import { Dec } from '../decimal.ts';
import type { LinearProgram, Row } from './linear-program.ts';
import { type Setting, SLACK_YUAN } from './setting.ts';

/** From how many steps to how many a line may have. */
export interface Range {
  readonly line: number;
  readonly from: number;
  readonly to: number;
}

/**
 * The linear program in the steps of the given lines: a row for the budget, one for each cap, and one for each firm with
 * several lines, of whose parts it may have one whole at most.
 */
export function relaxation(
  { problem, lines, firms, capsOf, capSteps }: Setting,
  ranges: readonly Range[],
): LinearProgram {
  const columnOf = new Map(ranges.map(({ line }, column) => [line, column]));
  const budget: Row = {
    atMost: new Dec(problem.budget).plus(SLACK_YUAN).toNumber(),
    entries: ranges.map(({ line }, column) => ({ column, value: lines[line]!.use.toNumber() })),
  };
  const caps = capSteps.map((atMost) => ({ atMost, entries: [] as { column: number; value: number }[] }));
  ranges.forEach(({ line }, column) => {
    for (const cap of capsOf[line]!) caps[cap]!.entries.push({ column, value: 1 });
  });
  const shared = firms.flatMap((own): Row[] => {
    const among = own.filter((line) => columnOf.has(line));
    if (among.length < 2) return [];
    return [
      {
        atMost: 1,
        entries: among.map((line) => ({ column: columnOf.get(line)!, value: 1 / lines[line]!.most })),
      },
    ];
  });
  return {
    columns: ranges.map(({ line, from, to }) => ({
      profit: lines[line]!.profit.toNumber(),
      lower: from,
      upper: to,
      integer: false,
    })),
    rows: [budget, ...caps, ...shared],
  };
}

/** What one more yuan of the budget, and one more step of each cap, is worth: by the rows of {@link relaxation}. */
export interface Multipliers {
  readonly budget: Dec;
  readonly caps: readonly Dec[];
}

export const multipliersOf = (prices: readonly number[], caps: number): Multipliers => {
  const [budget = 0, ...others] = prices;
  const positive = (price: number) => new Dec(Math.max(price, 0));
  return { budget: positive(budget), caps: others.slice(0, caps).map(positive) };
};
