import type { Platform } from './platform.ts';
import { rows } from './rows.ts';

/** Moves every refusal so far back that its owner may be asked again; the pause itself is tested where it is made. */
export const forgetRefusals = (platform: Pick<Platform, 'adminUrl'>): Promise<unknown> =>
  rows(
    platform,
    `SET session_replication_role = replica;
     UPDATE consent_request SET answered_at = answered_at - interval '31 days' WHERE status = 'REFUSED'`,
  );
