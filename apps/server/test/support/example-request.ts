import { OPERATIONS, type OperationName } from '@xinqiao/contracts';
import { ownDocument } from '../policies/own-document.ts';

const NOBODY = '019aa5b8-7c00-7c3e-9d52-6b1f0a4e8d77';

/** Ids of things that do not exist, by the name of the member that holds them. */
export const IDS: Readonly<Record<string, string>> = {
  agentId: 'some-agent',
  consentId: `cns_${NOBODY}`,
  requestId: `crq_${NOBODY}`,
  decisionId: `dec_${NOBODY}`,
  referralId: `ref_${NOBODY}`,
  packageId: `pkg_${NOBODY}`,
  importId: `imp_${NOBODY}`,
  entryId: `ent_${NOBODY}`,
  licenceId: `lic_${NOBODY}`,
  proposalId: `prp_${NOBODY}`,
  breakGlassId: `brk_${NOBODY}`,
  identityId: 'somebody-else',
  caseId: `cas_${NOBODY}`,
  correctionId: `cor_${NOBODY}`,
  eventId: `evt_${NOBODY}`,
  endpointId: `whk_${NOBODY}`,
  subjectId: `sub_${NOBODY}`,
  participantId: `ptc_${NOBODY}`,
  applicationId: `app_${NOBODY}`,
  policyId: 'yao-du-dai',
  version: '2026-1',
  revision: '1',
  item: 'invoice.lines',
  page: '1',
};

const DOCUMENT_HASH = '47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU';

/** Public key of RFC 7515 §A.3.1. */
const PUBLIC_KEY = {
  kty: 'EC',
  crv: 'P-256',
  kid: 'example',
  x: 'f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU',
  y: 'x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0',
};

/** Bodies of the writes that need one; a test that meets a new write asks for its body here. */
const BODIES: Readonly<Partial<Record<OperationName, (ids: Readonly<Record<string, string>>) => object>>> = {
  'consents.revoke': () => ({}),
  'consents.acknowledgeStop': () => ({ acknowledgement: 'eyJhbGciOiJFUzI1NiJ9.e30.AA' }),
  'consents.attestDeletion': () => ({ attestation: 'eyJhbGciOiJFUzI1NiJ9.e30.AA' }),
  'consents.withdrawRequest': () => ({}),
  'consents.explain': () => ({
    templateId: 'credit-decision',
    purpose: 'CREDIT_DECISION',
    items: ['tax.vat-returns'],
    disclosure: 'INDICATORS',
    range: { from: '2026-01-01', to: '2026-06-30' },
    validity: 'P6M',
  }),
  'data.fetch': () => ({}),
  'data.checkPackage': () => ({}),
  'decisions.create': ({ consentId }) => ({ consentId }),
  'policies.draft': () => ({ document: ownDocument() }),
  'policies.propose': () => ({ documentHash: DOCUMENT_HASH }),
  'policies.sendBack': () => ({}),
  'policies.activate': () => ({ documentHash: DOCUMENT_HASH }),
  'policies.retire': () => ({}),
  'referrals.propose': () => ({
    ...{ revision: 0, outcome: 'DECLINED', limit: null, annualRate: null, reasons: ['RISK_CONFIRMED'] },
  }),
  'referrals.sendBack': () => ({ revision: 1 }),
  'referrals.confirm': () => ({ revision: 1 }),
  'applications.register': () => ({
    environment: 'SANDBOX',
    name: { zh: '信贷工厂', en: 'Credit factory' },
    redirectUris: ['https://bank.example/callback'],
    templates: ['credit-decision'],
    purposes: ['CREDIT_DECISION'],
    scopes: ['data:read'],
  }),
  'applications.update': () => ({ purposes: ['CREDIT_DECISION'] }),
  'applications.suspend': () => ({ reason: 'AT_OWN_REQUEST' }),
  'applications.reinstate': () => ({}),
  'applications.suspendAny': () => ({ reason: 'SECURITY_INCIDENT' }),
  'applications.reinstateAny': () => ({}),
  'keys.register': () => ({ jwk: PUBLIC_KEY }),
  'keys.registerAny': () => ({ jwk: PUBLIC_KEY }),
  'keys.registerUrl': () => ({ jwksUri: 'https://bank.example/jwks.json' }),
  'keys.refresh': () => ({}),
  'keys.suspend': () => ({ kid: 'bank-1', reason: 'AT_OWN_REQUEST' }),
  'keys.reinstate': () => ({ kid: 'bank-1' }),
  'keys.revoke': () => ({ kid: 'bank-1', reason: 'LOST' }),
  'keys.suspendAny': () => ({ kid: 'bank-1', reason: 'KEY_COMPROMISED' }),
  'keys.reinstateAny': () => ({ kid: 'bank-1' }),
  'keys.revokeAny': () => ({ kid: 'bank-1', reason: 'COMPROMISED' }),
  'participants.apply': () => ({ kind: 'BANK', name: { zh: '某某银行', en: 'Some Bank' } }),
  'participants.changeStatus': () => ({ to: 'SANDBOX', reason: 'ADMITTED' }),
  'participants.update': () => ({ callsPerMinute: 600 }),
  'participants.proposePerson': () => ({ name: '某某', roles: ['RISK_OFFICER'] }),
  'people.agree': () => ({}),
  'licences.record': () => ({
    type: 'FINANCIAL_LICENCE',
    number: 'B0000H000000001',
    issuer: '国家金融监督管理总局',
    validFrom: '2026-01-01',
    validTo: null,
  }),
  'licences.withdraw': () => ({ reason: 'superseded' }),
  'proposals.approve': () => ({}),
  'proposals.refuse': () => ({}),
  'proposals.withdraw': () => ({}),
  'staff.propose': () => ({ name: '某某', roles: ['SUPPORT'] }),
  'console.open': () => ({}),
  'breakGlass.open': () => ({ reason: 'a key of a bank was published' }),
  'breakGlass.close': () => ({}),
  'breakGlass.review': () => ({ note: 'looked at and in order' }),
  'agents.register': () => ({
    agentId: 'some-agent',
    name: '某某',
    place: { code: '341602101', name: '某镇便民服务中心' },
  }),
  'agents.update': () => ({ dailyLimit: 10 }),
  'subjects.register': () => ({
    type: 'ENTERPRISE',
    name: '亳州市某某药业有限公司',
    identifier: { scheme: 'uscc', value: '91341602MA2MQ1XX59' },
    sourceId: 'city',
    representative: { identityId: 'somebody', name: '某某' },
  }),
  'subjects.find': () => ({ identifier: { scheme: 'uscc', value: '91341602MA2MQ1XX59' } }),
  'subjects.changeIdentifier': () => ({
    identifier: { scheme: 'uscc', value: '91341602MA2MQ1XX59' },
    reason: 'REISSUED',
  }),
  'subjects.revealCode': () => ({ reason: 'IDENTITY_CHECK' }),
  'subjects.erase': () => ({ reason: 'OWNER_ASKED' }),
  'corrections.settle': () => ({ outcome: 'REJECTED', reason: 'RECORD_CONFIRMED' }),
  'corrections.assignItems': () => ({ participantId: null, items: ['tax.vat-returns'] }),
  'contacts.set': () => ({ office: 'TECHNICAL', channel: 'EMAIL', address: 'it@bank.example' }),
  'contacts.end': () => ({ office: 'TECHNICAL', channel: 'EMAIL' }),
  'registry.report': () => ({
    externalId: 'SCJG-2026-000001',
    uscc: '91341602MA2MQ1XX59',
    kind: 'ABNORMAL_LISTED',
    occurredAt: new Date(Date.now() - 3_600_000).toISOString(),
  }),
  'webhooks.create': () => ({ url: 'http://127.0.0.1:9/events' }),
  'webhooks.update': () => ({ eventTypes: ['cn.xinqiao.consent.revoked.v1'] }),
  'webhooks.rotateSecret': () => ({}),
  'webhooks.disable': () => ({}),
  'webhooks.enable': () => ({}),
  'webhooks.test': () => ({}),
  'webhooks.replay': () => ({ onlyDead: true }),
  'usage.export': () => ({ month: '2026-11' }),
  'cases.open': () => ({ category: 'TECHNICAL', title: '接口报错', text: '返回 500。' }),
  'cases.reply': () => ({ text: '补充：昨天下午开始。' }),
  'cases.close': () => ({}),
  'cases.assign': () => ({ assignee: 'nobody' }),
  'cases.answer': () => ({ text: '已修复。' }),
  'cases.reopen': () => ({}),
  'cases.link': ({ entryId }) => ({ entryIds: [entryId] }),
};

export interface ExampleRequest {
  readonly method: 'GET' | 'POST';
  /** Below `/api`. */
  readonly path: string;
  readonly body?: object;
}

/**
 * A request that the contract lets pass, for any operation.
 *
 * @param ids Ids to use, by member; default ids of nothing.
 */
export function exampleRequest(
  name: OperationName,
  ids: Readonly<Record<string, string>> = {},
): ExampleRequest {
  const operation = OPERATIONS[name];
  const known = { ...IDS, ...ids };
  const path = operation.path.replaceAll(/\{(\w+)\}/g, (_, member: string) => {
    const id = known[member as keyof typeof known];
    if (id === undefined) throw new Error(`an example of ${member} is missing in ${import.meta.url}`);
    return id;
  });
  if (operation.method === 'GET') return { method: 'GET', path };
  const body = BODIES[name]?.(known);
  if (body === undefined) throw new Error(`an example of ${name} is missing in ${import.meta.url}`);
  return { method: 'POST', path, body };
}
