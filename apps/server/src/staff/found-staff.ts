import type { ApplicationId, ParticipantId, StaffRole } from '@xinqiao/contracts';
import type { Tx } from '@xinqiao/db';
import { appendEntry } from '../audit/append.ts';
import type { StoredKey } from '../participants/proposals/proposal-view.ts';
import type { AdmissionServices } from '../participants/take-step.ts';
import { requireCompatible, requireEnough } from './duties.ts';
import { giveTool } from './staff-tool.ts';

/** Somebody of the first staff, with the public key of her tool. */
export interface FirstStaff {
  readonly identityId: string;
  readonly name: string;
  readonly roles: readonly StaffRole[];
  readonly key: StoredKey;
  /** Default: a new id. */
  readonly toolId?: ApplicationId;
}

/**
 * The first staff of an operator, before there is anybody to propose or approve. All later staff comes by proposals.
 *
 * @returns Tool of each, in order.
 * @throws {PlatformError} `DUTIES_IN_CONFLICT`, `ADMISSION_INCOMPLETE` when too few could decide anything,
 *   `KEY_ALREADY_USED`
 */
export async function foundStaff(
  services: AdmissionServices,
  tx: Tx,
  operator: ParticipantId,
  staff: readonly FirstStaff[],
): Promise<ApplicationId[]> {
  for (const { roles } of staff) requireCompatible(roles);
  requireEnough(staff.map(({ roles }) => ({ roles: [...roles], status: 'ACTIVE' })));
  const tools: ApplicationId[] = [];
  for (const { identityId, name, roles, key, toolId } of staff) {
    await tx.identity.create({
      data: { id: identityId, displayName: name, roles: [...roles], participantId: operator },
    });
    const { environment } = services;
    const tool = { identityId, operator, key, environment, ...(toolId && { applicationId: toolId }) };
    tools.push(await giveTool(services, tx, tool));
    await appendEntry(services, tx, {
      kind: 'STAFF_CHANGED',
      ...{ actor: 'founding', participantId: operator, subjectId: null, consentId: null },
      detail: { identityId, roles, status: 'ACTIVE', toolKey: key.thumbprint },
    });
  }
  return tools;
}
