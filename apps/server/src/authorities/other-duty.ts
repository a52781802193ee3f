import { PlatformError } from '@xinqiao/contracts';
import type { Tx } from '@xinqiao/db';

/**
 * Whoever works for a participant could agree to what her own employer reads, and an agent to what she herself
 * prepared: neither acts for a firm.
 *
 * @throws {PlatformError} `DUTIES_IN_CONFLICT`
 */
export async function requireNoOtherDuty(tx: Tx, identityId: string): Promise<void> {
  const { participantId, roles } = await tx.identity.findUniqueOrThrow({ where: { id: identityId } });
  if (participantId !== null || roles.includes('AGENT')) throw new PlatformError('DUTIES_IN_CONFLICT');
}
