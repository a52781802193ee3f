import { conflictingRoles, PlatformError, type StaffRole } from '@xinqiao/contracts';
import type { IdentityRow } from '@xinqiao/db';

/** @throws {PlatformError} `DUTIES_IN_CONFLICT` when one person may not hold these roles together */
export function requireCompatible(roles: readonly StaffRole[]): void {
  const conflict = conflictingRoles(roles);
  if (conflict.length > 0)
    throw new PlatformError('DUTIES_IN_CONFLICT', { details: { roles: [...conflict] } });
}

/** @throws {PlatformError} `DUTIES_IN_CONFLICT` for an owner, or staff of somebody else: one person, one side */
export function requireNobodyElses(
  identity: Pick<IdentityRow, 'participantId'> | null,
  operator: string,
): void {
  if (identity !== null && identity.participantId !== operator) throw new PlatformError('DUTIES_IN_CONFLICT');
}

/**
 * The staff must go on being able to change itself: without SECURITY nobody proposes, without two who admit one of
 * them has no second.
 *
 * @throws {PlatformError} `ADMISSION_INCOMPLETE`
 */
export function requireEnough(staff: readonly Pick<IdentityRow, 'roles' | 'status'>[]): void {
  const holding = (role: StaffRole) =>
    staff.filter(({ roles, status }) => status === 'ACTIVE' && roles.includes(role)).length;
  const errors = [
    ...(holding('ADMISSION') < 2
      ? [{ path: 'roles', problem: 'At least two people must hold ADMISSION.' }]
      : []),
    ...(holding('SECURITY') < 1
      ? [{ path: 'roles', problem: 'At least one person must hold SECURITY.' }]
      : []),
  ];
  if (errors.length > 0) throw new PlatformError('ADMISSION_INCOMPLETE', { errors });
}
