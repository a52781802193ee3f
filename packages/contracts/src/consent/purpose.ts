import { z } from 'zod';
import type { LocalizedText } from '../values/index.ts';

/** What the data may be used for (PIPL art. 13–17: one stated purpose per consent). */
export const PURPOSES = {
  PRE_LOAN_ADMISSION: { zh: '贷前准入', en: 'Pre-loan admission' },
  CREDIT_DECISION: { zh: '授信审批', en: 'Credit decision' },
  LOAN_REVIEW: { zh: '贷中审查', en: 'Loan review' },
  EARLY_WARNING: { zh: '贷后预警', en: 'After-loan warning' },
} as const satisfies Record<string, LocalizedText>;

export const PurposeCode = z
  .enum(Object.keys(PURPOSES) as [keyof typeof PURPOSES, ...(keyof typeof PURPOSES)[]])
  .meta({ id: 'PurposeCode', description: 'Purpose of a consent: 贷前准入, 授信, 贷中 or 贷后预警.' });
export type PurposeCode = z.infer<typeof PurposeCode>;
