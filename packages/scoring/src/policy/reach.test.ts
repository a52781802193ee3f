import { describe, expect, it } from 'vitest';
import { PolicyInvalid } from '../error.ts';
import { policyDocument, rule } from '../testing/policy-document.ts';
import { parsePolicy } from './parse-policy.ts';
import type { PolicyDocument } from './policy.ts';

/** What `parsePolicy` finds wrong: `path problem`, one line each. */
function problemsOf(part: Partial<PolicyDocument>): string[] {
  try {
    parsePolicy(policyDocument(part));
  } catch (error) {
    if (error instanceof PolicyInvalid)
      return error.problems.map(({ path, problem }) => `${path} ${problem}`);
    throw error;
  }
  return [];
}

const age = (
  id: string,
  test: PolicyDocument['admission'][number]['test'],
  onFail: 'DECLINE' | 'REFER' = 'DECLINE',
) => rule({ id, test, onFail });
const grade = (
  id: string,
  test: PolicyDocument['admission'][number]['test'],
  onFail: 'DECLINE' | 'REFER' = 'DECLINE',
) => rule({ id, feature: 'taxCreditGrade', test, onFail, reasonCode: 'TAX_GRADE_NOT_ADMITTED' });

describe('a rule that can decide nothing', () => {
  it.each<[string, PolicyDocument['admission'], string[]]>([
    [
      'asks for less than another',
      [age('two', { atLeast: 24 }), age('one', { atLeast: 12 })],
      ['admission[1] RULE_UNREACHABLE'],
    ],
    [
      'asks for less than a later one',
      [age('one', { atLeast: 12 }), age('two', { atLeast: 24 })],
      ['admission[0] RULE_UNREACHABLE'],
    ],
    [
      'refers whom another declines',
      [age('one', { atLeast: 12 }, 'REFER'), age('two', { atLeast: 24 })],
      ['admission[0] RULE_UNREACHABLE'],
    ],
    [
      'is the same as an earlier one',
      [age('one', { atLeast: 24 }), age('two', { atLeast: 24 })],
      ['admission[1] RULE_UNREACHABLE'],
    ],
    [
      'is broken only with one or the other of two',
      [
        age('low', { atLeast: 12 }),
        age('high', { atMost: 600 }),
        age('both', { oneOf: [...Array(589).keys()].map((n) => n + 12) }, 'REFER'),
      ],
      ['admission[2] RULE_UNREACHABLE'],
    ],
    [
      'refers grades that another declines',
      [
        age('age', { atLeast: 24 }),
        grade('few', { oneOf: ['A', 'B'] }),
        grade('not-d', { noneOf: ['D'] }, 'REFER'),
      ],
      ['admission[2] RULE_UNREACHABLE'],
    ],
  ])('%s', (_, admission, problems) => {
    expect(problemsOf({ admission })).toEqual(problems);
  });

  it.each<[string, PolicyDocument['admission']]>([
    [
      'declines the youngest and refers the young',
      [age('one', { atLeast: 12 }), age('two', { atLeast: 24 }, 'REFER')],
    ],
    ['bounds from both sides', [age('low', { atLeast: 12 }), age('high', { atMost: 600 })]],
    [
      'declines some whom another refers',
      [age('all', { atLeast: 24 }, 'REFER'), age('some', { atLeast: 12 })],
    ],
  ])('but not one of two that %s', (_, admission) => {
    expect(problemsOf({ admission })).toEqual([]);
  });

  it.each<[string, PolicyDocument['admission'][number]['test']]>([
    ['all have: 0 months and more', { atLeast: 0 }],
    ['nobody has: below 0 months', { atMost: -1 }],
  ])('asks for what %s', (_, test) => {
    expect(problemsOf({ admission: [rule({ test })] })).toEqual(['admission[0].test TEST_POINTLESS']);
  });
});

describe('a source that ends', () => {
  const source = (validTo?: string): PolicyDocument['references'] => [
    { id: 'test', text: { zh: '测试', en: 'Test' }, ...(validTo === undefined ? {} : { validTo }) },
  ];

  it.each<[string, string | undefined, string | null, string[]]>([
    ['before the policy', '2026-12-30', '2026-12-31', ['references[0].validTo REFERENCE_EXPIRED']],
    ['under a policy without an end', '2999-12-31', null, ['references[0].validTo REFERENCE_EXPIRED']],
    ['with the policy', '2026-12-31', '2026-12-31', []],
    ['never, as far as is known', undefined, null, []],
  ])('%s', (_, end, validTo, problems) => {
    expect(problemsOf({ references: source(end), validTo })).toEqual(problems);
  });
});

describe('a tenor', () => {
  it('names its source', () => {
    const tenor = { months: 12, revolving: true };
    expect(problemsOf({ tenor: { ...tenor, reference: 'test' } })).toEqual([]);
    expect(problemsOf({ tenor: { ...tenor, reference: 'hearsay' } })).toEqual([
      'tenor.reference REFERENCE_UNKNOWN',
    ]);
  });
});
