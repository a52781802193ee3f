/** Numbers from `from` to below `to`, in units of 10^−places; null = no such end. */
export interface Stretch {
  readonly from: bigint | null;
  readonly to: bigint | null;
}

/** Values of a feature in whole units: stretches in ascending order that neither touch nor overlap. */
export type ValueSet = readonly Stretch[];

export const NO_VALUE: ValueSet = [];
export const EVERY_VALUE: ValueSet = [{ from: null, to: null }];

/** @param from Included; @param to excluded. */
export const between = (from: bigint | null, to: bigint | null): ValueSet =>
  from !== null && to !== null && from >= to ? NO_VALUE : [{ from, to }];

export const only = (value: bigint): ValueSet => between(value, value + 1n);

export function union(...sets: readonly ValueSet[]): ValueSet {
  const joined: Stretch[] = [];
  for (const stretch of sets.flat().toSorted(byFrom)) {
    const last = joined.at(-1);
    if (last === undefined || (last.to !== null && stretch.from !== null && stretch.from > last.to)) {
      joined.push(stretch);
    } else {
      const to = last.to === null || stretch.to === null ? null : greater(last.to, stretch.to);
      joined[joined.length - 1] = { from: last.from, to };
    }
  }
  return joined;
}

export function complement(set: ValueSet): ValueSet {
  const first = set[0];
  if (first === undefined) return EVERY_VALUE;
  return [
    ...(first.from === null ? [] : between(null, first.from)),
    ...set.flatMap(({ to }, index) => (to === null ? [] : between(to, set[index + 1]?.from ?? null))),
  ];
}

export const intersection = (...sets: readonly ValueSet[]): ValueSet =>
  complement(union(...sets.map(complement)));

export const without = (set: ValueSet, other: ValueSet): ValueSet => intersection(set, complement(other));

export const isWithin = (set: ValueSet, other: ValueSet): boolean => without(set, other).length === 0;

const byFrom = (one: Stretch, other: Stretch): number => {
  if (one.from === other.from) return 0;
  if (one.from === null) return -1;
  return other.from === null || one.from > other.from ? 1 : -1;
};

const greater = (one: bigint, other: bigint): bigint => (one > other ? one : other);
