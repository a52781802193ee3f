import type {
  ApplicationId,
  Consent,
  ConsentId,
  DataConsentDetail,
  Decision,
  DecisionId,
  Instant,
  PackageId,
  ParticipantId,
  Period,
  SubjectId,
  Uscc,
} from '@xinqiao/contracts';

/** A consent, and what its bank and its owner are not shown of it. */
export interface ConsentRecord {
  readonly consent: Consent;
  readonly validity: Period;
  readonly fetchType: 'ONETIME' | 'PERIODIC';
  /** Enterprise that was asked; undefined: any. */
  readonly customer: Uscc | undefined;
  /** End of the link to the consent page, milliseconds since 1970-01-01 UTC. */
  readonly linkExpiresMs: number;
}

/** A pushed authorization request that became a consent (RFC 9126). */
export interface PushedRequest {
  readonly consentId: ConsentId;
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

/** Hashes and states of a package, never its data. */
export interface PackageRecord {
  readonly packageId: PackageId;
  readonly consentId: ConsentId;
  readonly asOf: string;
  readonly extractedAt: Instant;
  readonly snapshotHash: string;
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

/** Everything the platform remembers; maps keep the order in which things came. */
export interface State {
  readonly subjects: readonly SubjectRecord[];
  readonly consents: Map<ConsentId, ConsentRecord>;
  /** By `request_uri`. */
  readonly pushed: Map<string, PushedRequest>;
  readonly codes: Map<string, AuthorizationCode>;
  readonly packages: Map<PackageId, PackageRecord>;
  readonly decisions: Map<DecisionId, Decision>;
  /** By participant and key. */
  readonly idempotency: Map<string, IdempotencyRecord>;
  /** Assertions and proofs that were seen: each counts once. */
  readonly seen: Set<string>;
}

export const emptyState = (subjects: readonly SubjectRecord[]): State => ({
  subjects,
  consents: new Map(),
  pushed: new Map(),
  codes: new Map(),
  packages: new Map(),
  decisions: new Map(),
  idempotency: new Map(),
  seen: new Set(),
});

/** Every application is a bank of its own here: the same id under another prefix. */
export const participantOf = (applicationId: ApplicationId): ParticipantId =>
  `ptc_${applicationId.slice('app_'.length)}` as ParticipantId;
