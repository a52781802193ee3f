import { define } from './data-item-definition.ts';
import { DERIVABLE } from './disclosure.ts';

/** Items of who insures, saves and supplies (社保、公积金、公用事业). */
export const LIVELIHOOD_ITEMS = {
  'social.insurance': define('social.insurance', {
    name: { zh: '社会保险参保', en: 'Social insurance' },
    agency: { zh: '社会保险经办机构', en: 'Social Insurance Agency' },
    updateFrequency: 'month',
    freshness: 'P30D',
    retention: 'P10Y',
    sensitivity: 'E',
    level: 'SENSITIVE',
    legalBasis: '社会保险法 art. 74',
    allowedDisclosure: DERIVABLE,
    since: '2026-11-22',
  }),
  'housing-fund.deposits': define('housing-fund.deposits', {
    name: { zh: '住房公积金缴存', en: 'Housing fund deposits' },
    agency: { zh: '住房公积金管理中心', en: 'Housing Fund Centre' },
    updateFrequency: 'month',
    freshness: 'P30D',
    retention: 'P10Y',
    sensitivity: 'E',
    level: 'SENSITIVE',
    legalBasis: '住房公积金管理条例 art. 36',
    allowedDisclosure: DERIVABLE,
    since: '2026-11-22',
  }),
  'utility.usage': define('utility.usage', {
    name: { zh: '水电气用量', en: 'Utility usage' },
    agency: { zh: '公用事业单位', en: 'Utilities' },
    updateFrequency: 'month',
    freshness: 'P30D',
    retention: 'P5Y',
    sensitivity: 'E',
    level: 'SENSITIVE',
    legalBasis: '公共数据授权运营 发改数据规〔2025〕27号',
    allowedDisclosure: DERIVABLE,
    since: '2026-11-22',
  }),
} as const;
