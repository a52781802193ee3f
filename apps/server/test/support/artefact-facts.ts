import type { ArtefactFacts } from '../../src/consents/artefact.ts';

const id = (prefix: string, last: string) => `${prefix}_019aa5b8-7c00-7c3e-9d52-6b1f0a4e8d${last}`;

/** Facts of an artefact; a test names only the ones it is about. */
export const artefactFacts = (facts: Partial<ArtefactFacts> = {}): ArtefactFacts => ({
  operatorId: 'bozhou',
  consentId: id('cns', '05') as ArtefactFacts['consentId'],
  revision: 1,
  consentStart: '2026-11-22T00:00:00.000Z',
  consentExpiry: '2027-05-22T00:00:00.000Z',
  consentMode: 'STORE',
  fetchType: 'PERIODIC',
  subject: { subjectId: id('sub', '04'), name: '亳州示例药材有限公司' },
  bank: { participantId: id('ptc', '02'), name: '示例银行' },
  purpose: { code: 'CREDIT_DECISION', text: '授信审批', category: 'LENDING' },
  items: ['registration.profile', 'tax.vat-returns'],
  disclosure: 'INDICATORS',
  range: { from: '2024-11-01', to: '2026-10-31' },
  dataLife: 'P12M',
  frequency: { unit: 'MONTH', value: 4 },
  template: { templateId: 'pre-loan', version: 1 },
  noticeHash: 'A'.repeat(43),
  noticeLanguage: 'zh-CN',
  approvals: [
    {
      person: `owner:${'A'.repeat(22)}`,
      capacity: 'LEGAL_REPRESENTATIVE',
      approvedAt: '2026-11-22T00:00:00.000Z',
      noticeHash: 'A'.repeat(43),
      noticeLanguage: 'zh-CN',
    },
  ],
  ...facts,
});
