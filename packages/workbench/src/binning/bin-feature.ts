import type { Column } from '../table/column.ts';
import type { Cells } from './cells.ts';
import { type BinningOptions, type Bins, optimalBins, type Trend } from './optimal-bins.ts';
import { type Counts, weightOfEvidence } from './weight-of-evidence.ts';

export interface FeatureBinning {
  /** Bin of each cell; those of codes and of missing have bins of their own after the others. */
  readonly binOf: Uint8Array;
  readonly count: number;
  readonly trend: Trend;
  /** Weight of evidence of each bin. */
  readonly woe: Float64Array;
}

/** Rows with the odds of the whole that each bin is counted with besides its own. */
export const SHRINKAGE = { number: 2, category: 8 } as const;

/**
 * Bins of a feature from the counts of its cells: numbers by one trend, categories joined in the order of their odds,
 * and a bin for each code and for what is missing.
 */
export function binFeature(
  kind: Column['kind'],
  { ordered, count: cells }: Pick<Cells, 'ordered' | 'count'>,
  counts: Counts,
  options: BinningOptions,
  trend?: Trend,
): FeatureBinning {
  const shrinkage = kind === 'CATEGORY' ? SHRINKAGE.category : SHRINKAGE.number;
  const first = part(counts, ordered);
  const bins = kind === 'CATEGORY' ? categoryBins(first, options) : optimalBins(first, options, trend);
  const binOf = new Uint8Array(cells);
  binOf.set(bins.binOf);
  for (let cell = ordered; cell < cells; cell++) binOf[cell] = bins.count + cell - ordered;
  const count = bins.count + cells - ordered;
  return {
    binOf,
    count,
    trend: bins.trend,
    woe: weightOfEvidence(countsOfBins(counts, binOf, count), shrinkage),
  };
}

export function countsOfBins({ goods, bads }: Counts, binOf: Uint8Array, bins: number): Counts {
  const [good, bad] = [new Float64Array(bins), new Float64Array(bins)];
  for (let cell = 0; cell < binOf.length; cell++) {
    good[binOf[cell]!]! += goods[cell]!;
    bad[binOf[cell]!]! += bads[cell]!;
  }
  return { goods: good, bads: bad };
}

const part = ({ goods, bads }: Counts, cells: number): Counts => ({
  goods: Array.from(goods).slice(0, cells),
  bads: Array.from(bads).slice(0, cells),
});

/** Most groups that an optimum is sought over: its work grows with their cube. */
const MOST_GROUPS = 40;

/** Group of each category: its place in the order of the odds; of too many those beside each other, few rows first. */
function grouped(order: readonly number[], { goods, bads }: Counts): Uint8Array {
  const groupOf = new Uint8Array(order.length);
  if (order.length <= MOST_GROUPS) {
    order.forEach((cell, place) => {
      groupOf[cell] = place;
    });
    return groupOf;
  }
  const rows = (cell: number) => goods[cell]! + bads[cell]!;
  const share = order.reduce((sum, cell) => sum + rows(cell), 0) / MOST_GROUPS;
  let [group, inGroup] = [0, 0];
  for (const cell of order) {
    groupOf[cell] = group;
    inGroup += rows(cell);
    if (inGroup < share || group === MOST_GROUPS - 1) continue;
    group++;
    inGroup = 0;
  }
  return groupOf;
}

/** Joins categories that stand beside each other in the order of their shrunk odds. */
function categoryBins(counts: Counts, options: BinningOptions): Bins {
  const woe = weightOfEvidence(counts, SHRINKAGE.category);
  const order = [...woe.keys()].sort((a, b) => woe[b]! - woe[a]! || a - b);
  const groupOf = grouped(order, counts);
  const { goods, bads } = countsOfBins(counts, groupOf, Math.max(0, ...groupOf) + 1);
  const sorted = optimalBins({ goods, bads }, options, 'ASCENDING');
  const binOf = groupOf.map((group) => sorted.binOf[group]!);
  return { ...sorted, binOf };
}
