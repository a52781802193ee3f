import { IndicatorName, ReasonCode } from '@xinqiao/contracts';
import { z } from 'zod';
import { type Report, reportDuplicates } from './problem.ts';
import { ReferenceId } from './reference.ts';
import { fitsUnit, isGrade, PolicyValue } from './value.ts';

/** What a value must be for the rule to hold; exactly one key. */
export const AdmissionTest = z
  .union([
    z.strictObject({ atLeast: PolicyValue.describe('Holds at this value and above.') }),
    z.strictObject({ atMost: PolicyValue.describe('Holds at this value and below.') }),
    z.strictObject({ equals: PolicyValue.describe('Holds at this value only.') }),
    z.strictObject({ oneOf: z.array(PolicyValue).min(1).describe('Holds at each of these values.') }),
  ])
  .describe('One of atLeast, atMost, equals, oneOf.');
export type AdmissionTest = z.infer<typeof AdmissionTest>;

/** A rule an applicant must meet before anything is scored (准入). */
export const AdmissionRule = z.strictObject({
  id: z
    .string()
    .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
    .describe('Name of the rule, unique in the policy.'),
  feature: IndicatorName,
  test: AdmissionTest,
  onFail: z.enum(['DECLINE', 'REFER']).describe('DECLINE refuses; REFER leaves it to a person.'),
  reasonCode: ReasonCode,
  reference: ReferenceId,
});
export type AdmissionRule = z.infer<typeof AdmissionRule>;

export function checkAdmission(rules: readonly AdmissionRule[], report: Report): void {
  reportDuplicates(rules, ({ id }) => id, 'id', report);
  rules.forEach(({ feature, test }, index) => {
    const ordered = 'atLeast' in test || 'atMost' in test;
    if (ordered && isGrade(feature)) report([index, 'test'], 'TEST_UNORDERED');
    else if (!valuesOf(test).every((value) => fitsUnit(feature, value)))
      report([index, 'test'], 'VALUE_TYPE');
  });
}

function valuesOf(test: AdmissionTest): readonly PolicyValue[] {
  if ('atLeast' in test) return [test.atLeast];
  if ('atMost' in test) return [test.atMost];
  return 'equals' in test ? [test.equals] : test.oneOf;
}
