import { caseLight, type Decision, type Instant, PlatformError, type Referral } from '@xinqiao/contracts';
import type { DecisionRow, ReferralRow, Tx } from '@xinqiao/db';
import { openRecord } from '../decisions/kept-record.ts';
import type { Services } from '../services.ts';
import { openTerms } from './kept-terms.ts';
import { isSealed } from './referral-seal.ts';

export type OpenedReferral = ReferralRow & { readonly decision: DecisionRow };

/**
 * A referral as the people of its bank see it.
 *
 * @throws {PlatformError} `REFERRAL_NOT_GENUINE` when its latest step did not go through the platform
 */
export async function referralView(
  { vault, clock }: Pick<Services, 'vault' | 'clock'>,
  tx: Tx,
  row: OpenedReferral,
): Promise<Referral> {
  requireGenuine({ vault }, row);
  const record = await recordOf({ vault }, tx, row);
  const { outcome, reasons } = row;
  const [openedAt, deadlineAt] = [row.openedAt.toISOString(), row.deadlineAt.toISOString()] as [
    Instant,
    Instant,
  ];
  const settledAt = (row.settledAt?.toISOString() ?? null) as Instant | null;
  return {
    referralId: row.id,
    decisionId: row.decisionId,
    participantId: row.participantId,
    consentId: row.consentId,
    subjectId: row.subjectId,
    policyId: row.decision.policyId,
    policyVersion: row.decision.policyVersion,
    why: record?.reasons ?? null,
    missing: record?.missing ?? null,
    limitCeiling: row.limitCeiling.toFixed(2),
    rateFloor: row.rateFloor.toFixed(),
    rateCeiling: row.rateCeiling.toFixed(),
    status: row.status,
    light: caseLight(openedAt, deadlineAt, settledAt, clock.instant()),
    revision: row.revision,
    openedAt,
    deadlineAt,
    proposal: outcome === null ? null : { outcome, ...(await openTerms(vault, tx, row)), reasons },
    proposedBy: row.proposedBy,
    proposedAt: row.proposedAt?.toISOString() ?? null,
    settledBy: row.settledBy,
    settledAt,
  } as Referral;
}

/** @throws {PlatformError} `REFERRAL_NOT_GENUINE` */
export function requireGenuine({ vault }: Pick<Services, 'vault'>, row: ReferralRow): void {
  if (!isSealed(vault, row))
    throw new PlatformError('REFERRAL_NOT_GENUINE', { details: { referralId: row.id } });
}

/** What was decided; undefined once the person it is about was erased. */
export async function recordOf(
  { vault }: Pick<Services, 'vault'>,
  tx: Tx,
  { decision }: OpenedReferral,
): Promise<Decision | undefined> {
  try {
    return await openRecord(vault, tx, decision);
  } catch (error) {
    if (error instanceof PlatformError && error.code === 'SUBJECT_ERASED') return undefined;
    throw error;
  }
}

/** A referral of the bank in whose scope the transaction is. @throws {PlatformError} `REFERRAL_NOT_FOUND` */
export async function findReferral(tx: Tx, referralId: string): Promise<OpenedReferral> {
  const row = await tx.referral.findUnique({ where: { id: referralId }, include: { decision: true } });
  if (row === null) throw new PlatformError('REFERRAL_NOT_FOUND');
  return row;
}
