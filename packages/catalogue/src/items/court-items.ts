import { define } from './data-item-definition.ts';
import { DERIVABLE } from './disclosure.ts';

const AGENCY = { zh: '人民法院', en: "People's Court" };

/** Items of the people's courts (人民法院). */
export const COURT_ITEMS = {
  'enforcement.records': define('enforcement.records', {
    name: { zh: '司法执行信息', en: 'Court enforcements' },
    agency: AGENCY,
    updateFrequency: 'day',
    freshness: 'P1D',
    retention: 'P5Y',
    sensitivity: 'P',
    level: 'GENERAL',
    legalBasis: '最高人民法院关于公布失信被执行人名单信息的若干规定',
    allowedDisclosure: DERIVABLE,
  }),
} as const;
