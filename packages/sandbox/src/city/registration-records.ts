import {
  addMonths,
  type CalendarDate,
  type Month,
  monthsBetween,
  type RegistrationChange,
  type Shareholder,
} from '@xinqiao/contracts';
import type { EnterpriseFacts } from './facts.ts';
import { shareOf, yuan } from './fen.ts';
import { enterpriseName, personName } from './names.ts';
import { type Random, random } from './random.ts';

/**
 * Who holds an enterprise, and held it: the legal representative holds most, and came with the share of the one
 * before. On every day the shares of those who hold add up to 1. A sole trader has no shareholders.
 */
export function shareholders(facts: EnterpriseFacts): Shareholder[] {
  const { stream, type, uscc, establishedOn, legalRepresentative, legalRepresentativeChanges } = facts;
  if (type === 'SOLE_TRADER') return [];
  const draw = random(stream, 'shareholders');
  // A cooperative has five members at least (农民专业合作社法 art. 12).
  const others = uscc.startsWith('93') ? draw.int(4, 6) : draw.pick([0, 0, 0, 1, 1, 1, 1, 2, 2, 3]);
  const rest = others === 0 ? 0 : draw.int(others, 49);
  const paidShare = draw.pick([null, 0, 0.5, 1, 1, 1]);
  const holding = (name: string, kind: Shareholder['kind'], percent: number): Shareholder => {
    const subscribed = (facts.registeredCapital / 100) * percent;
    return {
      ...{ name, kind, subscribed: yuan(subscribed), share: (percent / 100).toFixed(2) },
      paidIn: paidShare === null ? null : yuan(shareOf(subscribed, paidShare)),
      ...{ since: establishedOn, until: null },
    };
  };
  const days = [establishedOn, ...legalRepresentativeChanges];
  const largest = days.map((since, at): Shareholder => {
    const name = at === days.length - 1 ? legalRepresentative.name : personName(draw);
    return { ...holding(name, 'PERSON', 100 - rest), since, until: days[at + 1] ?? null };
  });
  const smaller = partsOf(draw, rest, others).map((percent) =>
    draw.chance(0.12)
      ? holding(enterpriseName(draw, facts.division, facts.industry, 'company'), 'ENTERPRISE', percent)
      : holding(personName(draw), 'PERSON', percent),
  );
  return [...largest, ...smaller].sort((a, b) => Number(a.since > b.since) - Number(a.since < b.since));
}

/** Whole percentages, each of at least one, that add up to a whole. */
function partsOf(draw: Random, whole: number, count: number): number[] {
  const parts = Array<number>(count).fill(1);
  for (let left = whole - count; left > 0; left--) parts[draw.int(0, count - 1)]! += 1;
  return parts;
}

const MATTERS = ['SCOPE', 'SCOPE', 'SCOPE', 'SEAT', 'SEAT', 'TERM', 'NAME', 'OTHER'] as const;

/** Whatever was registered anew: who represents and who holds the enterprise, and now and then another matter. */
export function registrationChanges(facts: EnterpriseFacts): RegistrationChange[] {
  const { stream, type, legalRepresentativeChanges } = facts;
  const draw = random(stream, 'changes');
  const taken = legalRepresentativeChanges.flatMap((changedOn): RegistrationChange[] => [
    { changedOn, matter: 'LEGAL_REPRESENTATIVE' },
    ...(type === 'SOLE_TRADER' ? [] : [{ changedOn, matter: 'SHAREHOLDERS' } as const]),
  ]);
  const others = Array.from({ length: draw.pick([0, 0, 0, 1, 1, 2, 3]) }).flatMap(
    (): RegistrationChange[] => {
      const changedOn = someDay(draw, facts, 60);
      return changedOn === undefined ? [] : [{ changedOn, matter: draw.pick(MATTERS) }];
    },
  );
  return [...taken, ...others].sort(
    (a, b) => Number(a.changedOn > b.changedOn) - Number(a.changedOn < b.changedOn),
  );
}

/**
 * A day of a whole month between the establishment and the month of the story.
 *
 * @param within Months before the story at most.
 * @returns Undefined when there is no such month.
 */
export function someDay(
  draw: Random,
  { establishedOn, storyMonth }: Pick<EnterpriseFacts, 'establishedOn' | 'storyMonth'>,
  within: number,
): CalendarDate | undefined {
  const founded = addMonths(establishedOn.slice(0, 7), 1);
  const bound = addMonths(storyMonth, -within);
  const first: Month = founded > bound ? founded : bound;
  const months = monthsBetween(first, storyMonth);
  if (months < 1) return undefined;
  return `${addMonths(first, draw.int(0, months - 1))}-${String(draw.int(1, 28)).padStart(2, '0')}`;
}
