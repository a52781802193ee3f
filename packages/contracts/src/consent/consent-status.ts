import { z } from 'zod';

/** Where a consent stands. REJECTED, REVOKED and EXPIRED are final. */
export const ConsentStatus = z
  .enum(['PENDING', 'ACTIVE', 'PAUSED', 'REJECTED', 'REVOKED', 'EXPIRED'])
  .describe(
    'PENDING asked, ACTIVE agreed, PAUSED held by the owner, REJECTED refused, REVOKED stopped, EXPIRED over.',
  );
export type ConsentStatus = z.infer<typeof ConsentStatus>;

/** Who moved a consent. */
export const ConsentInitiator = z
  .enum(['OWNER', 'PARTICIPANT', 'OPERATOR', 'SYSTEM'])
  .describe('OWNER the enterprise, PARTICIPANT the bank, OPERATOR the platform, SYSTEM the clock.');
export type ConsentInitiator = z.infer<typeof ConsentInitiator>;

/** Why a consent ended. */
export const ConsentEndReason = z
  .enum(['OWNER_REFUSED', 'OWNER_STOPPED', 'NO_LONGER_NEEDED', 'LOAN_CLOSED', 'TERM_OVER', 'LINK_OVER'])
  .describe(
    'OWNER_REFUSED, OWNER_STOPPED by the enterprise; NO_LONGER_NEEDED, LOAN_CLOSED by the bank; TERM_OVER, LINK_OVER by time.',
  );
export type ConsentEndReason = z.infer<typeof ConsentEndReason>;
