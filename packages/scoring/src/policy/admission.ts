import { z } from 'zod';
import { type FeatureFacts, FeatureName } from './feature.ts';
import { type Report, reportDuplicates } from './problem.ts';
import { idleRules, passing, possible } from './reach.ts';
import { ReasonName } from './reason.ts';
import { ReferenceId } from './reference.ts';
import { isWritten } from './unit.ts';
import { PolicyValue } from './value.ts';
import { intersection, isWithin } from './value-set.ts';

/** What a value must be for the rule to hold; exactly one key. */
export const FeatureTest = z
  .union([
    z.strictObject({ atLeast: PolicyValue.describe('Holds at this value and above.') }),
    z.strictObject({ atMost: PolicyValue.describe('Holds at this value and below.') }),
    z.strictObject({ equals: PolicyValue.describe('Holds at this value only.') }),
    z.strictObject({
      oneOf: z.array(PolicyValue).min(1).max(1000).describe('Holds at each of these values.'),
    }),
    z.strictObject({
      noneOf: z.array(PolicyValue).min(1).max(1000).describe('Holds at every value but these.'),
    }),
  ])
  .describe('One of atLeast, atMost, equals, oneOf, noneOf.');
export type FeatureTest = z.infer<typeof FeatureTest>;

/** A rule an applicant must meet before anything is scored (准入). */
export const AdmissionRule = z.strictObject({
  id: z
    .string()
    .max(100)
    .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
    .describe('Name of the rule, unique in the policy.'),
  feature: FeatureName,
  test: FeatureTest,
  onFail: z.enum(['DECLINE', 'REFER']).describe('DECLINE refuses; REFER leaves it to a person.'),
  reasonCode: ReasonName,
  reference: ReferenceId,
});
export type AdmissionRule = z.infer<typeof AdmissionRule>;

export function checkAdmission(
  rules: readonly AdmissionRule[],
  features: ReadonlyMap<FeatureName, FeatureFacts>,
  report: Report,
): void {
  reportDuplicates(rules, ({ id }) => id, 'id', report);
  let sound = true;
  rules.forEach(({ feature, test }, index) => {
    const facts = features.get(feature);
    if (facts === undefined) return;
    checkTest(test, facts, (path, problem) => {
      sound = false;
      report([index, 'test', ...path], problem);
    });
  });
  if (!sound) return;
  for (const rule of idleRules(rules, features)) report([rules.indexOf(rule)], 'RULE_UNREACHABLE');
}

/** That the values of a test are such as the feature has, and that some value passes and some does not. */
export function checkTest(test: FeatureTest, facts: FeatureFacts, report: Report): void {
  const ordered = 'atLeast' in test || 'atMost' in test;
  if (ordered && facts.categories !== null) report([], 'TEST_UNORDERED');
  else if (!valuesOf(test).every((value) => isWritten(facts, value))) report([], 'VALUE_TYPE');
  else if (facts.categories !== null) {
    const passed = facts.categories.filter((value) => passes(test, value)).length;
    if (passed === 0 || passed === facts.categories.length) report([], 'TEST_POINTLESS');
  } else {
    const [passed, all] = [passing(test, facts), possible(facts)];
    if (isWithin(all, passed) || intersection(all, passed).length === 0) report([], 'TEST_POINTLESS');
  }
}

function passes(test: FeatureTest, category: string): boolean {
  if ('noneOf' in test) return !test.noneOf.includes(category);
  return valuesOf(test).includes(category);
}

export function valuesOf(test: FeatureTest): readonly PolicyValue[] {
  if ('atLeast' in test) return [test.atLeast];
  if ('atMost' in test) return [test.atMost];
  if ('equals' in test) return [test.equals];
  return 'oneOf' in test ? test.oneOf : test.noneOf;
}
