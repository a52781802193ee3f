import type { Handler } from '../http/run-operation.ts';
import { findReferral, referralView } from './referral-view.ts';

/** One referral. Another bank’s and a missing one look the same. */
export const getReferral: Handler<'referrals.get'> = ({ services, principal }, { referralId }) =>
  services.database.transaction({ participantId: principal.participantId }, async (tx) =>
    referralView(services, tx, await findReferral(tx, referralId)),
  );
