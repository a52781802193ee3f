import type { ConsentRequest } from '@xinqiao/contracts';
import type { z } from 'zod';
import { hashOf } from '../src/data/package-hashes.ts';

/** Ids that differ only in their last digits. */
const id = (prefix: string, last: string) => `${prefix}_019aa5b8-7c00-7c3e-9d52-6b1f0a4e8d${last}`;

export const IDS = {
  application: id('app', '01'),
  bank: id('ptc', '02'),
  otherBank: id('ptc', '03'),
  subject: id('sub', '04'),
  consent: id('cns', '05'),
  otherConsent: id('cns', '06'),
  package: id('pkg', '07'),
  decision: id('dec', '08'),
  entry: id('ent', '09'),
} as const;

export const asked = (fact: object = {}): z.input<typeof ConsentRequest> => ({
  templateId: 'pre-loan',
  purpose: 'CREDIT_DECISION',
  items: ['registration.profile', 'tax.vat-returns'],
  disclosure: 'INDICATORS',
  range: { from: '2024-11-01', to: '2026-10-31' },
  validity: 'P6M',
  ...fact,
});

/** Payload of an artefact that grants exactly what `asked` asks. */
export const artefact = (fact: object = {}) => ({
  version: 2,
  operatorId: 'bozhou',
  consentId: IDS.consent,
  revision: 1,
  consentStart: '2026-11-21T08:00:00.000Z',
  consentExpiry: '2027-05-21T08:00:00.000Z',
  consentMode: 'STORE',
  Customer: { subjectId: IDS.subject, name: '亳州示例药材有限公司' },
  DataConsumer: { participantId: IDS.bank, name: '示例银行' },
  Purpose: { code: 'CREDIT_DECISION', text: '授信审批', category: 'LENDING' },
  dataItems: ['registration.profile', 'tax.vat-returns'],
  disclosure: 'INDICATORS',
  FIDataRange: { from: '2024-11-01', to: '2026-10-31' },
  DataLife: { unit: 'MONTH', value: 12 },
  fetchType: 'PERIODIC',
  Frequency: null,
  template: { templateId: 'pre-loan', version: 1 },
  noticeHash: 'A'.repeat(43),
  noticeLanguage: 'zh-CN',
  approvals: [
    {
      ...{ person: 'owner:AAAAAAAAAAAAAAAAAAAAAA', capacity: 'LEGAL_REPRESENTATIVE' },
      ...{ approvedAt: '2026-11-21T08:00:00.000Z', noticeHash: 'A'.repeat(43), noticeLanguage: 'zh-CN' },
    },
  ],
  ...fact,
});

/** A consent as the API shows it, agreed to with that artefact. */
export const consent = (fact: object = {}) => ({
  consentId: IDS.consent,
  operatorId: 'bozhou',
  participantId: IDS.bank,
  applicationId: IDS.application,
  subjectId: IDS.subject,
  templateId: 'pre-loan',
  templateVersion: 1,
  purpose: 'CREDIT_DECISION',
  items: ['registration.profile', 'tax.vat-returns'],
  disclosure: 'INDICATORS',
  range: { from: '2024-11-01', to: '2026-10-31' },
  dataLife: 'P12M',
  fetchType: 'PERIODIC',
  consentMode: 'STORE',
  frequency: null,
  status: 'ACTIVE',
  pausedReason: null,
  revision: 1,
  requestedAt: '2026-11-21T07:00:00.000Z',
  startsAt: '2026-11-21T08:00:00.000Z',
  expiresAt: '2027-05-21T08:00:00.000Z',
  endedAt: null,
  endedReason: null,
  endedBy: null,
  artefact: null,
  artefactSm2: null,
  ...fact,
});

/** A consent nobody has agreed to yet. */
export const pendingConsent = (fact: object = {}) =>
  consent({ status: 'PENDING', revision: 0, subjectId: null, startsAt: null, expiresAt: null, ...fact });

export const packageItem = (item: string, fact: object = {}) => ({
  item,
  schemaVersion: 1,
  sourceId: 'city',
  status: 'NO_DATA',
  sourceAsOf: null as string | null,
  snapshotHash: null as string | null,
  ...fact,
});

/** Salt of the packages at RECORDS. */
export const SALT = 'S'.repeat(43);

/** A package whose hash over its items is right. */
export const dataPackage = (fact: object = {}) => {
  const made = barePackage(fact);
  const states = made.items.map(({ item, status, snapshotHash }) => ({ item, status, snapshotHash }));
  return { snapshotHash: hashOf(states) ?? '', ...made };
};

const barePackage = (fact: object) => ({
  version: 2,
  operatorId: 'bozhou',
  packageId: IDS.package,
  consentId: IDS.consent,
  participantId: IDS.bank,
  subjectId: IDS.subject,
  purpose: 'CREDIT_DECISION',
  disclosure: 'INDICATORS',
  range: { from: '2024-11-01', to: '2026-10-31' },
  asOf: '2026-11-21',
  extractedAt: '2026-11-21T08:00:00.000Z',
  deleteBy: '2027-11-21T08:00:00.000Z',
  items: ['registration.profile', 'tax.vat-returns'].map((item) => packageItem(item)),
  ...fact,
});

export const decision = (fact: object = {}) => ({
  decisionId: IDS.decision,
  operatorId: 'bozhou',
  participantId: IDS.bank,
  consentId: IDS.consent,
  subjectId: IDS.subject,
  asOf: '2026-11-21',
  decidedAt: '2026-11-21T08:00:00.000Z',
  snapshotHash: 'A'.repeat(43),
  documentHash: 'A'.repeat(43),
  policyId: 'shui-rong-tong',
  policyVersion: '2026-1',
  outcome: 'APPROVED',
  limit: '300000.00',
  limitBoundBy: 'rating-cap',
  annualRate: '0.0435',
  rating: 'A',
  score: 712,
  defaultProbability: null,
  reasons: [],
  missing: [],
  alternatives: null,
  inputs: [],
  ...fact,
});
