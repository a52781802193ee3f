import { z } from 'zod';
import {
  ConsentEndReason,
  ConsentInitiator,
  ConsentRequestKind,
  type ConsentStatus,
} from '../consent/index.ts';
import {
  ApplicationId,
  CaseId,
  ConsentId,
  ConsentRequestId,
  CorrectionId,
  DecisionId,
  LicenceId,
  ParticipantId,
  ProposalId,
  ReferralId,
  SubjectId,
  WebhookEndpointId,
} from '../identifiers/index.ts';
import { KeyId, ParticipantStatus } from '../participants/index.ts';
import { CaseLight, CaseStatus } from '../support/index.ts';
import { CalendarDate, Instant, type LocalizedText, Month, Sha256Digest } from '../values/index.ts';

interface EventDefinition<Data extends z.ZodObject> {
  /** Version of `data`, also the end of the type's name. It never changes: other data is another version. */
  readonly version: number;
  /** What happened. */
  readonly summary: LocalizedText;
  /** Ids, codes and instants. Never personal data: a webhook passes through gateways and logs. */
  readonly data: Data;
}

const define = <Data extends z.ZodObject>(
  version: number,
  zh: string,
  en: string,
  data: Data,
): EventDefinition<Data> => ({ version, summary: { zh, en }, data });

/** A code whose list may grow: whoever does not know one treats it as any other reason. */
const Code = z.string().regex(/^[A-Z][A-Z0-9_]{1,63}$/);

const consentData = <const Status extends ConsentStatus>(status: Status) =>
  z.strictObject({
    consentId: ConsentId,
    subjectId: SubjectId.nullable().describe('Whose data; null when nobody agreed.'),
    status: z.literal(status).describe('Where the consent stands after this event.'),
    revision: z.int().nonnegative().describe('Revision of the consent after this event.'),
    reason: ConsentEndReason.nullable().describe('Why it ended; null while it lasts.'),
    by: ConsentInitiator,
  });

/** A change that the enterprise agreed to; consent and artefact are read anew. */
const consentChange = z.strictObject({
  consentId: ConsentId,
  subjectId: SubjectId.describe('Whose data.'),
  requestId: ConsentRequestId,
  revision: z.int().positive().describe('Revision of the consent after this event.'),
  changed: z.array(z.string().max(40)).describe('Attributes that changed, by their names in the consent.'),
});

/**
 * Everything the platform tells of, by CloudEvents type. Closed, and each version is frozen: a change of `data`,
 * also an additional member or code, is a new version beside the old one.
 */
export const EVENT_TYPES = {
  'cn.xinqiao.consent.granted.v1': define(
    1,
    '企业同意了授权',
    'An enterprise agreed to a consent',
    consentData('ACTIVE'),
  ),
  'cn.xinqiao.consent.rejected.v1': define(
    1,
    '企业拒绝了授权',
    'An enterprise refused a consent',
    consentData('REJECTED'),
  ),
  'cn.xinqiao.consent.paused.v1': define(
    1,
    '企业暂停了授权，暂停期间不提供数据',
    'An enterprise paused a consent; nothing is delivered meanwhile',
    consentData('PAUSED'),
  ),
  'cn.xinqiao.consent.resumed.v1': define(
    1,
    '企业恢复了授权',
    'An enterprise resumed a consent',
    consentData('ACTIVE'),
  ),
  'cn.xinqiao.consent.revoked.v1': define(
    1,
    '授权被撤销，不再提供数据',
    'A consent was revoked; nothing more is delivered',
    consentData('REVOKED'),
  ),
  'cn.xinqiao.consent.expired.v1': define(1, '授权到期', 'A consent expired', consentData('EXPIRED')),
  'cn.xinqiao.consent.amended.v1': define(
    1,
    '企业同意了授权内容的变更',
    'An enterprise agreed to a change of a consent',
    consentChange,
  ),
  'cn.xinqiao.consent.renewed.v1': define(
    1,
    '企业同意了授权续期',
    'An enterprise agreed to prolong a consent',
    consentChange,
  ),
  'cn.xinqiao.consent.approval-given.v1': define(
    1,
    '多人审批中有一人同意，尚需他人同意',
    'One of several people agreed; others still have to',
    z.strictObject({
      consentId: ConsentId,
      requestId: ConsentRequestId,
      approvals: z.int().positive().describe('How many have agreed whose authority is in force.'),
      required: z.int().positive().describe('How many must.'),
    }),
  ),
  'cn.xinqiao.consent.request-closed.v1': define(
    1,
    '授权变更或续期的请求未获同意',
    'A request to change or prolong a consent ended without agreement; the consent stays as it was',
    z.strictObject({
      consentId: ConsentId,
      requestId: ConsentRequestId,
      kind: ConsentRequestKind,
      reason: Code.describe('REFUSED, LAPSED or WITHDRAWN; the list may grow.'),
    }),
  ),
  'cn.xinqiao.consent.deletion-due.v1': define(
    1,
    '数据保存期将满，请删除并签署删除证明',
    'The data life ends: delete what was read and sign that you did',
    z.strictObject({
      consentId: ConsentId,
      revision: z.int().positive().describe('Revision with which the consent ended.'),
      dueAt: Instant.describe('Until when the data may be kept, UTC.'),
    }),
  ),
  'cn.xinqiao.participant.status-changed.v1': define(
    1,
    '参与方状态变更',
    'The status of a participant changed',
    z.strictObject({
      participantId: ParticipantId,
      from: ParticipantStatus.describe('Status before.'),
      to: ParticipantStatus.describe('Status now.'),
      reason: Code.describe('Code of the reason; the list may grow.'),
      note: z
        .string()
        .max(1000)
        .nullable()
        .describe(
          'Words of the operator for the staff of the participant, without personal data; null for none.',
        ),
    }),
  ),
  'cn.xinqiao.person.status-changed.v1': define(
    1,
    '本机构人员的变更已提出或已生效，请核对',
    'A change of your people was proposed or carried out: look at it',
    z.strictObject({
      proposalId: ProposalId,
      status: Code.describe('PROPOSED or APPROVED, which carries it out; the list may grow.'),
      agreementRequired: z
        .boolean()
        .describe('Whether one of your people must agree first, as things stood when it was proposed.'),
      expiresAt: Instant.describe('From then on it can no longer be approved, UTC.'),
    }),
  ),
  'cn.xinqiao.application.status-changed.v1': define(
    1,
    '应用状态变更',
    'The status of an application changed',
    z.strictObject({
      applicationId: ApplicationId,
      status: z.enum(['ACTIVE', 'SUSPENDED']).describe('Status now; suspended applications are refused.'),
      reason: Code.nullable().describe('Code of the reason, the list may grow; null when it was reinstated.'),
    }),
  ),
  'cn.xinqiao.key.revoked.v1': define(
    1,
    '应用密钥被吊销',
    'A key of an application was revoked',
    z.strictObject({
      applicationId: ApplicationId,
      kid: KeyId,
      expiresAt: Instant.describe('When it would have expired, UTC.'),
    }),
  ),
  'cn.xinqiao.key.status-changed.v1': define(
    1,
    '应用密钥被暂停或恢复',
    'A key of an application was suspended or reinstated',
    z.strictObject({
      applicationId: ApplicationId,
      kid: KeyId,
      status: z
        .enum(['IN_FORCE', 'SUSPENDED'])
        .describe('Status now; what a suspended key signs is refused.'),
      reason: Code.nullable().describe('Code of the reason, the list may grow; null when it was reinstated.'),
    }),
  ),
  'cn.xinqiao.key.expiring.v1': define(
    1,
    '应用密钥即将到期，请登记新密钥',
    'A key of an application is about to expire: register the next one',
    z.strictObject({
      applicationId: ApplicationId,
      kid: KeyId,
      expiresAt: Instant.describe('When it expires, UTC.'),
    }),
  ),
  'cn.xinqiao.licence.expiring.v1': define(
    1,
    '业务许可即将到期，到期后停止服务',
    'A licence is about to end; nothing is served past its end',
    z.strictObject({
      licenceId: LicenceId,
      type: Code.describe('Code of the kind of licence; the list may grow.'),
      validTo: CalendarDate.describe('Its last day, inclusive, Asia/Shanghai.'),
    }),
  ),
  'cn.xinqiao.data.disputed.v1': define(
    1,
    '企业对贵方曾获取的数据项提出异议，核查期间请审慎使用',
    'An enterprise objects to an item you were delivered; it is being checked',
    z.strictObject({
      correctionId: CorrectionId,
      consentId: ConsentId.describe('Consent under which it was delivered last.'),
      subjectId: SubjectId.describe('Whose data.'),
      item: z
        .string()
        .max(60)
        .describe('The data item. Which record is told in packages, as far as their level lets.'),
      since: Instant.describe('Since when it is disputed, UTC.'),
    }),
  ),
  'cn.xinqiao.data.settled.v1': define(
    1,
    '数据异议已有结果，请重新获取该数据项',
    'An objection to an item you were delivered was settled; fetch the item anew',
    z.strictObject({
      correctionId: CorrectionId,
      consentId: ConsentId.describe('Consent under which it was delivered last.'),
      subjectId: SubjectId.describe('Whose data.'),
      item: z.string().max(60).describe('The data item.'),
      outcome: Code.describe(
        'UPHELD it is wrong and will be corrected; CORRECTED; REJECTED it was right; WITHDRAWN; the list may grow.',
      ),
    }),
  ),
  'cn.xinqiao.decision.referred.v1': define(
    1,
    '一项授信申请需要人工审批',
    'A credit decision waits for people',
    z.strictObject({
      referralId: ReferralId,
      decisionId: DecisionId,
      consentId: ConsentId,
      deadlineAt: Instant.describe('Until when people should have decided, UTC.'),
    }),
  ),
  'cn.xinqiao.referral.settled.v1': define(
    1,
    '人工审批已办结',
    'People have decided on what was referred to them',
    z.strictObject({
      referralId: ReferralId,
      decisionId: DecisionId,
      consentId: ConsentId,
      outcome: Code.describe('APPROVED or DECLINED; the list may grow.'),
    }),
  ),
  'cn.xinqiao.policy.status-changed.v1': define(
    1,
    '授信策略版本启用或停用',
    'A version of a lending policy came into force or was retired',
    z.strictObject({
      policyId: z.string().max(60).describe('The policy.'),
      version: z.string().max(20).describe('Its version.'),
      status: Code.describe('ACTIVE or RETIRED; the list may grow.'),
      documentHash: Sha256Digest.describe('SHA-256 of the canonical JSON of the document, base64url.'),
    }),
  ),
  'cn.xinqiao.policy.drifted.v1': define(
    1,
    '授信申请人的分布偏离建模时，请核查模型',
    'Applicants are no longer distributed as when the policy was made: look at the model',
    z.strictObject({
      policyId: z.string().max(60).describe('The policy.'),
      version: z.string().max(20).describe('Its version.'),
      month: Month.describe('Month of the decisions, Asia/Shanghai.'),
      characteristic: z
        .string()
        .max(100)
        .nullable()
        .describe('Which characteristic drifted; null for the score.'),
      light: z.enum(['YELLOW', 'RED']).describe('YELLOW from an index of 0.10, RED from 0.25.'),
      index: z
        .string()
        .regex(/^[0-9]+\.[0-9]{4}$/)
        .describe('Population stability index.'),
      decisions: z.int().positive().describe('How many decisions of the month it was measured on.'),
    }),
  ),
  'cn.xinqiao.correction.waiting.v1': define(
    1,
    '有待贵机构核查的数据异议',
    'An objection to data waits for your agency',
    z.strictObject({
      correctionId: CorrectionId,
      item: z.string().max(60).describe('The data item.'),
      deadlineAt: Instant.describe('Until when it must be settled, UTC.'),
      light: CaseLight.describe(
        'GREEN it is new; YELLOW the last fifth of the time runs; RED it is overdue.',
      ),
    }),
  ),
  'cn.xinqiao.case.updated.v1': define(
    1,
    '工单有更新',
    'A support case was updated',
    z.strictObject({
      caseId: CaseId,
      status: CaseStatus.describe('Where the case stands now.'),
    }),
  ),
  'cn.xinqiao.webhook.test.v1': define(
    1,
    '推送地址测试',
    'A test of a webhook endpoint',
    z.strictObject({ endpointId: WebhookEndpointId }),
  ),
} as const satisfies Readonly<Record<`cn.xinqiao.${string}.v${number}`, EventDefinition<z.ZodObject>>>;

export type EventType = keyof typeof EVENT_TYPES;
/** Content of one type of event. */
export type EventData<Type extends EventType> = z.output<(typeof EVENT_TYPES)[Type]['data']>;

export const EVENT_TYPE_NAMES = Object.keys(EVENT_TYPES) as [EventType, ...EventType[]];
export const EventType = z
  .enum(EVENT_TYPE_NAMES)
  .meta({ id: 'EventType', description: 'Type of an event, with its version (CloudEvents 1.0 `type`).' });
