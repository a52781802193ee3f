import type { ConsentTemplate } from '@xinqiao/contracts';
import { resolveTemplate, type TemplateVersion } from './resolve-template.ts';

const PRE_LOAN = {
  templateId: 'pre-loan-admission',
  name: { zh: '贷前准入（仅指标，一次）', en: 'Pre-loan admission (indicators only, once)' },
  purpose: 'PRE_LOAN_ADMISSION',
  consentMode: 'STORE',
  reference: '个人信息保护法 arts. 6, 13–17; 网络数据安全管理条例 arts. 12, 22; 征信业务管理办法 arts. 3–5',
} as const;
const DECISION = {
  templateId: 'credit-decision',
  name: { zh: '授信审批', en: 'Credit decision' },
  purpose: 'CREDIT_DECISION',
  consentMode: 'STORE',
  reference: '个人信息保护法 arts. 13–17, 23; 征信业管理条例 arts. 14, 18; 网络数据安全管理条例 arts. 12, 22',
} as const;
const REVIEW = {
  templateId: 'loan-review',
  name: { zh: '贷中审查（仅指标，定期）', en: 'Loan review (indicators only, periodic)' },
  purpose: 'LOAN_REVIEW',
  consentMode: 'STORE',
  reference: '个人信息保护法 arts. 6, 13–17; 征信业管理条例 art. 18; 网络数据安全管理条例 arts. 12, 22',
} as const;
const WARNING = {
  templateId: 'after-loan-warning',
  name: { zh: '贷后预警（仅指标，定期）', en: 'After-loan warning (indicators only, periodic)' },
  purpose: 'EARLY_WARNING',
  consentMode: 'STORE',
  reference: '个人信息保护法 arts. 6, 13–17; 征信业管理条例 art. 18; 网络数据安全管理条例 arts. 12, 22',
} as const;
const EXPORT = {
  templateId: 'self-service-export',
  name: { zh: '本人导出', en: 'Self-service export' },
  purpose: 'SELF_SERVICE_EXPORT',
  consentMode: 'STORE',
  reference: '个人信息保护法 art. 45; 征信业管理条例 art. 17',
} as const;

/**
 * The templates banks ask under, one entry per version; a change is a new entry with a later `validFrom`, never an
 * edit. The last one is the owner's own: it says what her export holds, and no bank can ask under it.
 */
export const TEMPLATE_VERSIONS: readonly TemplateVersion[] = [
  { ...PRE_LOAN, version: 1, validFrom: '2026-01-01' },
  { ...PRE_LOAN, version: 2, validFrom: '2026-11-01' },
  { ...PRE_LOAN, version: 3, validFrom: '2026-11-22' },
  { ...DECISION, version: 1, validFrom: '2026-01-01' },
  { ...DECISION, version: 2, validFrom: '2026-11-01' },
  // Drawn up the day before the catalogue grew, and replaced on its first day.
  { ...DECISION, version: 3, validFrom: '2026-11-22', catalogueOf: '2026-11-21' },
  { ...DECISION, version: 4, validFrom: '2026-11-22' },
  { ...REVIEW, version: 1, validFrom: '2026-11-01' },
  { ...REVIEW, version: 2, validFrom: '2026-11-22' },
  { ...WARNING, version: 1, validFrom: '2026-01-01' },
  { ...WARNING, version: 2, validFrom: '2026-11-01' },
  { ...WARNING, version: 3, validFrom: '2026-11-22' },
  { ...EXPORT, version: 1, validFrom: '2026-11-01' },
  { ...EXPORT, version: 2, validFrom: '2026-11-22' },
];

/** The same with the limits their rules give them. */
export const CONSENT_TEMPLATES: readonly ConsentTemplate[] = TEMPLATE_VERSIONS.map((version) =>
  resolveTemplate(version),
);
