import { PlatformError } from '@xinqiao/contracts';
import type { Principal } from '../http/principal.ts';
import type { Services } from '../services.ts';

/**
 * The whole log is for regulators. A scope alone does not open it: whoever was given it by mistake, or gave it to
 * herself, is still what her participant was admitted as.
 *
 * @throws {PlatformError} `SCOPE_MISSING`
 */
export async function checkRegulator(
  { database }: Pick<Services, 'database'>,
  { participantId }: Principal,
): Promise<void> {
  const participant = await database.transaction({ participantId }, (tx) =>
    tx.participant.findUnique({ where: { id: participantId }, select: { kind: true } }),
  );
  if (participant?.kind !== 'REGULATOR')
    throw new PlatformError('SCOPE_MISSING', { details: { scope: 'supervision:read' } });
}
