import {
  type ConsentId,
  type LogEntryKind,
  PlatformError,
  type Referral,
  type ReferralId,
  type SubjectId,
} from '@xinqiao/contracts';
import { lockReferral, type ReferralRow, type Tx } from '@xinqiao/db';
import { appendEntry } from '../audit/append.ts';
import { actorOf, personOf } from '../http/principal.ts';
import type { WriteContext } from '../http/run-operation.ts';
import { requireStillHas } from '../participants/acting-person.ts';
import { referralSeal, type WrittenReferral, writtenReferral } from './referral-seal.ts';
import { findReferral, type OpenedReferral, referralView, requireGenuine } from './referral-view.ts';

/** What steps change. */
type Changes = Partial<
  Pick<
    WrittenReferral,
    | ('status' | 'outcome' | 'creditLimit' | 'annualRate' | 'termsSealed' | 'reasons')
    | ('proposedBy' | 'proposedAt' | 'settledBy' | 'settledAt')
  >
>;

interface Step {
  readonly referralId: ReferralId;
  /** The one whoever acts has seen. */
  readonly revision: number;
  readonly kind: Extract<LogEntryKind, `REFERRAL_${string}`>;
  /** What the step changes. @throws {PlatformError} why it cannot be taken */
  changes(tx: Tx, row: OpenedReferral, person: string): Changes | Promise<Changes>;
  /** Runs once the step is written. */
  after?(tx: Tx, row: ReferralRow): Promise<void>;
}

/**
 * One step of a person on a referral, under its lock: of two at once, the second finds another revision. The step and
 * its log entry commit together; not the amount is in the log, but the seal over it.
 *
 * @throws {PlatformError} `REFERRAL_NOT_FOUND`, `REFERRAL_NOT_GENUINE`, `REFERRAL_SETTLED`,
 *   `REFERRAL_CHANGED_MEANWHILE`; `SCOPE_MISSING` when the right was taken from her while she waited
 */
export function takeStep(
  { services, principal, earlierResult, complete }: WriteContext,
  { referralId, revision, kind, changes, after }: Step,
): Promise<Referral> {
  const { participantId } = principal;
  const person = personOf(principal);
  return services.database.transaction({ participantId }, async (tx) => {
    await lockReferral(tx, referralId);
    const row = await findReferral(tx, referralId);
    if (earlierResult !== undefined) return referralView(services, tx, row);
    await requireStillHas(tx, person, { participantId, right: 'referrals:work' });
    requireGenuine(services, row);
    if (row.status === 'SETTLED') throw new PlatformError('REFERRAL_SETTLED');
    if (row.revision !== revision)
      throw new PlatformError('REFERRAL_CHANGED_MEANWHILE', { details: { revision: row.revision } });
    const next = { ...writtenReferral(row), ...(await changes(tx, row, person)), revision: revision + 1 };
    const { status, outcome, creditLimit, annualRate, termsSealed, reasons } = next;
    const { proposedBy, proposedAt, settledBy, settledAt } = next;
    const data = {
      ...{ status, revision: next.revision, outcome, creditLimit, annualRate, termsSealed, reasons },
      ...{ proposedBy, proposedAt, settledBy, settledAt },
    };
    const seal = referralSeal(services.vault, next);
    const written = await tx.referral.update({ where: { id: referralId }, data: { ...data, seal } });
    await appendEntry(services, tx, {
      kind,
      actor: actorOf(principal),
      participantId,
      subjectId: row.subjectId as SubjectId,
      consentId: row.consentId as ConsentId,
      detail: {
        ...{ referralId, decisionId: row.decisionId, revision: next.revision, seal },
        ...(outcome === null ? {} : { outcome, reasons: [...reasons] }),
      },
    });
    await after?.(tx, written);
    await complete(tx, referralId);
    return referralView(services, tx, { ...written, decision: row.decision });
  });
}
