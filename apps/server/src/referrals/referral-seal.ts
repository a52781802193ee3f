import { timingSafeEqual } from 'node:crypto';
import type { ReferralRow } from '@xinqiao/db';
import canonicalize from 'canonicalize';
import type { Vault } from '../keys/vault.ts';

type Digest = Pick<Vault, 'digest'>;
type Figures = 'creditLimit' | 'annualRate' | 'limitCeiling' | 'rateFloor' | 'rateCeiling';

/** A referral as a step leaves it, its figures as they are written on the wire. */
export type WrittenReferral = Omit<ReferralRow, Figures | 'seal'> & {
  readonly creditLimit: string | null;
  readonly annualRate: string | null;
  readonly limitCeiling: string;
  readonly rateFloor: string;
  readonly rateCeiling: string;
};

/**
 * Keyed digest of a referral: of what it is about, within which bounds, and of its latest step. Whoever can write rows of
 * the database and no more can neither widen the bounds nor decide in two people’s names.
 */
export function referralSeal({ digest }: Digest, row: WrittenReferral): string {
  const { id, decisionId, participantId, subjectId, consentId, openedAt, deadlineAt } = row;
  const { limitCeiling, rateFloor, rateCeiling, status, revision, outcome } = row;
  const { creditLimit, annualRate, termsSealed, reasons, proposedBy, settledBy } = row;
  const facts = {
    ...{ id, decisionId, participantId, subjectId, consentId, limitCeiling, rateFloor, rateCeiling },
    ...{ status, revision, outcome, creditLimit, annualRate, termsSealed, reasons, proposedBy, settledBy },
    openedAt: openedAt.toISOString(),
    deadlineAt: deadlineAt.toISOString(),
    proposedAt: row.proposedAt?.toISOString() ?? null,
    settledAt: row.settledAt?.toISOString() ?? null,
  };
  return digest('referral', canonicalize(facts) as string);
}

/** The figures of a row as they are written on the wire. */
export const writtenReferral = (row: ReferralRow): WrittenReferral => ({
  ...row,
  creditLimit: row.creditLimit?.toFixed(2) ?? null,
  annualRate: row.annualRate?.toFixed() ?? null,
  limitCeiling: row.limitCeiling.toFixed(2),
  rateFloor: row.rateFloor.toFixed(),
  rateCeiling: row.rateCeiling.toFixed(),
});

/** True for a referral that was opened, and whose latest step was taken, through the platform. */
export function isSealed(digest: Digest, row: ReferralRow): boolean {
  const expected = Buffer.from(referralSeal(digest, writtenReferral(row)));
  const given = Buffer.from(row.seal);
  return given.length === expected.length && timingSafeEqual(given, expected);
}
