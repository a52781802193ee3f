/** Numbers from 0 to below 1, the same for the same seed (splitmix32). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x9e3779b9) >>> 0;
    let mixed = state;
    mixed = Math.imul(mixed ^ (mixed >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32;
  };
}

/** What is drawn by chance. */
export interface Dice {
  random(): number;
  /** Both ends included. */
  whole(lowest: number, highest: number): number;
  pick<T>(from: readonly T[]): T;
  /** True in so many of all draws. */
  chance(share: number): boolean;
  shuffled<T>(all: readonly T[]): T[];
}

export function dice(seed: number): Dice {
  const random = seededRandom(seed);
  const whole = (lowest: number, highest: number) => lowest + Math.floor(random() * (highest - lowest + 1));
  return {
    random,
    whole,
    pick: (from) => from[Math.floor(random() * from.length)]!,
    chance: (share) => random() < share,
    shuffled(all) {
      const left = [...all];
      return all.map(() => left.splice(whole(0, left.length - 1), 1)[0]!);
    },
  };
}
