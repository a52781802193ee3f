import { PlatformError, type Scope } from '@xinqiao/contracts';
import type { Principal } from '../http/principal.ts';

/**
 * Admission says how participants are reached. The offices of the operator itself are warned about admission, so
 * whoever looks after its staff says how they are.
 *
 * @throws {PlatformError} `SCOPE_MISSING`
 */
export function requireContactsOf(principal: Principal, participantId: string): void {
  const scope: Scope = participantId === principal.participantId ? 'staff:write' : 'participants:admit';
  if (!principal.scopes.has(scope)) throw new PlatformError('SCOPE_MISSING', { details: { scope } });
}
