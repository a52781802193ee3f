import type { Platform } from './platform.ts';
import { rows } from './rows.ts';

/** Lets everything that waits lapse: how many may wait at once is tested where it is limited. */
export const lapseRequests = (platform: Pick<Platform, 'adminUrl'>): Promise<unknown> =>
  rows(
    platform,
    `SET session_replication_role = replica;
     UPDATE consent_request SET status = 'LAPSED', answered_at = now() WHERE status = 'PENDING'`,
  );
