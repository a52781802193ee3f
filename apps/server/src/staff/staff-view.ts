import type { StaffMember } from '@xinqiao/contracts';
import type { ApplicationRow, IdentityRow } from '@xinqiao/db';

export const staffView = (
  row: IdentityRow & { readonly applications: readonly ApplicationRow[] },
): StaffMember =>
  ({
    identityId: row.id,
    participantId: row.participantId,
    name: row.displayName,
    roles: row.roles,
    status: row.status,
    toolId: row.applications[0]?.id ?? null,
  }) as StaffMember;
