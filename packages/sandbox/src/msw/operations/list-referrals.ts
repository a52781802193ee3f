import { withLight } from './get-referral.ts';
import type { Handler } from './operation-handler.ts';
import { cutPage } from './page.ts';

/** A bank's own queue, newest first. */
export const listReferrals: Handler<'referrals.list'> = async ({ platform, principal }, input) => {
  const own = [...platform.state.referrals.values()]
    .filter(({ participantId }) => participantId === principal.participantId)
    .filter(({ status }) => input.status === undefined || status === input.status)
    .map((referral) => withLight(platform, referral))
    .toReversed();
  return cutPage(own, input, ({ referralId }) => referralId);
};
