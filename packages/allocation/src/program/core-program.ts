import type { ChosenLine } from '../allocation/chosen-lines.ts';
import { Dec } from '../decimal.ts';
import type { Core } from '../search/core.ts';
import { sum } from '../sum.ts';
import type { Column, LinearProgram, Row } from './linear-program.ts';
import { type Setting, SLACK_YUAN } from './setting.ts';

/** The open part of the problem as a mixed-integer program, and how to read what solves it. */
export interface CoreProgram {
  readonly linear: LinearProgram;
  /** Profit that no column stands for: of the fixed lines, and of what is certain of others. */
  readonly constant: Dec;
  /** With the fixed lines. */
  readonly read: (values: readonly number[]) => ChosenLine[];
}

/**
 * For each open line two columns: `made`, 0 or 1, and `more`, the steps beyond the least; a line that is certain to be
 * offered needs only the latter. Rows: what is left of the budget, in yuan, and of each cap, in steps; one offer at most
 * for each firm; nothing more where nothing is made.
 */
export function coreProgram(setting: Setting, { fixed, open }: Core): CoreProgram {
  const { problem, lines, capsOf, capSteps } = setting;
  const columns: Column[] = [];
  const addColumn = (column: Column) => columns.push(column) - 1;
  const integer = true;
  const placed = open.map(({ line, from, to, certain }) => {
    const profit = lines[line]!.profit;
    return {
      ...{ line, from, to },
      made: certain
        ? null
        : addColumn({ profit: profit.times(from).toNumber(), lower: 0, upper: 1, integer }),
      more:
        from === to ? null : addColumn({ profit: profit.toNumber(), lower: 0, upper: to - from, integer }),
    };
  });
  const certain = placed.flatMap(({ line, from, made }) =>
    made === null ? [{ index: line, line: lines[line]!, steps: from }] : [],
  );
  const settled = [...fixed, ...certain];
  const entriesOf = (among: typeof placed, unit: (line: number) => Dec) =>
    among.flatMap(({ line, from, made, more }) => [
      ...(made === null ? [] : [{ column: made, value: unit(line).times(from).toNumber() }]),
      ...(more === null ? [] : [{ column: more, value: unit(line).toNumber() }]),
    ]);

  const used = sum(settled.map(({ line, steps }) => line.use.times(steps)));
  const budget: Row = {
    atMost: new Dec(problem.budget).minus(used).plus(SLACK_YUAN).toNumber(),
    entries: entriesOf(placed, (line) => lines[line]!.use),
  };
  const one = new Dec(1);
  const caps = capSteps.map((most, cap): Row => {
    const under = settled.filter(({ index }) => capsOf[index]!.includes(cap));
    return {
      atMost: most - under.reduce((total, { steps }) => total + steps, 0),
      entries: entriesOf(
        placed.filter(({ line }) => capsOf[line]!.includes(cap)),
        () => one,
      ),
    };
  });
  const offers = [...Map.groupBy(placed, ({ line }) => lines[line]!.firm.firmId).values()].flatMap(
    (own): Row[] =>
      own.length < 2 ? [] : [{ atMost: 1, entries: own.map(({ made }) => ({ column: made!, value: 1 })) }],
  );
  const sizes = placed.flatMap(({ from, to, made, more }): Row[] =>
    made === null || more === null
      ? []
      : [
          {
            atMost: 0,
            entries: [
              { column: more, value: 1 },
              { column: made, value: from - to },
            ],
          },
        ],
  );
  return {
    linear: { columns, rows: [budget, ...caps, ...offers, ...sizes] },
    constant: sum(settled.map(({ line, steps }) => line.profit.times(steps))),
    read: (values) => [
      ...fixed,
      ...placed.flatMap(({ line, from, made, more }) => {
        if (made !== null && Math.round(values[made]!) === 0) return [];
        const steps = from + (more === null ? 0 : Math.round(values[more]!));
        return [{ index: line, line: lines[line]!, steps }];
      }),
    ],
  };
}
