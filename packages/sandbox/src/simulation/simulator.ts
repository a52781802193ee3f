import type { AmountCny, CalendarDate, Month, PolicyResult } from '@xinqiao/contracts';
import { type Applicant, type CompiledPolicy, compilePolicy, type Policy } from '@xinqiao/scoring';
import { yuan } from '../city/fen.ts';
import { drawnHousehold } from '../city/household.ts';
import { random } from '../city/random.ts';
import { applicationOf, firmReader } from './applicants.ts';
import { arrivals, decidedOn, monthsOf } from './arrivals.ts';
import { APPLICANTS, type ApplicantKind, type World } from './assumptions.ts';
import { monthlyDefault } from './default-model.ts';
import { repay, type Standing } from './repay.ts';
import type { Scenario } from './scenarios.ts';
import { addTally, countDecision, emptyTally, type Tally } from './tally.ts';

/** Counts of one scenario, by kind of applicant. */
export type Tallies = Readonly<Record<ApplicantKind, Tally>>;

/** What became of one application in the first scenario. */
export interface ApplicationRow {
  readonly number: number;
  readonly applicant: ApplicantKind;
  readonly month: Month;
  readonly outcome: PolicyResult['outcome'];
  readonly rating: string | null;
  readonly limit: AmountCny;
  readonly annualRate: string | null;
  /** Month in which the loan became bad; null while it has not, and without a loan. */
  readonly bad: Month | null;
  /** Owed at the end of the last month. */
  readonly owed: AmountCny;
}

/** Applications from one number up to below another. */
export type Simulate = (from: number, to: number, onRow?: (row: ApplicationRow) => void) => Tallies[];

/**
 * Simulates applications one by one: who applies, what the policies decide, how the loan goes. Nothing is kept but
 * counts, so memory does not grow with the number of applications; each is computed from the seed and its own number, so
 * that ranges can be simulated anywhere and added up.
 *
 * @param scenarios Looked at side by side on the same applicants with the same luck, so that they differ by what was
 *   moved alone. The first says who applies; how many there are of each kind is weighed afterwards.
 * @returns Counts by scenario, in order.
 */
export function simulator(seed: string, scenarios: readonly Scenario[]): Simulate {
  const base = scenarios[0]!;
  const months = monthsOf(base.world);
  const compiled = new Map<Policy, CompiledPolicy>();
  const compiledOf = (policy: Policy): CompiledPolicy => {
    const found = compiled.get(policy) ?? compilePolicy(policy);
    compiled.set(policy, found);
    return found;
  };
  const decide = (policy: Policy, applicant: Applicant, asOf: CalendarDate): PolicyResult => {
    const run = compiledOf(policy);
    return run.decide(run.read(applicant), asOf);
  };
  const readFirm = firmReader(seed, base.world, base.policies.ENTERPRISE);
  const sides = scenarios.map((scenario) => ({
    ...scenario,
    monthOf: arrivals(scenario.world),
    monthly: monthlyDefault(seed, scenario.world),
  }));

  return (from, to, onRow) => {
    const tallies = scenarios.map(() => talliesOf(months.length));
    for (let number = from; number < to; number++) {
      const { kind, arrives } = applicationOf(seed, number, base.world);
      const first = sides[0]!.monthOf(arrives);
      const asOf = decidedOn(months[first]!);
      const applicantIn = ({ households }: World): Applicant =>
        kind === 'HOUSEHOLD' ? drawnHousehold(seed, number, households) : readFirm(number, kind, first);
      const applicant = applicantIn(base.world);
      const result = decide(base.policies[kind], applicant, asOf);
      for (const [place, { world, policies, monthOf, monthly }] of sides.entries()) {
        const sameApplicant = kind !== 'HOUSEHOLD' || world.households === base.world.households;
        const own =
          sameApplicant && policies[kind] === base.policies[kind]
            ? result
            : decide(policies[kind], sameApplicant ? applicant : applicantIn(world), asOf);
        const month = monthOf(arrives);
        const tally = tallies[place]![kind];
        countDecision(tally, month, own.outcome);
        const standing: Standing =
          own.outcome === 'APPROVED'
            ? repay(tally, lineOf(own, month, world, monthly), world, random(seed, 'loan', number))
            : { bad: null, owed: 0 };
        if (place > 0 || onRow === undefined) continue;
        const { outcome, rating, limit, annualRate } = own;
        onRow({
          ...{ number, applicant: kind, month: months[month]!, outcome, rating, limit, annualRate },
          bad: standing.bad === null ? null : months[standing.bad]!,
          owed: yuan(standing.owed),
        });
      }
    }
    return tallies;
  };
}

const talliesOf = (months: number): Tallies =>
  Object.fromEntries(APPLICANTS.map((kind) => [kind, emptyTally(months)])) as Tallies;

function lineOf(
  { limit, annualRate, rating, defaultProbability }: PolicyResult,
  month: number,
  { defaultByRating }: World,
  monthly: (annual: number) => number,
) {
  const annual = defaultProbability === null ? defaultByRating[rating!] : Number(defaultProbability);
  if (annual === undefined)
    throw new RangeError(`No probability of default is assumed for rating ${rating}.`);
  return {
    month,
    fen: Number(limit.replace('.', '')),
    rate: Math.round(Number(annualRate) * 1_000_000),
    monthlyDefault: monthly(annual),
  };
}

/** Adds the second to the first. @throws {RangeError} where a sum is no longer exact */
export function addTallies(to: Tallies, from: Tallies): void {
  for (const kind of APPLICANTS) addTally(to[kind], from[kind]);
}
