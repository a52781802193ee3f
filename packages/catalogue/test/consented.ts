import { createHash, createHmac } from 'node:crypto';
import { type DataItemRecords, monthRange } from '@xinqiao/contracts';
import { type AssemblyInput, type ConsentTerms, type ItemResult, snapshotHashes } from '../src/index.ts';
import { filing, invoiceMonth, line, profile, summary } from './records.ts';

export const sha256 = (bytes: Uint8Array): Uint8Array => createHash('sha256').update(bytes).digest();

/** Hashes of a package, its keyed one with a key of these tests. */
export const hashesOf = (packageId: string) =>
  snapshotHashes(sha256, (text) => createHmac('sha256', 'key').update(text).digest('base64url'), packageId);

const months = monthRange('2023-01', '2026-11');

/** Records of every item from January 2023 to November 2026, with something in every place. */
export const everything: DataItemRecords = {
  'registration.profile': profile({
    legalRepresentativeChanges: [{ changedOn: '2024-02-29' }, { changedOn: '2026-08-21' }],
    abnormalListings: [{ listedOn: '2024-07-01', removedOn: '2025-07-01', reason: '未公示年度报告' }],
  }),
  'registration.shareholders': [
    ...[null, '2025-03-31'].map((until) => ({
      ...{ name: '某某', kind: 'PERSON' as const, subscribed: '500000.00', paidIn: null, share: '0.5' },
      ...{ since: '2023-01-05', until },
    })),
  ],
  'registration.changes': [
    { changedOn: '2024-02-29', matter: 'LEGAL_REPRESENTATIVE' },
    { changedOn: '2026-03-01', matter: 'CAPITAL' },
  ],
  'registration.penalties': [
    {
      ...{ decidedOn: '2024-05-06', authority: '谯城区市场监督管理局', kind: '罚款' },
      ...{ fine: '2000.00', serious: false, publishedUntil: '2025-05-06' },
    },
  ],
  'tax.status': {
    ...{ state: 'NORMAL', stateSince: '2025-06-01', kind: 'GENERAL', kindSince: '2023-01-05' },
    abnormalPeriods: [{ from: '2025-04-01', to: '2025-05-31' }],
  },
  'tax.payments': months.map((month) => ({
    ...{ taxType: '增值税', periodFrom: `${month}-01`, periodTo: `${month}-28`, basis: '1000.00' },
    ...{ reduced: '0.00', paid: '30.00', dueOn: `${month}-15`, paidOn: `${month}-14` },
  })),
  'tax.refunds': [{ taxType: '增值税', kind: 'EXPORT', amount: '10.00', refundedOn: '2025-07-08' }],
  'tax.reductions': months.map((month) => ({
    ...{ taxType: '增值税', periodTo: `${month}-28`, policy: '小微企业', amount: '5.00' },
  })),
  'tax.cit-returns': ['2024', '2025'].map((year) => ({
    ...{ kind: 'ANNUAL' as const, periodFrom: `${year}-01-01`, periodTo: `${year}-12-31`, revenue: '9.00' },
    ...{ cost: '5.00', profit: '4.00', taxPayable: '1.00', filedOn: `${Number(year) + 1}-05-20` },
  })),
  'tax.financial-statements': ['2024-12-31', '2025-03-31', '2025-12-31'].map((periodTo) => ({
    ...{ kind: 'QUARTER' as const, periodTo, totalAssets: '9.00', currentAssets: '5.00' },
    ...{ totalLiabilities: '4.00', currentLiabilities: '2.00', equity: '5.00' },
    ...{ revenue: '9.00', cost: '5.00', netProfit: '3.00' },
  })),
  'tax.late-fees': [
    { taxType: '增值税', from: '2025-02-16', to: '2026-02-28', amount: '2.34', paidOn: '2026-02-28' },
  ],
  'tax.violations': [{ registeredOn: '2025-01-01', kind: '逾期申报', fine: '50.00', closedOn: '2025-02-01' }],
  'tax.audits': [{ openedOn: '2024-12-01', closedOn: '2025-12-01', assessed: '100.00', fine: '50.00' }],
  'social.insurance': months.map((month) => ({ month, insured: 8, due: '80.00', paid: '80.00' })),
  'housing-fund.deposits': months.map((month) => ({ month, depositors: 8, paid: '80.00' })),
  'utility.usage': months.map((month) => ({
    ...{ month, utility: 'ELECTRICITY' as const, quantity: '1200.5', billed: '800.00', overdue: '0.00' },
  })),
  'tax.vat-returns': months.map((month) => filing(month)),
  'tax.credit-grades': [2022, 2023, 2024, 2025].map((year) => ({ year, grade: 'B' })),
  'tax.arrears': [{ taxType: '增值税', dueOn: '2025-02-15', amount: '12.34', settledOn: '2026-02-28' }],
  'invoice.summary': summary(
    months.flatMap((month) => [invoiceMonth(month), invoiceMonth(month, { direction: 'IN' })]),
    [{ direction: 'OUT', counterparties: 20, topTenShare: '0.5' }],
  ),
  'invoice.lines': months.flatMap((month) => [line(`${month}-01`), line(`${month}-28`)]),
  'enforcement.records': [
    { kind: 'ENFORCEMENT', filedOn: '2024-05-06', amount: '0.00', closedOn: '2026-05-06' },
  ],
};

export const delivered = (records: Partial<DataItemRecords> = everything): ItemResult[] =>
  (Object.keys(records) as (keyof DataItemRecords)[]).map((item) => ({
    item,
    sourceId: 'city',
    status: 'DELIVERED',
    records: records[item]!,
  }));

const uuid = '019aa5b8-7c00-7c3e-9d52-6b1f0a4e8d77';
const id = <Id extends string>(prefix: string) => `${prefix}_${uuid}` as Id;

/** An assembly at RECORDS of two items over two years; each test names only what it changes. */
export const assembly = (
  consent: Partial<ConsentTerms> = {},
  fact: Partial<Omit<AssemblyInput, 'consent'>> = {},
): AssemblyInput => ({
  operatorId: 'bozhou',
  packageId: id('pkg'),
  consent: {
    consentId: id('cns'),
    participantId: id('ptc'),
    subjectId: id('sub'),
    purpose: 'CREDIT_DECISION',
    items: ['tax.vat-returns', 'tax.arrears'],
    disclosure: 'RECORDS',
    range: { from: '2024-11-01', to: '2026-10-31' },
    dataLife: 'P24M',
    ...consent,
  },
  asOf: '2026-11-01',
  extractedAt: '2026-11-21T08:00:00.000Z',
  results: delivered(),
  ...fact,
});
