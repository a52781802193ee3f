import type { Rates } from './harness/measure.ts';
import { ratioOf, type Spread, spreadOf } from './harness/spread.ts';

/** What an area found out: rates of all contenders, and the ratios that mean something. */
export interface Findings {
  /** Operations per second of processor time. */
  readonly perCpuSecond: Readonly<Record<string, Spread>>;
  readonly ratios: readonly Ratio[];
  /** Figures of another kind, by name: they stand beside the rest in the line of JSON. */
  readonly figures?: Readonly<Record<string, object | number>>;
}

export interface Ratio extends Spread {
  readonly of: string;
  readonly to: string;
}

/** Something that can be measured: `npm run bench -- <name>`. */
export interface Area {
  /** What is compared, in one line. */
  readonly about: string;
  /** @param seconds Time on the clock for all of it. */
  run(seconds: number): Promise<Findings>;
}

/** @param pairs Names of two contenders each: of which, to which. */
export const findings = (rates: Rates, pairs: readonly (readonly [of: string, to: string])[]): Findings => ({
  perCpuSecond: Object.fromEntries([...rates].map(([name, rounds]) => [name, spreadOf(rounds)])),
  ratios: pairs.map(([of, to]) => ({ of, to, ...ratioOf(rates.get(of) ?? [], rates.get(to) ?? []) })),
});
