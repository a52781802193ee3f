import type { ChosenLine } from '../allocation/chosen-lines.ts';
import { Dec } from '../decimal.ts';
import type { Range } from '../program/relaxation.ts';
import type { Setting } from '../program/setting.ts';
import type { Lagrangian } from './lagrangian.ts';

/** What is left open once it is known what a better allocation must be like. */
export interface Core {
  /** Offers that every better allocation makes, just so. */
  readonly fixed: readonly ChosenLine[];
  /** Lines it may make, with the sizes they can have. */
  readonly open: readonly OpenLine[];
}

export interface OpenLine extends Range {
  /** Whether every better allocation makes this offer, of some size. */
  readonly certain: boolean;
}

/**
 * Leaves out every choice with which no allocation is better than one that is known: with the best line replaced by it, the
 * bound falls below what is known. No allocation that is better by half a fen or more is lost.
 *
 * @param found Expected profit of the known allocation.
 * @see Balas and Zemel, An algorithm for large zero-one knapsack problems, Oper. Res. 28 (1980): fixing by reduced cost
 */
export function coreOf({ lines, firms }: Setting, { bound, worth, best }: Lagrangian, found: Dec): Core {
  const gap = bound.minus(found).minus(HALF_FEN);
  const fixed: ChosenLine[] = [];
  const open: OpenLine[] = [];
  firms.forEach((own, firm) => {
    const spare = gap.minus(best[firm]!);
    // Worth of a size that may be part of a better allocation: above −spare.
    const least = -spare.toNumber() - MARGIN;
    const ranges = own.flatMap((line) => {
      if (mostWorth(lines[line]!, worth[line]!.toNumber()) < least) return [];
      return rangeOf(line, lines[line]!, worth[line]!, spare) ?? [];
    });
    const certain = spare.lte(0) && ranges.length === 1;
    const [only] = ranges;
    if (certain && only!.from === only!.to)
      fixed.push({ index: only!.line, line: lines[only!.line]!, steps: only!.from });
    else open.push(...ranges.map((range) => ({ ...range, certain })));
  });
  return { fixed, open };
}

/**
 * Of a core the firms that are nearest to the edge, where their two best choices are worth almost the same; all others stay
 * as they are. An allocation that is better than a known one is most likely to differ from it there.
 *
 * @see Pisinger, A minimal algorithm for the 0-1 knapsack problem, Oper. Res. 45 (1997)
 */
export function nearest(
  { lines, firms }: Setting,
  { worth }: Lagrangian,
  { open }: Core,
  chosen: readonly ChosenLine[],
  count: number,
): Core {
  const linesOf = new Map(firms.map((own) => [lines[own[0]!]!.firm.firmId, own]));
  const distance = (id: string): Dec => {
    const choices = [new Dec(0), ...linesOf.get(id)!.map((line) => worth[line]!)];
    const [one, other] = choices.sort((a, b) => b.cmp(a));
    return one!.minus(other!);
  };
  const near = [...Map.groupBy(open, ({ line }) => lines[line]!.firm.firmId)]
    .map(([id, own]) => ({ id, own, distance: distance(id) }))
    .sort((a, b) => a.distance.cmp(b.distance))
    .slice(0, count);
  const tried = new Set(near.map(({ id }) => id));
  return {
    fixed: chosen.filter(({ line }) => !tried.has(line.firm.firmId)),
    open: near.flatMap(({ own }) => own),
  };
}

const HALF_FEN = '0.005';

/** Yuan by which floats may be wrong about the worth of a line, amply: what lies nearer is reckoned in decimals. */
const MARGIN = 1;

const mostWorth = ({ least, most }: { readonly least: number; readonly most: number }, worth: number) =>
  worth * (worth > 0 ? most : least);

/** Sizes s from least to most with worth × s > −spare; undefined where there are none. */
function rangeOf(
  line: number,
  { least, most }: { readonly least: number; readonly most: number },
  worth: Dec,
  spare: Dec,
): Range | undefined {
  let [from, to] = [least, most];
  if (worth.isZero()) {
    if (spare.lte(0)) return undefined;
  } else {
    const edge = spare.negated().div(worth);
    // The quotient is rounded at 64 digits, which is nothing beside the half fen that is spared.
    if (worth.gt(0)) from = Dec.max(least, edge.floor().plus(1)).toNumber();
    else to = Dec.min(most, edge.ceil().minus(1)).toNumber();
  }
  return from > to ? undefined : { line, from, to };
}
