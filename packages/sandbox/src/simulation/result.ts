import { type AmountCny, type LocalizedText, Money, type Month, toAmountCny } from '@xinqiao/contracts';
import {
  type ApplicationFact,
  approvalsByMonth,
  type LoanFact,
  type MonthOfApprovals,
  type Vintage,
  vintages,
} from '@xinqiao/scoring';
import { yuan } from '../city/fen.ts';
import { monthsOf } from './arrivals.ts';
import { APPLICANTS, type ApplicantKind, ASSUMPTIONS, WORLD, type World } from './assumptions.ts';
import { climateOf } from './default-model.ts';
import { type Figures, figuresOf, shareOf } from './figures.ts';
import { PUBLISHED } from './published.ts';
import { base, moves, type Scenario } from './scenarios.ts';
import type { Tallies } from './simulator.ts';
import { decided, MONEY, type MoneyName, moneyOf, OUTCOMES, sumOf } from './tally.ts';

export type FigureName = keyof Figures;
export const FIGURES = [
  'grantedShare',
  'averageCredit',
  'totalCredit',
  'badRate',
] as const satisfies FigureName[];

/** One figure over several seeds. */
export interface Spread {
  /** In the order of the seeds. */
  readonly values: readonly (string | null)[];
  readonly mean: string | null;
  /** Standard deviation, n − 1; null with one seed. */
  readonly deviation: string | null;
}

export interface KindResult {
  readonly applicant: ApplicantKind;
  readonly applications: number;
  readonly granted: number;
  readonly declined: number;
  readonly referred: number;
  readonly credit: AmountCny;
  readonly badRate: string | null;
}

/** What moving one assumption does. */
export interface Effect {
  readonly id: string;
  readonly name: LocalizedText;
  readonly from: string;
  readonly to: string;
  readonly figures: Figures;
  /** Figures after less figures before, total credit at the scale of the published; null where one of them is. */
  readonly change: Readonly<Record<FigureName, string | null>>;
}

export type MonthOfMoney = { readonly month: Month } & Readonly<Record<MoneyName, AmountCny>>;

export interface SimulationResult {
  readonly applications: number;
  /** The first is the one that all but `spread` is about. */
  readonly seeds: readonly string[];
  /** By seed: the common factor of defaults, standard normal with 2 places; below 0 a worse time than usual. */
  readonly climates: readonly string[];
  readonly months: readonly [first: Month, last: Month];
  readonly policies: readonly { readonly applicants: readonly ApplicantKind[]; readonly policy: string }[];
  readonly granted: number;
  readonly declined: number;
  readonly referred: number;
  readonly figures: Figures;
  readonly published: typeof PUBLISHED;
  /** Total credit, had there been as many applications as were published. */
  readonly totalCreditAtScale: AmountCny;
  /** Simulated less published; total credit at scale. */
  readonly difference: Readonly<Record<FigureName, string | null>>;
  readonly byApplicant: readonly KindResult[];
  readonly spread: Readonly<Record<FigureName, Spread>>;
  readonly sensitivity: readonly Effect[];
  /** Of each figure the moves that bring it nearest to the published one, the strongest first; at most three. */
  readonly drivers: Readonly<Record<FigureName, readonly string[]>>;
  readonly approvals: readonly MonthOfApprovals[];
  readonly vintages: readonly Vintage[];
  readonly money: readonly MonthOfMoney[];
  readonly assumptions: readonly {
    readonly path: string;
    readonly name: LocalizedText;
    readonly value: unknown;
    readonly source: LocalizedText;
  }[];
}

/**
 * Puts a simulation together.
 *
 * @param applications How many were simulated for each seed.
 * @param runs By seed: counts by scenario. The first has all of `scenarios()`, the others need only the first of them.
 */
export function simulationResult(
  applications: number,
  runs: readonly { readonly seed: string; readonly tallies: readonly Tallies[] }[],
): SimulationResult {
  const [first] = runs;
  const tallies = first!.tallies[0]!;
  const months = monthsOf(WORLD);
  const last = months.at(-1)!;
  const read = (counted: Tallies, { world }: Scenario = base()) => figuresOf(counted, world, base().world);
  const figures = read(tallies);
  const atScale = (one: Figures): Figures => ({
    ...one,
    totalCredit: toAmountCny(
      new Money(one.totalCredit).times(PUBLISHED.applications).div(applications).toDecimalPlaces(2),
    ),
  });
  const sensitivity = moves().map((move, at): Effect => {
    const { id, name, from, to } = move;
    const moved = read(first!.tallies[at + 1]!, move);
    return { id, name, from, to, figures: moved, change: lessEach(atScale(moved), atScale(figures)) };
  });
  const count = (outcome: (typeof OUTCOMES)[number]) =>
    sumOf(APPLICANTS.map((kind) => decided(tallies[kind], outcome)));
  return {
    applications,
    seeds: runs.map(({ seed }) => seed),
    climates: runs.map(({ seed }) => climateOf(seed).toFixed(2)),
    months: [months[0]!, last],
    policies: policiesUsed(),
    granted: count('APPROVED'),
    declined: count('DECLINED'),
    referred: count('REFERRED'),
    figures,
    published: PUBLISHED,
    totalCreditAtScale: atScale(figures).totalCredit,
    difference: lessEach(atScale(figures), PUBLISHED),
    byApplicant: APPLICANTS.map((kind) => kindResult(kind, tallies, months.length)),
    spread: Object.fromEntries(
      FIGURES.map((name) => [name, spreadOf(runs.map((run) => read(run.tallies[0]!)[name]))]),
    ) as Record<FigureName, Spread>,
    sensitivity,
    drivers: Object.fromEntries(
      FIGURES.map((name) => [name, driversOf(name, figures, sensitivity, atScale)]),
    ) as Record<FigureName, string[]>,
    approvals: approvalsByMonth(applicationFacts(tallies, months)),
    vintages: vintages(loanFacts(tallies, months), last),
    money: months.map((month, at) => ({
      month,
      ...(Object.fromEntries(
        MONEY.map((name) => [name, yuan(sumOf(APPLICANTS.map((kind) => moneyOf(tallies[kind], name)[at]!)))]),
      ) as Record<MoneyName, AmountCny>),
    })),
    assumptions: printedAssumptions(WORLD),
  };
}

const lessEach = (one: Figures, other: Readonly<Record<FigureName, string | null>>) =>
  Object.fromEntries(FIGURES.map((name) => [name, less(one[name], other[name])])) as Record<
    FigureName,
    string | null
  >;
const less = (one: string | null, other: string | null): string | null =>
  one === null || other === null ? null : new Money(one).minus(other).toFixed();

function kindResult(kind: ApplicantKind, tallies: Tallies, months: number): KindResult {
  const tally = tallies[kind];
  const money = (name: MoneyName) => moneyOf(tally, name);
  return {
    applicant: kind,
    applications: sumOf(tally.decisions),
    granted: decided(tally, 'APPROVED'),
    declined: decided(tally, 'DECLINED'),
    referred: decided(tally, 'REFERRED'),
    credit: yuan(sumOf(money('credit'))),
    badRate: shareOf(new Money(money('bad')[months - 1]!), new Money(money('outstanding')[months - 1]!)),
  };
}

function spreadOf(values: readonly (string | null)[]): Spread {
  const known = values.flatMap((value) => (value === null ? [] : [new Money(value)]));
  if (known.length < values.length) return { values, mean: null, deviation: null };
  const mean = known.reduce((sum, value) => sum.plus(value), new Money(0)).div(known.length);
  const squares = known.reduce((sum, value) => sum.plus(value.minus(mean).pow(2)), new Money(0));
  const written = (number: Money) => number.toDecimalPlaces(6, Money.ROUND_HALF_EVEN).toFixed();
  return {
    values,
    mean: written(mean),
    deviation: known.length < 2 ? null : written(squares.div(known.length - 1).sqrt()),
  };
}

function driversOf(
  name: FigureName,
  figures: Figures,
  effects: readonly Effect[],
  atScale: (figures: Figures) => Figures,
): string[] {
  const gap = (one: Figures) =>
    one[name] === null ? null : new Money(one[name]).minus(PUBLISHED[name]).abs();
  const before = gap(atScale(figures));
  if (before === null) return [];
  return effects
    .flatMap(({ id, figures: moved }) => {
      const after = gap(atScale(moved));
      return after?.lt(before) ? [{ id, after }] : [];
    })
    .sort((a, b) => a.after.cmp(b.after))
    .slice(0, 3)
    .map(({ id }) => id);
}

const policiesUsed = (): SimulationResult['policies'] =>
  [...Map.groupBy(APPLICANTS, (kind) => base().policies[kind])].map(
    ([{ policyId, version }, applicants]) => ({
      applicants,
      policy: `${policyId}@${version}`,
    }),
  );

/** The counts as the single cases that the watch reads, one at a time. */
function* applicationFacts(tallies: Tallies, months: readonly Month[]): Generator<ApplicationFact> {
  for (const kind of APPLICANTS)
    for (const [at, count] of tallies[kind].decisions.entries())
      for (let one = 0; one < count; one++)
        yield { month: months[Math.floor(at / OUTCOMES.length)]!, outcome: OUTCOMES[at % OUTCOMES.length]! };
}

function* loanFacts(tallies: Tallies, months: readonly Month[]): Generator<LoanFact> {
  const wide = months.length + 1;
  for (const kind of APPLICANTS)
    for (const [at, count] of tallies[kind].loans.entries())
      for (let one = 0; one < count; one++)
        yield { granted: months[Math.floor(at / wide)]!, bad: months[at % wide] ?? null };
}

/** Every number of the world with its name and source. */
const printedAssumptions = (world: World): SimulationResult['assumptions'] =>
  Object.entries(ASSUMPTIONS).map(([path, { name, source }]) => ({
    path,
    name,
    value: path.split('.').reduce<unknown>((value, key) => (value as Record<string, unknown>)[key], world),
    source,
  }));
