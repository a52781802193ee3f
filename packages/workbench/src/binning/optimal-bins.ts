import type { Counts } from './weight-of-evidence.ts';

/** How the share of bads runs with the value. */
export type Trend = 'ASCENDING' | 'DESCENDING' | 'PEAK' | 'VALLEY';

export interface BinningOptions {
  /** Fewest rows of a bin. */
  readonly leastRows: number;
  /** What each bin must add to the log-likelihood. */
  readonly penalty: number;
  /** What a turn, from rising to falling or back, must add beyond that; Infinity = strictly monotone bins only. */
  readonly turnPenalty: number;
}

export interface Bins {
  /** Bin of each cell, from 0. */
  readonly binOf: Uint8Array;
  readonly count: number;
  readonly trend: Trend;
  /** Log-likelihood less penalties, in nats. */
  readonly value: number;
}

/**
 * Joins neighbouring cells into the bins of greatest penalised log-likelihood whose share of bads runs by one trend: an
 * exact optimum by dynamic programming over all ways to join them, O(cells³).
 *
 * The aim, likelihood less a price for each bin, orders binnings of equally many bins nearly as information value
 * does, and settles their number too (minimum description length).
 *
 * @param trend Only this one; without it the best, a turn only where it pays.
 * @see Navas-Palencia, Optimal binning, arXiv:2001.08025 (2020); Rissanen, Automatica 14 (1978) 465–471
 */
export function optimalBins(counts: Counts, options: BinningOptions, trend?: Trend): Bins {
  const cells = counts.goods.length;
  const candidates = (trend === undefined ? TRENDS : [trend]).filter(
    (one) => one === trend || options.turnPenalty < Infinity || one === 'ASCENDING' || one === 'DESCENDING',
  );
  let best: Bins | undefined;
  const tables: Tables = {
    rising: once(() => table(counts, options)),
    falling: once(() => table(mirrored(counts), options)),
  };
  for (const one of candidates) {
    const found = binsOf(one, counts, tables, options);
    if (found !== undefined && (best === undefined || found.value > best.value + 1e-9)) best = found;
  }
  // Too few rows for a bin: all in one.
  return best ?? { binOf: new Uint8Array(cells), count: 1, trend: trend ?? 'ASCENDING', value: -Infinity };
}

const TRENDS: readonly Trend[] = ['ASCENDING', 'DESCENDING', 'PEAK', 'VALLEY'];

/** Made where a trend asks for them. */
interface Tables {
  rising(): Table;
  falling(): Table;
}

function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}

function binsOf(
  trend: Trend,
  counts: Counts,
  { rising, falling }: Tables,
  options: BinningOptions,
): Bins | undefined {
  const cells = counts.goods.length;
  const last = cells - 1;
  if (trend === 'ASCENDING') return joined(trend, rising().value[last]!, starts(rising(), last), cells);
  /** First cells of bins that were counted from the end. */
  const fromEnd = (part: Table, end: number) => starts(part, end).map((first) => cells - first);
  if (trend === 'DESCENDING') return joined(trend, falling().value[last]!, fromEnd(falling(), last), cells);

  const [left, right] =
    trend === 'PEAK'
      ? [rising(), falling()]
      : [table(swapped(counts), options), table(mirrored(swapped(counts)), options)];
  let turn = -1;
  let value = -Infinity;
  for (let end = 0; end < last; end++) {
    const sum = left.value[end]! + right.value[last - 1 - end]! - options.turnPenalty;
    if (sum > value) [value, turn] = [sum, end];
  }
  if (turn < 0) return undefined;
  return joined(trend, value, [...starts(left, turn), turn + 1, ...fromEnd(right, last - 1 - turn)], cells);
}

/** @param firsts First cells of the bins after the first one */
function joined(trend: Trend, value: number, firsts: readonly number[], cells: number): Bins | undefined {
  if (value === -Infinity) return undefined;
  const begins = new Set(firsts);
  const binOf = new Uint8Array(cells);
  let bin = 0;
  for (let cell = 1; cell < cells; cell++) binOf[cell] = begins.has(cell) ? ++bin : bin;
  return { binOf, count: bin + 1, trend, value };
}

interface Table {
  readonly cells: number;
  /** Best value of bins that cover cells 0 to `last`, by `last`. */
  readonly value: Float64Array;
  /** First cell of the last of them. */
  readonly start: Int32Array;
  /** By first and last cell of a bin: first cell of the bin before it; −1 = none. */
  readonly before: Int32Array;
}

/** Best bins with a rising share of bads, over the first 1, 2, … cells. */
function table({ goods, bads }: Counts, { leastRows, penalty }: BinningOptions): Table {
  const cells = goods.length;
  const [goodsTo, badsTo] = [running(goods), running(bads)];
  const before = new Int32Array(cells * cells).fill(-1);
  const of = new Float64Array(cells * cells).fill(-Infinity);
  const rate = new Float64Array(cells * cells);
  const value = new Float64Array(cells).fill(-Infinity);
  const start = new Int32Array(cells).fill(-1);
  for (let last = 0; last < cells; last++) {
    for (let first = 0; first <= last; first++) {
      const good = goodsTo[last + 1]! - goodsTo[first]!;
      const bad = badsTo[last + 1]! - badsTo[first]!;
      const rows = good + bad;
      if (rows < leastRows || rows === 0) continue;
      const here = first * cells + last;
      const own = times(good, good / rows) + times(bad, bad / rows) - penalty;
      rate[here] = bad / rows;
      if (first === 0) of[here] = own;
      for (let earlier = 0; earlier < first; earlier++) {
        const previous = earlier * cells + first - 1;
        if (of[previous]! + own > of[here]! && rate[previous]! < rate[here]!) {
          of[here] = of[previous]! + own;
          before[here] = earlier;
        }
      }
      if (of[here]! > value[last]!) {
        value[last] = of[here]!;
        start[last] = first;
      }
    }
  }
  return { cells, value, start, before };
}

/** First cells of the best bins over cells 0 to `last`, without the very first. */
function starts({ cells, start, before }: Table, last: number): number[] {
  const firsts: number[] = [];
  let end = last;
  let first = start[last]!;
  while (first > 0) {
    firsts.push(first);
    const earlier = before[first * cells + end]!;
    end = first - 1;
    first = earlier;
  }
  return firsts;
}

const times = (count: number, share: number): number => (count === 0 ? 0 : count * Math.log(share));

function running(values: ArrayLike<number>): Float64Array {
  const sums = new Float64Array(values.length + 1);
  for (let at = 0; at < values.length; at++) sums[at + 1] = sums[at]! + values[at]!;
  return sums;
}

const mirrored = ({ goods, bads }: Counts): Counts => ({
  goods: Array.from(goods).reverse(),
  bads: Array.from(bads).reverse(),
});

const swapped = ({ goods, bads }: Counts): Counts => ({ goods: bads, bads: goods });
