import { caseLight, PlatformError, type Referral } from '@xinqiao/contracts';
import type { Platform } from '../platform.ts';
import type { Handler } from './operation-handler.ts';

/** One of the bank's own referrals. Another bank's and a missing one look the same. */
export const getReferral: Handler<'referrals.get'> = async ({ platform, principal }, { referralId }) => {
  const referral = platform.state.referrals.get(referralId);
  if (referral?.participantId !== principal.participantId) throw new PlatformError('REFERRAL_NOT_FOUND');
  return withLight(platform, referral);
};

/** A referral with its light of now. */
export const withLight = ({ clock }: Platform, referral: Omit<Referral, 'light'>): Referral => ({
  ...referral,
  light: caseLight(referral.openedAt, referral.deadlineAt, referral.settledAt, clock.instant()),
});
