/** `9`, `99`, … `9999999`, with 8, 7, 6 as last digit for further codes; and −1. */
const NINES = /^-?9+[6-9]?$/;

/** Least share of the rows that a code must have before it is taken for one. */
const LEAST_SHARE = 0.005;
/** How far beyond the other numbers a code must stand, in their middle ranges. */
const FAR = 3;

/**
 * Numbers of a column that look like codes and not like amounts: written in nines, or −1 where nothing else is below
 * zero; on at least 0.5 % of the rows; and at an end of the column, at least three interquartile ranges beyond all
 * ordinary numbers. Codes that stand among amounts cannot be told from them: name those.
 *
 * @param values Numbers of the column, any order; NaN is passed over.
 */
export function specialCodes(values: Float64Array): number[] {
  const sorted = values.filter((value) => !Number.isNaN(value)).sort();
  if (sorted.length === 0) return [];
  const counts = new Map<number, number>();
  for (const value of sorted) if (looksSpecial(value)) counts.set(value, (counts.get(value) ?? 0) + 1);
  const candidates = new Set(
    [...counts].filter(([, count]) => count >= LEAST_SHARE * sorted.length).map(([value]) => value),
  );
  if (candidates.size === 0) return [];
  const ordinary = sorted.filter((value) => !candidates.has(value));
  if (ordinary.length < sorted.length / 20) return [];
  const at = (share: number) => ordinary[Math.floor(share * (ordinary.length - 1))]!;
  const [lowest, highest] = [at(0), at(1)];
  const gap = FAR * (at(0.75) - at(0.25) || highest - lowest || 1);
  return [...candidates]
    .filter((value) => (value === -1 ? lowest >= 0 : value < lowest - gap || value > highest + gap))
    .sort((a, b) => a - b);
}

const looksSpecial = (value: number): boolean =>
  Number.isInteger(value) && (value === -1 || (Math.abs(value) >= 99 && NINES.test(String(value))));
