import { describe, expect, it } from 'vitest';
import { PolicyNotInForce } from '../error.ts';
import { parsePolicy } from '../policy/parse-policy.ts';
import type { PolicyDocument } from '../policy/policy.ts';
import { policyDocument } from '../testing/policy-document.ts';
import { followWarnings } from './follow-warnings.ts';
import { warningsOf } from './warnings-of.ts';

type Trigger = NonNullable<PolicyDocument['warnings']>[number];

/** Filed sales down by 62 % or more: HIGH, 24 hours. */
const trigger = (fact: Partial<Trigger> = {}): Trigger => ({
  id: 'sales-down',
  feature: 'filedSalesChange',
  when: { atMost: '-0.62' },
  severity: 'HIGH',
  deadlineHours: 24,
  reasonCode: 'TAX_SALES_FALLING',
  reference: 'test',
  ...fact,
});
const insured = trigger({
  id: 'staff-down',
  feature: 'insuredGrowth2',
  when: { atMost: '-0.3' },
  severity: 'MEDIUM',
  deadlineHours: 168,
});
const enforced = trigger({
  id: 'enforced',
  feature: 'newEnforcements',
  when: { atLeast: 1 },
  severity: 'CRITICAL',
  deadlineHours: 4,
  reasonCode: 'OPEN_ENFORCEMENTS',
});

const RATIO = { unit: 'RATIO' as const, name: { zh: '增长率', en: 'Growth' } };
const WATCHED: PolicyDocument['features'] = [
  { name: 'filedSalesChange', definition: RATIO, range: ['-1', null], missing: 'SCORE' },
  { name: 'insuredGrowth2', definition: RATIO, missing: 'SCORE' },
  { name: 'newEnforcements', definition: { ...RATIO, unit: 'COUNT' }, range: [0, null], missing: 'SCORE' },
];
const policyWith = (...warnings: Trigger[]) =>
  parsePolicy(
    policyDocument({
      reasons: [{ code: 'OPEN_ENFORCEMENTS', text: { zh: '新增被执行', en: 'New enforcement' } }],
      features: [
        ...policyDocument().features,
        ...WATCHED.filter(({ name }) => warnings.some(({ feature }) => feature === name)),
      ],
      warnings,
    }),
  );
const policy = policyWith(insured, trigger(), enforced);
const calm = { filedSalesChange: '0.1', insuredGrowth2: '0', newEnforcements: 0 };
const AT = '2026-03-01T08:00:00.000Z';
const LATER = '2026-03-02T08:00:00.000Z';

describe('warningsOf', () => {
  it.each([
    ['filedSalesChange', '-0.62', 'sales-down', 'HIGH', '2026-03-02T08:00:00.000Z'],
    ['insuredGrowth2', '-0.3', 'staff-down', 'MEDIUM', '2026-03-08T08:00:00.000Z'],
    ['newEnforcements', 1, 'enforced', 'CRITICAL', '2026-03-01T12:00:00.000Z'],
  ])('%s at %s raises %s: %s, due %s', (feature, value, triggerId, severity, dueAt) => {
    const { warnings } = warningsOf(policy, { ...calm, [feature]: value }, AT);
    expect(warnings).toEqual([expect.objectContaining({ triggerId, severity, raisedAt: AT, dueAt })]);
  });

  it.each([
    ['filedSalesChange', '-0.619999'],
    ['insuredGrowth2', '-0.299999'],
  ])('%s at %s raises nothing', (feature, value) => {
    expect(warningsOf(policy, { ...calm, [feature]: value }, AT)).toEqual({ warnings: [], unwatched: [] });
  });

  it('gives the worst first, with its words', () => {
    const { warnings } = warningsOf(
      policy,
      { filedSalesChange: '-1', insuredGrowth2: '-1', newEnforcements: 2 },
      AT,
    );
    expect(warnings.map(({ triggerId }) => triggerId)).toEqual(['enforced', 'sales-down', 'staff-down']);
    expect(warnings[0]!.text.en).toBe('New enforcement');
  });

  it('what is missing or false is named, and hides nothing else', () => {
    expect(warningsOf(policy, { filedSalesChange: '-1.5', newEnforcements: 1 }, AT)).toEqual({
      warnings: [expect.objectContaining({ triggerId: 'enforced' })],
      unwatched: [
        { triggerId: 'staff-down', feature: 'insuredGrowth2', cause: 'MISSING' },
        { triggerId: 'sales-down', feature: 'filedSalesChange', cause: 'INVALID' },
      ],
    });
  });

  it('a feature no trigger reads is not looked at', () => {
    expect(warningsOf(policy, { ...calm, ageMonths: 'broken' }, AT).unwatched).toEqual([]);
  });

  it('begins with the policy, by the Shanghai day of the instant', () => {
    expect(() => warningsOf(policy, calm, '2025-12-31T15:59:59.999Z')).toThrow(PolicyNotInForce);
    expect(warningsOf(policy, calm, '2025-12-31T16:00:00.000Z').warnings).toEqual([]);
  });

  it('does not end with the policy: the loans granted by it run on', () => {
    expect(warningsOf(policy, calm, '2027-06-01T00:00:00.000Z').warnings).toEqual([]);
  });

  it('a policy without triggers warns of nothing', () => {
    expect(warningsOf(parsePolicy(policyDocument()), {}, AT)).toEqual({ warnings: [], unwatched: [] });
  });
});

describe('followWarnings', () => {
  const first = warningsOf(policy, { ...calm, filedSalesChange: '-0.7' }, AT);
  const standing = followWarnings([], first).standing;

  it('tells a new warning once, and its deadline does not move', () => {
    const again = followWarnings(standing, warningsOf(policy, { ...calm, filedSalesChange: '-0.7' }, LATER));
    expect(followWarnings([], first).raised).toHaveLength(1);
    expect(again).toEqual({ raised: [], standing, cleared: [] });
  });

  it('a new version with a shorter deadline makes it earlier', () => {
    const stricter = policyWith(trigger({ deadlineHours: 1 }));
    const soon = '2026-03-01T10:00:00.000Z';
    const { standing: now } = followWarnings(
      standing,
      warningsOf(stricter, { ...calm, filedSalesChange: '-0.7' }, soon),
    );
    expect(now).toEqual([{ ...standing[0], dueAt: '2026-03-01T11:00:00.000Z' }]);
  });

  it('what is no longer true is cleared', () => {
    expect(followWarnings(standing, warningsOf(policy, calm, LATER))).toEqual({
      raised: [],
      standing: [],
      cleared: standing,
    });
  });

  it('what can no longer be seen stands', () => {
    const unseen = warningsOf(policy, { ...calm, filedSalesChange: null }, LATER);
    expect(followWarnings(standing, unseen)).toEqual({ raised: [], standing, cleared: [] });
  });

  it('a trigger the policy no longer has is cleared', () => {
    expect(followWarnings(standing, warningsOf(policyWith(enforced, insured), calm, LATER)).cleared).toEqual(
      standing,
    );
  });
});
