import { z } from 'zod';
import { ValueError } from '../values/value-error.ts';

/** A prefixed id; ids of different prefixes cannot be mixed up, for the compiler either. */
export type PrefixedId<P extends string> = string & z.core.$brand<P>;

/**
 * A schema for `<prefix>_<UUIDv7>`, lower-case and canonical (RFC 9562 §5.7).
 *
 * @param prefix Lower-case letters: `cns`. It is part of the wire format and never changes.
 * @param component Name of the OpenAPI component and what the id is of; without it the schema is inlined.
 */
export const prefixedId = <const P extends string>(prefix: P, component?: { id: string; of: string }) =>
  z
    .string()
    .regex(
      new RegExp(`^${prefix}_[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$`),
      `标识须为 ${prefix}_ 加小写 UUIDv7，请原样传回 / The id must be ${prefix}_ and a lower-case UUIDv7: send it back as you received it`,
    )
    .meta({
      ...(component && { id: component.id }),
      description: `Id${component ? ` of ${component.of}` : ''}: ${prefix}_ and a UUIDv7 (RFC 9562 §5.7).`,
      examples: [`${prefix}_019aa5b8-7c00-7c3e-9d52-6b1f0a4e8d77`],
    })
    .brand<P>(); // last: inside a generic function a later `.meta` loses the brand's type

export const ConsentId = prefixedId('cns', { id: 'ConsentId', of: 'a consent' });
export type ConsentId = z.infer<typeof ConsentId>;

export const ConsentRequestId = prefixedId('crq', {
  id: 'ConsentRequestId',
  of: 'what a bank asked an enterprise, once',
});
export type ConsentRequestId = z.infer<typeof ConsentRequestId>;

export const AuthorityId = prefixedId('aut', {
  id: 'AuthorityId',
  of: 'the authority of a person to act for a subject',
});
export type AuthorityId = z.infer<typeof AuthorityId>;

export const RegistryEventId = prefixedId('rge', {
  id: 'RegistryEventId',
  of: 'a change that the registry of enterprises reported',
});
export type RegistryEventId = z.infer<typeof RegistryEventId>;

export const SubjectId = prefixedId('sub', {
  id: 'SubjectId',
  of: 'the subject of data: enterprise, sole trader or person',
});
export type SubjectId = z.infer<typeof SubjectId>;

export const ParticipantId = prefixedId('ptc', {
  id: 'ParticipantId',
  of: 'a participant: bank, agency or regulator',
});
export type ParticipantId = z.infer<typeof ParticipantId>;

export const ApplicationId = prefixedId('app', {
  id: 'ApplicationId',
  of: "a participant's application (OAuth client)",
});
export type ApplicationId = z.infer<typeof ApplicationId>;

export const DecisionId = prefixedId('dec', { id: 'DecisionId', of: 'a credit decision' });
export type DecisionId = z.infer<typeof DecisionId>;

export const PolicyVersionId = prefixedId('pol', {
  id: 'PolicyVersionId',
  of: 'one version of a lending policy',
});
export type PolicyVersionId = z.infer<typeof PolicyVersionId>;

export const ReferralId = prefixedId('ref', {
  id: 'ReferralId',
  of: 'a credit decision that people make',
});
export type ReferralId = z.infer<typeof ReferralId>;

export const PackageId = prefixedId('pkg', { id: 'PackageId', of: 'a delivered data package' });
export type PackageId = z.infer<typeof PackageId>;

export const EntryId = prefixedId('ent', { id: 'EntryId', of: 'an audit log entry' });
export type EntryId = z.infer<typeof EntryId>;

export const ImportId = prefixedId('imp', { id: 'ImportId', of: 'a data import' });
export type ImportId = z.infer<typeof ImportId>;

export const LicenceId = prefixedId('lic', { id: 'LicenceId', of: 'a licence of a participant' });
export type LicenceId = z.infer<typeof LicenceId>;

export const ProposalId = prefixedId('prp', {
  id: 'ProposalId',
  of: 'an act that waits for a second person',
});
export type ProposalId = z.infer<typeof ProposalId>;

export const BreakGlassId = prefixedId('brk', {
  id: 'BreakGlassId',
  of: 'an emergency in which one person acts alone',
});
export type BreakGlassId = z.infer<typeof BreakGlassId>;

export const EventId = prefixedId('evt', { id: 'EventId', of: 'an event' });
export type EventId = z.infer<typeof EventId>;

export const WebhookEndpointId = prefixedId('whk', {
  id: 'WebhookEndpointId',
  of: 'an address that events are sent to',
});
export type WebhookEndpointId = z.infer<typeof WebhookEndpointId>;

export const NotificationId = prefixedId('ntf', { id: 'NotificationId', of: 'a message to a person' });
export type NotificationId = z.infer<typeof NotificationId>;

export const ContactId = prefixedId('ctc', {
  id: 'ContactId',
  of: 'a way to reach a person or an office of a participant',
});
export type ContactId = z.infer<typeof ContactId>;

export const CaseId = prefixedId('cas', { id: 'CaseId', of: 'a support case' });
export type CaseId = z.infer<typeof CaseId>;

export const CorrectionId = prefixedId('cor', {
  id: 'CorrectionId',
  of: 'an objection to a field of a record',
});
export type CorrectionId = z.infer<typeof CorrectionId>;

export const RequestId = prefixedId('req', { id: 'RequestId', of: 'one request, for support' });
export type RequestId = z.infer<typeof RequestId>;

/** The operator of one city's platform. It stands in every id-bearing artefact and is chosen by hand. */
export const OperatorId = z
  .string()
  .regex(
    /^[a-z][a-z0-9-]{1,30}$/,
    '运营方标识须为 2 至 31 位小写字母、数字或连字符，以字母开头 / The operator id must be 2 to 31 lower-case letters, digits or hyphens and begin with a letter',
  )
  .meta({
    id: 'OperatorId',
    description: "Operator of a city's platform: lower-case slug of 2 to 31 characters.",
    examples: ['bozhou'],
  });
export type OperatorId = z.infer<typeof OperatorId>;

export interface IdSource {
  /** Time of creation: a Date, or milliseconds since 1970-01-01 UTC, whole and below 2^48. */
  readonly now: Date | number;
  /** Cryptographically strong random bytes, `length` of them. */
  readonly random: (length: number) => Uint8Array;
}

/**
 * A new `<prefix>_<UUIDv7>` (RFC 9562 §5.7): 48 bits of milliseconds, then 74 random bits.
 *
 * Ids of different milliseconds sort by time as text; within one millisecond their order is random.
 *
 * @throws {ValueError} `TIME_INVALID`; `RANDOMNESS_TOO_SHORT` when `random` gives fewer than 10 bytes
 */
export function newId<const P extends string>(prefix: P, { now, random }: IdSource): PrefixedId<P> {
  const ms = Number(now);
  if (!Number.isInteger(ms) || ms < 0 || ms >= 2 ** 48) throw new ValueError('TIME_INVALID');
  const bytes = random(10);
  if (bytes.length < 10) throw new ValueError('RANDOMNESS_TOO_SHORT');

  const time = ms.toString(16).padStart(12, '0');
  const noise = Array.from(bytes.subarray(0, 10), (byte, at) => {
    if (at === 0) return hex((byte & 0x0f) | 0x70); // version 7
    if (at === 2) return hex((byte & 0x3f) | 0x80); // variant 10
    return hex(byte);
  }).join('');
  const uuid = [time.slice(0, 8), time.slice(8), noise.slice(0, 4), noise.slice(4, 8), noise.slice(8)].join(
    '-',
  );
  return `${prefix}_${uuid}` as PrefixedId<P>;
}

const hex = (byte: number): string => byte.toString(16).padStart(2, '0');
