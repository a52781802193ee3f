import { describe, expect, it } from 'vitest';
import { dutiesFor, PERSON_DUTIES } from './person-duties.ts';

const TODAY = '2026-11-21';

describe('dutiesFor · natural persons', () => {
  it.each([
    ['PIPL arts. 23, 29', 'separateConsent', true],
    ['PIPL art. 24 para. 3', 'humanReviewOfDecline', true],
    ['征信业管理条例 art. 14', 'adverseEffectWarning', true],
    ['征信业管理条例 art. 16', 'adverseDataYears', 5],
    ['征信业管理条例 art. 17', 'freeReportsPerYear', 2],
    ['征信业管理条例 art. 25', 'objectionDays', 20],
  ] as const)('%s: %s is %s', (_reference, duty, value) => {
    expect(dutiesFor('PERSON', TODAY)[duty]).toBe(value);
  });

  it.each(['ENTERPRISE', 'SOLE_TRADER'] as const)('towards a %s there are none of them', (type) => {
    expect(dutiesFor(type, TODAY)).toEqual({
      separateConsent: false,
      adverseEffectWarning: false,
      humanReviewOfDecline: false,
      adverseDataYears: null,
      freeReportsPerYear: 0,
      objectionDays: null,
    });
  });

  it('begins on the first day of the law', () => {
    expect(dutiesFor('PERSON', '2021-10-31').humanReviewOfDecline).toBe(false);
    expect(dutiesFor('PERSON', '2021-11-01').humanReviewOfDecline).toBe(true);
  });

  it('a later entry takes the place of an earlier one, from its day', () => {
    const [first] = PERSON_DUTIES.filter(({ duty }) => duty === 'objectionDays');
    const later = { ...first!, value: 15, from: '2027-01-01' };
    expect(dutiesFor('PERSON', '2026-12-31', [later, first!]).objectionDays).toBe(20);
    expect(dutiesFor('PERSON', '2027-01-01', [later, first!]).objectionDays).toBe(15);
  });

  it('every duty names its article', () => {
    for (const { reference } of PERSON_DUTIES) expect(reference).toMatch(/art/);
  });
});
