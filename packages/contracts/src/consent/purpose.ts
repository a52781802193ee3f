import { z } from 'zod';
import type { LocalizedText } from '../values/index.ts';

/** What kind of purpose it is: LENDING before a loan, LOAN_MANAGEMENT while it runs, OWN_USE by the owner herself. */
export const PURPOSE_CATEGORIES = {
  LENDING: { zh: '贷款审批', en: 'Lending' },
  LOAN_MANAGEMENT: { zh: '贷款管理', en: 'Loan management' },
  OWN_USE: { zh: '本人使用', en: 'Own use' },
} as const satisfies Record<string, LocalizedText>;

export const PurposeCategory = z
  .enum(
    Object.keys(PURPOSE_CATEGORIES) as [
      keyof typeof PURPOSE_CATEGORIES,
      ...(keyof typeof PURPOSE_CATEGORIES)[],
    ],
  )
  .meta({
    id: 'PurposeCategory',
    description: 'LENDING before a loan, LOAN_MANAGEMENT while it runs, OWN_USE by the owner herself.',
  });
export type PurposeCategory = z.infer<typeof PurposeCategory>;

interface PurposeDefinition extends LocalizedText {
  readonly category: PurposeCategory;
  /** Law the handling for this purpose rests on. */
  readonly reference: LocalizedText;
}

/** What the data may be used for (PIPL art. 13–17: one stated purpose per consent). */
export const PURPOSES = {
  PRE_LOAN_ADMISSION: {
    ...{ zh: '贷前准入', en: 'Pre-loan admission', category: 'LENDING' },
    reference: {
      zh: '《个人信息保护法》第六条、第十三条至第十七条；《征信业管理条例》第十八条',
      en: 'PIPL arts. 6, 13–17; Credit Reporting Regulation art. 18',
    },
  },
  CREDIT_DECISION: {
    ...{ zh: '授信审批', en: 'Credit decision', category: 'LENDING' },
    reference: {
      zh: '《个人信息保护法》第十三条至第十七条、第二十四条；《征信业管理条例》第十四条、第十八条',
      en: 'PIPL arts. 13–17, 24; Credit Reporting Regulation arts. 14, 18',
    },
  },
  LOAN_REVIEW: {
    ...{ zh: '贷中审查', en: 'Loan review', category: 'LOAN_MANAGEMENT' },
    reference: {
      zh: '《个人信息保护法》第六条、第十三条至第十七条；《征信业管理条例》第十八条',
      en: 'PIPL arts. 6, 13–17; Credit Reporting Regulation art. 18',
    },
  },
  EARLY_WARNING: {
    ...{ zh: '贷后预警', en: 'After-loan warning', category: 'LOAN_MANAGEMENT' },
    reference: {
      zh: '《个人信息保护法》第六条、第十三条至第十七条；《征信业管理条例》第十八条',
      en: 'PIPL arts. 6, 13–17; Credit Reporting Regulation art. 18',
    },
  },
  SELF_SERVICE_EXPORT: {
    ...{ zh: '本人导出', en: 'Self-service export', category: 'OWN_USE' },
    reference: {
      zh: '《个人信息保护法》第四十五条；《征信业管理条例》第十七条',
      en: 'PIPL art. 45; Credit Reporting Regulation art. 17',
    },
  },
} as const satisfies Record<string, PurposeDefinition>;

export const PurposeCode = z
  .enum(Object.keys(PURPOSES) as [keyof typeof PURPOSES, ...(keyof typeof PURPOSES)[]])
  .meta({
    id: 'PurposeCode',
    description: 'Purpose of a consent: 贷前准入, 授信, 贷中, 贷后预警 or 本人导出.',
  });
export type PurposeCode = z.infer<typeof PurposeCode>;

/** Purposes a bank may ask for: all but the owner's own export of her data. */
export const BankPurposeCode = PurposeCode.exclude(['SELF_SERVICE_EXPORT']).meta({
  id: 'BankPurposeCode',
  description: 'Purpose a bank may ask for: 贷前准入, 授信, 贷中 or 贷后预警.',
});
export type BankPurposeCode = z.infer<typeof BankPurposeCode>;
