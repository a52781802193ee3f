import { describe, expect, it } from 'vitest';
import { decide } from '../../decision/decide.ts';
import type { Applicant } from '../../decision/feature-values.ts';
import { JIN_NONG_YI_DAI_2026_1 } from './jin-nong-yi-dai.ts';

const decided = (fact: Applicant = {}) =>
  decide(
    JIN_NONG_YI_DAI_2026_1,
    {
      applicantAge: 45,
      openEnforcements: 0,
      onAllowance: 'NO',
      householdIncome12: '60000.00',
      debtElsewhere: '0.00',
      creditOverdue24: 0,
      landMu: '12',
      villageGrade: 'GOOD',
      utilityOverdueMonths12: 0,
      pensionYears5: 5,
      ...fact,
    },
    '2026-11-22',
  );

describe('农户贷款示例 · 家庭年收入 1.5 倍减在外借款, 不超过评级上限', () => {
  it('60,000 yuan a year give 90,000 yuan', () => {
    expect(decided()).toMatchObject({ outcome: 'APPROVED', rating: 'A', score: 900, limit: '90000.00' });
  });

  it('what is owed elsewhere is taken off', () => {
    expect(decided({ debtElsewhere: '35000.00' }).limit).toBe('55000.00');
  });

  it('the cap of the rating binds a high income', () => {
    expect(decided({ householdIncome12: '400000.00' })).toMatchObject({
      limit: '300000.00',
      limitBoundBy: 'cap',
    });
  });

  it.each<[string, Applicant, string]>([
    ['17 years old', { applicantAge: 17 }, 'APPLICANT_AGE'],
    ['61 years old', { applicantAge: 61 }, 'APPLICANT_AGE'],
    ['under enforcement', { openEnforcements: 1 }, 'UNDER_ENFORCEMENT'],
    ['on the minimum living allowance', { onAllowance: 'YES' }, 'ON_ALLOWANCE'],
    ['overdue seven times', { creditOverdue24: 7 }, 'CREDIT_OVERDUE'],
    ['an income of 19,999.99', { householdIncome12: '19999.99' }, 'HOUSEHOLD_INCOME_LOW'],
    ['owing all that could be lent', { debtElsewhere: '90000.00' }, 'LIMIT_TOO_SMALL'],
  ])('%s: declined', (_, fact, code) => {
    const { outcome, reasons } = decided(fact);
    expect([outcome, reasons[0]?.code]).toEqual(['DECLINED', code]);
  });

  it.each(['householdIncome12', 'debtElsewhere', 'creditOverdue24', 'openEnforcements'])(
    'without %s a person decides',
    (name) => {
      expect(decided({ [name]: null })).toMatchObject({ outcome: 'REFERRED', missing: [name] });
    },
  );
});
