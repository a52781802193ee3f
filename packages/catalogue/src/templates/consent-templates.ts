import { type ConsentTemplate, DATA_ITEM_IDS, type DataItemId } from '@xinqiao/contracts';
import { DATA_ITEMS } from '../items/data-items.ts';

const derivable: DataItemId[] = DATA_ITEM_IDS.filter((id) =>
  DATA_ITEMS[id].allowedDisclosure.includes('INDICATORS'),
);

/**
 * The fair-use rules banks may ask under, one entry per version; a change is a new entry with a later
 * `validFrom`, never an edit. Spans count whole months: 24 before the month of the request and that
 * month itself make P25M, so that two full years can be compared from any day of a month.
 */
export const CONSENT_TEMPLATES: readonly ConsentTemplate[] = [
  {
    templateId: 'pre-loan-admission',
    version: 1,
    name: { zh: '贷前准入（仅指标，一次）', en: 'Pre-loan admission (indicators only, once)' },
    purpose: 'PRE_LOAN_ADMISSION',
    fetchType: 'ONETIME',
    items: derivable,
    maxDisclosure: 'INDICATORS',
    maxRange: 'P25M',
    maxValidity: 'P1M',
    dataLife: 'P6M',
    validFrom: '2026-01-01',
    reference: '个人信息保护法 arts. 6, 13–17; 网络数据安全管理条例 arts. 12, 22; 征信业务管理办法 arts. 3–5',
  },
  {
    templateId: 'credit-decision',
    version: 1,
    name: { zh: '授信审批', en: 'Credit decision' },
    purpose: 'CREDIT_DECISION',
    fetchType: 'PERIODIC',
    items: [...DATA_ITEM_IDS],
    maxDisclosure: 'RECORDS',
    maxRange: 'P36M',
    maxValidity: 'P12M',
    dataLife: 'P24M',
    validFrom: '2026-01-01',
    reference:
      '个人信息保护法 arts. 13–17, 23; 征信业管理条例 arts. 14, 18; 网络数据安全管理条例 arts. 12, 22',
  },
  {
    templateId: 'after-loan-warning',
    version: 1,
    name: { zh: '贷后预警（仅指标，定期）', en: 'After-loan warning (indicators only, periodic)' },
    purpose: 'EARLY_WARNING',
    fetchType: 'PERIODIC',
    items: derivable,
    maxDisclosure: 'INDICATORS',
    // 25 months back as above, and the 12 months of the loan that follow.
    maxRange: 'P37M',
    maxValidity: 'P12M',
    dataLife: 'P12M',
    validFrom: '2026-01-01',
    reference: '个人信息保护法 arts. 6, 13–17; 征信业管理条例 art. 18; 网络数据安全管理条例 arts. 12, 22',
  },
];
