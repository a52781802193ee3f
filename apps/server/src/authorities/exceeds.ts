import { type DisclosureLevel, disclosesAtMost } from '@xinqiao/contracts';
import { REPRESENTS } from './represent.ts';

/** What somebody can be given. FINANCE_OFFICER 财务负责人 by power of attorney; PROXY 代理人. */
export const GIVEN_CAPACITIES = ['FINANCE_OFFICER', 'PROXY'] as const;
export type GivenCapacity = (typeof GIVEN_CAPACITIES)[number];

/** Longest authority that can be given, in days: a year. */
export const LONGEST_DAYS = 366;

/** On what terms somebody is given authority; empty lists and null set no limit. */
export interface Terms {
  readonly capacity: GivenCapacity;
  readonly purposes: readonly string[];
  readonly participantIds: readonly string[];
  readonly maxDisclosure: DisclosureLevel | null;
  readonly validTo: Date;
}

/** By what it is given. */
export interface Giver extends Omit<Terms, 'capacity' | 'validTo' | 'maxDisclosure'> {
  readonly capacity: string;
  readonly maxDisclosure: string | null;
  readonly validTo: Date | null;
}

/**
 * What somebody with this capacity can give: whoever represents the firm both; a finance officer one proxy further
 * (民法典 art. 169: her power of attorney allows it); a proxy nothing.
 */
export const givenBy = (capacity: string): readonly GivenCapacity[] =>
  REPRESENTS.includes(capacity) ? GIVEN_CAPACITIES : capacity === 'FINANCE_OFFICER' ? ['PROXY'] : [];

/** True when the terms go beyond what the giver has, or last too long. Nobody gives more than she has. */
export const exceeds = (giver: Giver, terms: Terms, now: Date): boolean =>
  !givenBy(giver.capacity).includes(terms.capacity) ||
  !within(terms.purposes, giver.purposes) ||
  !within(terms.participantIds, giver.participantIds) ||
  (giver.maxDisclosure !== null &&
    (terms.maxDisclosure === null ||
      !disclosesAtMost(terms.maxDisclosure, giver.maxDisclosure as DisclosureLevel))) ||
  (giver.validTo !== null && terms.validTo > giver.validTo) ||
  terms.validTo <= now ||
  terms.validTo.getTime() - now.getTime() > LONGEST_DAYS * 86_400_000;

/** Where the giver is limited, so is what she gives. */
const within = (given: readonly string[], held: readonly string[]): boolean =>
  held.length === 0 || (given.length > 0 && given.every((each) => held.includes(each)));
