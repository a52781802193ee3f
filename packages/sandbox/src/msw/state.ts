import type {
  ApplicationId,
  CalendarDate,
  Consent,
  ConsentId,
  ConsentRequestId,
  ConsentRequestState,
  ConsentRevision,
  ConsentStop,
  DataConsentDetail,
  DateRange,
  Decision,
  DecisionId,
  Instant,
  PackageId,
  PackageItem,
  ParticipantId,
  PolicyVersionId,
  PurposeCode,
  Referral,
  ReferralId,
  SubjectId,
  Uscc,
} from '@xinqiao/contracts';
import type { PolicyRecord } from './policies/policy-records.ts';

/** A consent and its history. */
export interface ConsentRecord {
  readonly consent: Consent;
  /** Oldest first. */
  readonly revisions: readonly ConsentRevision[];
}

/** What a bank asked, and what it is not shown of it. */
export interface RequestRecord {
  readonly request: ConsentRequestState;
  readonly participantId: ParticipantId;
  /** Enterprise that was asked; undefined: any. */
  readonly customer: Uscc | undefined;
  /** End of the link to the consent page, milliseconds since 1970-01-01 UTC. */
  readonly linkExpiresMs: number;
}

/** A pushed authorization request that became a consent (RFC 9126). */
export interface PushedRequest {
  readonly consentId: ConsentId;
  readonly requestId: ConsentRequestId;
  readonly applicationId: ApplicationId;
  readonly redirectUri: string;
  /** Space-separated. */
  readonly scope: string;
  readonly state: string | undefined;
  readonly nonce: string | undefined;
  readonly codeChallenge: string;
  /** Thumbprint of the key the code is bound to (RFC 9449 §10). */
  readonly dpopJkt: string | undefined;
  readonly detail: DataConsentDetail;
}

export interface AuthorizationCode {
  readonly pushed: PushedRequest;
  /** Who agreed. */
  readonly identityId: string;
  /** Milliseconds since 1970-01-01 UTC. */
  readonly expiresMs: number;
}

/** Hashes and states of a package, never its data; of a page of one, or of a look at whether one still stands. */
export interface PackageRecord {
  readonly packageId: PackageId;
  readonly kind: 'PACKAGE' | 'PAGE' | 'UNCHANGED' | 'CHECK';
  readonly consentId: ConsentId;
  readonly asOf: string;
  readonly extractedAt: Instant;
  /** When it was delivered first. */
  readonly deliveredAt: Instant;
  readonly snapshotHash: string;
  readonly range: DateRange;
  /** Revision of the consent it was read under. */
  readonly revision: number;
  readonly encrypted: boolean;
  /** Without what the sources gave. */
  readonly items: readonly Pick<
    PackageItem,
    'item' | 'status' | 'snapshotHash' | 'sourceId' | 'sourceAsOf' | 'pages'
  >[];
  /** Day of the city it was read on: its state. */
  readonly cityDay: CalendarDate;
}

export interface IdempotencyRecord {
  readonly request: string;
  /** Undefined while the first call is under way. */
  readonly resultRef: string | undefined;
  /** Milliseconds since 1970-01-01 UTC. */
  readonly expiresMs: number;
}

/** An enterprise of the city and who acts for it. */
export interface SubjectRecord {
  readonly subjectId: SubjectId;
  readonly uscc: Uscc;
  readonly name: string;
  /** Legal representative: the id of a persona. */
  readonly identityId: string;
}

/** That a consent stopped, with what its bank signed. */
export interface StopRecord {
  readonly stop: Omit<ConsentStop, 'light'>;
  /** Payload of its attestation, as text; undefined until then. */
  readonly attested?: string;
}

/** That an owner refused a bank a purpose. */
export interface Refusal {
  readonly participantId: ParticipantId;
  readonly subjectId: SubjectId;
  readonly purpose: PurposeCode;
  readonly at: Instant;
}

/** Everything the platform remembers; maps keep the order in which things came. */
export interface State {
  readonly subjects: readonly SubjectRecord[];
  readonly consents: Map<ConsentId, ConsentRecord>;
  readonly requests: Map<ConsentRequestId, RequestRecord>;
  readonly refusals: Refusal[];
  /** Newest last. */
  readonly stops: StopRecord[];
  /** By `request_uri`. */
  readonly pushed: Map<string, PushedRequest>;
  readonly codes: Map<string, AuthorizationCode>;
  readonly packages: Map<PackageId, PackageRecord>;
  readonly decisions: Map<DecisionId, Decision>;
  /** In order of creation. */
  readonly policies: Map<PolicyVersionId, PolicyRecord>;
  /** Without their light, which the hour says. */
  readonly referrals: Map<ReferralId, Omit<Referral, 'light'>>;
  /** By participant and key. */
  readonly idempotency: Map<string, IdempotencyRecord>;
  /** Assertions and proofs that were seen: each counts once. */
  readonly seen: Set<string>;
}

export const emptyState = (subjects: readonly SubjectRecord[]): State => ({
  subjects,
  consents: new Map(),
  requests: new Map(),
  refusals: [],
  stops: [],
  pushed: new Map(),
  codes: new Map(),
  packages: new Map(),
  decisions: new Map(),
  policies: new Map(),
  referrals: new Map(),
  idempotency: new Map(),
  seen: new Set(),
});

type Delivered = Pick<State, 'packages' | 'decisions'>;

const under = (consentId: ConsentId, packages: Iterable<PackageRecord>, { decisions }: Delivered) =>
  [
    ...[...packages].map((each) => ({ of: each.consentId, at: each.deliveredAt })),
    ...[...decisions.values()].map((each) => ({ of: each.consentId, at: each.decidedAt })),
  ].flatMap(({ of, at }) => (of === consentId ? [at] : []));

/** What counts against the limits of a consent, packages, looks at them and decisions, in no order. */
export const countedUnder = (state: Delivered, consentId: ConsentId): Instant[] =>
  under(
    consentId,
    [...state.packages.values()].filter(({ kind }) => kind !== 'PAGE'),
    state,
  );

/** When data was delivered under a consent, packages, pages and decisions, in no order. */
export const deliveriesOf = (state: Delivered, consentId: ConsentId): Instant[] =>
  under(
    consentId,
    [...state.packages.values()].filter(({ kind }) => kind === 'PACKAGE' || kind === 'PAGE'),
    state,
  );

/** Every application is a bank of its own here: the same id under another prefix. */
export const participantOf = (applicationId: ApplicationId): ParticipantId =>
  `ptc_${applicationId.slice('app_'.length)}` as ParticipantId;
