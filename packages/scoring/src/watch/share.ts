/** A share of cases with its 95 % interval. */
export interface ObservedShare {
  /** Null where there are no cases. */
  readonly share: number | null;
  /** Null where there are no cases. */
  readonly interval: readonly [low: number, high: number] | null;
}

/** 97.5 % point of the normal distribution. */
const Z = 1.959963984540054;

/**
 * Share with the score interval of Wilson, which holds for few cases and for none bad.
 *
 * @see Wilson, Probable inference, J. Amer. Statist. Assoc. 22 (1927)
 */
export function observedShare(cases: number, all: number): ObservedShare {
  if (all === 0) return { share: null, interval: null };
  const share = cases / all;
  const square = Z * Z;
  const middle = share + square / (2 * all);
  const half = Z * Math.sqrt((share * (1 - share)) / all + square / (4 * all * all));
  const scale = 1 + square / all;
  return { share, interval: [Math.max(0, (middle - half) / scale), Math.min(1, (middle + half) / scale)] };
}
