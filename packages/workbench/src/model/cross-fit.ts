import { binFeature, countsOfBins, type FeatureBinning } from '../binning/bin-feature.ts';
import { type Cells, makeCells } from '../binning/cells.ts';
import type { BinningOptions } from '../binning/optimal-bins.ts';
import { type Counts, informationValue } from '../binning/weight-of-evidence.ts';
import type { Feature } from './feature.ts';

/** Folds of the training rows: one array for each time they are dealt. */
export type Dealings = readonly Uint8Array[];

/** A feature with its training rows counted. */
export interface CountedFeature {
  readonly feature: Feature;
  readonly cells: Cells;
  /** By training row. */
  readonly cellOf: Uint16Array;
  /** Good and bad training rows by cell. */
  readonly counts: OwnCounts;
}

export interface CrossFit extends Omit<CountedFeature, 'cellOf' | 'counts'> {
  /** Good and bad training rows by cell. */
  readonly counts: Counts;
  /** Bins on all training rows. */
  readonly binning: FeatureBinning;
  /** Information value of those bins, in sample. */
  readonly informationValue: number;
  /** By training row: weight of evidence from bins that were made without the row; 0 where it was not asked for. */
  readonly figures: Float64Array;
  /** By cell: mean weight of evidence over the bins of all folds. */
  readonly woeOfCell: Float64Array;
}

/** @param rows Training rows of the table. @param bad By training row. */
export function countFeature(
  feature: Feature,
  rows: Int32Array,
  bad: Uint8Array,
  training: Uint8Array,
): CountedFeature {
  const cells = makeCells(feature.column, feature.order, training);
  const cellOf = new Uint16Array(rows.length);
  const counts = emptyCounts(cells.count);
  for (let at = 0; at < rows.length; at++) {
    const cell = cells.cellOf[rows[at]!]!;
    cellOf[at] = cell;
    (bad[at] === 1 ? counts.bads : counts.goods)[cell]!++;
  }
  return { feature, cells, cellOf, counts };
}

/**
 * Bins a feature without each fold in turn. What a row is told then rests on others only, so that a regression on it
 * cannot mistake for knowledge what bins learnt by heart: a column of noise with many categories gets no weight. The
 * mean over all foldings is steadier than one binning, and still one step function of one feature.
 *
 * @param bad By training row.
 * @param dealings None where the feature is not to be looked at out of fold.
 * @see Wolpert, Neural Networks 5 (1992) 241–259; Breiman, Machine Learning 24 (1996) 123–140
 */
export function crossFit(
  { feature, cells, cellOf, counts }: CountedFeature,
  bad: Uint8Array,
  dealings: Dealings,
  folds: number,
  options: BinningOptions,
): CrossFit {
  const { column } = feature;
  const binning = binFeature(column.kind, cells, counts, options);

  const figures = new Float64Array(cellOf.length);
  const woeOfCell = new Float64Array(cells.count);
  const information = informationValue(countsOfBins(counts, binning.binOf, binning.count));
  for (const fold of dealings) {
    const within = Array.from({ length: folds }, () => emptyCounts(cells.count));
    for (let at = 0; at < cellOf.length; at++)
      (bad[at] === 1 ? within[fold[at]!]!.bads : within[fold[at]!]!.goods)[cellOf[at]!]!++;
    const woes = within.map((left) => {
      const { binOf, woe } = binFeature(column.kind, cells, without(counts, left), options, binning.trend);
      return Float64Array.from(binOf, (bin) => woe[bin]!);
    });
    for (let at = 0; at < cellOf.length; at++)
      figures[at]! += woes[fold[at]!]![cellOf[at]!]! / dealings.length;
    for (const woe of woes)
      for (let cell = 0; cell < woe.length; cell++)
        woeOfCell[cell]! += woe[cell]! / (folds * dealings.length);
  }
  return {
    feature,
    cells,
    binning,
    counts,
    informationValue: information,
    figures,
    woeOfCell,
  };
}

export interface OwnCounts extends Counts {
  readonly goods: Float64Array;
  readonly bads: Float64Array;
}

const emptyCounts = (cells: number): OwnCounts => ({
  goods: new Float64Array(cells),
  bads: new Float64Array(cells),
});

const without = (all: OwnCounts, left: OwnCounts): OwnCounts => ({
  goods: all.goods.map((count, cell) => count - left.goods[cell]!),
  bads: all.bads.map((count, cell) => count - left.bads[cell]!),
});
