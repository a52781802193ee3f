import type { AdministrativePenalty, RegistrationChange, Shareholder } from '@xinqiao/contracts';
import { handComputed } from '../../test/hand-computed.ts';
import { profile } from '../../test/records.ts';

const listing = (listedOn: string, removedOn: string | null) => ({
  ...{ listedOn, removedOn, reason: '未公示年度报告' },
});

handComputed('registration.profile', [
  {
    given: 'a firm of 2019, listed three times',
    records: profile({
      establishedOn: '2019-03-15',
      legalRepresentativeChanges: [{ changedOn: '2026-08-21' }],
      abnormalListings: [
        listing('2024-07-01', '2025-07-01'),
        listing('2025-11-01', '2025-12-01'),
        listing('2026-10-31', null),
      ],
    }),
    figures: {
      registrationActive: [1, 'ACTIVE'],
      ageMonths: [92, '15 March 2019 to 15 November 2026'],
      legalRepresentativeMonths: [3, '21 August to 21 November'],
      openAbnormalListings: [1, 'that of October'],
      abnormalListings1: [1, 'October'],
      abnormalListings12: [2, 'October and November 2025'],
      abnormalListings36: [3, 'all'],
    },
  },
]);

const shareholder = (subscribed: string, fact: Partial<Shareholder> = {}): Shareholder => ({
  ...{
    name: '某某',
    kind: 'PERSON',
    subscribed,
    paidIn: null,
    share: null,
    since: '2020-01-01',
    until: null,
  },
  ...fact,
});

handComputed('registration.shareholders', [
  {
    given: 'three shareholders and one who left',
    records: [
      shareholder('600.00', { paidIn: '300.00' }),
      shareholder('300.00', { paidIn: '300.00', kind: 'ENTERPRISE', since: '2026-08-01' }),
      shareholder('100.00', { paidIn: '0.00', since: '2025-10-31' }),
      shareholder('5000.00', { until: '2026-07-31' }),
    ],
    figures: {
      shareholders: [3, 'those who hold'],
      enterpriseShareholders: [1, 'one of kind ENTERPRISE'],
      largestShareholderShare: ['0.6', '600 ÷ 1000'],
      paidInShare: ['0.6', '(300 + 300 + 0) ÷ 1000'],
      shareholdersJoined3: [1, 'August'],
      shareholdersJoined24: [2, 'and October 2025'],
      shareholdersLeft3: [0, 'July lies before'],
      shareholdersLeft6: [1, 'July'],
    },
  },
  {
    given: 'one of whom it is not stated what she paid in',
    records: [shareholder('50.00', { paidIn: '50.00' }), shareholder('50.00')],
    figures: { paidInShare: [null, 'not stated'], largestShareholderShare: ['0.5', '50 ÷ 100'] },
  },
  {
    given: 'none, which no enterprise has',
    records: [],
    figures: { shareholders: [null, 'none are known'], largestShareholderShare: [null, '0 ÷ 0'] },
  },
]);

const change = (changedOn: string, matter: RegistrationChange['matter']): RegistrationChange => ({
  ...{ changedOn, matter },
});

handComputed('registration.changes', [
  {
    given: 'changes of four matters, one told twice',
    records: [
      change('2026-10-08', 'LEGAL_REPRESENTATIVE'),
      change('2026-10-08', 'LEGAL_REPRESENTATIVE'),
      change('2026-10-08', 'SHAREHOLDERS'),
      change('2026-01-08', 'SHAREHOLDERS'),
      change('2025-10-08', 'CAPITAL'),
      change('2023-10-31', 'NAME'),
    ],
    figures: {
      registrationChanges1: [2, 'two matters on one day'],
      registrationChanges12: [3, 'and January'],
      registrationChanges36: [4, 'and October 2025; October 2023 lies before'],
      legalRepresentativeChanges1: [1, 'told twice, changed once'],
      shareholderChanges12: [2, 'October and January'],
      capitalChanges12: [0, 'October 2025 lies before'],
      capitalChanges24: [1, 'October 2025'],
    },
  },
]);

const penalty = (decidedOn: string, fine: string, fact: Partial<AdministrativePenalty> = {}) => ({
  ...{ decidedOn, authority: '谯城区市场监督管理局', kind: '罚款', fine, serious: false },
  publishedUntil: null,
  ...fact,
});

handComputed('registration.penalties', [
  {
    given: 'penalties with and without fine, serious ones among them',
    records: [
      penalty('2026-10-01', '1000.00'),
      penalty('2026-09-01', '0.00', { serious: true, publishedUntil: '2026-11-21' }),
      penalty('2025-10-01', '0.50', { serious: true, publishedUntil: '2026-11-20' }),
      penalty('2026-11-22', '9.00', { serious: true }),
    ],
    figures: {
      penalties1: [1, 'October'],
      penalties12: [2, 'and September'],
      penaltyFines12: ['1000.00', '1000 + 0'],
      penaltyFines24: ['1000.50', '1000 + 0 + 0.50'],
      openSeriousBreaches: [1, 'published to this day; one until yesterday, one decided tomorrow'],
    },
  },
]);
