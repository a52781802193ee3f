/** A stream of numbers that a path of names always gives in the same order, on every machine. */
export interface Random {
  /** In [0, 1). */
  next(): number;
  /** Whole number from `least` to `most`, both included. */
  int(least: number, most: number): number;
  /** In [least, most). */
  between(least: number, most: number): number;
  /** True in `share` of all cases. */
  chance(share: number): boolean;
  pick<Value>(values: readonly Value[]): Value;
}

/**
 * The stream of a path: `random(seed, 'invoices', uscc, '2026-10')`.
 *
 * Streams of different paths have nothing to do with each other, so that a month can be computed without
 * the months before it. Xoshiro128** (Blackman and Vigna), its state filled by a SplitMix-like mixer. For
 * plausible figures only, never for secrets.
 */
export function random(...path: readonly (string | number)[]): Random {
  const state = stateOf(path.join('\u0000'));

  const next = () => {
    const result = Math.imul(rotl(Math.imul(state[1]!, 5), 7), 9);
    const shifted = state[1]! << 9;
    state[2]! ^= state[0]!;
    state[3]! ^= state[1]!;
    state[1]! ^= state[2]!;
    state[0]! ^= state[3]!;
    state[2]! ^= shifted;
    state[3] = rotl(state[3]!, 11);
    return (result >>> 0) / 2 ** 32;
  };
  const int = (least: number, most: number) => least + Math.floor(next() * (most - least + 1));
  return {
    next,
    int,
    between: (least, most) => least + next() * (most - least),
    chance: (share) => next() < share,
    pick: (values) => values[int(0, values.length - 1)]!,
  };
}

/** A short code that a path always gives, 16 hexadecimal characters. */
export const codeOf = (...path: readonly (string | number)[]): string =>
  [...stateOf(path.join('\u0000')).slice(0, 2)].map((word) => word.toString(16).padStart(8, '0')).join('');

/** Four words from a text: two multiplicative hashes over its UTF-16 units, spread by a mixer. */
function stateOf(text: string): Uint32Array {
  let a = 0x811c9dc5;
  let b = 0x9e3779b9;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    a = Math.imul(a ^ unit, 0x01000193);
    b = Math.imul(b ^ unit, 0x85ebca6b) ^ (b >>> 13);
  }
  return Uint32Array.from([mix(a), mix(b), mix(a ^ rotl(b, 16)), mix(b + 0x6d2b79f5) | 1]);
}

function mix(word: number): number {
  let mixed = (word + 0x9e3779b9) | 0;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x21f0aaad);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
  return mixed ^ (mixed >>> 15);
}

const rotl = (word: number, bits: number): number => (word << bits) | (word >>> (32 - bits));
