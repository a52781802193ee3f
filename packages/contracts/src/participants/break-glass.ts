import { z } from 'zod';
import { BreakGlassId } from '../identifiers/index.ts';
import { Instant } from '../values/index.ts';
import { StaffIdentityId, StaffRole } from './staff.ts';

/** Longest emergency, in minutes. */
export const BREAK_GLASS_MINUTES = 240;

/**
 * An emergency in which one member of staff suspends a participant without waiting for a second.
 *
 * It lets nobody in, lasts four hours at most, is logged, and somebody else reviews it afterwards.
 */
export const BreakGlass = z
  .strictObject({
    breakGlassId: BreakGlassId,
    identityId: StaffIdentityId.describe('Who opened it; it serves her alone.'),
    roles: z.array(StaffRole).describe('Whose acts it lets her do alone: SECURITY, suspending only.'),
    reason: z.string().describe('Why it could not wait.'),
    status: z
      .enum(['OPEN', 'TO_REVIEW', 'REVIEWED'])
      .describe('OPEN in use; TO_REVIEW closed or run out; REVIEWED looked at by somebody else.'),
    openedAt: Instant.describe('When it was opened, UTC.'),
    expiresAt: Instant.describe('When it ends by itself, UTC.'),
    closedAt: Instant.nullable().describe('When it was closed early, UTC; null otherwise.'),
    uses: z.int().nonnegative().describe('Participants suspended under it.'),
    reviewedBy: StaffIdentityId.nullable().describe('Who reviewed it, never who opened it; null until then.'),
    reviewedAt: Instant.nullable().describe('When it was reviewed, UTC; null until then.'),
    reviewNote: z.string().nullable().describe('What the review found; null until then.'),
  })
  .meta({ id: 'BreakGlass', description: 'An emergency in which one person acts alone.' });
export type BreakGlass = z.infer<typeof BreakGlass>;
