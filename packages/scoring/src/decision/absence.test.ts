import type { PolicyResult } from '@xinqiao/contracts';
import { describe, expect, it } from 'vitest';
import { compilePolicy } from '../compile/compile-policy.ts';
import { Dec } from '../decimal.ts';
import { parsePolicy } from '../policy/parse-policy.ts';
import type { PolicyDocument } from '../policy/policy.ts';
import { policyDocument } from '../testing/policy-document.ts';
import { randomPolicy } from '../testing/random-policy.ts';
import { decide } from './decide.ts';

const AS_OF = '2026-06-15';
const OUTCOMES = ['DECLINED', 'REFERRED', 'APPROVED'];

/** In which respects less knowledge did an applicant good. */
function gains(before: PolicyResult, after: PolicyResult): string[] {
  const rank = ({ outcome }: PolicyResult) => OUTCOMES.indexOf(outcome);
  const rates = before.annualRate !== null && after.annualRate !== null;
  return [
    ...(after.outcome === 'APPROVED' && rank(before) < rank(after) ? ['approved by accident'] : []),
    ...(new Dec(after.limit).gt(before.limit) ? ['a higher limit'] : []),
    ...(rates && new Dec(after.annualRate!).lt(before.annualRate!) ? ['a lower rate'] : []),
    ...(before.defaultProbability !== null &&
    after.defaultProbability !== null &&
    new Dec(after.defaultProbability).lt(before.defaultProbability)
      ? ['a lower probability of default']
      : []),
  ];
}

describe('missing data can only lower or refer', () => {
  it('whatever the policy, whoever the applicant, whichever of the features is left out', () => {
    const met = new Set<string>();
    for (let seed = 1; seed <= 400; seed += 1) {
      const { document, applicant } = randomPolicy(seed);
      const { read, decide: decided } = compilePolicy(parsePolicy(document));
      for (let each = 0; each < 20; each += 1) {
        const firm = applicant();
        const before = decided(read(firm), AS_OF);
        for (const { name } of document.features) {
          if (firm[name] === null) continue;
          const { [name]: _, ...rest } = firm;
          const after = decided(read(rest), AS_OF);
          expect(gains(before, after), `seed ${seed}, ${name}, ${JSON.stringify(firm)}`).toEqual([]);
          expect(after.missing).toContain(name);
          met.add(`${before.outcome} → ${after.outcome}`);
        }
      }
    }
    // Only these: nothing is approved that was not approved before.
    expect(met).toEqual(
      new Set([
        'APPROVED → APPROVED',
        'APPROVED → REFERRED',
        'APPROVED → DECLINED',
        'REFERRED → REFERRED',
        'REFERRED → DECLINED',
        'DECLINED → REFERRED',
        'DECLINED → DECLINED',
      ]),
    );
  });

  /** At A 500,000 yuan at most, at B 100,000; growth is worth 100 points and may be missing. */
  const withReferral = (when: NonNullable<PolicyDocument['referrals']>[number]['when']) =>
    parsePolicy(
      policyDocument({
        referrals: [{ id: 'one', when, reasonCode: 'TAX_TOO_LOW', reference: 'test' }],
      }),
    );
  const firm = { ageMonths: 30, taxCreditGrade: 'A', vatPayable12: '90000.00', vatSalesGrowth12: '0.2' };
  const { vatSalesGrowth12: _, ...silent } = firm;

  it.each([
    ['too large for the machine', { limitAtLeast: '400000.00' }],
    ['of a rating that a person looks at', { ratingIn: ['A'] }],
  ])('a firm %s is not spared by leaving something out', (_, when) => {
    const policy = withReferral(when);
    expect(decide(policy, firm, AS_OF)).toMatchObject({ outcome: 'REFERRED', rating: 'A' });
    expect(decide(policy, silent, AS_OF)).toMatchObject({ outcome: 'REFERRED', rating: 'B' });
  });

  it('one that no value could have made so large is decided as ever', () => {
    const policy = withReferral({ limitAtLeast: '400000.00' });
    const small = { ...silent, vatPayable12: '79000.00' };
    expect(decide(policy, small, AS_OF)).toMatchObject({ outcome: 'APPROVED', limit: '100000.00' });
  });
});
