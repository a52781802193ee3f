import { PlatformError } from '@xinqiao/contracts';
import type { Handler } from '../http/run-operation.ts';
import { takeStep } from './step.ts';

/** Takes a proposal off the table, by anyone who works on referrals: the referral waits again. */
export const sendBackReferral: Handler<'referrals.sendBack'> = (context, { referralId, revision }) =>
  takeStep(context, {
    ...{ referralId, revision, kind: 'REFERRAL_SENT_BACK' },
    changes(_tx, row) {
      if (row.status !== 'PROPOSED') throw new PlatformError('REFERRAL_CHANGED_MEANWHILE');
      return {
        ...{ status: 'WAITING', outcome: null, creditLimit: null, annualRate: null, reasons: [] },
        termsSealed: null,
        ...{ proposedBy: null, proposedAt: null },
      };
    },
  });
