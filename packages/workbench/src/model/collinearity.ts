/** Pearson correlations, by row and column; 0 with a column that does not vary. */
export function correlations(columns: readonly Float64Array[]): number[][] {
  const centred = columns.map((column) => {
    const mean = column.reduce((sum, value) => sum + value, 0) / column.length;
    const from = column.map((value) => value - mean);
    const length = Math.sqrt(from.reduce((sum, value) => sum + value * value, 0));
    return length > 0 ? from.map((value) => value / length) : from;
  });
  const result = columns.map(() => new Array<number>(columns.length).fill(0));
  for (let one = 0; one < columns.length; one++) {
    result[one]![one] = 1;
    for (let other = 0; other < one; other++) {
      let product = 0;
      for (let row = 0; row < centred[one]!.length; row++)
        product += centred[one]![row]! * centred[other]![row]!;
      result[one]![other] = product;
      result[other]![one] = product;
    }
  }
  return result;
}

/**
 * Variance inflation factor of each column, 1 / (1 − R²) of its regression on the others: the diagonal of the inverse
 * correlation matrix. Infinity where a column is a combination of others. From 10 on a coefficient is not to be trusted.
 *
 * @see Marquardt, Technometrics 12 (1970) 591–612
 */
export function varianceInflation(correlation: readonly (readonly number[])[]): number[] {
  const inverse = invert(correlation);
  return correlation.map((_, at) => inverse?.[at]?.[at] ?? Infinity);
}

/** Gauss–Jordan with pivots; undefined for a singular matrix. */
function invert(matrix: readonly (readonly number[])[]): number[][] | undefined {
  const size = matrix.length;
  const work = matrix.map((row, at) => [...row, ...matrix.map((_, other) => (other === at ? 1 : 0))]);
  for (let at = 0; at < size; at++) {
    let pivot = at;
    for (let row = at + 1; row < size; row++)
      if (Math.abs(work[row]![at]!) > Math.abs(work[pivot]![at]!)) pivot = row;
    if (Math.abs(work[pivot]![at]!) < 1e-10) return undefined;
    [work[at], work[pivot]] = [work[pivot]!, work[at]!];
    const scale = work[at]![at]!;
    work[at] = work[at]!.map((value) => value / scale);
    for (let row = 0; row < size; row++) {
      const factor = row === at ? 0 : work[row]![at]!;
      if (factor !== 0) work[row] = work[row]!.map((value, column) => value - factor * work[at]![column]!);
    }
  }
  return work.map((row) => row.slice(size));
}

export interface Candidate {
  readonly name: string;
  /** Cross-fitted information; the stronger of two alike stays. */
  readonly strength: number;
  readonly figures: Float64Array;
}

export interface Dropped {
  readonly name: string;
  /**
   * NOISE may well be chance; WEAK says too little; UNCONFIRMED does not hold out of fold; TOO_MANY are stronger;
   * CORRELATED and COLLINEAR say what others say; UNUSED got no weight.
   */
  readonly reason: 'NOISE' | 'WEAK' | 'UNCONFIRMED' | 'TOO_MANY' | 'CORRELATED' | 'COLLINEAR' | 'UNUSED';
  /** Which other one, or a figure; empty where there is nothing to add. */
  readonly detail: string;
}

/** Strongest first: keeps each that no stronger one says already, then drops the weakest until no VIF is too large. */
export function withoutCollinear<T extends Candidate>(
  candidates: readonly T[],
  { mostCorrelation, mostInflation }: { mostCorrelation: number; mostInflation: number },
): { kept: T[]; dropped: Dropped[] } {
  const sorted = [...candidates].sort((a, b) => b.strength - a.strength);
  const matrix = correlations(sorted.map(({ figures }) => figures));
  const dropped: Dropped[] = [];
  let kept: number[] = [];
  sorted.forEach(({ name }, at) => {
    const twin = kept.find((other) => Math.abs(matrix[at]![other]!) > mostCorrelation);
    if (twin === undefined) kept.push(at);
    else dropped.push({ name, reason: 'CORRELATED', detail: sorted[twin]!.name });
  });
  for (;;) {
    const inflation = varianceInflation(kept.map((one) => kept.map((other) => matrix[one]![other]!)));
    const worst = kept.findLastIndex((_, at) => inflation[at]! > mostInflation);
    if (worst < 0 || kept.length < 2) break;
    dropped.push({
      name: sorted[kept[worst]!]!.name,
      reason: 'COLLINEAR',
      detail: Number.isFinite(inflation[worst]!) ? inflation[worst]!.toFixed(1) : '∞',
    });
    kept = kept.filter((_, at) => at !== worst);
  }
  return { kept: kept.map((at) => sorted[at]!), dropped };
}
