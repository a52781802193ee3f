import type { ValueSet } from './value-set.ts';

/**
 * How many of several sets hold each value. The line is cut at every end of a stretch, so that what lies between two
 * cuts is alike; taking one set out again costs no more than its own length.
 */
export class Coverage {
  /** Place of each end among the cuts. */
  readonly #places: ReadonlyMap<bigint, number>;
  readonly #last: number;
  /** By place of the cut where a piece begins, the first piece having no lower end. */
  readonly #held: Int32Array;

  constructor(sets: readonly ValueSet[]) {
    const ends = new Set<bigint>();
    for (const { from, to } of sets.flat()) for (const end of [from, to]) if (end !== null) ends.add(end);
    const cuts = [...ends].toSorted((one, other) => (one < other ? -1 : 1));
    this.#places = new Map(cuts.map((cut, index) => [cut, index + 1]));
    this.#last = cuts.length;
    this.#held = new Int32Array(cuts.length + 1);
    for (const set of sets) this.add(set, 1);
  }

  /** @param times −1 takes the set out. */
  add(set: ValueSet, times: 1 | -1): void {
    for (const [first, last] of this.#pieces(set))
      for (let piece = first; piece <= last; piece += 1) this.#held[piece]! += times;
  }

  /** Whether so many sets hold every value of this one, itself among them. */
  isHeld(set: ValueSet, times: number): boolean {
    for (const [first, last] of this.#pieces(set))
      for (let piece = first; piece <= last; piece += 1) if (this.#held[piece]! < times) return false;
    return true;
  }

  *#pieces(set: ValueSet): Generator<[number, number]> {
    for (const { from, to } of set)
      yield [
        from === null ? 0 : this.#places.get(from)!,
        to === null ? this.#last : this.#places.get(to)! - 1,
      ];
  }
}
