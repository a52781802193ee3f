/** Numbers from 0 up to, not including, 1. */
export type Random = () => number;

/**
 * Numbers that a seed decides: mulberry32, 32 bits of state, enough to shuffle rows; not for secrets.
 *
 * @param seed Any whole number; taken modulo 2^32.
 */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** A seed for one part of a work, so that parts do not share a sequence. */
export const seedOf = (seed: number, ...parts: readonly number[]): number =>
  parts.reduce(
    (mixed, part) => Math.imul(Math.imul(mixed, 0x9e3779b1) ^ (part + 1), 0x85ebca6b) >>> 0,
    seed >>> 0,
  );

/** Shuffles in place (Fisher–Yates; Knuth, TAOCP 2, algorithm 3.4.2 P). */
export function shuffle(items: Int32Array, random: Random): Int32Array {
  for (let last = items.length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1));
    const kept = items[last]!;
    items[last] = items[other]!;
    items[other] = kept;
  }
  return items;
}
