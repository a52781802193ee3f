import {
  EVENT_TYPES,
  type EventData,
  type EventType,
  type Instant,
  type MessageParameters,
  type ParticipantId,
} from '@xinqiao/contracts';
import type { Tx } from '@xinqiao/db';
import { concernedPeople } from './concerned-people.ts';
import { applicationName, participantName } from './names.ts';
import { type Telling, telling } from './telling.ts';

/** An event of the stream. */
export interface ToldEvent {
  readonly id: string;
  readonly participantId: string;
  readonly type: string;
  readonly occurredAt: Date;
  readonly data: unknown;
}

type Rule<Type extends EventType> = (tx: Tx, event: ToldEvent, data: EventData<Type>) => Promise<Telling[]>;

const ended: Rule<'cn.xinqiao.consent.revoked.v1' | 'cn.xinqiao.consent.expired.v1'> = async (
  tx,
  event,
  { consentId, by, reason },
) => {
  const owner = await ownerOf(tx, consentId);
  if (owner === undefined) return [];
  const bank = await participantName(tx, event.participantId);
  return [
    telling({
      ...{
        about: event.id,
        topic: consentId,
        happenedAt: event.occurredAt,
        audience: owner,
        template: 'consent-ended',
      },
      parameters: (language) => ({
        ...{ bank: bank[language], by, at: at(event) },
        reason: known(ENDED, reason),
      }),
    }),
  ];
};

/** What changed about a consent that lives, told to everybody it concerns. */
const changed =
  (
    change: MessageParameters<'consent-changed'>['change'],
  ): Rule<
    'cn.xinqiao.consent.amended.v1' | 'cn.xinqiao.consent.renewed.v1' | 'cn.xinqiao.consent.resumed.v1'
  > =>
  async (tx, event, { consentId, revision }) => {
    const bank = await participantName(tx, event.participantId);
    return (await peopleOf(tx, event, consentId)).map((identityId) =>
      telling({
        ...{ about: event.id, happenedAt: event.occurredAt, audience: { identityId } },
        // Each change is news of its own.
        ...{ topic: `${consentId} ${revision}`, template: 'consent-changed' },
        parameters: (language) => ({ bank: bank[language], change, at: at(event) }),
      }),
    );
  };

/** Which events people are told of, whom, and how. Of all others nobody is told. */
const RULES: { readonly [Type in EventType]?: Rule<Type> } = {
  async 'cn.xinqiao.consent.granted.v1'(tx, event, { consentId }) {
    const owner = await ownerOf(tx, consentId);
    if (owner === undefined) return [];
    const bank = await participantName(tx, event.participantId);
    return [
      telling({
        ...{
          about: event.id,
          topic: consentId,
          happenedAt: event.occurredAt,
          audience: owner,
          template: 'consent-granted',
        },
        parameters: (language) => ({ bank: bank[language], at: at(event) }),
      }),
    ];
  },
  'cn.xinqiao.consent.amended.v1': changed('AMENDED'),
  'cn.xinqiao.consent.renewed.v1': changed('RENEWED'),
  'cn.xinqiao.consent.resumed.v1': changed('RESUMED'),
  async 'cn.xinqiao.consent.paused.v1'(tx, event, { consentId, revision }) {
    const bank = await participantName(tx, event.participantId);
    // Events do not say why: what the registry reported of a firm is nothing to send about.
    const change = await tx.consentRevision.findUnique({
      where: { consentId_revision: { consentId, revision } },
      select: { reason: true },
    });
    const reason = known(PAUSED, change?.reason ?? null);
    return (await peopleOf(tx, event, consentId)).map((identityId) =>
      telling({
        ...{ about: event.id, happenedAt: event.occurredAt, audience: { identityId } },
        ...{ topic: `${consentId} ${revision}`, template: 'consent-paused' },
        parameters: (language) => ({ bank: bank[language], reason, at: at(event) }),
      }),
    );
  },
  'cn.xinqiao.consent.revoked.v1': ended,
  'cn.xinqiao.consent.expired.v1': ended,
  async 'cn.xinqiao.participant.status-changed.v1'(tx, event, { participantId, from, to, reason }) {
    const participant = await participantName(tx, participantId);
    return [
      telling({
        about: event.id,
        // Suspended and active again within a minute is news twice.
        topic: `${participantId} ${to}`,
        happenedAt: event.occurredAt,
        audience: { participantId, offices: ['TECHNICAL', 'SECURITY', 'BUSINESS'] },
        template: 'participant-status-changed',
        parameters: (language) => ({
          ...{ participant: participant[language], from, to, at: at(event) },
          reason: known(STATUS_REASONS, reason),
        }),
      }),
    ];
  },
  async 'cn.xinqiao.key.expiring.v1'(tx, event, { applicationId, kid, expiresAt }) {
    const application = await applicationName(tx, applicationId);
    return [
      telling({
        ...{ ...ofProgram(event), topic: `${applicationId} ${kid}`, template: 'key-expiring' },
        parameters: (language) => ({ application: application[language], key: kid, expiresAt }),
      }),
    ];
  },
  async 'cn.xinqiao.key.revoked.v1'(tx, event, { applicationId, kid }) {
    const application = await applicationName(tx, applicationId);
    return [
      telling({
        ...{ ...ofProgram(event), topic: `${applicationId} ${kid}`, template: 'key-revoked' },
        parameters: (language) => ({ application: application[language], key: kid, at: at(event) }),
      }),
    ];
  },
  async 'cn.xinqiao.key.status-changed.v1'(tx, event, { applicationId, kid, status, reason }) {
    const application = await applicationName(tx, applicationId);
    return [
      telling({
        ...{
          ...ofProgram(event),
          topic: `${applicationId} ${kid} ${status}`,
          template: 'key-status-changed',
        },
        parameters: (language) => ({
          ...{ application: application[language], key: kid, at: at(event) },
          ...programStatus(status, reason),
        }),
      }),
    ];
  },
  async 'cn.xinqiao.application.status-changed.v1'(tx, event, { applicationId, status, reason }) {
    const application = await applicationName(tx, applicationId);
    return [
      telling({
        ...{
          ...ofProgram(event),
          topic: `${applicationId} ${status}`,
          template: 'application-status-changed',
        },
        parameters: (language) => ({
          ...{ application: application[language], at: at(event) },
          ...programStatus(status, reason),
        }),
      }),
    ];
  },
  async 'cn.xinqiao.licence.expiring.v1'(_tx, event, { licenceId, type, validTo }) {
    return [
      telling({
        ...{
          about: event.id,
          topic: licenceId,
          happenedAt: event.occurredAt,
          audience: officesOf(event, 'BUSINESS'),
          template: 'licence-expiring',
        },
        parameters: () => ({ licence: known(LICENCES, type), validTo }),
      }),
    ];
  },
  async 'cn.xinqiao.case.updated.v1'(_tx, event, { caseId, status }) {
    if (status !== 'ANSWERED' && status !== 'CLOSED') return [];
    return [
      telling({
        ...{
          about: event.id,
          topic: caseId,
          happenedAt: event.occurredAt,
          audience: officesOf(event, 'BUSINESS'),
          template: 'case-updated',
        },
        parameters: () => ({ case: caseId, status }),
      }),
    ];
  },
};

/**
 * Whom an event concerns and what they are told.
 *
 * @throws {z.ZodError} when its data do not keep the contract: it must not stop those behind it
 * @throws {UntellableError} when what it is about is not there; nor must that
 */
export async function tellingsOf(tx: Tx, event: ToldEvent): Promise<Telling[]> {
  if (!Object.hasOwn(RULES, event.type)) return [];
  const type = event.type as EventType;
  const rule = RULES[type] as Rule<EventType>;
  return rule(tx, event, EVENT_TYPES[type].data.parse(event.data));
}

/** Codes a message has words for; any other is told as OTHER, because lists of codes may grow. */
type Reason = MessageParameters<'consent-ended'>['reason'];
type StatusReason = MessageParameters<'participant-status-changed'>['reason'];
type Licence = MessageParameters<'licence-expiring'>['licence'];
const ENDED: readonly Reason[] = ['OWNER_STOPPED', 'NO_LONGER_NEEDED', 'LOAN_CLOSED', 'TERM_OVER', 'OTHER'];
type PauseReason = MessageParameters<'consent-paused'>['reason'];
const PAUSED: readonly PauseReason[] = [
  ...(['OWNER_PAUSED', 'LEGAL_REPRESENTATIVE_CHANGED', 'DEREGISTERED', 'LICENCE_REVOKED'] as const),
  ...(['ABNORMAL_LISTED', 'AUTHORITY_ENDED', 'OTHER'] as const),
];
const STATUS_REASONS: readonly StatusReason[] = [
  ...(['ADMITTED', 'TESTS_PASSED', 'CONTRACT_SIGNED', 'SECURITY_INCIDENT', 'KEY_COMPROMISED'] as const),
  ...(['LICENCE_ENDED', 'MISUSE', 'CONTRACT_ENDED', 'AT_OWN_REQUEST', 'REINSTATED'] as const),
  ...(['SUPERVISORY_ORDER', 'OTHER'] as const),
];
const LICENCES: readonly Licence[] = ['FINANCIAL_LICENCE', 'DATA_OPERATION_AUTHORISATION', 'OTHER'];

const known = <Code extends string>(
  codes: readonly (Code | 'OTHER')[],
  code: string | null,
): Code | 'OTHER' => codes.find((each) => each === code) ?? 'OTHER';

const at = ({ occurredAt }: ToldEvent): Instant => occurredAt.toISOString() as Instant;

const officesOf = ({ participantId }: ToldEvent, ...offices: ('TECHNICAL' | 'SECURITY' | 'BUSINESS')[]) => ({
  participantId: participantId as ParticipantId,
  offices,
});

/** What news of an application or its keys have in common. */
const ofProgram = (event: ToldEvent) => ({
  about: event.id,
  happenedAt: event.occurredAt,
  audience: officesOf(event, 'TECHNICAL', 'SECURITY'),
});

const programStatus = (status: 'ACTIVE' | 'IN_FORCE' | 'SUSPENDED', reason: string | null) =>
  status === 'SUSPENDED'
    ? { status, reason: known(STATUS_REASONS, reason) }
    : ({ status: 'REINSTATED', reason: 'REINSTATED' } as const);

/** The person who agreed; undefined where nobody did. */
async function ownerOf(tx: Tx, consentId: string): Promise<{ identityId: string } | undefined> {
  const row = await tx.consent.findUnique({ where: { id: consentId }, select: { grantedBy: true } });
  return row?.grantedBy ? { identityId: row.grantedBy } : undefined;
}

/** Everybody a consent that lives concerns at the moment of the event. */
async function peopleOf(tx: Tx, { occurredAt }: ToldEvent, consentId: string): Promise<string[]> {
  const row = await tx.consent.findUnique({
    where: { id: consentId },
    select: { grantedBy: true, subjectId: true },
  });
  const { grantedBy = null, subjectId = null } = row ?? {};
  return subjectId === null ? [] : concernedPeople(tx, { subjectId, grantedBy }, occurredAt);
}
