import { conflictingRoles, PlatformError, type StaffRole } from '@xinqiao/contracts';
import { type IdentityRow, type Tx, takeLock } from '@xinqiao/db';

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

/**
 * The staff of the operator as it can act: whose tool is suspended cannot. Until the transaction ends nobody else
 * changes it: two changes about different people, each harmless, could leave nobody between them.
 */
export async function lockStaff(
  tx: Tx,
  operator: string,
): Promise<Pick<IdentityRow, 'id' | 'roles' | 'status'>[]> {
  await takeLock(tx, 'staff');
  const staff = await tx.identity.findMany({
    where: { participantId: operator },
    include: { applications: { where: { participantId: operator, status: 'SUSPENDED' } } },
  });
  return staff.map(({ id, roles, status, applications }) => ({
    ...{ id, roles, status: applications.length > 0 ? 'DISABLED' : status },
  }));
}

/** @throws {PlatformError} `ADMISSION_INCOMPLETE` when too few could act without this person */
export async function requireEnoughWithout(tx: Tx, operator: string, identityId: string): Promise<void> {
  requireEnough((await lockStaff(tx, operator)).filter(({ id }) => id !== identityId));
}
