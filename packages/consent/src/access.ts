import type {
  ConsentStatus,
  DataItemId,
  DisclosureLevel,
  ErrorCode,
  Instant,
  PurposeCode,
} from '@xinqiao/contracts';
import { type DataUse, servesPurpose } from './purpose.ts';

/** What the access decision needs to know about a consent, read under its row lock. */
export interface ConsentFacts {
  readonly status: ConsentStatus;
  /** What the owner agreed to have her data used for, and how much of it is shown. */
  readonly purpose: PurposeCode;
  readonly disclosure: DisclosureLevel;
  readonly items: readonly DataItemId[];
  /** End of validity, UTC; null until agreed. */
  readonly expiresAt: Instant | null;
  readonly fetchType: 'ONETIME' | 'PERIODIC';
  /** Packages and decisions already delivered under it. */
  readonly deliveries: number;
}

export interface AccessRequest {
  readonly use: DataUse;
  readonly items: readonly DataItemId[];
  /** A repetition of an earlier call (same Idempotency-Key): it is checked again but not counted again. */
  readonly repeated: boolean;
}

export type AccessDecision =
  | { readonly allowed: true }
  | { readonly allowed: false; readonly code: ErrorCode; readonly items: readonly DataItemId[] };

const NOT_ACTIVE: Readonly<Partial<Record<ConsentStatus, ErrorCode>>> = {
  PENDING: 'CONSENT_NOT_ACTIVE_YET',
  PAUSED: 'CONSENT_PAUSED',
  REJECTED: 'CONSENT_REJECTED',
  REVOKED: 'CONSENT_REVOKED',
  EXPIRED: 'CONSENT_EXPIRED',
};

/**
 * May this bank read these items under this consent, now?
 *
 * Asked twice for every read: before a source is touched and in the transaction that commits the outcome.
 *
 * @param now The instant of the decision, UTC; a consent ends at `expiresAt` itself, whatever its row says.
 */
export function decideAccess(consent: ConsentFacts, request: AccessRequest, now: Instant): AccessDecision {
  const refuse = (code: ErrorCode, items: readonly DataItemId[] = []): AccessDecision => ({
    allowed: false,
    code,
    items,
  });
  const notActive = NOT_ACTIVE[consent.status];
  if (notActive !== undefined) return refuse(notActive);
  // Instants are fixed-width UTC strings, so their order as text is their order in time.
  if (consent.expiresAt === null || consent.expiresAt <= now) return refuse('CONSENT_EXPIRED');
  if (!servesPurpose(request.use, consent)) return refuse('PURPOSE_NOT_SERVED');
  const uncovered = request.items.filter((item) => !consent.items.includes(item));
  if (uncovered.length > 0 || request.items.length === 0)
    return refuse('CONSENT_ITEM_NOT_COVERED', uncovered);
  if (consent.fetchType === 'ONETIME' && consent.deliveries > 0 && !request.repeated)
    return refuse('CONSENT_FETCH_USED');
  return { allowed: true };
}
