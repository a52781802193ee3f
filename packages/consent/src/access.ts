import {
  type ConsentStatus,
  type DataItemId,
  type DateRange,
  type DisclosureLevel,
  dateOf,
  type ErrorCode,
  type FetchType,
  type Frequency,
  type Instant,
  type PurposeCode,
} from '@xinqiao/contracts';
import { countingPeriod } from './frequency.ts';
import { type DataUse, servesPurpose } from './purpose.ts';

/** What the access decision needs to know about a consent, read under its row lock. */
export interface ConsentFacts {
  readonly status: ConsentStatus;
  /** What the owner agreed to have her data used for, and how much of it is shown. */
  readonly purpose: PurposeCode;
  readonly disclosure: DisclosureLevel;
  readonly items: readonly DataItemId[];
  readonly range: DateRange;
  /** End of validity, UTC; null until agreed. */
  readonly expiresAt: Instant | null;
  readonly fetchType: FetchType;
  /** Most deliveries per period; null = no limit. */
  readonly frequency: Frequency | null;
  /** Packages and decisions already delivered: ever under ONETIME, else in the period of `countedFrom`. */
  readonly deliveries: number;
}

/**
 * From when on deliveries are counted: ever under ONETIME, else in the period of the limit.
 *
 * @returns Undefined where nothing has to be counted.
 */
export function countedFrom(
  { fetchType, frequency }: Pick<ConsentFacts, 'fetchType' | 'frequency'>,
  now: Instant,
): Instant | 'EVER' | undefined {
  if (fetchType === 'ONETIME') return 'EVER';
  return frequency === null ? undefined : countingPeriod(frequency.unit, now).from;
}

export interface AccessRequest {
  readonly use: DataUse;
  readonly items: readonly DataItemId[];
  /** Days wanted; undefined = all the consent covers. */
  readonly range: DateRange | undefined;
  /** A repetition of an earlier call (same Idempotency-Key): it is checked again but not counted again. */
  readonly repeated: boolean;
}

export type AccessDecision =
  | { readonly allowed: true }
  | {
      readonly allowed: false;
      readonly code: ErrorCode;
      /** Items that are not covered. */
      readonly items: readonly DataItemId[];
      /** When the same would be allowed again, UTC; only with `CONSENT_FREQUENCY_EXCEEDED`. */
      readonly retryAt?: Instant;
    };

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
  const refuse = (code: ErrorCode, items: readonly DataItemId[] = []) => ({
    allowed: false as const,
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
  const { range, frequency } = consent;
  // Days to come have no data, even where the consent reaches into them.
  const { from, to } = request.range ?? range;
  if (from < range.from || to > range.to || (request.range && from > dateOf(now)))
    return refuse('CONSENT_RANGE_EXCEEDED');
  if (request.repeated) return { allowed: true };
  if (consent.fetchType === 'ONETIME')
    return consent.deliveries > 0 ? refuse('CONSENT_FETCH_USED') : { allowed: true };
  if (frequency !== null && consent.deliveries >= frequency.value)
    return { ...refuse('CONSENT_FREQUENCY_EXCEEDED'), retryAt: countingPeriod(frequency.unit, now).to };
  return { allowed: true };
}
