import { define } from './data-item-definition.ts';
import { DERIVABLE } from './disclosure.ts';

const AGENCY = { zh: '市场监督管理局', en: 'Administration for Market Regulation' };

/** Items of the market supervision registry (市场监督管理局). */
export const REGISTRATION_ITEMS = {
  'registration.profile': define('registration.profile', {
    name: { zh: '企业登记信息', en: 'Business registration' },
    agency: AGENCY,
    updateFrequency: 'event',
    freshness: 'P1D',
    retention: 'P30Y',
    sensitivity: 'P',
    level: 'GENERAL',
    legalBasis: '企业信息公示暂行条例 art. 6',
    allowedDisclosure: DERIVABLE,
  }),
  'registration.shareholders': define('registration.shareholders', {
    name: { zh: '股东及出资', en: 'Shareholders' },
    agency: AGENCY,
    updateFrequency: 'event',
    freshness: 'P1D',
    retention: 'P30Y',
    sensitivity: 'P',
    level: 'GENERAL',
    legalBasis: '企业信息公示暂行条例 art. 6',
    allowedDisclosure: DERIVABLE,
    since: '2026-11-22',
  }),
  'registration.changes': define('registration.changes', {
    name: { zh: '变更登记', en: 'Registered changes' },
    agency: AGENCY,
    updateFrequency: 'event',
    freshness: 'P1D',
    retention: 'P30Y',
    sensitivity: 'P',
    level: 'GENERAL',
    legalBasis: '企业信息公示暂行条例 art. 6',
    allowedDisclosure: DERIVABLE,
    since: '2026-11-22',
  }),
  'registration.penalties': define('registration.penalties', {
    name: { zh: '行政处罚', en: 'Administrative penalties' },
    agency: AGENCY,
    updateFrequency: 'day',
    freshness: 'P7D',
    retention: 'P5Y',
    sensitivity: 'P',
    level: 'GENERAL',
    legalBasis: '企业信息公示暂行条例 art. 6; 行政处罚法 art. 48',
    allowedDisclosure: DERIVABLE,
    since: '2026-11-22',
  }),
} as const;
