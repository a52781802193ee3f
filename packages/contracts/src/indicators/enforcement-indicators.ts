import type { DataItemId } from '../data-items/index.ts';
import { family, type IndicatorFacts, NOT_NEGATIVE, state, WINDOWS } from './indicator-definition.ts';

const ITEM: DataItemId = 'enforcement.records';

const open = (zh: string, en: string, kind?: string): IndicatorFacts => ({
  unit: 'COUNT',
  name: [zh, en],
  formula: [
    `filedOn 不晚于基准日、closedOn 为空或晚于基准日${kind ? `且 kind 为 ${kind}` : ''}的条数`,
    `Cases${kind ? ` of kind ${kind}` : ''} with filedOn by asOf and closedOn null or after asOf`,
  ],
  inputs: kind ? ['filedOn', 'closedOn', 'kind'] : ['filedOn', 'closedOn'],
});

const filed = (zh: string, en: string, kind?: string): IndicatorFacts => ({
  unit: 'COUNT',
  name: [`近{n}月新增${zh}`, `${en} over the last {n} months`],
  formula: [
    `filedOn 在近{n}月内${kind ? `且 kind 为 ${kind}` : ''}的条数`,
    `Cases${kind ? ` of kind ${kind}` : ''} with filedOn in the last {n} months`,
  ],
  inputs: kind ? ['filedOn', 'kind'] : ['filedOn'],
});

/** Indicators of court enforcements, in all and by kind. */
export const ENFORCEMENT_INDICATORS = {
  openEnforcements: state(ITEM, open('未结被执行案件', 'Open court enforcements')),
  openEnforcementCases: state(ITEM, open('未结被执行人案件', 'Open cases of enforcement', 'ENFORCEMENT')),
  openDishonestyListings: state(ITEM, open('在列失信被执行人', 'Open listings as dishonest', 'DISHONEST')),
  openConsumptionLimits: state(ITEM, open('在限制高消费', 'Open consumption limits', 'CONSUMPTION_LIMIT')),
  openEnforcementAmount: state(ITEM, {
    unit: 'AMOUNT',
    name: ['未结执行标的', 'Amount under open enforcement'],
    formula: [
      '基准日未结且 kind 为 ENFORCEMENT 案件的 amount 合计；没有时为 0.00',
      'Sum of amount of the cases of kind ENFORCEMENT open on asOf; 0.00 without any',
    ],
    inputs: ['filedOn', 'closedOn', 'kind', 'amount'],
    range: NOT_NEGATIVE,
  }),
  ...family('enforcements', WINDOWS, ITEM, filed('执行类记录', 'Court enforcements of any kind filed')),
  ...family(
    'enforcementCases',
    WINDOWS,
    ITEM,
    filed('被执行人案件', 'Cases of enforcement filed', 'ENFORCEMENT'),
  ),
  ...family('dishonestyListings', WINDOWS, ITEM, filed('失信被执行人', 'Listings as dishonest', 'DISHONEST')),
  ...family(
    'consumptionLimits',
    WINDOWS,
    ITEM,
    filed('限制高消费', 'Consumption limits', 'CONSUMPTION_LIMIT'),
  ),
} as const;
