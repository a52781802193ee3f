import type { DataItemId } from '../data-items/index.ts';
import { family, type IndicatorFacts, NOT_NEGATIVE, SHARE, state, WINDOWS } from './indicator-definition.ts';

const changes = (zh: string, en: string, matter?: string): IndicatorFacts => ({
  unit: 'COUNT',
  name: [`近{n}月${zh}次数`, `${en} over the last {n} months`],
  formula: [
    `changedOn 在近{n}月内${matter ? `且 matter 为 ${matter}` : ''}的变更日数；同日多条同类变更计一次`,
    `Days in the last {n} months with a change${matter ? ` of matter ${matter}` : ', each matter of a day once'}; rows of the same day and matter count once`,
  ],
  inputs: ['changedOn', 'matter'],
});

const PROFILE: DataItemId = 'registration.profile';

/** Indicators of the business registry. */
export const REGISTRATION_INDICATORS = {
  registrationActive: state(PROFILE, {
    unit: 'COUNT',
    name: ['登记状态为存续（1 是，0 否）', 'Registry status is active (1 yes, 0 no)'],
    formula: ['status 为 ACTIVE 时为 1，否则为 0', '1 when status is ACTIVE, else 0'],
    inputs: ['status'],
    range: [0, 1],
  }),
  ageMonths: state(PROFILE, {
    unit: 'MONTHS',
    name: ['成立月数', 'Months since establishment'],
    formula: [
      'establishedOn 至基准日的整月数；晚于基准日成立的为空',
      'Whole months from establishedOn to asOf; null when established later',
    ],
    inputs: ['establishedOn'],
  }),
  legalRepresentativeMonths: state(PROFILE, {
    unit: 'MONTHS',
    name: ['法定代表人未变更月数', 'Months under the same legal representative'],
    formula: [
      '基准日前最近一次法定代表人变更（无则成立日）至基准日的整月数',
      'Whole months from the latest change of legal representative up to asOf, or without one from establishment',
    ],
    inputs: ['legalRepresentativeChanges.changedOn', 'establishedOn'],
  }),
  openAbnormalListings: state(PROFILE, {
    unit: 'COUNT',
    name: ['未移出的经营异常', 'Open abnormal listings'],
    formula: [
      '基准日已列入且尚未移出的经营异常条数',
      'Abnormal listings begun by asOf and not removed by then',
    ],
    inputs: ['abnormalListings.listedOn', 'abnormalListings.removedOn'],
  }),
  ...family('abnormalListings', WINDOWS, PROFILE, {
    unit: 'COUNT',
    name: ['近{n}月列入经营异常次数', 'Abnormal listings begun over the last {n} months'],
    formula: ['listedOn 在近{n}月内的条数', 'Listings with listedOn in the last {n} months'],
    inputs: ['abnormalListings.listedOn'],
  }),

  shareholders: state('registration.shareholders', {
    unit: 'COUNT',
    name: ['现有股东数', 'Present shareholders'],
    formula: [
      '基准日已登记且未退出的股东条数；没有时为空',
      'Shareholders taken up by asOf who have not left; null when there are none',
    ],
    inputs: ['since', 'until'],
  }),
  enterpriseShareholders: state('registration.shareholders', {
    unit: 'COUNT',
    name: ['现有企业股东数', 'Present shareholders that are enterprises'],
    formula: [
      '现有股东中 kind 为 ENTERPRISE 的条数；没有股东时为空',
      'Present shareholders of kind ENTERPRISE; null without shareholders',
    ],
    inputs: ['since', 'until', 'kind'],
  }),
  largestShareholderShare: state('registration.shareholders', {
    unit: 'RATIO',
    name: ['第一大股东占比', 'Share of the largest shareholder'],
    formula: [
      '现有股东 subscribed 的最大值 ÷ 合计；合计为 0 时为空',
      'Largest subscribed of the present shareholders ÷ their sum; null when the sum is 0',
    ],
    inputs: ['since', 'until', 'subscribed'],
    range: SHARE,
  }),
  paidInShare: state('registration.shareholders', {
    unit: 'RATIO',
    name: ['实缴比例', 'Capital paid in as a share of that subscribed'],
    formula: [
      '现有股东 paidIn 合计 ÷ subscribed 合计；任一实缴未列明或认缴为 0 时为空',
      'Sum of paidIn ÷ sum of subscribed of the present shareholders; null where one does not state it, or nothing is subscribed',
    ],
    inputs: ['since', 'until', 'paidIn', 'subscribed'],
    range: NOT_NEGATIVE,
  }),
  ...family('shareholdersJoined', WINDOWS, 'registration.shareholders', {
    unit: 'COUNT',
    name: ['近{n}月新增股东数', 'Shareholders who joined over the last {n} months'],
    formula: ['since 在近{n}月内的条数', 'Shareholders with since in the last {n} months'],
    inputs: ['since'],
  }),
  ...family('shareholdersLeft', WINDOWS, 'registration.shareholders', {
    unit: 'COUNT',
    name: ['近{n}月退出股东数', 'Shareholders who left over the last {n} months'],
    formula: ['until 在近{n}月内的条数', 'Shareholders with until in the last {n} months'],
    inputs: ['until'],
  }),

  ...family(
    'registrationChanges',
    WINDOWS,
    'registration.changes',
    changes('登记变更', 'Registered changes'),
  ),
  ...family(
    'legalRepresentativeChanges',
    WINDOWS,
    'registration.changes',
    changes('法定代表人变更', 'Changes of legal representative', 'LEGAL_REPRESENTATIVE'),
  ),
  ...family(
    'shareholderChanges',
    WINDOWS,
    'registration.changes',
    changes('股东变更', 'Changes of shareholders', 'SHAREHOLDERS'),
  ),
  ...family(
    'capitalChanges',
    WINDOWS,
    'registration.changes',
    changes('注册资本变更', 'Changes of registered capital', 'CAPITAL'),
  ),

  ...family('penalties', WINDOWS, 'registration.penalties', {
    unit: 'COUNT',
    name: ['近{n}月行政处罚次数', 'Administrative penalties over the last {n} months'],
    formula: ['decidedOn 在近{n}月内的条数', 'Penalties with decidedOn in the last {n} months'],
    inputs: ['decidedOn'],
  }),
  ...family('penaltyFines', WINDOWS, 'registration.penalties', {
    unit: 'AMOUNT',
    name: ['近{n}月行政罚款', 'Administrative fines over the last {n} months'],
    formula: [
      '近{n}月内所作处罚的 fine 合计；没有时为 0.00',
      'Sum of fine of the penalties decided in the last {n} months; 0.00 without any',
    ],
    inputs: ['decidedOn', 'fine'],
    range: NOT_NEGATIVE,
  }),
  openSeriousBreaches: state('registration.penalties', {
    unit: 'COUNT',
    name: ['公示中的严重违法失信', 'Serious breaches still published'],
    formula: [
      'serious 为真、基准日已决定且仍在公示期（含最后一日）的处罚条数',
      'Penalties with serious, decided by asOf and still published on it',
    ],
    inputs: ['decidedOn', 'serious', 'publishedUntil'],
  }),
} as const;
