import { describe, expect, it } from 'vitest';
import { city } from '../city/city.ts';
import { drawnHousehold } from '../city/household.ts';
import { applicationOf, applyingFirm, firmReader } from './applicants.ts';
import { arrivals, monthsOf, toldOn } from './arrivals.ts';
import { APPLICANTS, ASSUMPTIONS, WORLD } from './assumptions.ts';
import { base } from './scenarios.ts';

const drawn = Array.from({ length: 20_000 }, (_, at) => at / 20_000);

describe('ASSUMPTIONS', () => {
  it('name every number of the world with its source, and nothing else', () => {
    const { households, ...others } = WORLD;
    expect(Object.keys(ASSUMPTIONS).toSorted()).toEqual(
      [...Object.keys(others), ...Object.keys(households).map((key) => `households.${key}`)].toSorted(),
    );
    for (const { source } of Object.values(ASSUMPTIONS)) expect(source.en.length).toBeGreaterThan(5);
  });
});

describe('months', () => {
  it('sixteen from July 2016 end with October 2017', () => {
    expect([monthsOf(WORLD).length, monthsOf(WORLD)[0], monthsOf(WORLD).at(-1), toldOn(WORLD)]).toEqual([
      16,
      '2016-07',
      '2017-10',
      '2017-10-31',
    ]);
  });

  it('applications grow in a straight line to three times the first month', () => {
    const monthOf = arrivals(WORLD);
    const counts = monthsOf(WORLD).map((_, month) => drawn.filter((one) => monthOf(one) === month).length);
    const steps = counts.slice(1).map((count, at) => count - counts[at]!);
    expect(counts.at(-1)! / counts[0]!).toBeCloseTo(3, 1);
    expect(Math.max(...steps) - Math.min(...steps)).toBeLessThanOrEqual(3);
  });

  it('one month alone takes all', () => {
    expect(arrivals({ months: 1, growth: 3 })(0.999)).toBe(0);
  });
});

describe('applicants', () => {
  it('come in the stated proportion', () => {
    const all = Object.values(WORLD.applicants).reduce((sum, count) => sum + count, 0);
    const kinds = Array.from({ length: 20_000 }, (_, number) => applicationOf('1', number, WORLD).kind);
    for (const kind of APPLICANTS) {
      const share = kinds.filter((one) => one === kind).length / kinds.length;
      expect(Math.abs(share - WORLD.applicants[kind] / all)).toBeLessThan(0.015);
    }
  });

  it.each(['SOLE_TRADER', 'ENTERPRISE'] as const)('a %s is one, and exists on the day', (kind) => {
    // On a day nine years before the story most of the city was not yet there.
    const town = city({ seed: '1', size: 31 ** 6, asOf: '2009-01-15', storyDate: '2017-10-31' });
    const firms = Array.from({ length: 40 }, (_, number) => applyingFirm(town, '1', number, kind));
    expect(new Set(firms.map(({ type }) => type))).toEqual(new Set([kind]));
    expect(firms.filter(({ establishedOn }) => establishedOn >= '2009-01-15')).toEqual([]);
  });

  it.each(['SOLE_TRADER', 'ENTERPRISE'] as const)(
    'a %s of the city has every figure the policy asks for, on the day it applies',
    (kind) => {
      const policy = base().policies[kind];
      const read = firmReader('1', WORLD, policy);
      for (let number = 0; number < 20; number++) {
        const applicant = read(number, kind, number % 16);
        expect(Object.keys(applicant).toSorted()).toEqual(policy.features.map(({ name }) => name).toSorted());
        expect(Number(applicant.ageMonths)).toBeGreaterThanOrEqual(0);
      }
    },
  );
});

describe('drawnHousehold', () => {
  const households = (part: Partial<typeof WORLD.households> = {}, count = 4_000) =>
    Array.from({ length: count }, (_, number) =>
      drawnHousehold('1', number, { ...WORLD.households, ...part }),
    );
  const share = (yes: (one: ReturnType<typeof drawnHousehold>) => boolean) => {
    const all = households();
    return all.filter(yes).length / all.length;
  };

  it('has the features of the household policy and no other', () => {
    expect(Object.keys(households({}, 1)[0]!).toSorted()).toEqual(
      base()
        .policies.HOUSEHOLD.features.map(({ name }) => name)
        .toSorted(),
    );
  });

  it.each([
    ['on the allowance', WORLD.households.allowanceShare, (one) => one.onAllowance === 'YES'],
    ['under enforcement', WORLD.households.enforcementShare, (one) => one.openEnforcements === 1],
    ['in debt', WORLD.households.debtShare, (one) => one.debtElsewhere !== '0.00'],
    ['overdue', WORLD.households.overdueShare, (one) => one.creditOverdue24 !== 0],
    ['without a known income', WORLD.households.missingShare, (one) => one.householdIncome12 === null],
    ['35 or younger', 0.192, (one) => Number(one.applicantAge) <= 35],
  ] satisfies [string, number, (one: ReturnType<typeof drawnHousehold>) => boolean][])(
    '%s as often as assumed',
    (_, assumed, yes) => {
      expect(Math.abs(share(yes) - assumed)).toBeLessThan(0.02);
    },
  );

  it('who is weak in one thing is weak in others the more often, the more traits are alike', () => {
    const poor = (part: Parameters<typeof households>[0]) => {
      const all = households(part).filter(({ onAllowance }) => onAllowance === 'YES');
      return all.filter(({ creditOverdue24 }) => creditOverdue24 !== 0).length / all.length;
    };
    expect(Math.abs(poor({ likeness: 0 }) - WORLD.households.overdueShare)).toBeLessThan(0.06);
    expect(poor({ likeness: 0.5 })).toBeGreaterThan(0.3);
    expect(poor({ likeness: 1 })).toBe(1);
  });

  it('in another world only what the worlds differ by is different', () => {
    const [usual, poor] = [households(), households({ incomeScale: 0.8 })];
    usual.forEach((one, at) => {
      const { householdIncome12: income, debtElsewhere: debt, ...same } = one;
      const { householdIncome12: less, debtElsewhere: owes, ...too } = poor[at]!;
      expect(too).toEqual(same);
      if (income !== null) expect(Number(less) / Number(income)).toBeCloseTo(0.8, 4);
      expect(Number(owes)).toBeLessThanOrEqual(Number(debt));
    });
  });
});
