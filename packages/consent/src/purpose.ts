import type { DisclosureLevel, PurposeCode } from '@xinqiao/contracts';

/** What a bank does with the data: gets it as a package, or has it decided upon beside the data. */
export type DataUse = 'PACKAGE' | 'DECISION';

interface UseRule {
  readonly purposes: readonly PurposeCode[];
  readonly disclosures: readonly DisclosureLevel[];
  /** Law the rule follows from. */
  readonly reference: string;
}

/**
 * Which use serves which purpose (PIPL art. 6: no handling beyond the stated purpose).
 *
 * A package is what the owner agreed to show, whatever for. A decision proposes a limit: that is what admission and
 * credit decision are for, and neither review of a loan that is lent nor warning. It comes with figures and reasons, so
 * a consent to a mere yes or no does not cover it.
 */
export const USE_RULES: Readonly<Record<DataUse, UseRule>> = {
  PACKAGE: {
    purposes: [
      'PRE_LOAN_ADMISSION',
      'CREDIT_DECISION',
      'LOAN_REVIEW',
      'EARLY_WARNING',
      'SELF_SERVICE_EXPORT',
    ],
    disclosures: ['ANSWER', 'INDICATORS', 'RECORDS'],
    reference: '个人信息保护法 art. 6',
  },
  DECISION: {
    purposes: ['PRE_LOAN_ADMISSION', 'CREDIT_DECISION'],
    disclosures: ['INDICATORS', 'RECORDS'],
    reference: '个人信息保护法 arts. 6, 24; 征信业管理条例 art. 20',
  },
};

/** True when the purpose and the level that were agreed to include the use. */
export function servesPurpose(
  use: DataUse,
  { purpose, disclosure }: { readonly purpose: PurposeCode; readonly disclosure: DisclosureLevel },
): boolean {
  const { purposes, disclosures } = USE_RULES[use];
  return purposes.includes(purpose) && disclosures.includes(disclosure);
}
