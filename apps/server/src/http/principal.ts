import {
  type ApplicationId,
  type ParticipantId,
  type ParticipantKind,
  PlatformError,
  type Scope,
  STAFF_ROLE_SCOPES,
} from '@xinqiao/contracts';

/** Who is calling, after authentication. */
export type Principal =
  | {
      readonly kind: 'application';
      readonly participantId: ParticipantId;
      readonly applicationId: ApplicationId;
      /** Key it proved itself with when it got its token. */
      readonly keyId: string;
      readonly scopes: ReadonlySet<Scope>;
      /** Set on a token from the code flow: it may only touch the consent of its own grant. */
      readonly grantId: string | undefined;
      /** The member of the operator’s staff whose tool it is; undefined for programs. */
      readonly identityId?: string | undefined;
    }
  | {
      readonly kind: 'person';
      readonly participantId: ParticipantId;
      readonly identityId: string;
      readonly scopes: ReadonlySet<Scope>;
      /** Why her participant is not served; her scopes are then cut to its own affairs. */
      readonly withheld?: PlatformError | undefined;
    };

/** How the log names the caller: the person, at a console or behind her own tool, else the program. */
export const actorOf = (principal: Principal): string =>
  principal.identityId ?? (principal as { applicationId: ApplicationId }).applicationId;

/**
 * The person who acts. Four eyes are two people, never two tools of one person.
 *
 * @throws {PlatformError} `SCOPE_MISSING` when a program calls
 */
export function personOf({ identityId }: Principal): string {
  if (identityId === undefined) throw new PlatformError('SCOPE_MISSING');
  return identityId;
}

/** What each role lets a person do, by the kind of participant she works for. */
const ROLE_SCOPES: Readonly<Partial<Record<ParticipantKind, Readonly<Record<string, readonly Scope[]>>>>> = {
  OPERATOR: STAFF_ROLE_SCOPES,
  BANK: {
    BANK_DEVELOPER: [
      ...([
        'applications:read',
        'applications:write',
        'events:read',
        'webhooks:write',
        'metering:read',
      ] as const),
      ...(['cases:read', 'cases:write', 'consents:read', 'audit:read', 'catalogue:read'] as const),
      ...(['policies:read', 'people:agree'] as const),
    ],
    RISK_OFFICER: [
      ...(['policies:read', 'policies:write', 'policies:activate'] as const),
      ...(['referrals:work', 'decisions:read', 'catalogue:read', 'cases:read', 'cases:write'] as const),
      'people:agree',
    ],
  },
  REGULATOR: { REGULATOR: ['supervision:read', 'sources:read', 'catalogue:read'] },
};

/** Scopes of a person. A role counts only at the kind of participant it belongs to. */
export function scopesOfRoles(
  kind: ParticipantKind | undefined,
  roles: readonly string[],
): ReadonlySet<Scope> {
  const known = (kind && ROLE_SCOPES[kind]) ?? {};
  return new Set(roles.flatMap((role) => (Object.hasOwn(known, role) ? (known[role] ?? []) : [])));
}
