import type { SamplesOf } from './item-samples.ts';

/** Records of the market supervision registry about the enterprise of the samples. */
export const REGISTRATION_SAMPLES: SamplesOf<
  'registration.profile' | 'registration.shareholders' | 'registration.changes' | 'registration.penalties'
> = {
  'registration.profile': {
    uscc: '91341602MA2MQ1XX59',
    name: '亳州市样例药材有限公司',
    status: 'ACTIVE',
    establishedOn: '2018-04-12',
    authority: '亳州市谯城区市场监督管理局',
    divisionCode: '341602',
    industryCode: 'F515',
    registeredCapital: '2000000.00',
    legalRepresentative: '样例人甲',
    legalRepresentativeChanges: [{ changedOn: '2021-06-03' }],
    abnormalListings: [
      {
        listedOn: '2022-07-11',
        removedOn: '2022-08-02',
        reason: '未在规定期限公示年度报告',
      },
    ],
  },
  'registration.shareholders': [
    {
      ...{ name: '样例人甲', kind: 'PERSON', subscribed: '1400000.00', paidIn: '1400000.00' },
      ...{ share: '0.7', since: '2018-04-12', until: null },
    },
    {
      ...{ name: '样例人乙', kind: 'PERSON', subscribed: '600000.00', paidIn: '600000.00' },
      ...{ share: '0.3', since: '2018-04-12', until: '2021-06-03' },
    },
    {
      ...{ name: '样例投资有限公司', kind: 'ENTERPRISE', subscribed: '600000.00', paidIn: null },
      ...{ share: '0.3', since: '2021-06-03', until: null },
    },
  ],
  'registration.changes': [
    { changedOn: '2021-06-03', matter: 'LEGAL_REPRESENTATIVE' },
    { changedOn: '2021-06-03', matter: 'SHAREHOLDERS' },
  ],
  'registration.penalties': [
    {
      ...{ decidedOn: '2023-03-20', authority: '亳州市谯城区市场监督管理局', kind: '警告、罚款' },
      ...{ fine: '5000.00', serious: false, publishedUntil: '2026-03-20' },
    },
  ],
};
