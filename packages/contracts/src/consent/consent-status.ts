import { z } from 'zod';

/** Where a consent stands. REJECTED, REVOKED and EXPIRED are final. */
export const ConsentStatus = z
  .enum(['PENDING', 'ACTIVE', 'PAUSED', 'REJECTED', 'REVOKED', 'EXPIRED'])
  .describe(
    'PENDING asked, ACTIVE agreed, PAUSED held by the owner, REJECTED refused, REVOKED stopped, EXPIRED over.',
  );
export type ConsentStatus = z.infer<typeof ConsentStatus>;

/** What happens to a consent. AMEND and RENEW leave its status as it is. */
export const ConsentAct = z
  .enum(['GRANT', 'REJECT', 'AMEND', 'RENEW', 'PAUSE', 'RESUME', 'REVOKE', 'EXPIRE'])
  .describe(
    'GRANT agreed, REJECT refused, AMEND what it covers changed, RENEW prolonged, PAUSE, RESUME, REVOKE stopped, EXPIRE over.',
  );
export type ConsentAct = z.infer<typeof ConsentAct>;

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

/** Why a consent rests. */
export const ConsentPauseReason = z
  .enum([
    'OWNER_PAUSED',
    'LEGAL_REPRESENTATIVE_CHANGED',
    'DEREGISTERED',
    'LICENCE_REVOKED',
    'ABNORMAL_LISTED',
    'AUTHORITY_ENDED',
  ])
  .describe(
    'OWNER_PAUSED by the enterprise; LEGAL_REPRESENTATIVE_CHANGED, DEREGISTERED 注销, LICENCE_REVOKED 吊销, ABNORMAL_LISTED 经营异常 as the registry reported; AUTHORITY_ENDED whoever agreed may no longer act.',
  );
export type ConsentPauseReason = z.infer<typeof ConsentPauseReason>;

/** Where a request of a bank stands. */
export const ConsentRequestStatus = z
  .enum(['PENDING', 'AGREED', 'REFUSED', 'LAPSED', 'WITHDRAWN'])
  .describe(
    'PENDING waits, AGREED, REFUSED by the enterprise, LAPSED by time, WITHDRAWN by the bank or with the consent.',
  );
export type ConsentRequestStatus = z.infer<typeof ConsentRequestStatus>;

/** What a request of a bank is for. */
export const ConsentRequestKind = z
  .enum(['NEW', 'AMEND', 'RENEW'])
  .describe('NEW consent, AMEND what a consent covers, RENEW how long it lasts.');
export type ConsentRequestKind = z.infer<typeof ConsentRequestKind>;
