import { computeIndicators } from '@xinqiao/catalogue';
import {
  addMonths,
  type DataItemId,
  type DataItemRecords,
  INDICATORS,
  type IndicatorName,
} from '@xinqiao/contracts';
import type { Applicant, Policy } from '@xinqiao/scoring';
import { type City, type CityEnterprise, city } from '../city/city.ts';
import { SERIALS } from '../city/codes.ts';
import { placeOf } from '../city/household.ts';
import { PERSONAS } from '../city/personas/index.ts';
import { random } from '../city/random.ts';
import { decidedOn, monthsOf, toldOn } from './arrivals.ts';
import { APPLICANTS, type ApplicantKind, type World } from './assumptions.ts';

/** Who applies, and numbers in [0, 1) that decide when, and how the loan goes. */
export interface Application {
  readonly kind: ApplicantKind;
  readonly arrives: number;
}

/** What every world agrees on about an application, by its number from 0. */
export function applicationOf(seed: string, number: number, { applicants }: World): Application {
  const draw = random(seed, 'application', number);
  const kind =
    APPLICANTS[
      placeOf(
        APPLICANTS.map((one) => applicants[one]),
        draw.next(),
      )
    ]!;
  return { kind, arrives: draw.next() };
}

/** Months before the decision that the sources are read of: what the longest window of the policy needs. */
const READ_MONTHS = 24;

/** Draws firms and sole traders from the seeded city, as a bank would see them on the day it decides. */
export function firmReader(seed: string, world: World, policy: Policy) {
  const names = policy.features.flatMap(({ name }) => (name in INDICATORS ? [name as IndicatorName] : []));
  const items = [...new Set(names.map((name): DataItemId => INDICATORS[name].item))];
  const towns = monthsOf(world).map((month) =>
    city({ seed, size: SERIALS, asOf: decidedOn(month), storyDate: toldOn(world) }),
  );
  return (number: number, kind: ApplicantKind, month: number): Applicant => {
    const town = towns[month]!;
    const { uscc } = applyingFirm(town, seed, number, kind);
    const range = { from: `${addMonths(town.asOf.slice(0, 7), -READ_MONTHS)}-01`, to: town.asOf };
    const records: Partial<DataItemRecords> = Object.fromEntries(
      items.flatMap((item) => {
        const found = town.records(uscc, item, range);
        return found === undefined ? [] : [[item, found]];
      }),
    );
    return computeIndicators(records, town.asOf, names, range);
  };
}

/**
 * Which of the city’s many may apply: from which on, and how many of them. Fixed, so that a persona who joins the city moves
 * nobody; the personas themselves keep to their stories.
 */
const FIRST = 10;
const MANY = 887_503_651;
const OWNERS = PERSONAS.filter(({ enterprise }) => enterprise !== null).length;

/** Any of the city’s many of that kind that exists on the day of the city. */
export function applyingFirm(town: City, seed: string, number: number, kind: ApplicantKind): CityEnterprise {
  const draw = random(seed, 'firm', number);
  for (;;) {
    const enterprise = town.enterprise(OWNERS + FIRST + draw.int(0, MANY - 1));
    if (enterprise?.type === kind && enterprise.establishedOn < town.asOf) return enterprise;
  }
}
