import { DISCLOSURE_LEVELS, PurposeCode } from '@xinqiao/contracts';
import { describe, expect, it } from 'vitest';
import { servesPurpose, USE_RULES } from './purpose.ts';

describe('servesPurpose · PIPL art. 6', () => {
  it.each(PurposeCode.options)(
    'a package serves %s at every level: it is what was agreed to be shown',
    (purpose) => {
      for (const disclosure of DISCLOSURE_LEVELS)
        expect(servesPurpose('PACKAGE', { purpose, disclosure })).toBe(true);
    },
  );

  it.each(['PRE_LOAN_ADMISSION', 'CREDIT_DECISION'] as const)('a decision serves %s', (purpose) => {
    for (const disclosure of ['INDICATORS', 'RECORDS'] as const)
      expect(servesPurpose('DECISION', { purpose, disclosure })).toBe(true);
  });

  it.each(['LOAN_REVIEW', 'EARLY_WARNING'] as const)('a decision does not serve %s', (purpose) => {
    for (const disclosure of DISCLOSURE_LEVELS)
      expect(servesPurpose('DECISION', { purpose, disclosure })).toBe(false);
  });

  it('a decision is more than a yes or no', () => {
    for (const purpose of PurposeCode.options)
      expect(servesPurpose('DECISION', { purpose, disclosure: 'ANSWER' })).toBe(false);
  });

  it('every rule names the law it follows from', () => {
    for (const { reference } of Object.values(USE_RULES)) expect(reference).toMatch(/art/);
  });
});
