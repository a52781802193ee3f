import { createHash } from 'node:crypto';
import { type DataItemRecords, monthRange } from '@xinqiao/contracts';
import type { AssemblyInput, ConsentTerms, ItemResult } from '../src/index.ts';
import { filing, invoiceMonth, line, profile, summary } from './records.ts';

export const sha256 = (bytes: Uint8Array): Uint8Array => createHash('sha256').update(bytes).digest();

const months = monthRange('2023-01', '2026-11');

/** Records of every item from January 2023 to November 2026, with something in every place. */
export const everything: DataItemRecords = {
  'registration.profile': profile({
    legalRepresentativeChanges: [{ changedOn: '2024-02-29' }, { changedOn: '2026-08-21' }],
    abnormalListings: [{ listedOn: '2024-07-01', removedOn: '2025-07-01', reason: '未公示年度报告' }],
  }),
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
