import pg from 'pg';
import type { Platform } from './platform.ts';

type Target = Pick<Platform, 'adminUrl'>;

/**
 * Sets the status of an application past the rules of the platform, for tests of what follows from it.
 * How it changes by the rules is tested where the operations are.
 */
export const setApplicationStatus = (
  target: Target,
  applicationId: string,
  status: 'ACTIVE' | 'SUSPENDED',
): Promise<void> =>
  pastTheRules(
    target,
    `UPDATE application
     SET status = $2, status_by = CASE $2 WHEN 'SUSPENDED' THEN 'OPERATOR' END,
         status_reason = CASE $2 WHEN 'SUSPENDED' THEN 'SECURITY_INCIDENT' END
     WHERE id = $1`,
    [applicationId, status],
  );

/** The same for a participant. */
export const setParticipantStatus = (
  target: Target,
  participantId: string,
  status: 'ACTIVE' | 'SUSPENDED',
): Promise<void> =>
  pastTheRules(
    target,
    `UPDATE participant
     SET status = $2, status_reason = CASE $2 WHEN 'SUSPENDED' THEN 'SECURITY_INCIDENT' END
     WHERE id = $1`,
    [participantId, status],
  );

async function pastTheRules({ adminUrl }: Target, sql: string, values: readonly string[]): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    // Triggers rest for this session: only a superuser may do so.
    await client.query('SET session_replication_role = replica');
    await client.query(sql, [...values]);
  } finally {
    await client.end();
  }
}
