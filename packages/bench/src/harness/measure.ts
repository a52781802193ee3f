/** One way of doing the work that an area compares. */
export interface Contender {
  readonly name: string;
  /** Does a little of the work, a few milliseconds at most. @returns Operations done. */
  run(): number | Promise<number>;
}

/** Operations per second of processor time, by contender, one number per round. */
export type Rates = ReadonlyMap<string, readonly number[]>;

export const ROUNDS = 7;
/** Share of the time in which everything runs unmeasured, so that compilers and caches settle. */
const WARM_UP = 0.4;
/** Time one contender has before the next takes over, in milliseconds: whatever else runs disturbs all alike. */
const TURN_MS = 40;

/**
 * Measures contenders in short turns, round after round.
 *
 * Rates count the processor time of this process, not the time on the clock: other programs on the machine
 * make a run slower, its figures hardly worse.
 *
 * @param seconds Time on the clock for all of it, warm-up included.
 */
export async function measure(contenders: readonly Contender[], seconds: number): Promise<Rates> {
  const start = performance.now();
  const warmUpMs = seconds * 1_000 * WARM_UP;
  const roundMs = (seconds * 1_000 - warmUpMs) / ROUNDS;
  await round(contenders, start + warmUpMs);

  const rates = new Map<string, number[]>(contenders.map(({ name }) => [name, []]));
  for (let place = 1; place <= ROUNDS; place++)
    for (const [name, rate] of await round(contenders, start + warmUpMs + place * roundMs))
      rates.get(name)?.push(rate);
  return rates;
}

/** Turn after turn until the time is up; everybody has at least one. */
async function round(contenders: readonly Contender[], until: number): Promise<Map<string, number>> {
  const totals = contenders.map((contender) => ({ contender, operations: 0, cpuMicroseconds: 0 }));
  do
    for (const total of totals) {
      const turnOver = performance.now() + TURN_MS;
      const before = process.cpuUsage();
      do total.operations += await total.contender.run();
      while (performance.now() < turnOver);
      const { user, system } = process.cpuUsage(before);
      total.cpuMicroseconds += user + system;
    }
  while (performance.now() < until);
  return new Map(
    totals.map(({ contender, operations, cpuMicroseconds }) => [
      contender.name,
      operations / (cpuMicroseconds / 1_000_000),
    ]),
  );
}
