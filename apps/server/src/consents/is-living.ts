import type { ConsentRow } from '@xinqiao/db';

/** True while a consent is agreed to and its time runs, whatever the worker has written yet. */
export const isLiving = (
  { status, expiresAt }: Pick<ConsentRow, 'status' | 'expiresAt'>,
  now: Date,
): boolean => (status === 'ACTIVE' || status === 'PAUSED') && (expiresAt === null || expiresAt > now);
